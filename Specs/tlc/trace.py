"""The command `Specs/trace`: TLC replays recorded traces against the specification."""
from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import List, Mapping, Optional, Sequence, Tuple

from . import jar, output, raftsim
from .failure import INTERNAL, USAGE, Failure
from .processes import Processes
from .runner import TLC, require_java

HELP = """\
usage: trace [--state] FILE...
       trace --help

Reports for each trace whether it is a behavior of the specification: accepted, or rejected at which event.
A trace must have the messages that are sent, as those of raftsim do; docs/trace-format.md describes the format.

  --state   for a trace that is rejected, also prints TLC's state before the event, and the event
  --help    prints this text

  RAFTSIM         the raftsim that reads the traces; without it, the release build, which is built if need be
  TLA2TOOLS_JAR   the tla2tools.jar to use; without it, the one that Specs/check installs

Exit code: 0 every trace is accepted, 1 one is rejected, 64 bad usage or a trace that cannot be read, 69 Java, TLC or
raftsim is missing, or the installed TLC has a wrong checksum, 70 TLC failed, 130 interrupted.
It ends at the first trace that cannot be read.
"""
SPECS = Path(__file__).resolve().parent.parent
# TLC's exit code where no action takes the next event.
_DEADLOCK = 11
# The highest exit code with which `raftsim check` has written the module: 1 and 2 are its verdicts on the trace.
_HIGHEST_VERDICT = 2
_LINES_OF_FAILURE = 20


@dataclass(frozen=True)
class Rejection:
    """Where TLC stopped: the event that no action takes, as it is in the module, and the lines of the state before it."""

    event: str
    state: Sequence[str]

    def place(self) -> str:
        """The event in short: its number in the trace, and its action."""
        seq = re.match(r"\[seq \|-> ([0-9]+),", self.event)
        action = re.search(r'action \|-> "([A-Za-z]+)"', self.event)
        return f"seq {seq[1] if seq else '?'} ({action[1] if action else '?'})"


def main(words: List[str], environment: Mapping[str, str], processes: Processes) -> int:
    """Does what the arguments say, and returns the exit code."""
    if "--help" in options_of(words):
        sys.stdout.write(HELP)
        return 0
    shows_state, files = parse(words)
    require_java(processes)
    tla2tools = jar.find(environment, processes)
    program = raftsim.find(environment, processes, SPECS.parent)
    with tempfile.TemporaryDirectory() as temporary:
        directory = Path(temporary).resolve()
        for name in ("Raft.tla", "TraceRaft.tla", "TraceRaft.cfg"):
            shutil.copy(SPECS / name, directory)
        tlc = TLC(tla2tools, directory, processes)
        verdicts = [judge(file, program, tlc, shows_state) for file in files]
    return 0 if all(verdicts) else 1


def options_of(words: List[str]) -> List[str]:
    """The arguments before `--`, after which all are files."""
    return words[:words.index("--")] if "--" in words else words


def parse(words: List[str]) -> Tuple[bool, List[str]]:
    """Whether states are shown, and the files.

    Raises `Failure` for an option that there is not, and if there is no file.
    """
    before = options_of(words)
    options = [word for word in before if word.startswith("-") and word != "-"]
    unknown = [word for word in options if word != "--state"]
    if unknown:
        raise Failure(USAGE, f"unknown option {unknown[0]}; see trace --help")
    files = [word for word in before if word not in options] + words[len(before) + 1:]
    if not files:
        raise Failure(USAGE, "missing FILE; see trace --help")
    return "--state" in options, files


def judge(file: str, program: Path, tlc: TLC, shows_state: bool) -> bool:
    """Has TLC replay a trace, prints its verdict, and returns whether the trace is accepted."""
    module = tlc.directory / "TraceData.tla"
    write_module(file, module, program, tlc.processes)
    events = events_of(module.read_text(encoding="utf-8", errors="surrogateescape"))
    status, text = tlc.run("TraceRaft.cfg", "TraceRaft.tla", workers=1)
    if status == 0:
        print(f"{file}: accepted, {len(events)} actions of the specification")
        return True
    found = rejection(text, events) if status == _DEADLOCK else None
    if found is None:
        sys.stderr.write("\n".join(text.splitlines()[-_LINES_OF_FAILURE:]) + "\n")
        raise Failure(INTERNAL, f"TLC failed on {file}")
    print(f"{file}: rejected at {found.place()}")
    if shows_state:
        print("\n".join([*found.state, found.event]))
    return False


def write_module(file: str, module: Path, program: Path, processes: Processes) -> None:
    """Writes a trace as a module for TLC. A trace that raftsim's own checks reject is written too.

    Raises `Failure` with raftsim's exit code if it cannot read the trace; raftsim has printed why. A trace that violates a
    property before a line that cannot be read has the exit code of the violation, and no whole module.
    """
    module.unlink(missing_ok=True)
    status = processes.run([program, "check", "--tla", module, "--", file], stdout=subprocess.DEVNULL)
    if status > _HIGHEST_VERDICT:
        raise Failure(status)
    if not is_whole(module):
        raise Failure(USAGE)


def is_whole(module: Path) -> bool:
    """Whether a module was written to its end."""
    return module.exists() and b"\n====" in module.read_bytes()


def events_of(module: str) -> List[str]:
    """The events of the module TraceData, a record each."""
    trace = re.search(r"^Trace ==.*?^>>", module, re.MULTILINE | re.DOTALL)
    return re.findall(r"^  (\[.*?),?$", trace[0], re.MULTILINE) if trace else []


def rejection(text: str, events: Sequence[str]) -> Optional[Rejection]:
    """Where TLC stopped, from what it printed; None if that does not say it."""
    state = output.last_state(text)
    numbers = [int(match[1]) for match in (re.fullmatch(r".* line = ([0-9]+)", line) for line in state) if match]
    if not numbers or not 0 < numbers[0] <= len(events):
        return None
    return Rejection(events[numbers[0] - 1], state)
