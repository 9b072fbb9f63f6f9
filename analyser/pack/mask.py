"""People become 'Parent 1' to 'Parent n': in front of their messages, and wherever `analyser.pack.names` finds them.

Numbers follow the order in which people come up on the sheet, so that they say nothing about anybody. With names
masked, notices ("… left"), contact cards and file names are not shown at all: each can name people, and the notices and
the file name can tell who supplied the export.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analyser.pack.names import Found, Names, find, known_names, masked

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

NOT_SHOWN = {"notice": "[group notice]", "contact": "[contact card]"}
FILE = "[file name]"


@dataclass(frozen=True)
class Mask:
    """How people are called on one sheet; without ``names`` everything stays as it is.

    Parameters
    ----------
    names : Names or None
        What is looked for in texts.
    labels : mapping of str to str
        For each person who comes up, 'Parent 1' and so on.
    """

    names: Names | None
    labels: Mapping[str, str]

    def who(self, sender: str) -> str:
        """Return how ``sender`` is called."""
        return self.labels.get(sender, sender) if self.names else sender

    def instead_of(self, kind: str) -> str:
        """Return what is printed in place of a message of this kind; empty if its text is printed."""
        return NOT_SHOWN.get(kind, "") if self.names else ""

    def text(self, text: str) -> str:
        """Return ``text`` with the names in it masked."""
        return "".join(self.parts(text, 0, 0))

    def parts(self, text: str, start: int, end: int, *, attachment: str = "") -> tuple[str, str, str]:
        """Return ``text`` masked, as what comes before, in and after the characters from ``start`` to ``end``.

        A name that lies across one of the two borders belongs to the words between them.
        """
        found = self._found(text, attachment)
        across = [passage for passage in found if passage.start < end and start < passage.end]
        start = min([start, *(passage.start for passage in across)])
        end = max([end, *(passage.end for passage in across)])
        borders = ((0, start), (start, end), (end, len(text)))
        before, words, after = (self._between(text, found, first, last) for first, last in borders)
        return before, words, after

    def _found(self, text: str, attachment: str) -> list[Found]:
        if not self.names:
            return []
        at = text.find(attachment) if attachment else -1
        if at < 0:
            return find(text, self.names)
        file = Found(at, at + len(attachment), None, FILE)
        return sorted(
            [file, *(other for other in find(text, self.names) if other.end <= at or file.end <= other.start)]
        )

    def _between(self, text: str, found: Sequence[Found], first: int, last: int) -> str:
        inside = [
            Found(passage.start - first, passage.end - first, passage.name, passage.mark)
            for passage in found
            if first <= passage.start and passage.end <= last
        ]
        return masked(text[first:last], inside, self.labels)


NO_MASK = Mask(None, {})


def make_mask(everybody: Iterable[str], *, shown: Iterable[str], texts: Iterable[str]) -> Mask:
    """Return a mask for a sheet.

    Parameters
    ----------
    everybody : iterable of str
        All senders of the chat.
    shown : iterable of str
        Those whose messages are on the sheet, in its order; they get the first numbers.
    texts : iterable of str
        Every text on the sheet; the senders named in them get the next numbers.
    """
    names = known_names(everybody)
    named = (passage.name for text in texts for passage in find(text, names) if passage.name)
    people = dict.fromkeys([*shown, *named])
    return Mask(names, {person: f"Parent {number}" for number, person in enumerate(people, start=1)})
