"""The words a reader sees for flags and clauses: where a message should be routed, never what anybody did."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analyser.policy import Policy

# A flag in a few words, to stand beside or in place of a heading.
FLAGS = {
    "SAFEGUARD": "A child may be at risk",
    "ALLEGATION": "An adult at the school may be a risk to a child",
    "THREAT": "Possible threat of harm",
    "LEGAL": "Accusation of fact",
    "CHILD": "May name or describe someone else's child",
    "COMPLAINT": "May be a concern for the school to answer",
    "PROTECTED": "May allege discrimination",
    "LANGUAGE": "Strong language at nobody",
    "NEEDS-READING": "Needs reading by a person",
}

# What to do about a flag, before anything else.
ADVICE = {
    "SAFEGUARD": (
        "Tell the Designated Safeguarding Lead at once, outside this program. "
        "If a child is in danger now, ring 999 or children's social care first and write it down afterwards."
    ),
    "ALLEGATION": (
        "Stop, and tell the Head, or the chair of governors if it is about the Head. The local authority designated "
        "officer (LADO) must hear within one working day. Put nothing to the parent before their advice. "
        "This is not a breach of the code."
    ),
    "THREAT": (
        "If anyone is in danger now, ring 999. Otherwise tell the Head today; the police are on 101. "
        "Going to Ofsted, the governors, an MP or a lawyer is a right, not a threat."
    ),
    "COMPLAINT": (
        "This may be a real concern. It deserves an answer under the complaints procedure, whatever its tone."
    ),
    "PROTECTED": (
        "This may allege discrimination, including about a disability. No warning and no bar may follow because of it."
    ),
    "CHILD": "This may also be a matter of privacy and safeguarding.",
    "LEGAL": "Whether it is true, and what it means in law, cannot be known from the chat.",
    "LANGUAGE": "Strong words that are aimed at nobody. They are left out until you ask for them.",
    "NEEDS-READING": "The program cannot read this and cannot say if anything is wrong: a person has to read it.",
}

# Whom a message may be about. A group and somebody else are left unsaid: they are more often wrong than right.
TARGETS = {
    "staff": "staff",
    "child": "a child",
    "parent": "a parent",
    "school": "the school",
}
NO_CLAUSE = "No clause follows from the words alone: that is for a person to choose."

ABOUT_SOCIAL_MEDIA = ("IN-6a", "IN-6b")


def cite(clause: str, policy: Policy) -> str:
    """Return a clause by its id and title, with the condition that only the Head can settle.

    Parameters
    ----------
    clause : str
        Id of a clause; one that ``policy`` lacks was chosen under another.
    policy : Policy
        The school's code; until it says whether the group counts as public social media, two clauses are conditional.
    """
    if clause not in policy.clauses:
        return f"{clause}: not in the code of conduct that is open"
    open_question = clause in ABOUT_SOCIAL_MEDIA and policy.settings.public_social_media is None
    condition = ", if this group counts as public social media" if open_question else ""
    return f"{clause}{condition}: {policy.clauses[clause].title}"
