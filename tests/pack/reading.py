"""Read a tagged PDF the way a screen reader does: follow its tags, and take the text that each of them marks.

A glyph's characters come from the font's ToUnicode table, unless the span around it says otherwise by ActualText.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pikepdf

SHOWING = {"Tj", "TJ", "'", '"'}


@dataclass
class Marked:
    """The text of one page by mark, and the marks now open."""

    texts: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    opened: list[tuple[int | None, bool]] = field(default_factory=list)

    def add(self, text: str) -> None:
        """Add ``text`` to the innermost mark, unless a span speaks for its glyphs."""
        inside = [mark for mark, _ in self.opened if mark is not None]
        if inside and not any(spoken for _, spoken in self.opened):
            self.texts[inside[-1]].append(text)


def tags(pdf: bytes) -> list[tuple[str, str]]:
    """Return each piece of text with the tag it is directly in, in reading order."""
    with pikepdf.open(BytesIO(pdf)) as document:
        texts = {page.obj.objgen: _texts(page) for page in document.pages}
        return [(role, text) for role, text in _walk(document.Root.StructTreeRoot, "", None, texts) if text]


def spoken(pdf: bytes) -> str:
    """Return all text in reading order, one piece a line."""
    return "\n".join(text for _, text in tags(pdf))


def squeezed(text: str) -> str:
    """Return ``text`` without white space: where a line breaks on paper is no part of what it says."""
    return re.sub(r"\s", "", text)


def _walk(node: Any, role: str, page: Any, texts: dict[Any, dict[int, str]]) -> Iterator[tuple[str, str]]:
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if not isinstance(kid, pikepdf.Dictionary):
            yield role, texts[page.objgen].get(int(kid), "")
        elif "/MCID" in kid:
            yield role, texts[kid.get("/Pg", page).objgen].get(int(kid.MCID), "")
        elif "/S" in kid:
            yield from _walk(kid, str(kid.S)[1:], kid.get("/Pg", page), texts)


def _texts(page: Any) -> dict[int, str]:
    fonts = {name: _to_unicode(font) for name, font in page.Resources.get("/Font", {}).items()}
    marked, known = Marked(), {}
    for instruction in pikepdf.parse_content_stream(page):
        operands: Any = instruction.operands
        name = str(instruction.operator)
        if name in {"BDC", "BMC"}:
            properties: Any = operands[1] if isinstance(operands[-1], pikepdf.Dictionary) else {}
            if "/ActualText" in properties:
                marked.add(str(properties["/ActualText"]))
            mark = int(properties["/MCID"]) if "/MCID" in properties else None
            marked.opened.append((mark, "/ActualText" in properties))
        elif name == "EMC":
            marked.opened.pop()
        elif name == "Tf":
            known = fonts[str(operands[0])]
        elif name in SHOWING:
            strings = operands[-1] if name == "TJ" else [operands[-1]]
            for string in strings:
                if isinstance(string, pikepdf.String):
                    marked.add(_decoded(bytes(string), known))
    return {mark: "".join(parts) for mark, parts in marked.texts.items()}


def _decoded(codes: bytes, known: dict[int, str]) -> str:
    return "".join(known.get(int.from_bytes(codes[at : at + 2]), "\ufffd") for at in range(0, len(codes), 2))


def _to_unicode(font: Any) -> dict[int, str]:
    table = font.ToUnicode.read_bytes().decode("ascii")
    found: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, text in re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", block):
            found[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    assert "beginbfrange" not in table
    return found
