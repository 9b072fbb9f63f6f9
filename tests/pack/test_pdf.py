"""The finished PDF, read back as a screen reader would read it."""

from __future__ import annotations

import random
import re
import time
import unicodedata
from collections import Counter
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest

from analyser.pack.characters import coverage, printable
from analyser.pack.pdf import _compiled, render_pdf
from analyser.pack.sheet import Section
from tests.hazards import TEXTS
from tests.pack.case import TALK, decision, said, section, sheet, texts, work
from tests.pack.reading import spoken, squeezed, tags

CHOSEN = (
    decision(5, "to discuss", start=26, end=32, found_by="the program"),
    decision(6, "to discuss"),
    decision(8, "speaks for the parent", clause="EX-6"),
)


def rows(text: str) -> list[tuple[str, str, str]]:
    return [*TALK[:4], ("13/11/2025, 16:00", "Rosa", text), *TALK[5:]]


@pytest.mark.parametrize("name", sorted(TEXTS.keys() - {"Arabic"}))  # from right to left: below
def test_a_hostile_text_is_printed_as_the_sheet_shows_it(name: str) -> None:
    made = sheet(decision(5, "to discuss"), rows=rows(TEXTS[name]))
    line = next(
        line for passage in section(made, "Selected to discuss").passages for line in passage.lines if line.choice
    )
    assert squeezed(said(line)) in squeezed(spoken(render_pdf(made)))


SHOWN_OTHERWISE = {
    "a right-to-left override",
    "control characters",
    "unassigned and private",
    "a script no font draws",
    "half of a pair of marks",
    "Arabic",
}


@pytest.mark.parametrize("name", sorted(TEXTS.keys() - SHOWN_OTHERWISE))
def test_a_text_that_can_be_printed_is_printed_unchanged(name: str) -> None:
    made = sheet(decision(5, "to discuss"), rows=rows(TEXTS[name]))
    assert squeezed(TEXTS[name]) in squeezed(spoken(render_pdf(made)))


@pytest.mark.parametrize("text", ["مرحبا بالعالم", "آپ کا بچہ کہاں ہے؟", "שלום עולם"])
def test_a_text_from_right_to_left_is_printed_with_every_letter(text: str) -> None:
    # The lines of a PDF hold such letters in the order in which they stand on paper; readers turn them round.
    made = sheet(decision(5, "to discuss"), rows=rows(text))
    assert squeezed(text)[::-1] in squeezed(spoken(render_pdf(made)))


def test_nothing_of_a_sheet_is_missing_from_its_pdf() -> None:
    made = sheet(*CHOSEN)
    printed = squeezed(spoken(render_pdf(made)))
    assert [line for line in texts(made).split("\n") if squeezed(line) not in printed] == []


def test_the_reading_order_is_the_order_of_the_sheet() -> None:
    made = sheet(*CHOSEN)
    printed = squeezed(spoken(render_pdf(made)))
    wanted = [made.title, made.standing]
    for part in made.sections:
        wanted += [part.title, *part.sentences]
        wanted += [text for fact in part.facts for text in (fact.label, fact.text)]
        wanted += [text for run in part.passages for line in run.lines for text in (line.who, said(line))]
    at = 0
    for text in map(squeezed, wanted):
        at = printed.index(text, at) + len(text)


def test_the_pdf_says_that_it_is_accessible_and_in_which_language() -> None:
    with pikepdf.open(BytesIO(render_pdf(sheet(*CHOSEN)))) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "en-GB"
        assert document.Root.ViewerPreferences.DisplayDocTitle
        with document.open_metadata() as metadata:
            assert metadata["dc:title"] == "For the Head: messages selected to discuss"
            assert metadata["pdfuaid:part"] == "1"


def test_the_parts_of_the_pdf_carry_their_tags() -> None:
    made = sheet(*CHOSEN)
    found = tags(render_pdf(made))
    assert [text for role, text in found if role == "Title"] == [made.title]
    assert [text for role, text in found if role == "H1"] == [part.title for part in made.sections]
    assert [text for role, text in found if role == "H2"] == [
        passage.title for part in made.sections for passage in part.passages
    ]
    assert {"Lbl", "LBody", "P", "Strong"} <= {role for role, _ in found}


def test_the_pdf_holds_no_script_link_file_or_form() -> None:
    pdf = render_pdf(sheet(decision(5, "to discuss"), rows=rows(TEXTS["a remote image"])))
    with pikepdf.open(BytesIO(pdf)) as document:
        assert not {"/AcroForm", "/OpenAction", "/AA", "/Names"} & set(document.Root.keys())
        assert not [page for page in document.pages if "/Annots" in page or "/AA" in page]


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert render_pdf(sheet(*CHOSEN)) == render_pdf(sheet(*CHOSEN))


def test_no_masked_name_is_anywhere_in_the_bytes_of_the_pdf() -> None:
    decisions = (*CHOSEN, decision(9, "to discuss", start=7, end=15))
    pdf, plain = render_pdf(sheet(*decisions, mask=True)), render_pdf(sheet(*decisions))
    for name in ("Helen Marsh", "Helen", "Priya", "Delaney", "Rosa", "Leo", "900123", "900456", "Year 5.txt"):
        assert name in spoken(plain)
        assert name not in spoken(pdf)
        assert not [form for form in forms(name) if form in unpacked(pdf)]


def forms(name: str) -> list[bytes]:
    return [
        name.encode(),
        name.encode("utf-16-be"),
        name.encode("utf-16-be").hex().encode(),
        name.encode().hex().encode(),
    ]


def unpacked(pdf: bytes) -> bytes:
    """Return all bytes of a PDF with every stream decompressed."""
    with pikepdf.open(BytesIO(pdf)) as document:
        streams = [each.read_bytes() for each in document.objects if isinstance(each, pikepdf.Stream)]
        others = [repr(each).encode() for each in document.objects if not isinstance(each, pikepdf.Stream)]
    return b"\n".join([pdf, *streams, *others])


def test_the_leak_test_can_fail() -> None:
    pdf = render_pdf(sheet(*CHOSEN, reader="Helen Marsh"))
    assert "Helen Marsh" in spoken(pdf)
    assert [form for form in forms("Title") if form in unpacked(pdf)]


def test_a_sheet_with_characters_that_nobody_checked_is_printed_all_the_same() -> None:
    made = replace(sheet(*CHOSEN), standing="\u0378 \ue000 ok")
    assert "⟦U+0378⟧⟦U+E000⟧ok" in squeezed(spoken(render_pdf(made)))


def test_no_mixture_of_characters_has_to_be_spelt_out() -> None:
    letters = sorted(coverage())
    marks = [each for each in letters if unicodedata.category(each)[0] == "M"] + [*"\u200c\u200d\ufe0f"] * 50
    draw = random.Random(20251201)  # noqa: S311 - a fixed mixture, no secret
    mixed = (
        "".join(draw.choice(letters) + draw.choice(["", *draw.sample(marks, 3)]) for _ in range(25)) for _ in range(400)
    )
    lines = tuple(printable(line, Counter()) for line in mixed)
    made = sheet()
    _compiled(replace(made, sections=(*made.sections, Section("Mixed", lines))))


def test_a_long_word_stays_on_the_page() -> None:
    made = sheet(decision(5, "to discuss"), rows=rows(TEXTS["an address that is too long"]))
    longest = max(len(text) for _, text in tags(render_pdf(made)) if re.fullmatch(r"\S+", text))
    assert longest < 120


def test_a_sheet_of_three_choices_is_two_pages() -> None:
    with pikepdf.open(BytesIO(render_pdf(sheet(*CHOSEN)))) as document:
        assert len(document.pages) == 2


def test_fifty_excerpts_take_less_than_five_seconds() -> None:
    many = [
        (f"{13 + place // 600}/11/2025, {8 + place // 60 % 10:02}:{place % 60:02}", f"P{place % 7}", "Well, it is " * 9)
        for place in range(1000)
    ]
    done = work(*(decision(number, "to discuss") for number in range(10, 1000, 20)), decision(1, "to discuss"))
    before = time.perf_counter()
    pdf = render_pdf(sheet(done=done, rows=many))
    assert time.perf_counter() - before < 5
    assert spoken(pdf).count("To discuss") == 51
