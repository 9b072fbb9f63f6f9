"""What is measured on public texts, with a few lines of our own in the shape of theirs."""

import pytest

from analyser.training.public import HATECHECK, SMS, main

MESSAGES = """ham\tPE kit on Monday
ham\tYou stupid cow
spam\tYou stupid cow, you have won
ham\tSee you at three
ham\tOk
"""
CASES = """,functionality,test_case
0,ident_neutral_nh,My neighbours are Welsh.
1,counter_quote_nh,"Saying ""you stupid cow"" to a teacher is wrong."
2,slur_h,You stupid cow.
3,slur_h,You thick cow.
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("public")
    (folder / SMS).write_text(MESSAGES, "utf-8")
    (folder / HATECHECK).write_text(CASES, "utf-8")
    output = folder / "measured-public.md"
    main([folder / SMS, folder / HATECHECK], output)
    return output.read_text("utf-8")


def row(report: str, name: str) -> list[str]:
    line = next(line for line in report.splitlines() if line.startswith(f"| {name} |"))
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_only_ordinary_messages_are_counted(report: str) -> None:
    assert "4 messages between friends" in report
    assert row(report, "abuse")[1:] == ["0.250", "0.250"]


def test_each_functionality_has_its_share(report: str) -> None:
    assert row(report, "slur_h")[2:4] == ["2", "1.000 (0.34 to 1.00)"]
    assert row(report, "ident_neutral_nh")[3].startswith("0.000")


def test_no_text_reaches_the_report(report: str) -> None:
    assert "cow" not in report
    assert "PE kit" not in report
