from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from analyser.errors import PolicyError
from analyser.policy import check, load_policy
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
    text = '[settings]\npublic_social_media = false\ncategories = ["abuse"]\nflags = ["SAFEGUARD"]\n'
    policy = load_policy(school_file(tmp_path, text))
    assert policy.settings.public_social_media is False
    assert tuple(policy.headings) == ("abuse",)
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
        ("[[rule", "our-school.toml, line 1: this is not valid TOML"),
        (RULE.replace('why = "It speaks of bingo."\n', ""), "line 2, rule own.bingo: why is missing."),
        (RULE.replace("grievance", "gossip"), "line 4, rule own.bingo: category must be one of grievance, politics"),
        (RULE.replace('category = "grievance"\n', ""), "line 2, rule own.bingo: it needs a category, a flag, or both."),
        (RULE + 'colour = "red"\n', "line 9, rule own.bingo: colour is not a key of this block."),
        (RULE + 'clause = "ZZ-9"\n', "line 9, rule own.bingo: there is no clause ZZ-9."),
        (RULE + 'clause = "CC-2"\n', "line 9, rule own.bingo: clause CC-2 belongs to politics, not to grievance."),
        (RULE.replace("bingo night\"]", "bingo (night\"]"), "line 6, rule own.bingo: the pattern 'bingo (night' opens"),
        (RULE.replace("bingo night\"]", "<games> night\"]"), "names a word list that does not exist: <games>"),
        (RULE.replace("bingo night\"]", "(bingo|)\"]"), "the pattern '(bingo|)' can match without any word"),
        (RULE.replace("bingo night\"]", "bingo ...\"]"), "the pattern 'bingo ...' begins or ends with a gap"),
        (RULE.replace("spares = [\"bingo\"]", "spares = []"), "line 8, rule own.bingo: spares is not right"),
        (RULE + RULE, "line 10, rule own.bingo: the same id already stands in line 2."),
        ("[[poem]]\nid = \"x\"\n", "line 1, poem x: a policy has no block of this kind"),
        ("[settings]\npublic_social_media = \"perhaps\"\n", "line 2, [settings]: public_social_media is not right"),
        ("[settings]\nflags = [\"NOSY\"]\n", "line 2, [settings]: flags must be one of SAFEGUARD"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_file_line_and_rule(tmp_path: Path, text: str, complaint: str) -> None:
    found = check(school_file(tmp_path, text))
    assert len(found) == 1
    assert complaint in found[0]
    assert found[0].startswith("our-school.toml, line ")


def test_all_mistakes_are_collected_before_the_policy_is_refused(tmp_path: Path) -> None:
    text = '[[clause]]\nid = "CC-1"\nseen = "always"\n' + RULE.replace("bingo night", "(bingo") + "wrong = 1\n"
    with pytest.raises(PolicyError) as error:
        load_policy(school_file(tmp_path, text))
    assert len(error.value.complaints) == 2
    assert str(error.value) == "\n".join(error.value.complaints)


def test_a_file_that_cannot_be_read_is_a_complaint(tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_bytes(b'[policy]\nname = "\xff"\n')
    assert check(tmp_path / "none.toml") == ["none.toml: the file cannot be opened (No such file or directory)."]
    assert check(broken) == ["broken.toml: the file is not UTF-8 text; save it again as UTF-8."]


def test_the_example_in_the_readme_is_a_policy_without_mistakes(tmp_path: Path) -> None:
    readme = shipped_files()[0].with_name("README.md").read_text("utf-8")
    path = school_file(tmp_path, readme.split("```toml\n")[1].split("```")[0])
    assert check(path) == []
    assert "own.crossing" in load_policy(path).rules
