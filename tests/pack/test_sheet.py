from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from analyser.casework import Work, undo
from analyser.chat import read_export
from analyser.pack import wording
from analyser.pack.facts import made_by
from analyser.pack.sheet import build_sheet
from tests.evidence.tables import mark, marked
from tests.pack.case import (
    TALK,
    chat,
    decision,
    export,
    facts,
    lines,
    policy,
    said,
    section,
    sheet,
    texts,
    work,
)
from tests.test_words import FORBIDDEN

DISCUSS, SPEAKS, REPORTED = "Selected to discuss", "What speaks for the parent", "What was reported"
READING, SAFETY, FILE = "How much was read", "Safety first", "The file"
MARKS = marked(
    mark(5, "grievance"),
    mark(6, "abuse"),
    mark(6, "abuse", "THREAT"),
    mark(7, "mitigating"),
    mark(8, "mitigating"),
    mark(10, "mitigating"),
    mark(12, "grievance", strength="set aside"),
    mark(13, "abuse", "LANGUAGE"),
    mark(16, None, "SAFEGUARD"),
)


def test_a_sheet_says_who_selected_and_that_nothing_is_decided() -> None:
    assert sheet().standing == (
        "Selected by J. Okafor, deputy head; sheet made on 1 December 2025. Nothing is decided."
    )
    assert "a reader who gave no name" in sheet(reader=" ").standing


def test_a_sheet_is_made_when_nothing_is_chosen_and_says_so() -> None:
    made = sheet()
    assert section(made, DISCUSS).sentences[0] == "No message has been selected to discuss."
    assert section(made, SPEAKS).sentences[0] == "No message has been chosen as speaking for the parent."
    assert facts(made, READING)["Choices by a person"] == "None"
    assert facts(made, READING)["Marked to read"] == "0 of 0 read; 0 not read"


@pytest.mark.parametrize(
    ("scope", "headings", "dates", "danger"),
    [
        ({}, "Every heading of the code", "All days in the file", "No, as far as was known when the file was opened"),
        (
            {"headings": ("abuse", "politics"), "first_day": date(2025, 11, 1), "last_day": date(2025, 11, 30)},
            "Abusive or personal comment; Politics and current affairs",
            "1 November 2025 to 30 November 2025",
            "No, as far as was known when the file was opened",
        ),
        (
            {"last_day": date(2025, 11, 13), "danger": True},
            "Every heading of the code",
            "Up to 13 November 2025",
            "Yes, or not sure, as answered when the file was opened",
        ),
        (
            {"first_day": date(2025, 11, 13), "last_day": date(2025, 11, 13)},
            "Every heading of the code",
            "13 November 2025",
            "No, as far as was known when the file was opened",
        ),
    ],
)
def test_a_sheet_says_what_was_reported(scope: dict[str, Any], headings: str, dates: str, danger: str) -> None:
    told = facts(sheet(done=work(**scope)), REPORTED)
    assert told == {"Headings": headings, "Dates": dates, "Anyone in danger now": danger}


def test_whose_messages_were_reported_is_said_only_if_it_was_told() -> None:
    assert facts(sheet(about="Mark Delaney"), REPORTED)["About"] == "Mark Delaney"
    assert facts(sheet(about="Mark Delaney", mask=True), REPORTED)["About"] == "Parent 1"


def test_how_much_was_read_counts_what_the_reading_page_lists() -> None:
    done = work(decision(5, "to discuss"), read=(6, 7), headings=("grievance", "abuse"))
    told = facts(sheet(marks=MARKS, done=done), READING)
    assert told["Marked to read"] == "2 of 3 read; 1 not read"
    assert told["Messages in these days"] == "16"
    only = facts(sheet(marks=MARKS, done=work(headings=("politics",), first_day=date(2025, 11, 14))), READING)
    assert (only["Marked to read"], only["Messages in these days"]) == ("0 of 1 read; 1 not read", "5")


def test_choices_are_counted_by_kind_and_never_by_person() -> None:
    made = sheet(
        decision(5, "to discuss"),
        decision(6, "not sure"),
        decision(9, "not sure"),
        decision(2, "not a concern"),
        decision(8, "speaks for the parent"),
    )
    told = facts(made, READING)
    assert told["Choices by a person"] == "1 to discuss; 1 not a concern; 2 not sure; 1 speaks for the parent"
    assert told["Not sure"] == "13 November 2025, line 6; 13 November 2025, line 9"
    assert not [name for _, name, _ in TALK if name and name in " ".join(told.values())]


def test_only_the_decision_that_stands_counts() -> None:
    done = undo(work(decision(5, "to discuss"), decision(6, "to discuss")))
    assert [line.place for line in lines(sheet(done=done), DISCUSS) if line.choice] == ["line 5"]


def test_a_choice_shows_clause_words_reason_and_finder() -> None:
    made = sheet(decision(5, "to discuss", clause="IN-1", reason="Runs down a rule.", found_by="the program"))
    choice = next(line.choice for line in lines(made, DISCUSS) if line.choice)
    assert choice.clause == f"IN-1: {policy().clauses['IN-1'].title}"
    assert choice.says == policy().clauses["IN-1"].says
    assert (choice.reason, choice.found_by) == ("Runs down a rule.", "found by the program")


@pytest.mark.parametrize("clause", ["IN-6a", "IN-6b"])
@pytest.mark.parametrize(
    ("public", "part", "ending"),
    [
        (None, ", if this group counts as public social media: ", ""),
        (True, ": ", ""),
        (False, ": ", " (the school has settled that this group is not public social media)"),
    ],
)
def test_two_clauses_depend_on_what_the_head_has_settled(
    clause: str, *, public: bool | None, part: str, ending: str
) -> None:
    made = sheet(decision(5, "to discuss", clause=clause), policy=policy(public=public))
    choice = next(line.choice for line in lines(made, DISCUSS) if line.choice)
    assert choice.clause == f"{clause}{part}{policy().clauses[clause].title}{ending}"


def test_a_clause_that_the_open_policy_does_not_have_is_named_and_said_to_be_missing() -> None:
    made = sheet(decision(5, "to discuss", clause="OWN-9"))
    choice = next(line.choice for line in lines(made, DISCUSS) if line.choice)
    assert (choice.clause, choice.says) == ("OWN-9: not in the code of conduct that is open", "")


def test_what_speaks_for_the_parent_and_was_not_read_is_counted() -> None:
    done = work(decision(8, "speaks for the parent"), read=(7,))
    unread = section(sheet(marks=MARKS, done=done), SPEAKS).sentences[-1]
    assert unread == "The program marked 2 other messages that may speak for a parent; 1 not read."
    assert section(sheet(), SPEAKS).sentences[-1].startswith("The program marked no other message")


def test_safeguarding_is_routed_and_its_words_are_nowhere_on_the_sheet() -> None:
    made = sheet(decision(6, "safeguarding"), decision(5, "to discuss"))
    assert section(made, SAFETY).sentences == (wording.ROUTED,)
    assert facts(made, SAFETY) == {"Marked safeguarding by a person": "13 November 2025, line 6"}
    assert TALK[5][2] not in texts(made)
    withheld = next(line for line in lines(made, DISCUSS) if line.place == "line 6")
    assert (withheld.who, said(withheld), withheld.choice) == ("Sender not shown", wording.WITHHELD, None)


def test_what_the_program_marked_about_safety_is_counted_without_words() -> None:
    told = facts(sheet(marks=MARKS, done=work(read=(6,))), SAFETY)
    assert told == {
        "A child may be at risk": "1 message marked by the program; 1 not read",
        "Possible threat of harm": "1 message marked by the program; 0 not read",
    }
    assert section(sheet(), SAFETY).sentences == (wording.NONE_HIGHLIGHTED,)


def test_the_file_is_described_with_how_it_was_read() -> None:
    told = facts(sheet(), FILE)
    assert told["File"] == "WhatsApp Chat with Year 5.txt"
    assert chat().source.sha256 in told["Fingerprint"]
    assert told["Span"] == "13 November 2025 to 14 November 2025; 16 messages"
    assert told["Exported from"] == "An Android phone; day first, 24 hour clock"
    copied = read_export(b"[10:15, 13/06/2023] Amy: hi\n[10:16, 13/06/2023] Ben: ho\n").dialect
    assert made_by(copied) == "The screen of WhatsApp on a computer: copied, not exported"
    assert all(how in told["How it was read"] for how in chat().dialect.decided_by.values())


def test_every_observation_but_the_fingerprint_is_on_the_sheet() -> None:
    told = " ".join(fact.text for fact in section(sheet(), FILE).facts)
    observed = chat().observations
    assert set(observed["id"]) > {"I1"}
    for row in observed[observed["id"] != "I1"].itertuples():
        assert all(part in told for part in (row.observed.rstrip("."), row.may_mean, row.does_not_mean))


def test_what_cannot_be_known_is_said_in_general_and_for_each_clause_chosen() -> None:
    limits = section(sheet(decision(5, "to discuss", clause="IN-2")), "What cannot be known from an export").sentences
    assert limits[-1] == f"IN-2: {policy().clauses['IN-2'].cannot_see}"
    assert all(any(word in limit for limit in limits) for word in ("true", "deleted", "gate", "unknown"))


def test_choices_that_cannot_be_found_and_another_policy_are_said() -> None:
    done = replace(work(decision(99, "to discuss"), decision(5, "to discuss")), policy_sha256="cd" * 32)
    doubts = section(sheet(done=done), READING).sentences
    assert doubts == (wording.LOST.format(many="1 choice"), wording.OTHER_POLICY)
    same = replace(work(decision(5, "to discuss")), policy_sha256=policy().sha256)
    assert section(sheet(done=same), READING).sentences == ()


def test_with_names_masked_no_name_number_or_file_name_is_left() -> None:
    decisions = (decision(6, "to discuss", reason="Mark Delaney and Priya said so."), decision(9, "not sure"))
    open_sheet, masked = texts(sheet(*decisions)), texts(sheet(*decisions, mask=True))
    for name in ("Helen Marsh", "Priya", "Mark", "Delaney", "Rosa", "Leo", "7700 900123", "07700 900456", "Year 5.txt"):
        whole = re.compile(rf"\b{re.escape(name)}\b")
        assert whole.search(open_sheet)
        assert not whole.search(masked)
    assert re.search(r"\[Parent \d\] and \[name\] said so\.", masked)
    assert wording.MASKED in masked
    assert wording.UNMASKED in open_sheet


def test_a_masked_notice_does_not_tell_who_supplied_the_export() -> None:
    chosen = decision(1, "to discuss")
    assert said(lines(sheet(chosen), DISCUSS)[0]) == "Helen Marsh added you"
    assert said(lines(sheet(chosen, mask=True), DISCUSS)[0]) == "[group notice]"


def test_names_in_observations_are_masked_too() -> None:
    rows = [*TALK, ("14/11/2025, 09:00", "", "Rosa (Leo's mum) changed to +44 7700 900999")]
    assert "Rosa" not in texts(sheet(decision(5, "to discuss"), rows=rows, mask=True))


def test_file_names_in_observations_are_not_shown_with_names_masked() -> None:
    both = BytesIO()
    with ZipFile(both, "w") as archive:
        archive.writestr("WhatsApp Chat with Rosa and Leo.txt", export(TALK))
        archive.writestr("WhatsApp Chat with Auntie Bea.txt", export(TALK))
    read = read_export(both.getvalue(), name="from Bea.zip", chat="WhatsApp Chat with Rosa and Leo.txt")
    made = [
        texts(build_sheet(read, MARKS, work(), policy(), reader="J", on=date(2025, 12, 1), mask=mask))
        for mask in (False, True)
    ]
    assert ["Bea" in text for text in made] == [True, False]
    assert "Rosa" not in made[1]


def test_hostile_characters_are_shown_and_listed() -> None:
    rows = [*TALK[:4], ("13/11/2025, 16:00", "Rosa", "abc\u202edef\x07"), *TALK[5:]]
    made = sheet(decision(5, "to discuss", reason="See \u202e."), rows=rows, reader="J\u202eO")
    assert not set(texts(made)) & set("\u202e\x07")
    listed = section(made, "Characters that are not printed as they are").sentences
    assert "U+0007: 1 shown as a symbol" in listed
    assert "U+202E right-to-left override: 3 shown in brackets" in listed


@pytest.mark.parametrize("mask", [False, True])
def test_the_sheet_judges_nobody(*, mask: bool) -> None:
    every: Work = work(*(decision(number, "to discuss") for number in range(1, 17)))
    own = texts(sheet(done=every, mask=mask, marks=MARKS))
    assert not FORBIDDEN.search(own)


def test_the_same_input_gives_the_same_sheet() -> None:
    assert sheet(decision(5, "to discuss"), mask=True) == sheet(decision(5, "to discuss"), mask=True)
