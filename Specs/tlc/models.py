"""Reads the table of models, the file `Specs/models`; its first lines describe it."""
from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, List, Mapping, NamedTuple, Sequence, Tuple

from .failure import INTERNAL, Failure
from .settings import SETTINGS, objection

HOLDS = "holds"


@dataclass(frozen=True)
class Model:
    """A model: a bounded cluster, and what TLC must find in it.

    `expected` is `HOLDS`, or the property that must be violated. `overrides` are operators of Raft.tla, each with the
    wrong one that takes its place.
    """

    name: str
    tier: str
    expected: str
    settings: Mapping[str, str]
    overrides: Sequence[Tuple[str, str]]


@dataclass(frozen=True)
class Table:
    """The models in their order, and the properties that are checked: 'safety' and 'progress', each with its names."""

    models: Mapping[str, Model]
    properties: Mapping[str, Sequence[str]]

    def checks(self, model: Model) -> Sequence[str]:
        """The properties that TLC checks in a model: a model that must fail checks only the one that it violates."""
        return self.properties[model.settings["checks"]] if model.expected == HOLDS else [model.expected]


class BadLine(Exception):
    """A line of the table that cannot be read, by its number from 1."""

    def __init__(self, line: int, reason: str):
        super().__init__(reason)
        self.line = line


class Word(NamedTuple):
    """A word of the table, and the number of its line."""

    text: str
    line: int


def read(path: Path) -> Table:
    """The table in a file.

    Raises `Failure`, which names the file and the line, if it cannot be read.
    """
    try:
        return parse(path.read_text(encoding="utf-8"))
    except BadLine as error:
        raise Failure(INTERNAL, f"{path}:{error.line}: {error}")


def parse(text: str) -> Table:
    """The table that a text describes.

    Raises `BadLine`.
    """
    properties: Dict[str, List[str]] = {"safety": [], "progress": []}
    defaults: Dict[str, str] = {}
    models: Dict[str, Model] = {}
    for first, *rest in statements(text):
        if first.text in properties:
            properties[first.text] += [word.text for word in rest]
        elif first.text == "default":
            defaults.update(dict(setting(word) for word in rest))
        elif first.text in models:
            raise BadLine(first.line, f"there are two models '{first.text}'")
        else:
            models[first.text] = model(first, rest, Table(models, properties), defaults)
    return Table(models, properties)


def statements(text: str) -> List[List[Word]]:
    """The lines of the table without comments, each with the lines that continue it."""
    result: List[List[Word]] = []
    for number, line in enumerate(text.splitlines(), 1):
        words = [Word(word, number) for word in line.split()]
        if not words or words[0].text.startswith("#"):
            continue
        if not line[0].isspace():
            result.append(words)
        elif result:
            result[-1] += words
        else:
            raise BadLine(number, "there is no line before it that it could continue")
    return result


def model(first: Word, rest: List[Word], table: Table, defaults: Mapping[str, str]) -> Model:
    """The model of a line, whose properties and defaults come before it."""
    if len(rest) < 2:
        raise BadLine(first.line, f"model '{first.text}' needs a tier and what is expected")
    tier, expected, *words = rest
    if tier.text not in ("small", "large"):
        raise BadLine(tier.line, f"the tier must be small or large, not '{tier.text}'")
    if expected.text != HOLDS and not any(expected.text in names for names in table.properties.values()):
        raise BadLine(expected.line, f"what is expected must be 'holds' or a property listed above, not '{expected.text}'")
    overrides = [override(word) for word in words if "<-" in word.text]
    settings = own_settings([word for word in words if "<-" not in word.text])
    for key in SETTINGS:
        if key not in settings and key not in defaults:
            raise BadLine(first.line, f"model '{first.text}' has no '{key}', and no default is given above")
    return Model(first.text, tier.text, expected.text, {**defaults, **settings}, overrides)


def own_settings(words: List[Word]) -> Dict[str, str]:
    """The settings of a line, each given once."""
    settings: Dict[str, str] = {}
    for word in words:
        key, value = setting(word)
        if key in settings:
            raise BadLine(word.line, f"setting '{key}' is given twice")
        settings[key] = value
    return settings


def setting(word: Word) -> Tuple[str, str]:
    """The key and the value of KEY=VALUE."""
    key, equals, value = word.text.partition("=")
    if not equals:
        raise BadLine(word.line, f"'{word.text}' must be KEY=VALUE or RULE<-WRONG")
    reason = objection(key, value)
    if reason:
        raise BadLine(word.line, reason)
    return key, value


def override(word: Word) -> Tuple[str, str]:
    """The two operators of RULE<-WRONG."""
    match = re.fullmatch(r"(\w+)<-(\w+)", word.text)
    if not match:
        raise BadLine(word.line, f"'{word.text}' must be RULE<-WRONG, with the names of two operators")
    return match[1], match[2]
