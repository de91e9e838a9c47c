"""Tests of the comparison of TLC with raftsim."""
import json
import unittest

import support
from tlc import comparison, raftsim
from tlc.output import Counts, Finding

REPORT = {"command": "explore", "result": "passed", "stopped": "complete", "elapsedMicroseconds": 4719, "broken": None,
          "distinct": 4459, "generated": 61141, "depth": 19}


def found(distinct=9, generated=30, depth=4, result="holds"):
    return Finding(result, Counts(distinct, generated, depth))


class Obstacles(unittest.TestCase):
    def test_obstacles(self):
        for line, part in [
            ("small VoteOnce A<-B", "wrong rule"), ("small holds module=Liveness checks=progress", "progress"),
            ("small holds foreign=yes", "what the core does not"), ("small holds noops=both", "no-op"),
        ]:
            with self.subTest(line):
                self.assertIn(part, comparison.obstacle(support.model(line)))

    def test_none(self):
        for line in ("small holds", "large holds network=bag faults=drop restarting=all noops=no symmetry=yes"):
            self.assertIsNone(comparison.obstacle(support.model(line)))


class Options(unittest.TestCase):
    def options(self, line):
        return " ".join(comparison.options(support.model(line)))

    def test_set(self):
        self.assertEqual(
            self.options("small holds"),
            "--servers 3 --values 1 --network set --max-term 2 --max-log 2 --max-messages 99 --batch 4 --window 32 --no-op 1 --no-reductions")

    def test_everything_else(self):
        options = self.options("small holds network=bag faults=drop candidates=2 restarting=1 noops=no symmetry=yes")
        self.assertTrue(options.endswith(
            " --window 32 --faults drop --candidates 2 --restarts any --restarting 1 --no-op 0 --symmetry"), options)

    def test_all_restart(self):
        self.assertTrue(self.options("small holds restarting=all").endswith(" --restarts any --no-op 1 --no-reductions"))


class Verdicts(unittest.TestCase):
    def test_verdicts(self):
        for tlc, core, verdict in [
            (found(), found(), "equal"),
            (found(distinct=8), found(), "DIFFERENT"),
            (found(generated=31), found(), "DIFFERENT"),
            (found(depth=5), found(), "DIFFERENT"),
            (found(result="VoteOnce"), found(), "TLC: VoteOnce"),
            (found(result="error"), found(result="failed"), "TLC: error"),
            (found(), found(result="failed"), "raftsim: failed"),
        ]:
            self.assertEqual(comparison.verdict(tlc, core), verdict)

    def test_uncertain_depth(self):
        for tlc, workers, is_uncertain in [
            (found(depth=5), 2, True), (found(depth=5), 1, False), (found(depth=3), 2, False), (found(), 2, False),
            (found(depth=5, distinct=8), 2, False), (found(depth=5, generated=31), 2, False), (found(depth=None), 2, False),
        ]:
            with self.subTest(tlc=tlc, workers=workers):
                self.assertEqual(comparison.is_depth_uncertain(tlc, found(), workers), is_uncertain)


class Reports(unittest.TestCase):
    def finding(self, **changes):
        return raftsim.exploration(json.dumps({**REPORT, **changes}), "").finding

    def test_complete(self):
        result = raftsim.exploration(json.dumps(REPORT), "a warning")
        self.assertEqual(result, raftsim.Exploration(Finding("holds", Counts(4459, 61141, 20)), 4719, "a warning"))

    def test_inconclusive_but_complete(self):
        self.assertEqual(self.finding(result="inconclusive").result, "holds")

    def test_failures(self):
        self.assertEqual(self.finding(result="failed", broken={"property": "VoteOnce"}).result, "failed")
        self.assertEqual(self.finding(result="inconclusive", stopped="memory").result, "inconclusive")

    def test_no_report(self):
        for text in ("", "raftsim: unknown option", "[]", "{}"):
            self.assertEqual(raftsim.exploration(text, "x").finding, Finding("error", Counts()))


if __name__ == "__main__":
    unittest.main()
