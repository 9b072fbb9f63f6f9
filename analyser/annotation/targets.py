"""Find whom or what the marked words are about: the nearest word that names a target.

Words inside the marked words come first, then the nearest on either side within the sentence, then the nearest in the
message; of two equally near, the one before. It is a guess from nearness, and the reader sees the whole message. A
swear word is said at somebody only if they are named beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from analyser.annotation.words import ENDS

if TYPE_CHECKING:
    from spacy.tokens import Doc

BESIDE = 3


def nearest_target(span: Any, doc: Doc, *, beside: bool = False) -> str | None:
    """Return the target named nearest to ``span``, in its sentence if there is one there; None if none is named.

    With ``beside`` only those in its sentence count, with fewer than ``BESIDE`` words between.
    """
    near = [
        (_parted(found.start, span, doc), _distance(found, span), found.start > span.start, found.start, found.label_)
        for found in doc.spans["targets"]
    ]
    if beside:
        near = [place for place in near if not place[0] and place[1] <= BESIDE]
    return min(near)[-1] if near else None


def _distance(found: Any, span: Any) -> int:
    return int(max(found.start - span.end + 1, span.start - found.end + 1, 0))


def _parted(place: int, span: Any, doc: Doc) -> bool:
    between = doc[min(place, span.end) : max(place, span.start)]
    return any(token.text in ENDS for token in between)
