"""Which cases a run is about: files and folders found, read by their ending, sampled by a seed."""

import random
from collections.abc import Iterable, Sequence
from pathlib import Path

from commensurate.errors import ScenarioError
from commensurate.evaluate.case import Labelled
from commensurate.evaluate.rows import read_rows
from commensurate.evaluate.scenarios import read_scenario
from commensurate.evaluate.session_runs import SessionRun, is_session, read_runs

_READERS = {".jsonl": read_rows, ".yaml": read_scenario, ".yml": read_scenario}

RECORDINGS = "recordings"
"""The folder of what judges said: lines of JSON, but no cases."""


def gather(paths: Iterable[Path]) -> list[Labelled]:
    """All cases of the files, and of the files in the folders, by name. Raises ScenarioError at the first wrong one."""
    return [c for path in paths for file in _files(path) if not is_session(file) for c in _READERS[file.suffix](file)]


def gather_runs(paths: Iterable[Path]) -> list[SessionRun]:
    """All runs of session scenarios among the files and folders. Raises ScenarioError at the first wrong one."""
    return [run for path in paths for file in _files(path) if is_session(file) for run in read_runs(file)]


def sample(cases: Sequence[Labelled], per_source: int, seed: int) -> list[Labelled]:
    """At most so many cases a source, the same ones for the same seed, in their own order."""
    chosen: set[int] = set()
    for source in dict.fromkeys(case.source for case in cases):
        places = [place for place, case in enumerate(cases) if case.source == source]
        chosen |= set(random.Random(f"{seed}:{source}").sample(places, min(per_source, len(places))))  # noqa: S311 (a sample, no secret)
    return [case for place, case in enumerate(cases) if place in chosen]


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        found = (file for file in path.rglob("*") if file.suffix in _READERS and file.parent.name != RECORDINGS)
        return sorted(file for file in found if file.is_file())
    if path.suffix not in _READERS:
        raise ScenarioError(f"{path}:1: neither a folder nor .jsonl, .yaml or .yml")
    return [path]
