"""Tell what a message is from what WhatsApp writes in place of words.

The patterns are data, in ``bodies.toml``. *Media* covers everything that the export names but does not hold,
including ``null``, an empty body, and a message that never arrived: kind *text* means the sender's own words. A
caption stays with its picture: the kind is media and ``text`` keeps every word.

A person can type ``<Media omitted>``. No export tells the two apart; where iPhones mark their own words with U+200E,
a pattern that a person might well write is believed only with the mark. A typed ``photo.jpg (file attached)`` is
taken for an attachment: it is listed as named but not supplied, and its text is read all the same.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np

from analyser.chat.grammar import MARKS

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

LRM = "\u200e"
_M = f"[{MARKS}]*"
# Without one of these no pattern can match, and most bodies are left here. It is written for Arrow, which knows no
# look-around; pandas hands it over only if it is plain ASCII.
_MAYBE = (
    r"^(?:[<\[\x{FEFF}]|This message|You deleted|Waiting|Missed|[Ll]ocation: |Contact: |Poll: |live location"
    r"|(?:IMG|VID|AUD|PTT|STK|DOC|GIF)-|null$|$|[^a-z\s\d]{3,12}:\r?\n"
    r"|Diese N|Du hast|Se elim|Elimin|Ce mess|Vous avez s|Esta m|Mensag|Voc|Questo m|Hai elim|Dit ber|Je he|U he"
    r"|Ta wi|Usun|Apagou|Bu mesaj|Silenced|You received a|\x{0412}\x{044B} \x{0443}|\x{0414}\x{0430}\x{043D}"
    r"|\x{042D}\x{0442}\x{043E} \x{0441}|\x{062A}\x{0645} \x{062D}|\x{06CC}\x{06C1} \x{067E}"
    r"|\x{092F}\x{0939} \x{092E})"
    r"|\x{200E}|\.\w{0,10} \(|\nlocation: http|(?:omitted|>\s*)$"
)
_ATTACHED_IN = (  # the app's own words, as lists in other programs give them
    "Datei angehängt|archivo adjunto|archivo adjuntado|fichier joint|arquivo anexado|ficheiro anexado|file allegato"
    "|bestand bijgevoegd|plik załączony|załączony plik|dosya ekli|файл добавлен|файл додано|fișier atașat|fil vedhæftet"
    "|bifogad fil|vedlagt fil|الملف مرفق|پیوستہ فائل|फाइल अटैच कर दी गई है|ਅਟੈਚ ਕੀਤੀ ਫਾਇਲ|ফাইল সংযুক্ত হয়েছে"
)
_ATTACHED = (
    rf"^{_M}<{_M} ?attached: ([^<>\n]*[^<>\n ]) ?>",
    rf"{LRM}<[^<>:\n]{{2,25}}: ([^<>\n]*[^<>\n ]) ?>",
    rf"^{_M}(\d{{4}}-\d\d-\d\d-[A-Z]+-\d+\.\w{{1,5}}) <{_M}[^<>\n]{{3,25}}>",
    rf"^{_M}([^\n]{{1,250}}?\.\w{{0,10}}) \((?:file attached|{_ATTACHED_IN})\)",
    rf"^{_M}((?:IMG|VID|AUD|PTT|STK|DOC|GIF)-\d{{8}}-WA\d{{4}}\.\w{{0,10}}) \([^()\n]{{3,40}}\)",
    rf"^{LRM}{_M}([^\n]{{1,250}}?\.\w{{0,10}}) \([^()\n]{{3,40}}\)",
)
_EDITED_IN = (
    "This message was edited|Diese Nachricht wurde bearbeitet|Se editó este mensaje|Mensagem editada"
    "|Esta mensagem foi editada|Ce message a été modifié|Questo messaggio è stato modificato|Messaggio modificato"
    "|Dit bericht is bewerkt"
)
_EDITED = re.compile(rf"\s?{_M}<{_M}(?:{_EDITED_IN})\.?>{_M}\s*$")


@dataclass(frozen=True)
class Body:
    """What a message is: one of ``schema.KINDS``, and the name of the file attached, if one is named."""

    kind: str
    attachment: str | None = None


@dataclass(frozen=True)
class Poll:
    """A poll: its question, and its options each with the number of votes (None where none is written)."""

    question: str
    options: tuple[tuple[str, int | None], ...]


@dataclass(frozen=True)
class _Pattern:
    kind: str
    needs_mark: bool
    platforms: tuple[str, ...]
    whole: re.Pattern[str]


def maybe_special(bodies: pd.Series) -> NDArray[np.bool_]:
    """Say for each body whether it could be edited, or anything but words; where it says no the kind is *text*."""
    return np.asarray(bodies.str.contains(_MAYBE, regex=True), dtype=bool)


def is_edited(body: str) -> bool:
    """Say whether the export marks a body as edited."""
    return ">" in body[-4:] and _EDITED.search(body[-80:]) is not None


def read_body(body: str, *, platform: str) -> Body:
    """Return what a body is, given what wrote the export.

    Parameters
    ----------
    body : str
        As exported, without the sender.
    platform : {"android", "ios", "web", "viewer"}
        As in `Dialect`.
    """
    unedited = (_EDITED.sub("", body) if is_edited(body) else body) or body
    for attached in _attached():
        match = attached.search(unedited)
        if match:
            name = match[1]
            return Body("contact" if name.lower().endswith(".vcf") else "media", name)
    for pattern in _patterns():
        fits = not pattern.platforms or platform in pattern.platforms
        if fits and (not pattern.needs_mark or LRM in unedited) and pattern.whole.fullmatch(unedited):
            return Body(pattern.kind)
    return Body("text")


def read_poll(text: str) -> Poll | None:
    """Return the question, options and votes of a message of kind *poll*; None if it holds none."""
    lines = [re.sub(f"[{MARKS}\r]", "", line) for line in text.split("\n")]
    if lines[0].startswith("Poll: "):
        return Poll(lines[0][6:], tuple((line.strip().removeprefix("- "), None) for line in lines[1:]))
    found = [re.fullmatch(r"[^\W\d_]{3,15}: (.*?)(?: \((\d+) [^\W\d_]+\))?", line) for line in lines[2:]]
    options = tuple((match[1], int(match[2]) if match[2] else None) for match in found if match)
    return Poll(lines[1], options) if len(lines) > 1 and options else None


@cache
def facts() -> list[dict[str, Any]]:
    """Return the rows of ``bodies.toml``."""
    rows = tomllib.loads(files("analyser.chat").joinpath("bodies.toml").read_text("utf-8"))["body"]
    return list(rows)


@cache
def _patterns() -> tuple[_Pattern, ...]:
    return tuple(
        _Pattern(
            row["kind"],
            row.get("needs_mark", False),
            tuple(row.get("platforms", ())),
            re.compile(row["pattern"].replace("{m}", _M)),
        )
        for row in facts()
    )


@cache
def _attached() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in _ATTACHED)
