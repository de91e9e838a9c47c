"""Tests of which models are run when none is named."""
import unittest

import support
from tlc import models, selection

TABLE = models.parse(support.HEADER + """\
small-correct  small  holds
large-correct  large  holds
small-wrong    small  VoteOnce  A<-B
large-foreign  large  holds     foreign=yes
small-foreign  small  holds     foreign=yes
""")


class Chosen(unittest.TestCase):
    def chosen(self, *words):
        return [model.name for model in selection.chosen(selection.parse(list(words)), TABLE)]

    def test_small(self):
        self.assertEqual(self.chosen(), ["small-correct", "small-wrong", "small-foreign"])

    def test_large(self):
        self.assertEqual(self.chosen("--large"), list(TABLE.models))

    def test_compare(self):
        self.assertEqual(self.chosen("--compare"), ["small-correct"])
        self.assertEqual(self.chosen("--large", "--compare"), ["small-correct", "large-correct"])

    def test_rest(self):
        self.assertEqual(self.chosen("--rest"), ["small-wrong", "small-foreign"])
        self.assertEqual(self.chosen("--rest", "--large"), ["small-wrong", "large-foreign", "small-foreign"])

    def test_named(self):
        self.assertEqual(self.chosen("large-correct", "small-wrong"), ["large-correct", "small-wrong"])
        self.assertEqual(self.chosen("--compare", "large-correct"), ["large-correct"])


if __name__ == "__main__":
    unittest.main()
