"""Bytes of an export in; a table of messages, and how it was decided, out."""

from analyser.chat.bodies import Poll, read_poll
from analyser.chat.dialect import Dialect, sniff_dialect
from analyser.chat.parser import ParsedChat, parse_chat, read_export
from analyser.chat.source import Source, read_source

__all__ = [
    "Dialect",
    "ParsedChat",
    "Poll",
    "Source",
    "parse_chat",
    "read_export",
    "read_poll",
    "read_source",
    "sniff_dialect",
]
