"""Measure on public texts that are no part of the program: ``python -m analyser.training.public FILE ...``.

Two files can be given, by their own names, and neither is kept. ``SMSSpamCollection`` (Almeida and Hidalgo 2011;
ordinary text messages are its *ham*) says how often ordinary chat is marked. ``test_suite_cases.csv`` of HateCheck
(Röttger and others 2021) says whether counter-speech, denial and plain mention of a group are told from hatred. Every
text is read as a message by itself. The figures go to ``docs/measured-public.md``; no text does.
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analyser.annotation import annotate, build_pipeline
from analyser.policy import load_policy
from analyser.schema import CATEGORIES, FLAGS
from analyser.training.figures import as_table
from analyser.training.scores import HEADINGS, wilson
from analyser.training.stages import as_messages, levels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

OUTPUT = Path("docs/measured-public.md")
SMS, HATECHECK = "SMSSpamCollection", "test_suite_cases.csv"
ABUSE = CATEGORIES.index("abuse")
# What those functionalities of HateCheck hold that are not hateful; the first ones matter most here.
SPARED = {
    "counter_quote_nh": "counter-speech that quotes hatred",
    "counter_ref_nh": "counter-speech that refers to it",
    "negate_neg_nh": "hatred denied",
    "ident_neutral_nh": "a group named neutrally",
    "ident_pos_nh": "a group praised",
    "slur_homonym_nh": "an innocent sense of a slur",
    "target_obj_nh": "abuse of a thing",
    "slur_reclaimed_nh": "a slur reclaimed by its own",
    "profanity_nh": "swearing without hatred",
    "target_indiv_nh": "abuse of one person",
    "target_group_nh": "abuse of a trade or a party",
}
HEAD = """# Measured on public texts

Written by `python -m analyser.training.public`; the texts are no part of this program and are not kept in it. Each is
read as a message by itself, so what listens to the conversation has nothing to listen to.
"""


def annotations_of(texts: Sequence[str], nlp: Any) -> pd.DataFrame:
    """Return what ``nlp`` marks in each text, which is nobody's neighbour; ``message_id`` counts from 1."""
    if nlp.get_pipe("passages").classifier is None:  # rules look at no neighbours
        return annotate(as_messages(pd.DataFrame({"sender": None, "text": texts})), nlp)
    parts = []
    for place, text in enumerate(texts, start=1):
        found = annotate(as_messages(pd.DataFrame({"sender": [None], "text": [text]})), nlp)
        parts.append(found.assign(message_id=place))
    return pd.concat(parts, ignore_index=True)


def about_sms(path: Path, pipelines: dict[str, Any]) -> str:
    """Return the section on ordinary text messages: what is marked in them, in all, by heading, flag and rule."""
    table = pd.read_csv(path, sep="\t", names=["label", "text"], quoting=3, encoding="utf-8")
    texts = table.loc[table["label"] == "ham", "text"].tolist()
    marked = {name: annotations_of(texts, nlp) for name, nlp in pipelines.items()}
    return f"""## Ordinary text messages

{len(texts):,} messages between friends and family, most from Singapore and Britain around 2004: the *ham* of the UCI
SMS Spam Collection ({_hash(path)}).
They are private chat, and some do swear, so a mark here is not always wrong. What rules mark here, but for strong
swearing, has been read once and the plainest mistakes mended, which flatters the rules.

{as_table(_by_kind(marked, len(texts)))}
Rules that marked most of them:

{as_table(_by_rule(marked["rules"]))}"""


def _by_kind(marked: dict[str, pd.DataFrame], count: int) -> pd.DataFrame:
    columns: dict[str, list[float | str]] = {
        "marked as": ["any of the four headings", "the same, clear", *CATEGORIES, *FLAGS]
    }
    for name, found in marked.items():
        level = levels(found, count)
        shares = [(level[:, HEADINGS] > bar).any(axis=1).mean() for bar in (0, 1)]
        standing = found[found["strength"] != "set aside"]
        flags = [standing.loc[standing["flag"] == flag, "message_id"].nunique() / count for flag in FLAGS]
        columns[name] = [float(share) for share in (*shares, *(level > 0).mean(axis=0), *flags)]
    return pd.DataFrame(columns)


def _by_rule(found: pd.DataFrame) -> pd.DataFrame:
    standing = found[found["strength"] != "set aside"].drop_duplicates(["message_id", "reason"])
    counts = standing["reason"].value_counts().sort_index(kind="stable").sort_values(ascending=False, kind="stable")
    return counts.head(20).rename_axis("rule").reset_index(name="messages")


def about_hatecheck(path: Path, pipelines: dict[str, Any]) -> str:
    """Return the section on HateCheck: what is marked as abuse, by functionality."""
    cases = pd.read_csv(path, index_col=0)
    texts = cases["test_case"].tolist()
    marked = {name: levels(annotations_of(texts, nlp), len(texts))[:, ABUSE] > 0 for name, nlp in pipelines.items()}
    hateful = sorted(set(cases["functionality"]) - SPARED.keys())
    return f"""## HateCheck

The share marked as abuse of {len(cases):,} sentences, by functionality
({_hash(path)}).
The guide of this program calls any swear word and any insult abuse, so marks in the last five rows of the first table
are no mistakes here. Some cues, and some rules for threats, were mended after their marks here had been read, so these
figures are kind to the rules.

{as_table(_by_functionality(cases, marked, list(SPARED)))}
Sentences that are hateful, most of them about peoples in the words of social media:

{as_table(_by_functionality(cases, marked, hateful))}"""


def _by_functionality(cases: pd.DataFrame, marked: dict[str, NDArray[np.bool_]], names: Sequence[str]) -> pd.DataFrame:
    rows = []
    for name in names:
        held = (cases["functionality"] == name).to_numpy()
        if not held.any():
            continue
        row: dict[str, object] = {"functionality": name, "what it holds": SPARED.get(name, "hatred")}
        row["sentences"] = int(held.sum())
        for stage, table in marked.items():
            low, high = wilson(int(table[held].sum()), int(held.sum()))
            row[stage] = f"{table[held].mean():.3f} ({low:.2f} to {high:.2f})"
        rows.append(row)
    return pd.DataFrame(rows)


def _hash(path: Path) -> str:
    return f"SHA-256 {hashlib.sha256(path.read_bytes()).hexdigest()}"


SECTIONS = {SMS: about_sms, HATECHECK: about_hatecheck}


def main(paths: Sequence[Path], output: Path = OUTPUT) -> None:
    """Measure on each of ``paths`` whose name is known, and write ``output``."""
    policy = load_policy()
    pipelines = {"rules": build_pipeline(policy, classifier=None), "what ships": build_pipeline(policy)}
    meta = pipelines["what ships"].meta["analyser"]
    record = "".join(f"- {name}: {value}\n" for name, value in meta.items())
    sections = [SECTIONS[path.name](path, pipelines) for path in sorted(paths, reverse=True)]
    output.write_text("\n".join([HEAD, record, *sections]), encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Measure on public texts.")
    parser.add_argument("paths", nargs="+", type=Path, help=f"{SMS}, {HATECHECK}")
    given = parser.parse_args().paths
    if unknown := [path.name for path in given if path.name not in SECTIONS]:
        parser.error(f"only {SMS} and {HATECHECK} are read, by their own names, not {', '.join(unknown)}")
    main(given)
