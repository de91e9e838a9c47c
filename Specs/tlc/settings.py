"""The settings of a model, and the values that each may have."""
from __future__ import annotations

import re
from typing import Dict, NamedTuple, Optional


class Values(NamedTuple):
    """The values of a setting: a regular expression, and the same in words."""

    pattern: str
    words: str


_NUMBER = Values("0|[1-9][0-9]*", "a number")
_POSITIVE = Values("[1-9][0-9]*", "a number of 1 or more")
_SERVERS = Values("all|0|[1-9][0-9]*", "'all' or a number of servers")
_YES_OR_NO = Values("yes|no", "yes or no")

SETTINGS: Dict[str, Values] = {
    "module": Values("MCRaft|Liveness", "MCRaft or Liveness"),
    "servers": _POSITIVE,
    "values": _NUMBER,
    "network": Values("set|bag", "set or bag"),
    "faults": Values(r"none|drop|duplicate|drop\+duplicate", "none, drop, duplicate or drop+duplicate"),
    "noops": Values("yes|no|both", "yes, no or both"),
    "batch": _POSITIVE,
    "window": _POSITIVE,
    "candidates": _SERVERS,
    "restarting": _SERVERS,
    "foreign": _YES_OR_NO,
    "terms": _NUMBER,
    "log": _NUMBER,
    "messages": _NUMBER,
    "symmetry": _YES_OR_NO,
    "checks": Values("safety|progress", "safety or progress"),
}


def objection(key: str, value: str) -> Optional[str]:
    """What is wrong with a setting, or None if nothing is."""
    if key not in SETTINGS:
        return f"unknown setting '{key}'; there are {', '.join(SETTINGS)}"
    if not re.fullmatch(SETTINGS[key].pattern, value):
        return f"setting '{key}' must be {SETTINGS[key].words}, not '{value}'"
    return None
