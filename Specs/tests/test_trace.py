"""Tests of the command `trace`, with a fake java and a fake raftsim."""
import unittest

import outputs
import support
from tlc import trace

# A trace of these tests is the module that raftsim would write; it has the word 'rejected' where TLC rejects it.
RAFTSIM = """
assert words[:2] == ["check", "--tla"] and words[3] == "--"
text = pathlib.Path(words[4]).read_text()
print("the verdict of raftsim")
if "unreadable" in text: sys.exit(print("raftsim: bad line 1", file=sys.stderr) or (1 if "violated" in text else 64))
pathlib.Path(words[2]).write_text(text)
sys.exit(1 if "rejected" in text else 0)
"""
JAVA = """
if words[0] == "-version": sys.exit(0)
assert words[words.index("-config") + 1] == "TraceRaft.cfg" and words[-1] == "TraceRaft.tla", words
assert "-deadlock" not in words and pathlib.Path("Raft.tla").exists() and pathlib.Path("TraceRaft.tla").exists()
text = pathlib.Path("TraceData.tla").read_text()
if "fails" in text: sys.exit(print("line\\n" * 30 + "TLC is out of memory") or 12)
if "rejected" in text: sys.exit(print((pathlib.Path(__file__).parent / "deadlock").read_text()) or 11)
"""
START = '[seq |-> 1, action |-> "start", server |-> "s0", sent |-> <<>>]'
READ = '[seq |-> 4, action |-> "installSnapshot", server |-> "s0", message |-> [action |-> "none"]]'
MODULE = f"""\
---- MODULE TraceData ----
Servers == {{
  [no |-> event]}}
Trace == <<
  {START},
  {READ}
>>

Variants == <<
  [at |-> 1]
>>
====
"""


class Modules(unittest.TestCase):
    def test_events(self):
        self.assertEqual(trace.events_of(MODULE), [START, READ])
        self.assertEqual(trace.events_of("Trace == <<\n>>\n"), [])

    def test_rejection(self):
        found = trace.rejection(outputs.DEADLOCK, [START, READ])
        self.assertEqual((found.event, found.place()), (READ, "seq 4 (installSnapshot)"))
        self.assertEqual(found.state[0], "State 2: <TraceStart line 99, col 1 to line 99, col 20 of module TraceRaft>")
        self.assertEqual(found.state[-1], "/\\ variant = 0")

    def test_output_without_a_position(self):
        self.assertIsNone(trace.rejection("Error: Deadlock reached.\n", [START, READ]))
        self.assertIsNone(trace.rejection(outputs.DEADLOCK, [START]))


class Trace(support.Sandbox):
    def setUp(self):
        super().setUp()
        self.program("java", JAVA)
        self.program("raftsim", RAFTSIM)
        (self.programs / "deadlock").write_text(outputs.DEADLOCK)
        for name, comment in (("good", ""), ("bad", "rejected"), ("unreadable", "unreadable"), ("failing", "fails")):
            (self.directory / name).write_text(f"{MODULE}\\* {comment}\n")

    def test_accepted(self):
        self.assertEqual(self.run_script("trace", "good"), (0, "good: accepted, 2 actions of the specification\n", ""))
        self.assert_nothing_left()

    def test_rejected(self):
        self.assertEqual(self.run_script("trace", "bad", "good"), (
            1, "bad: rejected at seq 4 (installSnapshot)\ngood: accepted, 2 actions of the specification\n", ""))
        self.assert_nothing_left()

    def test_state(self):
        status, output, _ = self.run_script("trace", "--state", "bad")
        self.assertEqual(status, 1)
        self.assertEqual(output.splitlines(), [
            "bad: rejected at seq 4 (installSnapshot)",
            "State 2: <TraceStart line 99, col 1 to line 99, col 20 of module TraceRaft>",
            "/\\ messages = ( [ term |-> 1 ] :>", "      1 )", "/\\ line = 2", "/\\ variant = 0", READ])

    def test_unreadable_trace_is_the_end(self):
        self.assertEqual(self.run_script("trace", "bad", "unreadable", "good"), (
            64, "bad: rejected at seq 4 (installSnapshot)\n", "raftsim: bad line 1\n"))
        self.assert_nothing_left()

    def test_violated_and_then_unreadable_is_not_the_module_before(self):
        (self.directory / "damaged").write_text("violated, unreadable")
        self.assertEqual(self.run_script("trace", "good", "damaged"), (
            64, "good: accepted, 2 actions of the specification\n", "raftsim: bad line 1\n"))

    def test_tlc_fails(self):
        status, output, errors = self.run_script("trace", "failing", "good")
        self.assertEqual((status, output), (70, ""))
        self.assertEqual(errors.splitlines(), ["line"] * 19 + ["TLC is out of memory", "trace: TLC failed on failing"])
        (self.programs / "deadlock").write_text("Error: Deadlock reached.\n")
        self.assertEqual(self.run_script("trace", "bad")[0], 70)

    def test_arguments(self):
        (self.directory / "--state").write_text(MODULE)
        self.assertEqual(self.run_script("trace", "--", "--state")[1], "--state: accepted, 2 actions of the specification\n")
        for words, line in [
            ([], "missing FILE; see trace --help"), (["--state"], "missing FILE; see trace --help"),
            (["--"], "missing FILE; see trace --help"), (["good", "-x"], "unknown option -x; see trace --help"),
        ]:
            with self.subTest(words):
                self.assertEqual(self.run_script("trace", *words), (64, "", f"trace: {line}\n"))

    def test_file_name_that_is_not_unicode(self):
        name = b"caf\xe9"
        with open(bytes(self.directory) + b"/" + name, "w") as file:
            file.write(MODULE)
        # Without it, whether Python can write the name depends on the locale.
        self.environment["PYTHONIOENCODING"] = "utf-8:strict"
        process = self.start("trace", name)
        output = process.stdout.buffer.read()
        process.communicate()
        self.assertEqual(output, name + b": accepted, 2 actions of the specification\n")

    def test_help(self):
        status, output, _ = self.run_script("trace", "--help")
        self.assertEqual(status, 0)
        self.assertTrue(output.startswith("usage: trace [--state] FILE...\n"))

    def test_missing_programs(self):
        (self.programs / "raftsim").unlink()
        self.assertEqual(self.run_script("trace", "good"), (69, "", f"trace: RAFTSIM is not a program: {self.programs}/raftsim\n"))
        (self.programs / "java").unlink()
        self.assertEqual(
            self.run_script("trace", "good"), (69, "", "trace: there is no java on the PATH: TLC needs Java 11 or later\n"))


if __name__ == "__main__":
    unittest.main()
