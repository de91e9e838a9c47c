"""Finds or builds raftsim, and has it explore a cluster."""
from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Mapping, Sequence

from .failure import UNAVAILABLE, Failure
from .models import HOLDS
from .output import ERROR, Counts, Finding
from .processes import Processes


def find(environment: Mapping[str, str], processes: Processes, package: Path) -> Path:
    """The path of raftsim: the program that RAFTSIM names, or the release build of the package, which is built if need be.

    Raises `Failure` if there is none.
    """
    given = environment.get("RAFTSIM")
    if given:
        program = shutil.which(given, path=environment.get("PATH"))
        if program is None:
            raise Failure(UNAVAILABLE, f"RAFTSIM is not a program: {given}")
        return Path(program).resolve()
    return build(processes, package)


def build(processes: Processes, package: Path) -> Path:
    """Builds raftsim and returns its path. What the compiler prints goes to standard error."""
    # The same build as in the README, so that neither replaces the other.
    command = ["swift", "build", "-c", "release", "--experimental-lto-mode", "full", "--omit-frame-pointers",
               "--package-path", package]
    try:
        status = processes.run([*command, "--quiet", "--product", "raftsim"], stdout=sys.stderr.fileno())
    except FileNotFoundError:
        raise Failure(UNAVAILABLE, "there is no swift on the PATH to build raftsim with; set RAFTSIM to a raftsim")
    if status == 0:
        status, directory = processes.output([*command, "--show-bin-path"])
    if status != 0:
        raise Failure(UNAVAILABLE, "raftsim cannot be built; set RAFTSIM to a raftsim")
    return Path(directory.strip(), "raftsim")


@dataclass(frozen=True)
class Exploration:
    """What raftsim found, how long it took in microseconds, and what it wrote to standard error."""

    finding: Finding
    microseconds: int
    errors: str


def explore(raftsim: Path, options: Sequence[str], workers: int, directory: Path, processes: Processes) -> Exploration:
    """Has raftsim explore a cluster. Its output is kept in a directory meanwhile."""
    command = [raftsim, "explore", *options, "--jobs", workers, "--format", "json"]
    report, errors = directory / "report", directory / "errors"
    with open(report, "wb") as out, open(errors, "wb") as err:
        processes.run(command, stdin=subprocess.DEVNULL, stdout=out, stderr=err)
    return exploration(*(file.read_text(encoding="utf-8", errors="replace") for file in (report, errors)))


def exploration(report: str, errors: str) -> Exploration:
    """What raftsim's report says."""
    try:
        fields = json.loads(report)
    except json.JSONDecodeError:
        fields = None
    if not isinstance(fields, dict) or "result" not in fields:
        return Exploration(Finding(ERROR, Counts()), 0, errors)
    return Exploration(Finding(result(fields), counts(fields)), fields.get("elapsedMicroseconds", 0), errors)


def result(fields: Mapping[str, Any]) -> str:
    """`HOLDS` where raftsim saw every state and no violation, otherwise its own word for the result.

    Where nothing is elected or committed the result is 'inconclusive', but every state was seen.
    """
    is_complete = fields.get("stopped") == "complete" and "broken" in fields and fields["broken"] is None
    return HOLDS if is_complete else fields["result"]


def counts(fields: Mapping[str, Any]) -> Counts:
    """The numbers in raftsim's report. Its depth is a number of steps, TLC's a number of states: one more."""
    depth = fields.get("depth")
    return Counts(fields.get("distinct"), fields.get("generated"), None if depth is None else depth + 1)
