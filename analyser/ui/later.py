"""The second reading of a long chat, which goes on in the background while the reader begins.

The thread touches nothing of Streamlit: it leaves how far it is, and what it found, where the page can look. What it
found is shown when the reader asks for it, never under their eyes.
"""

from __future__ import annotations

import logging
from threading import Thread
from typing import TYPE_CHECKING

from analyser.annotation import second_reading

if TYPE_CHECKING:
    import pandas as pd

    from analyser.annotation import FirstReading

log = logging.getLogger(__name__)


class _Stopped(Exception):  # noqa: N818 - no error: the chat was closed
    """Ends a reading that nobody waits for."""


class Later:
    """A second reading that has begun.

    Parameters
    ----------
    first : FirstReading
    """

    def __init__(self, first: FirstReading) -> None:
        self.done, self.total = 0, len(first.read)
        self.table: pd.DataFrame | None = None
        self.failed = False
        self._stopped = False
        self._thread = Thread(target=self._read, args=(first,), daemon=True)
        self._thread.start()

    @property
    def goes_on(self) -> bool:
        """Return whether it has neither finished nor failed."""
        return self.table is None and not self.failed

    def stop(self) -> None:
        """Let it end soon, and leave nothing."""
        self._stopped = True

    def wait(self) -> None:
        """Return when it has ended."""
        self._thread.join()

    def _read(self, first: FirstReading) -> None:
        try:
            self.table = second_reading(first, progress=self._note)
        except _Stopped:
            return
        except Exception as error:  # noqa: BLE001 - whatever it is, the page must say that the reading is not whole
            log.error("The second reading ended with %s", type(error).__name__)  # noqa: TRY400 - its words may quote
            self.failed = True

    def _note(self, done: int, total: int) -> None:
        if self._stopped:
            raise _Stopped
        self.done = self.total * done // max(total, 1)
