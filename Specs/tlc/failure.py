"""How a script ends when it cannot do what it was asked to do."""
from __future__ import annotations

from typing import Optional

USAGE = 64
UNAVAILABLE = 69
INTERNAL = 70


class Failure(Exception):
    """Ends a script with an exit code and one line for the user.

    The line is None where another program has already printed it.
    """

    def __init__(self, status: int, line: Optional[str] = None):
        super().__init__(line)
        self.status = status
        self.line = line
