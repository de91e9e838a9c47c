"""Tests of how a script and its programs end."""
import fcntl
import os
import signal
import subprocess
import sys
import time
import unittest

import support

# Holds a lock, as does its child, until both have ended; then the words of the test.
LOCKING = """
import fcntl, time
if words[0] == "-version": sys.exit(0)
lock = open(pathlib.Path(__file__).parent / "lock", "w")
fcntl.flock(lock, fcntl.LOCK_EX)
os.fork()
(pathlib.Path(__file__).parent / "up").write_text("up")
time.sleep(60)
"""


def heed_signals():
    """Stops ignoring signals, as CI or nohup may have started this test with some ignored."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


class Signals(support.Sandbox):
    def start_and_wait(self, *command):
        """Starts a script, and waits until its program runs."""
        self.script = subprocess.Popen(
            [sys.executable, *command], env=self.environment, cwd=self.directory, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            preexec_fn=heed_signals)
        self.addCleanup(self.script.communicate)
        self.wait_until((self.programs / "up").exists)

    def wait_until(self, condition):
        end = time.monotonic() + 20
        while not condition():
            self.assertLess(time.monotonic(), end)
            time.sleep(0.01)

    def have_ended(self):
        """Whether the program and its child have released their lock."""
        with open(self.programs / "lock") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            return True

    def assert_ended(self, status):
        self.assertEqual(self.script.wait(timeout=20), status)
        self.wait_until(self.have_ended)
        self.assert_nothing_left()

    def test_check_ends_tlc_and_all_its_children(self):
        self.program("java", LOCKING)
        for number, status in ((signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)):
            with self.subTest(number):
                self.start_and_wait(support.SPECS / "check", "trio-set")
                self.assertFalse(self.have_ended())
                self.script.send_signal(number)
                self.assert_ended(status)
                self.assertEqual(self.script.stderr.read(), b"")
            (self.programs / "up").unlink()

    def test_trace_ends_tlc(self):
        self.program("java", LOCKING)
        self.program("raftsim", "pathlib.Path(words[2]).write_text('Trace == <<\\n>>\\n====')")
        self.start_and_wait(support.SPECS / "trace", "file")
        self.script.send_signal(signal.SIGINT)
        self.assert_ended(130)

    def test_interrupted_installation_leaves_nothing(self):
        pip = self.directory / "modules/pip"
        pip.mkdir(parents=True)
        target = "pathlib.Path(words[words.index('--target') + 1]).mkdir()\n"
        start = f"import os, pathlib, sys\nwords = sys.argv[1:]\n{target}"
        (pip / "__main__.py").write_text(start + LOCKING.replace("pathlib.Path(__file__).parent", f"pathlib.Path({str(self.programs)!r})"))
        (pip / "__init__.py").write_text("")
        del self.environment["TLA2TOOLS_JAR"]
        self.environment["PYTHONPATH"] = str(pip.parent)
        self.start_and_wait(support.SPECS / "check", "--jar")
        self.assertEqual(len(os.listdir(self.directory / ".cache/raftsim")), 1)
        self.script.send_signal(signal.SIGINT)
        self.assert_ended(130)
        self.assertEqual(os.listdir(self.directory / ".cache/raftsim"), [])

    def test_program_that_ignores_the_signal_is_killed(self):
        self.program("java", "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n" + LOCKING)
        code = f"""
import sys
sys.path.insert(0, {str(support.SPECS)!r})
from tlc import processes, script
processes.GRACE = 1
sys.exit(script.run("test", lambda words, environment, processes: processes.run(["java", "x"])))
"""
        self.start_and_wait("-c", code)
        self.script.send_signal(signal.SIGTERM)
        self.assert_ended(143)

    def test_ignored_signals_stay_ignored(self):
        code = f"""
import os, signal, sys
signal.signal(signal.SIGHUP, signal.SIG_IGN)
sys.path.insert(0, {str(support.SPECS)!r})
from tlc import script
def main(words, environment, processes):
    os.kill(os.getpid(), signal.SIGHUP)
    return processes.run([sys.executable, "-c", "raise SystemExit(7)"])
sys.exit(script.run("test", main))
"""
        self.assertEqual(subprocess.run([sys.executable, "-c", code], timeout=20).returncode, 7)


class Ends(support.Sandbox):
    def run_main(self, body, **options):
        """Runs `script.run` with the body of a main function."""
        code = f"""
import os, signal, sys
sys.path.insert(0, {str(support.SPECS)!r})
from tlc import failure, script
def main(words, environment, processes):
    {body}
    return 0
sys.exit(script.run("test", main))
"""
        return subprocess.run([sys.executable, "-c", code], stderr=subprocess.PIPE, text=True, timeout=20, **options)

    def test_failure(self):
        process = self.run_main("raise failure.Failure(69, 'there is none')")
        self.assertEqual((process.returncode, process.stderr), (69, "test: there is none\n"))

    def test_failure_already_printed(self):
        process = self.run_main("raise failure.Failure(64)")
        self.assertEqual((process.returncode, process.stderr), (64, ""))

    def test_nobody_reads(self):
        read, write = os.pipe()
        os.close(read)
        process = self.run_main("print('a line')", stdout=write)
        os.close(write)
        self.assertEqual((process.returncode, process.stderr), (141, ""))

    def test_system_error(self):
        process = self.run_main("open('/dev/null/file')")
        self.assertEqual((process.returncode, process.stderr), (70, "test: [Errno 20] Not a directory: '/dev/null/file'\n"))

    def test_signal_between_programs(self):
        process = self.run_main("os.kill(os.getpid(), signal.SIGTERM); processes.run(['/dev/null/never'])")
        self.assertEqual((process.returncode, process.stderr), (143, ""))

    def test_exit_codes_of_programs(self):
        for body, status in (("exit(3)", 3), ("import os; os.kill(os.getpid(), 9)", 137)):
            process = self.run_main(f"return processes.run([sys.executable, '-c', {body!r}])")
            self.assertEqual(process.returncode, status)


if __name__ == "__main__":
    unittest.main()
