"""Read a WhatsApp group export, mark the messages to read, and show why.

The public names load what they need when first used, so that the command line starts at once and
``python -m analyser`` can set up a machine that has nothing installed yet.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analyser.annotation import annotate, build_pipeline
    from analyser.chat import Dialect, ParsedChat, Source, read_export
    from analyser.errors import AnalyserError
    from analyser.policy import Policy, load_policy

__version__ = "0.1.0"

__all__ = [
    "AnalyserError",
    "Dialect",
    "ParsedChat",
    "Policy",
    "Source",
    "__version__",
    "annotate",
    "build_pipeline",
    "load_policy",
    "read_export",
]

_HOME = {
    "AnalyserError": "errors",
    "Dialect": "chat",
    "ParsedChat": "chat",
    "Policy": "policy",
    "Source": "chat",
    "annotate": "annotation",
    "build_pipeline": "annotation",
    "load_policy": "policy",
    "read_export": "chat",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'analyser' has no attribute {name!r}")
    return getattr(import_module(f"analyser.{_HOME[name]}"), name)
