"""Tests of the reader of TLC's output."""
import unittest

import support
import outputs
from tlc import output
from tlc.output import Counts


class Results(unittest.TestCase):
    def test_results(self):
        for text, expected, result in [
            (outputs.HOLDS, "holds", "holds"),
            (outputs.HOLDS, "VoteOnce", "holds"),
            (outputs.VIOLATED, "holds", "TermsMonotone"),
            (outputs.VIOLATED.replace("Action property", "Invariant"), "VoteOnce", "TermsMonotone"),
            (outputs.LASSO, "LeaderAgainAndAgain", "LeaderAgainAndAgain"),
            (outputs.LASSO, "holds", "progress"),
            (outputs.NOT_EVALUATED, "holds", "error"),
            ("Error: Evaluating invariant VoteOnce failed.\n", "VoteOnce", "error"),
            ("  Error: Invariant VoteOnce is violated.\n", "VoteOnce", "error"),
            ("", "holds", "error"),
        ]:
            with self.subTest(text=text[:50], expected=expected):
                self.assertEqual(output.result(text, expected), result)

    def test_counts(self):
        self.assertEqual(output.counts(outputs.HOLDS), Counts(distinct=4459, generated=61141, depth=20))
        self.assertEqual(output.counts(outputs.STUTTERING), Counts(distinct=200, generated=221, depth=None))
        self.assertEqual(output.counts(outputs.NOT_EVALUATED), Counts(None, None, None))

    def test_columns(self):
        self.assertEqual(Counts(0, 12, None).columns(), ["0", "12", ""])


class Explanations(unittest.TestCase):
    def test_violation(self):
        self.assertEqual(output.explanation(outputs.VIOLATED), [
            "Error: Action property TermsMonotone is violated.",
            "Error: The behavior up to this point is:",
            "  1: <Initial predicate>",
            "  2: <Timeout line 333, col 6 to line 335, col 81 of module Raft>",
            "  the last state:",
            "    State 2: <Timeout line 333, col 6 to line 335, col 81 of module Raft>",
            "    /\\ votes = {<<1, s1, s1>>}",
            "    /\\ server = ( s1 :>",
            "          [ currentTerm |-> 1 ] )",
            ""])

    def test_behaviour_without_end(self):
        for text, end in [(outputs.STUTTERING, "  3: Stuttering"), (outputs.LASSO, "  Back to state 1: <Drop line 66, col 23")]:
            lines = output.explanation(text)
            self.assertTrue(any(line.startswith(end) for line in lines), end)
            self.assertEqual(lines[-3:], ["    State 2: <Calm line 40, col 3 to line 41, col 9 of module Liveness>", "    /\\ calm = TRUE", ""])

    def test_no_violation(self):
        self.assertEqual(output.explanation(outputs.HOLDS), ["  TLC finds no violation.", ""])

    def test_no_verdict(self):
        self.assertEqual(output.explanation("Parsing\nUnknown operator\n"), ["  Parsing", "  Unknown operator"])

    def test_error_without_a_state(self):
        self.assertEqual(output.explanation("Error: Java ran out of memory.\n"), ["Error: Java ran out of memory.", ""])


if __name__ == "__main__":
    unittest.main()
