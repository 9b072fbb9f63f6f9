"""The sheet on paper: a tagged PDF (PDF/UA-1) that Typst sets from ``sheet.typ``.

The sheet reaches Typst as data, never as source, so that no message can be read as markup. Only the shipped fonts are
used, and the date is the sheet's own, so that the same sheet gives the same bytes on every computer.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import typst

from analyser.pack.characters import BRACKETS, FONTS, families
from analyser.pack.sheet import each_text

if TYPE_CHECKING:
    from analyser.pack.sheet import Sheet

TEMPLATE = Path(__file__).with_name("sheet.typ")


def render_pdf(sheet: Sheet) -> bytes:
    """Return the sheet as a PDF/UA-1 file.

    A sequence of characters that Typst still refuses is no reason to have no sheet: then everything beyond plain
    English letters is written out by number.
    """
    try:
        return _compiled(sheet)
    except typst.TypstError:
        return _compiled(each_text(sheet, _spelt_out))


def _compiled(sheet: Sheet) -> bytes:
    data = json.dumps({"sheet": asdict(sheet), "families": families()}, default=str)
    pdf: bytes = typst.compile(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"data": data},
        format="pdf",
        pdf_standards=["ua-1"],
    )
    return pdf


def _spelt_out(text: str) -> str:
    plain = (character == "\n" or " " <= character <= "~" for character in text)
    return "".join(
        character if is_plain else f"{BRACKETS[0]}U+{ord(character):04X}{BRACKETS[1]}"
        for character, is_plain in zip(text, plain, strict=True)
    )
