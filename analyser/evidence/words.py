"""The words a reader sees for the flags: where a message should be routed, never what anybody did."""

from __future__ import annotations

# A flag in a few words, to stand beside or in place of a heading.
FLAGS = {
    "SAFEGUARD": "A child may be at risk",
    "ALLEGATION": "About an adult working at the school",
    "THREAT": "Threat of harm",
    "LEGAL": "Accusation of fact",
    "CHILD": "Someone else's child named or described",
    "COMPLAINT": "A concern the school should answer",
    "PROTECTED": "May allege discrimination",
    "LANGUAGE": "Strong language at nobody",
    "NEEDS-READING": "In a language the program does not read",
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
        "If anyone is in danger now, ring 999. "
        "Going to Ofsted, the governors, an MP or a lawyer is a right, not a threat."
    ),
    "COMPLAINT": (
        "This may be a real concern. It deserves an answer under the complaints procedure, whatever its tone."
    ),
    "PROTECTED": (
        "This may allege discrimination, including about a disability. No warning and no bar may follow because of it."
    ),
    "CHILD": "This is also a matter of privacy and safeguarding.",
    "LEGAL": "Whether it is true, and what it means in law, cannot be known from the chat.",
    "LANGUAGE": "Strong words that are aimed at nobody. They are left out until you ask for them.",
    "NEEDS-READING": "The program cannot read this. It is not known to be clear: a person has to read it.",
}
