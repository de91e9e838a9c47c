"""Reads what TLC prints."""
from __future__ import annotations

import re
from dataclasses import dataclass
from typing import List, Optional

from .models import HOLDS

ERROR = "error"


@dataclass(frozen=True)
class Counts:
    """The numbers of states of an exploration, and its depth; None where they were not reported."""

    distinct: Optional[int] = None
    generated: Optional[int] = None
    depth: Optional[int] = None

    def columns(self) -> List[str]:
        """The numbers as text, empty where there is none."""
        return ["" if number is None else str(number) for number in (self.distinct, self.generated, self.depth)]


@dataclass(frozen=True)
class Finding:
    """What an exploration found: `HOLDS`, the property that is violated, or `ERROR`; and the states that it counted."""

    result: str
    counts: Counts


def finding(output: str, expected: str) -> Finding:
    """What TLC found in a model that is expected to have a result."""
    return Finding(result(output, expected), counts(output))


def result(output: str, expected: str) -> str:
    """`HOLDS`, the property that TLC found violated, or `ERROR` where it came to no verdict.

    Only TLC's own words for a violation count: a model that TLC cannot evaluate violates nothing.
    """
    if re.search(r"^Model checking completed\. No error has been found\.", output, re.MULTILINE):
        return HOLDS
    if re.search(r"^Error: Temporal properties were violated\.", output, re.MULTILINE):
        # TLC does not name the property. A model that must fail checks only one.
        return "progress" if expected == HOLDS else expected
    violated = re.search(r"^Error: (?:Invariant|Action property) ([A-Za-z]+) is violated", output, re.MULTILINE)
    return violated[1] if violated else ERROR


def counts(output: str) -> Counts:
    """The numbers of TLC's last report."""
    states = re.findall(r"^([0-9]+) states generated, ([0-9]+) distinct states found", output, re.MULTILINE)
    depth = re.findall(r"^The depth of the complete state graph search is ([0-9]+)\.", output, re.MULTILINE)
    generated, distinct = map(int, states[-1]) if states else (None, None)
    return Counts(distinct, generated, int(depth[-1]) if depth else None)


def explanation(output: str) -> List[str]:
    """Why a model is not as expected: TLC's error, the actions that led to it and the state that they led to.

    All that TLC printed, if it came to no verdict.
    """
    if re.search(r"^Error:", output, re.MULTILINE):
        state = last_state(output)
        shown = [f"    {line}" for line in state]
        return errors_and_actions(output) + (["  the last state:"] + shown if state else []) + [""]
    if re.search(r"^Model checking completed", output, re.MULTILINE):
        return ["  TLC finds no violation.", ""]
    return [f"  {line}" for line in output.splitlines()]


def errors_and_actions(output: str) -> List[str]:
    """The lines with TLC's errors, and those with the number of a state and the action that led to it."""
    lines = []
    for line in output.splitlines():
        action = re.match(r"(?:State )?([0-9]+: (?:<|Stuttering).*|Back to .*)", line)
        if line.startswith("Error:"):
            lines.append(line)
        elif action:
            lines.append(f"  {action[1]}")
    return lines


def last_state(output: str) -> List[str]:
    """The lines of the last state that TLC printed with its variables: its number and action, then the values."""
    states = re.findall(r"^State [0-9]+:.*\n(?:/\\.*\n(?:.+\n)*)", output, re.MULTILINE)
    return states[-1].splitlines() if states else []
