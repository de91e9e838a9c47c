"""Compares what TLC finds in a model with what raftsim finds in the same cluster."""
from __future__ import annotations

from typing import List, Optional

from .models import HOLDS, Model
from .output import Finding

EQUAL = "equal"


def obstacle(model: Model) -> Optional[str]:
    """Why raftsim cannot explore the cluster of a model, or None if it can."""
    own = model.settings
    if model.overrides:
        return "it has a wrong rule, and TLC stops at the first violation"
    if own["module"] != "MCRaft":
        return "it checks progress, in a cluster whose faults end"
    if own["foreign"] == "yes":
        return "its servers also do what the core does not"
    if own["noops"] == "both":
        return "its leaders choose whether to append a no-op, and in raftsim the configuration of a server decides"
    return None


def options(model: Model) -> List[str]:
    """The options of `raftsim explore` for the cluster of a model."""
    own = model.settings
    result = ["--servers", own["servers"], "--values", own["values"], "--network", own["network"],
              "--max-term", own["terms"], "--max-log", own["log"], "--max-messages", own["messages"],
              "--batch", own["batch"], "--window", own["window"]]
    # A network that is a set has no faults of its own: every message may arrive again and again, or never.
    if own["network"] == "bag":
        result += ["--faults", own["faults"]]
    if own["candidates"] != "all":
        result += ["--candidates", own["candidates"]]
    result += restarts(own["restarting"])
    result += ["--no-op", "1" if own["noops"] == "yes" else "0"]
    return result + ["--symmetry" if own["symmetry"] == "yes" else "--no-reductions"]


def restarts(restarting: str) -> List[str]:
    """The options of `raftsim explore` for the servers that may restart."""
    if restarting == "0":
        return []
    return ["--restarts", "any"] + ([] if restarting == "all" else ["--restarting", restarting])


def is_depth_uncertain(tlc: Finding, raftsim: Finding, workers: int) -> bool:
    """Whether TLC's depth may be too high because it had several threads, and a run with one can decide.

    Several threads may reach a state by a longer path first.
    """
    of_tlc, of_raftsim = tlc.counts, raftsim.counts
    are_counts_equal = (of_tlc.distinct, of_tlc.generated) == (of_raftsim.distinct, of_raftsim.generated)
    return workers > 1 and are_counts_equal and (of_tlc.depth or 0) > (of_raftsim.depth or 0)


def verdict(tlc: Finding, raftsim: Finding) -> str:
    """`EQUAL` where both found no violation and the same numbers, otherwise what is different."""
    if tlc.result != HOLDS:
        return f"TLC: {tlc.result}"
    if raftsim.result != HOLDS:
        return f"raftsim: {raftsim.result}"
    return EQUAL if tlc.counts == raftsim.counts else "DIFFERENT"
