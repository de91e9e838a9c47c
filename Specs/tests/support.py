"""What the tests have in common: the package, and a directory with fake programs in which a script runs."""
from __future__ import annotations

import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

SPECS = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(SPECS))

# The start of every table of models in these tests.
HEADER = """\
safety    VoteOnce LogMatching TermsMonotone
progress  LeaderAgainAndAgain
default   module=MCRaft servers=3 values=1 network=set faults=none noops=yes batch=4 window=32
default   candidates=all restarting=0 foreign=no terms=2 log=2 messages=99 symmetry=no checks=safety
"""


def model(line, name="m"):
    """The model of a line of the table, without its name, after `HEADER`."""
    from tlc import models
    return models.parse(f"{HEADER}{name} {line}\n").models[name]


class Sandbox(unittest.TestCase):
    """Runs a script with a PATH that has nothing but fake programs, and with a directory of its own for temporary files."""

    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.directory = pathlib.Path(directory.name).resolve()
        self.temporary = self.directory / "temporary"
        self.programs = self.directory / "programs"
        self.jar = self.directory / "tla2tools.jar"
        for place in (self.temporary, self.programs):
            place.mkdir()
        self.jar.write_text("a jar")
        self.environment = {
            "PATH": str(self.programs), "TMPDIR": str(self.temporary), "HOME": str(self.directory),
            "TLA2TOOLS_JAR": str(self.jar), "RAFTSIM": str(self.programs / "raftsim")}

    def program(self, name, text):
        """Writes a fake program in Python. `words` are its arguments."""
        path = self.programs / name
        path.write_text(f"#!{sys.executable}\nimport os, pathlib, sys\nwords = sys.argv[1:]\n{text}")
        path.chmod(0o755)

    def start(self, script, *words):
        """Starts a script of the specification."""
        return subprocess.Popen(
            [sys.executable, SPECS / script, *words], env=self.environment, cwd=self.directory, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def run_script(self, script, *words):
        """Runs a script of the specification, and returns its exit code, its output and its errors."""
        process = self.start(script, *words)
        output, errors = process.communicate(timeout=60)
        return process.returncode, output, errors

    def assert_nothing_left(self):
        """Fails if the script has left temporary files."""
        self.assertEqual(os.listdir(self.temporary), [])
