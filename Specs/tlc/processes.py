"""Runs other programs, and ends them when a signal asks this process to end."""
from __future__ import annotations

import os
import signal
import subprocess
import tempfile
from typing import Any, Optional, Sequence, Tuple

# How long a program has, in seconds, from SIGTERM to SIGKILL.
GRACE = 5


class Interrupted(Exception):
    """A signal has asked this process to end."""

    def __init__(self, number: int):
        super().__init__(f"signal {number}")
        self.number = number


class Processes:
    """Runs programs one after the other, each in a process group of its own.

    A signal does not interrupt Python code: it ends the program that runs, and `run` then raises `Interrupted`. So
    temporary directories are removed in the usual way, after the program that writes to them has ended.
    """

    def __init__(self) -> None:
        self._received: Optional[int] = None
        self._running: Optional[subprocess.Popen] = None

    def handle_signals(self) -> None:
        """Makes SIGINT, SIGTERM and SIGHUP end the running program, except those that the caller has set to be ignored."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if signal.getsignal(number) != signal.SIG_IGN:
                signal.signal(number, self._on_signal)
        signal.signal(signal.SIGALRM, lambda number, frame: self._end(signal.SIGKILL))

    def run(self, command: Sequence[object], **options: Any) -> int:
        """Runs a program, with options of `subprocess.Popen`, and returns its exit code: 128 + n if signal n ended it.

        Raises `Interrupted` if a signal has arrived, and `OSError` if the program cannot be started.
        """
        self._check()
        self._running = subprocess.Popen([str(word) for word in command], start_new_session=True, **options)
        if self._received is not None:
            # The signal arrived while the program was started, when `_running` was not yet set.
            self._terminate()
        status = self._running.wait()
        self._running = None
        signal.alarm(0)
        self._check()
        return status if status >= 0 else 128 - status

    def output(self, command: Sequence[object]) -> Tuple[int, str]:
        """Runs a program, and returns its exit code and what it wrote to standard output."""
        with tempfile.TemporaryFile() as file:
            status = self.run(command, stdout=file)
            file.seek(0)
            return status, os.fsdecode(file.read())

    def _check(self) -> None:
        if self._received is not None:
            raise Interrupted(self._received)

    def _on_signal(self, number: int, frame: object) -> None:
        self._received = self._received or number
        self._terminate()

    def _terminate(self) -> None:
        if self._running is not None:
            self._end(signal.SIGTERM)
            signal.alarm(GRACE)

    def _end(self, number: int) -> None:
        if self._running is None:
            return
        try:
            os.killpg(self._running.pid, number)
        except ProcessLookupError:
            pass
