from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from analyser.errors import PolicyError
from analyser.policy import check, load_policy, loader
from analyser.policy.files import shipped_files
from analyser.schema import CATEGORIES, FLAGS

if TYPE_CHECKING:
    from pathlib import Path

CLAUSES = (
    "CC-1 CC-2 CC-3 CC-4 IN-1 IN-2 IN-3 IN-4 IN-5 IN-6a IN-6b IN-7 EX-1 EX-2 EX-3 EX-4 EX-5 EX-6 "
    "RC-1 RC-2 OUT-1 OUT-2 OUT-3 OUT-4 OUT-5 DEC-1 DEC-2 MOD-1 SG-1"
)
RULE = """
[[rule]]
id = "own.bingo"
category = "grievance"
why = "It speaks of bingo."
patterns = ["bingo night"]
matches = ["bingo night again"]
spares = ["bingo"]
"""
CUE = """
[[cue]]
id = "own.joke"
why = "It is a joke."
direction = "forward"
scope = 5
applies_to = ["grievance", "insult", "insult.looks", "LEGAL"]
patterns = ["only joking"]
matches = ["only joking the teacher is hopeless"]
spares = ["the teacher is hopeless"]
"""


def school_file(folder: Path, text: str) -> Path:
    path = folder / "our-school.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_shipped_policy_has_every_clause_and_no_mistake() -> None:
    policy = load_policy()
    assert check() == []
    assert set(policy.clauses) == set(CLAUSES.split())
    assert all(clause.title and clause.says and clause.seen for clause in policy.clauses.values())
    assert tuple(policy.headings) == CATEGORIES
    assert policy.settings.flags == FLAGS
    assert policy.settings.public_social_media is None


def test_loading_twice_gives_the_same_fingerprint() -> None:
    assert load_policy() == load_policy()


def test_a_school_rewords_a_clause_and_keeps_the_rest(tmp_path: Path) -> None:
    path = school_file(tmp_path, '[[clause]]\nid = "CC-1"\nsays = "Be kind."\n')
    shipped, own = load_policy(), load_policy(path)
    assert own.clauses["CC-1"].says == "Be kind."
    assert own.clauses["CC-1"].title == shipped.clauses["CC-1"].title
    assert own.clauses["CC-2"] == shipped.clauses["CC-2"]
    assert own.sha256 != shipped.sha256


def test_a_school_switches_headings_and_flags_off_and_answers_for_the_head(tmp_path: Path) -> None:
    text = '[settings]\npublic_social_media = false\ncategories = ["abuse", "mitigating"]\nflags = ["SAFEGUARD"]\n'
    policy = load_policy(school_file(tmp_path, text))
    assert policy.settings.public_social_media is False
    assert tuple(policy.headings) == ("abuse", "mitigating")
    assert policy.settings.flags == ("SAFEGUARD",)


def test_a_school_adds_a_rule_and_retires_one(tmp_path: Path) -> None:
    path = school_file(tmp_path, RULE + '[[rule]]\nid = "insult.looks"\nstatus = "retired"\n')
    policy = load_policy(path)
    assert policy.rules["own.bingo"].patterns == ("bingo night",)
    assert policy.rules["insult.looks"].status == "retired"
    assert policy.rules["insult.looks"].why == load_policy().rules["insult.looks"].why


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (RULE.replace('why = "It speaks of bingo."\n', ""), "line 2, rule own.bingo: why is missing."),
        (RULE.replace("grievance", "gossip"), "line 4, rule own.bingo: category must be one of grievance, politics"),
        (RULE.replace('category = "grievance"\n', ""), "line 2, rule own.bingo: it needs a category, a flag, or both."),
        (RULE + 'colour = "red"\n', "line 9, rule own.bingo: colour is no part of a rule; it can hold id, clause,"),
        (RULE + 'clause = "ZZ-9"\n', "line 9, rule own.bingo: there is no clause ZZ-9."),
        (RULE + 'clause = "CC-2"\n', "line 9, rule own.bingo: clause CC-2 belongs to politics, not to grievance."),
        (RULE.replace("bingo night\"]", "bingo (night\"]"), "line 6, rule own.bingo: the pattern 'bingo (night' opens"),
        (RULE.replace("bingo night\"]", "<games> night\"]"), "names a word list that does not exist: <games>"),
        (RULE.replace("bingo night\"]", "(bingo|)\"]"), "the pattern '(bingo|)' can match without any word"),
        (RULE.replace("bingo night\"]", "bingo ...\"]"), "the pattern 'bingo ...' begins or ends with a gap"),
        (RULE.replace("spares = [\"bingo\"]", "spares = []"), "line 8, rule own.bingo: spares must not be empty; give"),
        (RULE + RULE, "line 10, rule own.bingo: the same id already stands in line 2; put the two"),
        ("[[poem]]\nid = \"x\"\n", "line 1, poem x: a policy has no block of this kind"),
        ("[settings]\npublic_social_media = \"perhaps\"\n", "line 2, [settings]: public_social_media must be true"),
        ("[settings]\nflags = [\"NOSY\"]\n", "line 2, [settings]: flags must be one of SAFEGUARD"),
        ("[settings]\npublic_social_media = 1\n", "line 2, [settings]: public_social_media must be true"),
        ("[settings]\nflags = []\n", "line 2, [settings]: flags must not be empty; delete the line to keep all."),
        ("[settings]\nflags = [\"threat\"]\n", "must be one of SAFEGUARD"),
        ("[settings]\ncategories = [\"abuse\"]\n", "line 2, [settings]: categories must hold \"mitigating\" too"),
        ("[settings]\ncategories = \"abuse\"\n", "line 2, [settings]: categories must be a list in square brackets"),
        ("[settings]\ncatagories = []\n", "catagories is no part of [settings]; did you mean categories?"),
        ("[settings]\nflags = [\"THREAT\"]\n" * 2, "line 3: [settings] stands twice; put what is under the second"),
        ("[[settings]]\nflags = [\"THREAT\"]\n" * 2, "line 3, [settings]: the same heading already stands in line 1"),
        ("public_social_media = true\n", "line 1, public_social_media: it stands under no heading"),
        ("clause = [\"CC-1\", \"CC-2\"]\n", "line 1, clause: it stands under no heading"),
        ("[policy]\nversion = 2\n", "line 2, [policy]: version must be words in straight quotation marks."),
        ("[[clauses]]\nid = \"CC-1\"\n", "a policy has no block of this kind; did you mean clause?"),
        ("[[clause]]\nsays = \"Be kind.\"\n", "line 1, [clause]: it needs an id, as in id = \"CC-1\"."),
        ("[[clause]]\nid = \"cc-1\"\n", "says and seen are missing, and a new clause needs them; did you mean CC-1?"),
        ("[[clause]]\nid = \"C 1\"\n", "line 2, clause C 1: id may hold letters, digits, full stops and hyphens only"),
        ("[[clause]]\nid = 1\n", "line 2, clause 1: id must be words in straight quotation marks."),
        ("[[clause]]\nid = \"CC-1\"\nsays = \"\"\n", "line 3, clause CC-1: says must not be empty"),
        ("[[clause]]\nid = \"CC-1\"\ncategory = \"abuse\"\n", "line 3, clause CC-1: rules cite it for grievance"),
        ("[[clause]]\nid = \"CC-1\"\ncategory = \"gossip\"\n", "line 3, clause CC-1: category must be one of"),
        ("[[rule]]\nid = \"insult.look\"\nstatus = \"retired\"\n", "a new rule needs them; did you mean insult.looks?"),
        (RULE.replace("why =", "wy ="), "line 5, rule own.bingo: wy is no part of a rule; did you mean why?"),
        (RULE.replace("[\"bingo night\"]", "[\"\"]"), "line 6, rule own.bingo: patterns must not be empty"),
        (RULE.replace("bingo night\"]", "[bingo|lotto] night\"]"), "holds [, but choices stand in round brackets."),
        (RULE.replace("bingo night\"]", "bingo... night\"]"), "holds ..., but a gap is three full stops between two"),
        (RULE.replace("bingo night\"]", "bingo … night\"]"), "holds …, but a gap is three full stops between two"),
        (RULE.replace("bingo night\"]", "\\bbingo\"]"), "holds \\, which has no meaning in a pattern."),
        (RULE.replace("bingo night\"]", "bingo* night\"]"), "holds *, which has no meaning in a pattern."),
        (RULE.replace("bingo night\"]", "<bingo night>\"]"), "holds <, which has no meaning in a pattern."),
        (RULE.replace("bingo night\"]", "(" * 3000 + "\"]"), "a pattern has too many brackets inside brackets."),
        (RULE.replace("own.bingo", "language"), "line 3, rule language: id must be two words with a full stop between"),
        (RULE + "clause = \"CC1\"\n", "line 9, rule own.bingo: there is no clause CC1; did you mean CC-1?"),
        (CUE.replace("grievance", "grievanc"), "applies_to holds 'grievanc', which is no category, no flag and no"),
        (CUE.replace("= 5", "= \"5\""), "line 6, cue own.joke: scope must be a whole number, without quotation marks."),
        (CUE.replace("= 5", "= 50"), "line 6, cue own.joke: scope must be 40 at most."),
        (CUE.replace("forward", "forwards"), "line 5, cue own.joke: direction must be one of 'forward', 'backward'"),
        (RULE + "also = \"LEGAL\"\n", "line 9, rule own.bingo: also must be a list in square brackets"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_file_line_and_rule(tmp_path: Path, text: str, complaint: str) -> None:
    found = check(school_file(tmp_path, text))
    assert len(found) == 1
    assert complaint in found[0]
    assert found[0].startswith("our-school.toml, line ")


@pytest.mark.parametrize(
    ("line", "about"),
    [
        ("says = “Be kind.”", "the quotation marks are curly; type straight ones"),
        ("says = \"Be kind.", "the words are not closed; put a straight quotation mark"),
        ("says = \"Be kind.”", "the words are not closed; put a straight quotation mark"),
        ("says = \"\"\"Be kind.", "the words that begin here are not closed; put \"\"\" at their end."),
        ("says = \"Be \"kind\".\"", "there is more on this line than one value; within the words write '"),
        ("version = 01/09/2026", "there is more on this line than one value; put words and dates in straight"),
        ("says = \"Be kind.\",", "a comma stands here that separates nothing; delete it."),
        ("says = \"Be kind.\" // for now", "a remark begins with #."),
        ("Our school's policy", "write a name, an = sign and a value"),
        ("says: \"Be kind.\"", "write a name, an = sign and a value"),
        ("says = Be kind.", "words stand in straight quotation marks"),
        ("says =", "nothing stands after the = sign; write a value, or delete the line."),
        ("public_social_media = yes", "write true or false, in small letters and without quotation marks."),
        ("public_social_media = True", "write true or false, in small letters and without quotation marks."),
        ("flags = [\"THREAT\" \"LEGAL\"]", "the list is not complete; put a comma between its entries"),
        ("says = \"See C:\\School\"", "write / for each \\, because \\ has a meaning of its own here."),
        ("says = \"See C:\\users\"", "write / for each \\, because \\ has a meaning of its own here."),
        ("says\u00a0= \"Be kind.\"", "a character that cannot be seen stands in this line"),
        ("says = \"Be\u0007 kind.\"", "a character of this line cannot be read"),
        ("id = \"CC-2\"", "the same name stands twice under one heading; delete one of the two lines."),
        ("[[rule", "a heading ends with as many brackets as it begins with"),
        ("[[rule]] id = \"insult.looks\"", "a heading stands on a line of its own."),
        ("[clause]", "clause stands twice as a heading; write [[clause]] each time"),
        ("{\"says\": \"Be kind.\"}", "this line cannot be read; compare it with the example"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["ended as on a Mac", "ended as on Windows"])
def test_a_slip_of_the_pen_is_named_in_plain_words(tmp_path: Path, line: str, about: str, end: str) -> None:
    path = tmp_path / "our-school.toml"
    path.write_bytes(end.join(["# Ours", "[[clause]]", 'id = "CC-1"', line, ""]).encode())
    found = check(path)
    assert len(found) == 1
    assert found[0].startswith(f"our-school.toml, line 4: {about}")


def test_a_cue_may_name_categories_flags_rules_and_their_beginnings(tmp_path: Path) -> None:
    assert load_policy(school_file(tmp_path, CUE)).cues["own.joke"].applies_to[1] == "insult"


def test_all_mistakes_are_collected_before_the_policy_is_refused(tmp_path: Path) -> None:
    text = '[[clause]]\nid = "CC-1"\nseen = "always"\n' + RULE.replace("bingo night", "(bingo") + "wrong = 1\n"
    with pytest.raises(PolicyError) as error:
        load_policy(school_file(tmp_path, text))
    assert len(error.value.complaints) == 2
    assert str(error.value) == "\n".join(error.value.complaints)


GOOD = '[[clause]]\nid = "CC-1"\nsays = "Only £5."\n'


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"", "ours.toml: the file is empty; write what differs in it, or use the program without it."),
        (b"# to do\n", "ours.toml: the file is empty; write what differs in it, or use the program without it."),
        (
            GOOD.encode("cp1252"),
            "ours.toml, line 3: the file is not UTF-8 text from here on; save it again as UTF-8 (in",
        ),
        (GOOD.encode("utf-16"), "ours.toml: the file is saved as UTF-16; save it again as UTF-8 (in Notepad: Save as"),
        (b"PK\x03\x04\x14\x00", "ours.toml: this is a document (Word, PDF or zip); copy its words into a plain text"),
        (b"\0" * 9, "ours.toml: the file holds no text; check that it is the right one."),
        (b"#" * 1_000_001, "ours.toml: the file is too large for a policy"),
        (b"x = " + b"[" * 9000, "ours.toml: too many brackets stand inside one another"),
    ],
    ids=["empty", "a remark alone", "Windows letters", "UTF-16", "Word", "zeros", "large", "brackets"],
)
def test_a_file_that_cannot_be_read_is_a_complaint(tmp_path: Path, data: bytes, complaint: str) -> None:
    (tmp_path / "ours.toml").write_bytes(data)
    found = check(tmp_path / "ours.toml")
    assert len(found) == 1
    assert found[0].startswith(complaint)


def test_a_path_without_a_file_is_a_complaint_that_names_the_likely_one(tmp_path: Path) -> None:
    missing = "there is no such file; check its name and its folder."
    assert check(tmp_path / "ours.toml") == [f"ours.toml: {missing}"]
    (tmp_path / "ours.toml.txt").write_text(GOOD, "utf-8")
    assert check(tmp_path / "ours.toml") == [f"ours.toml: {missing} There is ours.toml.txt: name that one."]
    assert check(tmp_path) == [f"{tmp_path.name}: this is a folder; name the policy file in it."]


@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf"], ids=["plain", "with the mark of Notepad"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CR LF", "CR"])
def test_a_file_from_any_editor_is_read(tmp_path: Path, before: bytes, end: str) -> None:
    (tmp_path / "ours.txt").write_bytes(before + GOOD.replace("\n", end).encode())
    assert load_policy(tmp_path / "ours.txt").clauses["CC-1"].says == "Only £5."


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        (
            'seen = "not from a chat"',
            "seen = “not from a chat”",
            "the quotation marks are curly",
        ),
        ('says = "No abusive', 'say = "No abusive', "clause IN-1: say is no part of a clause"),
        (
            '[policy]\nname = "Code of conduct for class groups"\nversion = "1"\n',
            "",
            "there is no [policy]",
        ),
    ],
    ids=["curly", "misspelt", "lost"],
)
def test_a_slip_in_the_shipped_file_itself_is_named_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, complaint: str
) -> None:
    school, *others = shipped_files()
    edited = tmp_path / "school.toml"
    edited.write_text(school.read_text("utf-8").replace(old, new), "utf-8")
    monkeypatch.setattr(loader, "shipped_files", lambda: [edited, *others])
    found = check(edited)
    assert len(found) == 1
    assert complaint in found[0]


def test_the_example_in_the_readme_is_a_policy_without_mistakes(tmp_path: Path) -> None:
    readme = shipped_files()[0].with_name("README.md").read_text("utf-8")
    path = school_file(tmp_path, readme.split("```toml\n")[1].split("```")[0])
    assert check(path) == []
    assert "own.crossing" in load_policy(path).rules
