"""How it works and what it cannot see: the limits in plain words, the rules, and a box to try a sentence."""

from __future__ import annotations

import pandas as pd
import streamlit as st

import analyser
from analyser.annotation import explain, how_often_right
from analyser.annotation.pipeline import RUNNING
from analyser.evidence.words import FLAGS
from analyser.schema import MESSAGES, conform
from analyser.ui import state

WHAT = """
The program reads an export, marks messages against the school's code of conduct and shows them in their conversation.
**It finds messages to read. It does not decide anything.** You choose which messages, if any, are worth discussing, and
say why. The sheet for the Head holds only messages that a person chose, and those around them. The code asks that the
parent is heard before any outcome; the program cannot see to that.

It counts nothing for any person and compares nobody. It sends nothing anywhere. What you open is held in memory only,
and forgotten when you stop the program.

Before the first real file, the school must sign its data protection assessment and name the lawful basis.
"""

ERRORS = """
**Tested on invented chats. Accuracy in your group is unknown.**

Most marked messages are nothing. Take a year of one class: 5,000 messages, of which 1 in 100 bears on the code.
Suppose that the program finds 70 in 100 of those and marks 40 in 1,000 of the others by mistake:

| Out of 5,000 messages | How many |
|---|---|
| Messages that bear on the code | 50 |
| Of these, marked | 35 |
| Other messages marked by mistake | 198 |
| **Marked messages that bear on the code** | **35 of 233, or 15 in 100** |

So about six of seven marked messages would be a mistake, and 15 that matter would not be marked. That is why every
mark shows its reason, why *Not a concern* is one key, and why a sample of the messages that were not marked is offered
to read.
"""

UNSEEN = """
An export holds the words and little else. From it nobody can know:

- whether a statement is true, what was meant by it, and what effect it had;
- what was in pictures, voice notes and videos, and how others reacted;
- messages that were deleted or set to disappear, other groups, direct e-mails, what was said at the gate;
- who held the phone.

The program itself misses irony, hints, private jokes, most other languages and anything that only somebody who knows
the families would see. A message in a language it cannot read is listed as *needs reading*: it is not known to be
clear. Dialect, faith and reclaimed words are where such programs go wrong most often, so read those with care.
"""

OPEN_QUESTIONS = """
The code of conduct leaves these open. The program does not answer them; the school has to.

- Is a closed class group "public" or "social media"? Two clauses depend on it.
- No clause covers spam, adverts, photographs of pupils, or rumours.
- The code names no way to appeal and says nothing about data protection.
- The code speaks of slander, which is about spoken words. A chat is written.
- Staff who post in a parents' group are under another code.
"""

EXAMPLE = "Try a sentence"
LONGEST = 500


def page() -> None:
    """Show the parts of the page in the order of what a sceptical reader asks."""
    st.title("How it works and what it cannot see")
    st.markdown(WHAT)
    st.header("How often it is wrong")
    st.markdown(ERRORS)
    st.header("What cannot be known from a chat")
    st.markdown(UNSEEN)
    st.header("Try it")
    try_a_sentence()
    st.header("What the headings mean")
    headings()
    st.header("The rules")
    rules()
    st.header("What the code leaves open")
    st.markdown(OPEN_QUESTIONS)


def try_a_sentence() -> None:
    """Run one typed sentence through the pipeline and say what would be marked, and why."""
    sentence = st.text_input(EXAMPLE, max_chars=LONGEST, placeholder="Type what somebody might write in the group")
    if not sentence.strip():
        return
    marks = state.marks_of(one_message(sentence))
    if marks.empty:
        st.markdown("The program marks nothing in this sentence. This does not mean that nothing is wrong with it.")
    for row in marks.itertuples():
        with st.container(border=True):
            st.text(f"“{row.quote}”")
            st.markdown(meaning(row.category, row.flag, row.clause, row.strength))
            st.text(explain(row.reason, state.policy()))


def one_message(text: str) -> pd.DataFrame:
    """Return a table of one message (schema.MESSAGES)."""
    row = {"source": "typed", "message_id": 1, "kind": "text", "text": text, "edited": False}
    places = {"first_line": 1, "last_line": 1, "first_byte": 0, "last_byte": len(text.encode())}
    return conform(pd.DataFrame([row | places]), MESSAGES)


def meaning(category: str, flag: str, clause: str, strength: str) -> str:
    """Return what one mark stands for, in the policy's words."""
    policy = state.policy()
    heading = policy.headings.get(category) if isinstance(category, str) else None
    parts = [heading, FLAGS.get(flag) if isinstance(flag, str) else None]
    if isinstance(clause, str):
        parts.append(f"clause {clause}, {policy.clauses[clause].title}")
    return " · ".join(part for part in [*parts, strength] if part)


def headings() -> None:
    """Show each heading with its clauses: what they say, what a chat can show of them and what it cannot."""
    policy = state.policy()
    for name, title in policy.headings.items():
        with st.expander(title):
            for clause in policy.clauses.values():
                if clause.category == name:
                    st.markdown(f"**{clause.id}. {clause.title}.** {clause.says}")
                    seen = {"Can be seen": clause.can_see, "Cannot be seen": clause.cannot_see}
                    st.markdown("  \n".join(f"*{what}:* {said}" for what, said in seen.items() if said))


def rules() -> None:
    """List every rule with the reason for it, what it is mistaken for, and what it finds and leaves alone."""
    policy = state.policy()
    running = [rule for rule in policy.rules.values() if rule.status in RUNNING]
    st.markdown(
        f"{len(running)} rules come from the policy file *{policy.name}*, version {policy.version}. "
        "Context can set a mark aside: a denial, a quotation, a report of what somebody else said, praise, or a word "
        "about oneself. Such a mark is kept but not listed to read. The examples hold strong language."
    )
    st.markdown(
        "How often a rule was right is counted on invented chats. Those who wrote the rules could read these chats, so "
        "in your group a rule will be right less often. A rule rarely needed there, one that only raises a flag, and "
        "one that the school has changed have no count."
    )
    rows = [
        {
            "Why": rule.why,
            "How often right": how_often_right(rule.id, rule.category, "", policy),
            "May be mistaken for": "; ".join(rule.mistaken_for),
            "Finds": " · ".join(rule.matches),
            "Leaves alone": " · ".join(rule.spares),
            "Heading": policy.headings.get(rule.category or "", FLAGS.get(rule.flag or "", "")),
            "Clause": rule.clause,
            "Rule": rule.id,
        }
        for rule in running
    ]
    widths = dict.fromkeys(["Why", "How often right", "May be mistaken for", "Finds", "Leaves alone"], 230)
    with st.expander("Show the rules"):
        st.dataframe(
            pd.DataFrame(rows),
            column_config={name: st.column_config.Column(width=width) for name, width in widths.items()},
            hide_index=True,
            row_height=90,
            alt="The rules of the policy",
        )
    st.caption(f"Program version {analyser.__version__}. Policy fingerprint (SHA-256) {policy.sha256}.")


page()
