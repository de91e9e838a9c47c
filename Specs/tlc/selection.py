"""Which models `Specs/check` runs, as its arguments say."""
from __future__ import annotations

import re
from dataclasses import dataclass
from typing import List, Mapping, Optional, Sequence

from .comparison import obstacle
from .failure import USAGE, Failure
from .models import Model, Table

COMPARE, REST = "--compare", "--rest"
_ALONE = ("--list", "--jar", "--help")
_SEE_HELP = "see check --help"


@dataclass(frozen=True)
class Arguments:
    """The arguments of `Specs/check`. `mode` is one of --compare, --rest, --list, --jar and --help, if one is given."""

    mode: Optional[str]
    is_large: bool
    names: Sequence[str]


def parse(words: List[str]) -> Arguments:
    """The arguments as given.

    Raises `Failure` if they make no sense, whatever the models are.
    """
    modes = []
    for word in words:
        if word in _ALONE and len(words) > 1:
            raise Failure(USAGE, f"{word} must be the only argument; {_SEE_HELP}")
        if word in (COMPARE, REST, *_ALONE):
            modes.append(word)
        elif word.startswith("-") and word != "--large":
            raise Failure(USAGE, f"unknown option {word}; {_SEE_HELP}")
    if len(set(modes)) > 1:
        raise Failure(USAGE, f"--compare and --rest cannot be combined; {_SEE_HELP}")
    names = [word for word in words if not word.startswith("-")]
    return Arguments(modes[0] if modes else None, "--large" in words, names)


def chosen(arguments: Arguments, table: Table) -> List[Model]:
    """The models that are run: those named, or else all small ones and, if asked for, the large ones.

    Raises `Failure` for a name that cannot be run.
    """
    if not arguments.names:
        return [model for model in table.models.values() if is_wanted(model, arguments)]
    models = [named(name, arguments, table) for name in arguments.names]
    for option, is_given in (("--large", arguments.is_large), (REST, arguments.mode == REST)):
        if is_given:
            raise Failure(USAGE, f"{option} and names of models cannot be combined; {_SEE_HELP}")
    return models


def is_wanted(model: Model, arguments: Arguments) -> bool:
    """Whether a model is run when none is named."""
    if model.tier == "large" and not arguments.is_large:
        return False
    return {COMPARE: obstacle(model) is None, REST: obstacle(model) is not None}.get(arguments.mode, True)


def named(name: str, arguments: Arguments, table: Table) -> Model:
    """The model with a name."""
    if name not in table.models:
        raise Failure(USAGE, f"no model '{name}'; see check --list")
    model = table.models[name]
    reason = obstacle(model)
    if arguments.mode == COMPARE and reason:
        raise Failure(USAGE, f"raftsim cannot explore '{name}': {reason}")
    return model


def workers(environment: Mapping[str, str]) -> int:
    """How many threads TLC and raftsim use.

    Raises `Failure` if TLC_WORKERS is not a number from 1 to 99.
    """
    given = environment.get("TLC_WORKERS") or "2"
    if not re.fullmatch("[1-9][0-9]?", given):
        raise Failure(USAGE, f"TLC_WORKERS must be a number of threads from 1 to 99, not '{given}'")
    return int(given)
