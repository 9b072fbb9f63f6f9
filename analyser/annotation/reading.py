"""Say which messages a person must read because the program cannot: never "fine", always "needs reading".

- *media only*: a picture, recording or file without words. What WhatsApp writes in its place is not counted as words.
- *empty*: nothing but spaces.
- *unreadable*: bytes that are not text make up a fifth of it or more.
- *language*: most of its letters are of another script, or it has four words or more, few of them common English words,
  and py3langid is nearly sure of another language. Short greetings, dialect and a sentence that mixes two languages are
  left alone: they would be flagged wholesale, and the words that matter in them are known to the rules. So a short
  message in another language can be missed.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from analyser.annotation.everyday import EVERYDAY
from analyser.annotation.passages import Passage

if TYPE_CHECKING:
    from collections.abc import Iterator

_PLACEHOLDER = re.compile(r"<[^<>\n]*>|[^\n]*\(file attached\)|\b[\w ]{1,30} omitted\b|^null$")
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
_NOT_LATIN = re.compile(r"[^\W\d_a-zA-Z\u00aa-\u024f\u1e00-\u1eff]")
_FEW, _SURE, _FOREIGN_LETTERS = 0.25, 0.9, 15


def needs_reading(text: str, kind: str) -> Iterator[Passage]:
    """Yield a NEEDS-READING passage over the whole text, with the reason, if the program cannot read a message."""
    words = _PLACEHOLDER.sub("", text) if kind == "media" else text
    if kind == "media" and not _WORD.search(words):
        yield _unread("media only", text)
    elif not text.strip():
        yield _unread("empty", text)
    elif text.count("\ufffd") * 5 >= len(text.strip()):
        yield _unread("unreadable", text)
    elif is_foreign(words):
        yield _unread("language", text)


def is_foreign(text: str) -> bool:
    """Return whether ``text`` is, nearly surely, in a language other than English."""
    if len(_NOT_LATIN.findall(text)) >= _FOREIGN_LETTERS:
        return True
    words = _WORD.findall(text.lower())
    if len(words) < 4 or sum(word in EVERYDAY for word in words) > _FEW * len(words):
        return False
    language, sure = _identifier().classify(unicodedata.normalize("NFC", " ".join(words)))
    return language not in {"en", "pcm", "sco", "zxx"} and sure > _SURE


@cache
def _identifier() -> Any:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _unread(reason: str, text: str) -> Passage:
    return Passage(0, len(text), None, None, "NEEDS-READING", None, reason, "worth a look")
