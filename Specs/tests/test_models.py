"""Tests of the reader of the table of models."""
import pathlib
import tempfile
import unittest

import support
from tlc import models
from tlc.failure import Failure


class ReadTable(unittest.TestCase):
    def test_model_with_defaults_overrides_and_a_continued_line(self):
        table = models.parse(support.HEADER + "# a comment\n\nlate large VoteOnce servers=2 A<-B\n     # inside\n  terms=7 C<-D\n")
        model = table.models["late"]
        self.assertEqual((model.name, model.tier, model.expected), ("late", "large", "VoteOnce"))
        self.assertEqual((model.settings["servers"], model.settings["terms"], model.settings["log"]), ("2", "7", "2"))
        self.assertEqual(model.overrides, [("A", "B"), ("C", "D")])

    def test_order_and_properties(self):
        table = models.parse(support.HEADER + "safety More\nb small holds\na small More\n")
        self.assertEqual(list(table.models), ["b", "a"])
        self.assertEqual(table.properties["safety"], ["VoteOnce", "LogMatching", "TermsMonotone", "More"])
        self.assertEqual(table.properties["progress"], ["LeaderAgainAndAgain"])

    def test_properties_that_a_model_checks(self):
        table = models.parse(support.HEADER + "a small holds\nb small LogMatching\nc small holds checks=progress\n")
        checks = {name: list(table.checks(model)) for name, model in table.models.items()}
        self.assertEqual(checks["a"], ["VoteOnce", "LogMatching", "TermsMonotone"])
        self.assertEqual(checks["b"], ["LogMatching"])
        self.assertEqual(checks["c"], ["LeaderAgainAndAgain"])

    def test_own_table(self):
        table = models.read(support.SPECS / "models")
        self.assertEqual(len(table.properties["safety"]), 23)
        violated = {model.expected for model in table.models.values()} - {models.HOLDS}
        self.assertEqual(violated, {name for names in table.properties.values() for name in names})


class BadLines(unittest.TestCase):
    def assert_bad(self, lines, line, reason):
        """Fails unless the table with these lines after the header has an error in one of them, counted from 1."""
        with tempfile.TemporaryDirectory() as directory:
            path = pathlib.Path(directory, "models")
            path.write_text(support.HEADER + lines)
            with self.assertRaises(Failure) as caught:
                models.read(path)
            self.assertEqual(caught.exception.status, 70)
            self.assertEqual(caught.exception.line, f"{path}:{4 + line}: {reason}")

    def test_tier(self):
        self.assert_bad("a medium holds\n", 1, "the tier must be small or large, not 'medium'")

    def test_expected(self):
        self.assert_bad(
            "a small holds\nb small Wrong\n", 2, "what is expected must be 'holds' or a property listed above, not 'Wrong'")

    def test_too_short(self):
        self.assert_bad("a small\n", 1, "model 'a' needs a tier and what is expected")

    def test_unknown_setting(self):
        with self.assertRaisesRegex(models.BadLine, "^unknown setting 'server'; there are module, servers, values, "):
            models.parse(support.HEADER + "a small holds server=3\n")

    def test_no_setting(self):
        self.assert_bad("a small holds\n  servers\n", 2, "'servers' must be KEY=VALUE or RULE<-WRONG")

    def test_values(self):
        for text, words in [
            ("module=Raft", "setting 'module' must be MCRaft or Liveness, not 'Raft'"),
            ("servers=0", "setting 'servers' must be a number of 1 or more, not '0'"),
            ("terms=-1", "setting 'terms' must be a number, not '-1'"),
            ("log=", "setting 'log' must be a number, not ''"),
            ("candidates=two", "setting 'candidates' must be 'all' or a number of servers, not 'two'"),
            ("noops=maybe", "setting 'noops' must be yes, no or both, not 'maybe'"),
            ("foreign=both", "setting 'foreign' must be yes or no, not 'both'"),
            ("faults=lose", "setting 'faults' must be none, drop, duplicate or drop+duplicate, not 'lose'"),
            ("network=setbag", "setting 'network' must be set or bag, not 'setbag'"),
            ("checks=all", "setting 'checks' must be safety or progress, not 'all'"),
        ]:
            with self.subTest(text):
                self.assert_bad(f"a small holds {text}\n", 1, words)

    def test_override(self):
        for text in ("<-B", "A<-", "A<-B<-C", "A.x<-B"):
            with self.subTest(text):
                self.assert_bad(
                    f"a small holds\n  {text}\n", 2, f"'{text}' must be RULE<-WRONG, with the names of two operators")

    def test_twice(self):
        self.assert_bad("a small holds\na small holds\n", 2, "there are two models 'a'")
        self.assert_bad("a small holds log=1\n  log=1\n", 2, "setting 'log' is given twice")

    def test_bad_default(self):
        self.assert_bad("default servers=none\n", 1, "setting 'servers' must be a number of 1 or more, not 'none'")

    def test_missing_default(self):
        with self.assertRaises(models.BadLine) as caught:
            models.parse("safety A\ndefault module=MCRaft servers=3\nx small holds\n")
        self.assertEqual((caught.exception.line, str(caught.exception)), (3, "model 'x' has no 'values', and no default is given above"))

    def test_nothing_to_continue(self):
        with self.assertRaises(models.BadLine) as caught:
            models.parse("# a comment\n  servers=3\n")
        self.assertEqual((caught.exception.line, str(caught.exception)), (2, "there is no line before it that it could continue"))


if __name__ == "__main__":
    unittest.main()
