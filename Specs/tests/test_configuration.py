"""Tests of the configuration that TLC gets."""
import unittest

import support
from tlc import configuration, models
from tlc.failure import Failure

PROPERTIES = """\
VoteOnce == \\A v \\in votes : TRUE

LogMatching ==
  \\A i \\in Server : TRUE

(* [][FALSE]_vars belongs to nothing. *)
TermsMonotone ==
  [][\\A i \\in Server : TRUE]_vars

LeaderAgainAndAgain == []<>(\\E i \\in Server : TRUE)

Settles == <>[](TRUE)
"""


def text(line):
    table = models.parse(f"{support.HEADER}m {line}\n")
    return configuration.text(table.models["m"], table, PROPERTIES)


class Configuration(unittest.TestCase):
    def test_correct_model(self):
        self.assertEqual(text("small holds network=bag faults=drop+duplicate candidates=2 restarting=all symmetry=yes"), """\
SPECIFICATION MCSpec
CONSTANTS
  Server = {s1,s2,s3}
  Value = {v1}
  NoOp = NoOp
  Nil = Nil
  Network = "bag"
  NoOps = {TRUE}
  Batch = 4
  Window = 32
  Faults = {"drop","duplicate"}
  Choices <- CoreChoices
  Candidates = {s1,s2}
  Foreign = FALSE
  Restarting = {s1,s2,s3}
  MaxTerm = 2
  MaxLog = 2
  MaxMessages = 99
CONSTRAINT Bound
SYMMETRY Symmetry
INVARIANT VoteOnce
INVARIANT LogMatching
PROPERTY TermsMonotone
""")

    def test_wrong_rule(self):
        lines = text("small LogMatching servers=2 values=0 foreign=yes noops=both Rule<-Wrong Other<-Worse").splitlines()
        self.assertEqual(lines[-4:], ["  Rule <- Wrong", "  Other <- Worse", "CONSTRAINT Bound", "INVARIANT LogMatching"])
        for line in ("Value = {}", "Faults = {}", "Foreign = TRUE", "NoOps = {TRUE,FALSE}", "Restarting = {}", "Candidates = {s1,s2}"):
            self.assertIn(f"  {line}", lines)

    def test_progress(self):
        lines = text("small holds module=Liveness noops=no checks=progress").splitlines()
        self.assertEqual(lines[0], "SPECIFICATION LivenessSpec")
        self.assertIn("  NoOps = {FALSE}", lines)
        self.assertEqual(lines[-2:], ["  MaxMessages = 99", "PROPERTY LeaderAgainAndAgain"])

    def test_keywords(self):
        keywords = {name: configuration.keyword(name, PROPERTIES) for name in
                    ("VoteOnce", "LogMatching", "TermsMonotone", "LeaderAgainAndAgain", "Settles")}
        self.assertEqual([name for name in keywords if keywords[name] == "INVARIANT"], ["VoteOnce", "LogMatching"])
        self.assertEqual([name for name in keywords if keywords[name] == "PROPERTY"],
                         ["TermsMonotone", "LeaderAgainAndAgain", "Settles"])

    def test_property_that_is_not_defined(self):
        with self.assertRaises(Failure) as caught:
            configuration.keyword("Vote", PROPERTIES)
        self.assertEqual((caught.exception.status, caught.exception.line),
                         (70, "Properties.tla does not define the property 'Vote'"))

    def test_own_properties_are_defined(self):
        table = models.read(support.SPECS / "models")
        properties = (support.SPECS / "Properties.tla").read_text()
        keywords = [configuration.keyword(name, properties) for name in table.properties["safety"]]
        self.assertEqual((keywords.count("INVARIANT"), keywords.count("PROPERTY")), OWN_KEYWORDS)
        self.assertEqual({configuration.keyword(name, properties) for name in table.properties["progress"]}, {"PROPERTY"})


# The invariants and the properties of a step in Properties.tla.
OWN_KEYWORDS = (14, 9)

if __name__ == "__main__":
    unittest.main()
