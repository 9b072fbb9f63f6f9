"""What PDF/UA asks of the bytes beyond title and language: fonts inside, all text tagged, no level left out."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from typing import Any

import pikepdf
import pytest

from analyser.pack.pdf import render_pdf
from tests.pack.case import decision, sheet
from tests.pack.reading import SHOWING, tags

CHOSEN = (decision(5, "to discuss"), decision(8, "speaks for the parent", clause="EX-6"))


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """Return a sheet with one message of either kind."""
    return render_pdf(sheet(*CHOSEN))


def untagged(page: Any) -> Iterator[str]:
    """Yield each operator that shows text outside every tag and every artifact, such as a footer."""
    opened: list[bool] = []
    for instruction in pikepdf.parse_content_stream(page):
        operands: Any = instruction.operands
        name = str(instruction.operator)
        if name in {"BDC", "BMC"}:
            has_tag = isinstance(operands[-1], pikepdf.Dictionary) and "/MCID" in operands[-1]
            opened.append(has_tag or str(operands[0]) == "/Artifact")
        elif name == "EMC":
            opened.pop()
        elif name in SHOWING and not any(opened):
            yield name


def test_every_font_is_inside_and_says_its_characters(pdf: bytes) -> None:
    with pikepdf.open(BytesIO(pdf)) as document:
        fonts = [font for page in document.pages for font in dict(page.Resources.Font).values()]
        assert fonts
        for font in fonts:
            described = font.DescendantFonts[0].FontDescriptor
            assert {"/FontFile2", "/FontFile3"} & set(described.keys())
            assert "/ToUnicode" in font


def test_no_text_is_drawn_without_a_tag(pdf: bytes) -> None:
    with pikepdf.open(BytesIO(pdf)) as document:
        assert [name for page in document.pages for name in untagged(page)] == []


def test_a_text_without_a_tag_would_be_noticed() -> None:
    document = pikepdf.new()
    page = document.add_blank_page()
    page.Contents = document.make_stream(b"BT (words) Tj ET /Artifact BMC BT (footer) Tj ET EMC")
    assert list(untagged(page)) == ["Tj"]


def test_no_level_of_heading_is_left_out(pdf: bytes) -> None:
    levels = [int(role[1:]) for role, _ in tags(pdf) if role in {"H1", "H2", "H3"}]
    assert levels[0] == 1
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []
