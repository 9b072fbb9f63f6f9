"""The fixed sentences of the sheet, and how it writes days, lines and clauses.

Each sentence is fit for a parent, a solicitor and a governor to read: it says what was observed and what was chosen by
whom, and leaves every conclusion to people.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from analyser.chat import wording
from analyser.evidence.words import ABOUT_SOCIAL_MEDIA, cite

if TYPE_CHECKING:
    from datetime import date

    from analyser.policy import Policy

TITLE = "For the Head: messages selected to discuss"
STANDING = "Selected by {reader}; sheet made on {day}. Nothing is decided."
NO_NAME = "a reader who gave no name"
DANGER = "Yes, or not sure, as answered when the file was opened"
NO_DANGER = "No, as far as was known when the file was opened"

AROUND = (
    "Each message is printed as exported, except where square brackets say otherwise, with the 3 messages before it, "
    "the 3 after it and the first reply by somebody else. Where these overlap they are printed once. The words in "
    "question are underlined."
)
NOTHING_SELECTED = "No message has been selected to discuss."
NOTHING_FOR_THE_PARENT = "No message has been chosen as speaking for the parent."
NONE_HIGHLIGHTED = "Nothing is marked as being about anyone's safety. This does not mean there is nothing."
ROUTED = (
    "For the Designated Safeguarding Lead, or for the Head if it is about an adult at the school: at once and outside "
    "this sheet. This is not a breach of the code, and the words are not repeated here."
)
WITHHELD = "[marked as safeguarding, not printed here]"
MASKED = (
    "Names are masked: people are called Parent 1 and so on, in the order of this sheet. A name inside a longer word, "
    "a nickname, a misspelling, and people who did not write in the group, such as children and staff, may remain. "
    "The sheet can still show who supplied the file. It is no copy for the parent: keep it in the school."
)
UNMASKED = (
    "Names are as saved on the phone that made the export, so this sheet can tell who supplied it. "
    "Keep it in the school."
)
STOPS = " What is printed around a message stops at the edge of the chosen days."
LOST = "{many} in the saved work could not be found again in this file by this version of the program."
OTHER_POLICY = "Some choices were made under another version of the code of conduct than the one named here."
NOT_WHOLE = "The program could not look at this chat to the end: what it marked was found by words alone."
FINGERPRINT = "It shows that the file is the one that was opened here, and nothing about what happened to it before."
LIMITS = """
Whether what a message says is true, what was meant by it, and what came of it.
Pictures, voice notes, videos and reactions; messages that were deleted or that disappear.
Other groups, direct messages and e-mails, and what was said at the gate.
The program marks messages to read. It misses some, and most of what it marks turns out to be of no concern. It was \
tested on invented chats; its accuracy in this group is unknown.
"""


def day(when: date, *, weekday: bool = False) -> str:
    """Write a date as '1 September 2025', or as 'Monday 1 September 2025'."""
    return f"{f'{when:%A} ' if weekday else ''}{wording.day(when)}"


def days(first: date | None, last: date | None) -> str:
    """Write the days that were chosen."""
    if first and last:
        return day(first) if first == last else f"{day(first)} to {day(last)}"
    if first or last:
        return f"from {day(first)}" if first else f"up to {day(last)}"  # type: ignore[arg-type] # one of them is a date
    return "all days in the file"


def count(how_many: int, one: str = "message") -> str:
    """Write '1 message' or '1,200 messages'."""
    return f"{how_many:,} {one if how_many == 1 else one + 's'}"


def lines(first: int, last: int) -> str:
    """Write where something stands in the file."""
    return f"line {first:,}" if first == last else f"lines {first:,} to {last:,}"


def clause(identity: str, policy: Policy) -> tuple[str, str]:
    """Return how a clause is cited, and what it says.

    Parameters
    ----------
    identity : str
        Id of the clause, as a person chose it.
    policy : Policy
        The school's code.
    """
    cited = cite(identity, policy)
    if identity not in policy.clauses:
        return cited, ""
    if identity in ABOUT_SOCIAL_MEDIA and policy.settings.public_social_media is False:
        cited += " (the school has settled that this group is not public social media)"
    return cited, policy.clauses[identity].says
