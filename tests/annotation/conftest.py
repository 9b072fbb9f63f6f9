from __future__ import annotations

from typing import Any

import pytest

from analyser.annotation import build_pipeline
from analyser.policy import Policy, load_policy


@pytest.fixture(scope="session")
def policy() -> Policy:
    return load_policy()


@pytest.fixture(scope="session")
def rules(policy: Policy) -> Any:
    """Return the pipeline of the shipped policy, with rules and cues alone."""
    return build_pipeline(policy, classifier=None)
