"""Writes TLC's configuration of a model."""
from __future__ import annotations

import re
from typing import List

from .failure import INTERNAL, Failure
from .models import Model, Table

_SPECIFICATIONS = {"MCRaft": "MCSpec", "Liveness": "LivenessSpec"}
_BOOLEANS = {"yes": "TRUE", "no": "FALSE"}
_SETS_OF_BOOLEANS = {"yes": "{TRUE}", "no": "{FALSE}", "both": "{TRUE,FALSE}"}
_TEMPORAL = re.compile(r"\[\]\[|\[\]<>|<>\[\]")


def text(model: Model, table: Table, properties: str) -> str:
    """TLC's configuration of a model; `properties` is the text of Properties.tla.

    Raises `Failure` if Properties.tla does not define a property that the model checks.
    """
    lines = [f"SPECIFICATION {_SPECIFICATIONS[model.settings['module']]}", "CONSTANTS"]
    lines += [f"  {line}" for line in constants(model)]
    lines += [f"  {rule} <- {wrong}" for rule, wrong in model.overrides]
    if model.settings["module"] == "MCRaft":
        lines.append("CONSTRAINT Bound")
    if model.settings["symmetry"] == "yes":
        lines.append("SYMMETRY Symmetry")
    lines += [f"{keyword(name, properties)} {name}" for name in table.checks(model)]
    return "\n".join(lines) + "\n"


def constants(model: Model) -> List[str]:
    """The constants of the specification, an assignment each."""
    own = model.settings
    return [
        f"Server = {numbered('s', own['servers'])}",
        f"Value = {numbered('v', own['values'])}",
        "NoOp = NoOp",
        "Nil = Nil",
        f"Network = \"{own['network']}\"",
        f"NoOps = {_SETS_OF_BOOLEANS[own['noops']]}",
        f"Batch = {own['batch']}",
        f"Window = {own['window']}",
        f"Faults = {faults(own['faults'])}",
        "Choices <- CoreChoices",
        f"Candidates = {servers(own['candidates'], own['servers'])}",
        f"Foreign = {_BOOLEANS[own['foreign']]}",
        f"Restarting = {servers(own['restarting'], own['servers'])}",
        f"MaxTerm = {own['terms']}",
        f"MaxLog = {own['log']}",
        f"MaxMessages = {own['messages']}",
    ]


def numbered(letter: str, count: str) -> str:
    """A set of model values: numbered('s', '3') is {s1,s2,s3}."""
    return "{" + ",".join(f"{letter}{number}" for number in range(1, int(count) + 1)) + "}"


def servers(which: str, count: str) -> str:
    """The first servers of a cluster of `count`, or all of them."""
    return numbered("s", count if which == "all" else which)


def faults(setting: str) -> str:
    """A set of strings: faults('drop+duplicate') is {"drop","duplicate"}."""
    names = [] if setting == "none" else setting.split("+")
    return "{" + ",".join(f'"{name}"' for name in names) + "}"


def keyword(name: str, properties: str) -> str:
    """The keyword for a property in TLC's configuration: one of a step or of a behavior is no invariant."""
    definition = re.search(rf"^{re.escape(name)} ==.*?(?=^$|\Z)", properties, re.MULTILINE | re.DOTALL)
    if not definition:
        raise Failure(INTERNAL, f"Properties.tla does not define the property '{name}'")
    return "PROPERTY" if _TEMPORAL.search(definition[0]) else "INVARIANT"
