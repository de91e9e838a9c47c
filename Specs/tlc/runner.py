"""Runs TLC."""
from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Sequence, Tuple

from .failure import UNAVAILABLE, Failure
from .processes import Processes


@dataclass(frozen=True)
class TLC:
    """TLC's jar, and the directory with the modules and all files that TLC writes."""

    jar: Path
    directory: Path
    processes: Processes

    def run(self, configuration: str, module: str, workers: int, arguments: Sequence[str] = ()) -> Tuple[int, str]:
        """Runs TLC on a module with a configuration file, and returns its exit code and what it printed."""
        states = self.directory / "states"
        # TLC unpacks its own modules into the directory for temporary files, and deletes them: another TLC must not use it.
        java = ["java", "-XX:+UseParallelGC", f"-Djava.io.tmpdir={self.directory}", "-cp", self.jar, "tlc2.TLC"]
        options = ["-workers", workers, "-metadir", states, "-config", configuration, *arguments]
        output = self.directory / "output"
        with open(output, "wb") as file:
            status = self.processes.run(
                [*java, *options, module], cwd=self.directory, stdin=subprocess.DEVNULL, stdout=file, stderr=subprocess.STDOUT)
        shutil.rmtree(states, ignore_errors=True)
        return status, output.read_text(encoding="utf-8", errors="surrogateescape")


def require_java(processes: Processes) -> None:
    """Raises `Failure` if there is no Java that runs."""
    try:
        status = processes.run(["java", "-version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except OSError:
        status = 127
    if status != 0:
        raise Failure(UNAVAILABLE, "there is no java on the PATH: TLC needs Java 11 or later")
