"""What both scripts have in common: signals, errors and exit codes."""
from __future__ import annotations

import os
import sys
from typing import Callable, List, Mapping

from .failure import INTERNAL, Failure
from .processes import Interrupted, Processes

# As of a program that SIGPIPE ends.
_NOBODY_READS = 141

Main = Callable[[List[str], Mapping[str, str], Processes], int]


def run(name: str, main: Main) -> int:
    """Runs a script with the arguments and the environment of this process, and returns its exit code.

    An error is one line with the script's name on standard error.
    """
    for stream in (sys.stdout, sys.stderr):
        # File names may have any bytes.
        stream.reconfigure(line_buffering=True, errors="surrogateescape")
    processes = Processes()
    processes.handle_signals()
    try:
        return main(sys.argv[1:], os.environ, processes)
    except Failure as failure:
        if failure.line:
            print(f"{name}: {failure.line}", file=sys.stderr)
        return failure.status
    except Interrupted as interrupted:
        return 128 + interrupted.number
    except BrokenPipeError:
        # Python would write the rest when it ends, and fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _NOBODY_READS
    except OSError as error:
        print(f"{name}: {error}", file=sys.stderr)
        return INTERNAL
