"""Say in plain words why a policy file cannot be read, and what to do about it.

The file is written by somebody who is no programmer, in whatever editor there is, so that the usual slips are known by
name: curly quotation marks, a mark that is not closed, a remark without ``#``, a list without its comma.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

LARGEST = 1_000_000  # bytes; the largest file that ships has a thirtieth of it
UTF8 = "save it again as UTF-8 (in Notepad: Save as, then Encoding)"
UNREADABLE = "this line cannot be read; compare it with the example in analyser/policy/README.md"

_DOCUMENTS = (b"PK\x03\x04", b"%PDF", b"{\\rtf", b"\xd0\xcf\x11\xe0")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_NOT_CLOSED = 'the words are not closed; put a straight quotation mark (") at their end, on the same line'
_NO_VALUE = 'words stand in straight quotation marks, as in says = "Be kind."'
_WITHIN, _AROUND = "within the words write ' instead of \"", 'put words and dates in straight quotation marks (")'
_YES_OR_NO = re.compile(r"(?i)(?:yes|no|true|false|on|off)\b")

# What stands where the reading stopped, as a pattern.
_SIGNS = {
    "[\u2018\u2019\u201a\u201c\u201d\u201e]": 'the quotation marks are curly; type straight ones (") instead',
    r"\s*(?://|;|--)": "a remark begins with #",
    r"\s*,": "a comma stands here that separates nothing; delete it",
    "[\u00a0\u00ad\u2000-\u200f\u2028\u2029\u202f\u2060\ufeff]": (
        "a character that cannot be seen stands in this line; delete the line and type it again"
    ),
}
# What tomllib says, and what it means for the reader. What depends on the line itself is in `_about`.
_MEANINGS = {
    "Illegal character '\\n'": _NOT_CLOSED,
    "Unterminated string": _NOT_CLOSED,
    "Illegal character": "a character of this line cannot be read; delete the line and type it again",
    "Unescaped '\\'": "write / for each \\, because \\ has a meaning of its own here",
    "Invalid hex value": "write / for each \\, because \\ has a meaning of its own here",
    "Unclosed array": "the list is not complete; put a comma between its entries and ] at its end",
    "Expected '=' after": 'write a name, an = sign and a value, as in says = "Be kind.", and begin a remark with #',
    "Expected ']": "a heading ends with as many brackets as it begins with, as in [settings] or [[clause]]",
}


def cannot_be_opened(path: Path, error: OSError) -> str:
    """Return why there is nothing to read at ``path``."""
    if path.is_dir():
        return f"{path.name}: this is a folder; name the policy file in it."
    if isinstance(error, FileNotFoundError):
        others = (path.with_name(path.name + ending) for ending in (".txt", ".toml"))
        there = next((f" There is {other.name}: name that one." for other in others if other.exists()), "")
        return f"{path.name}: there is no such file; check its name and its folder.{there}"
    return f"{path.name}: the file cannot be opened ({error.strerror}); close it in other programs, then try again."


def not_text(name: str, data: bytes) -> str:
    """Return why bytes are no text that can be read, or nothing if they are."""
    if len(data) > LARGEST:
        return f"{name}: the file is too large for a policy, which has a few pages; check that it is the right one."
    if data.startswith(_DOCUMENTS):
        return f"{name}: this is a document (Word, PDF or zip); copy its words into a plain text file and {UTF8}."
    if data.startswith(_UTF16):
        return f"{name}: the file is saved as UTF-16; {UTF8}."
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return f"{name}, line {line}: the file is not UTF-8 text from here on; {UTF8}."
    return f"{name}: the file holds no text; check that it is the right one." if b"\0" in data else ""


def not_toml(name: str, error: str, text: str) -> str:
    """Return in which line tomllib stopped, and why, from what it said."""
    lines = text.split("\n")
    found = re.search(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)", error)
    line, column = (int(found[1]), int(found[2])) if found and found[1] else (len(lines), len(lines[-1]) + 1)
    if error.startswith("Unterminated string") and '"""' in text:
        line = text.count("\n", 0, text.rindex('"""')) + 1
        return f'{name}, line {line}: the words that begin here are not closed; put """ at their end.'
    about = _about(error, lines[line - 1], lines[line - 1][column - 1 :])
    return f"{name}, line {line}: {about}."


def _about(error: str, written: str, rest: str) -> str:
    """Return what is wrong with a line; ``rest`` is what stands where the reading stopped."""
    seen = next((meaning for sign, meaning in _SIGNS.items() if re.match(sign, rest)), "")
    if seen:
        return seen
    if error.startswith("Expected newline or end of document"):
        if written.lstrip().startswith("["):
            return "a heading stands on a line of its own"
        within = '"' in written[: len(written) - len(rest)]
        return f"there is more on this line than one value; {_WITHIN if within else _AROUND}, and begin a remark with #"
    if error.startswith(("Cannot declare", "Cannot overwrite", "Cannot mutate")):
        return _twice(written.strip())
    if error.startswith("Invalid value"):
        return _no_value(rest.strip())
    return next((meaning for start, meaning in _MEANINGS.items() if error.startswith(start)), UNREADABLE)


def _twice(written: str) -> str:
    if not written.startswith("["):
        return "the same name stands twice under one heading; delete one of the two lines"
    name = written.strip("[] \t").split("]")[0]
    if name in {"policy", "settings"}:
        return f"[{name}] stands twice; put what is under the second one under the first"
    return f"{name} stands twice as a heading; write [[{name}]] each time, with two brackets on each side"


def _no_value(rest: str) -> str:
    if not rest or rest.startswith("#"):
        return "nothing stands after the = sign; write a value, or delete the line"
    return "write true or false, in small letters and without quotation marks" if _YES_OR_NO.match(rest) else _NO_VALUE


def meant(word: str, words: Iterable[str]) -> str:
    """Return '; did you mean X?' for the one of ``words`` that is nearest to ``word``, or nothing."""
    known = {one.casefold(): one for one in words}
    near = get_close_matches(word.casefold(), known, n=1, cutoff=0.75)
    return f"; did you mean {known[near[0]]}?" if near else ""


def listed(words: Iterable[str]) -> str:
    """Write 'why, patterns and spares'."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last
