"""The school's code of conduct as data: clauses, settings, rules and cues, read from TOML."""

from analyser.policy.loader import check, load_policy
from analyser.policy.model import Clause, Cue, Policy, Rule, Settings, WordList

__all__ = ["Clause", "Cue", "Policy", "Rule", "Settings", "WordList", "check", "load_policy"]
