"""What people did: their decisions, what they read, and the file that keeps it."""

from analyser.casework.model import Decision, Scope, Work, current, decide, mark_read, standing, undo
from analyser.casework.work_file import continue_work, save

__all__ = ["Decision", "Scope", "Work", "continue_work", "current", "decide", "mark_read", "save", "standing", "undo"]
