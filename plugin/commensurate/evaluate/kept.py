"""What a run leaves on disk, line by line, so that a run that was stopped can go on where it was.

FILE holds the public rows and nothing else. FILE.run holds what they have no place for: first the setup, then of each
case how often the judge was asked and what it said.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from commensurate.effects.analyze import analyze
from commensurate.errors import CommensurateError, InputError
from commensurate.evaluate.case import Labelled
from commensurate.evaluate.report import row_out
from commensurate.evaluate.run import Result
from commensurate.evaluate.setup import Setup, differs
from commensurate.model.decision import Decision, Outcome, Voice
from commensurate.model.judgement import Judgement
from commensurate.wire import load, plain

WORDS = {outcome.word: outcome for outcome in Outcome}


class Kept:
    """The two files of one run. `before` is what an earlier sitting has decided; it stands in them already.

    Whatever is added is on disk when `add` returns. `finish` puts all lines into the order of the cases.
    """

    def __init__(self, path: Path, setup: Setup, before: Iterable[Result] = ()) -> None:
        self._path, self._beside, self._setup = path, beside(path), setup
        self.finish(before)

    def add(self, result: Result) -> None:
        """Write one result."""
        for path, line in ((self._beside, _details(result)), (self._path, self._row(result))):
            with path.open("a", encoding="utf-8", errors="backslashreplace") as file:
                file.write(line)

    def finish(self, results: Iterable[Result]) -> None:
        """Write these results and no others, each file in one go."""
        listed = list(results)
        head = json.dumps({"run": self._setup.plain()}) + "\n"
        _replace(self._beside, head + "".join(map(_details, listed)))
        _replace(self._path, "".join(map(self._row, listed)))

    def _row(self, result: Result) -> str:
        return json.dumps(row_out(result, self._setup.judge), ensure_ascii=False) + "\n"


def beside(path: Path) -> Path:
    """Where what the public rows have no place for is kept."""
    return path.with_name(path.name + ".run")


def resume(path: Path, setup: Setup, cases: Sequence[Labelled]) -> dict[tuple[str, str], Result]:
    """What an earlier sitting has decided of these cases, by their keys; nothing where there is no file yet.

    Cases that the guard failed on or that nobody judged are asked again, and so is a last line that was cut off.
    Raises InputError where the file is of another judge, prompt or policy, or of other cases.
    """
    if not path.exists():
        return {}
    details = _details_of(beside(path), setup)
    wanted = {case.key: case for case in cases}
    found: dict[tuple[str, str], Result] = {}
    for row, where in objects(path):
        case = wanted.get((str(row.get("source")), str(row.get("id"))))
        if case is None:
            continue
        if row.get("label") != case.label.value:
            raise InputError(f"{where}: {case.id} has another label now: this file is of another suite")
        detail = details.get(case.key)
        if detail is not None and not detail["unjudged"] and not detail["crash"]:
            found[case.key] = _result(case, row, detail, where)
    return found


def objects(path: Path) -> list[tuple[dict[str, Any], str]]:
    """The objects of a file of JSON lines, each with its file:line. A last line that was cut off is left out."""
    try:
        text = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}:1: cannot be read: {error}") from None
    *lines, rest = text.split("\n")
    found = []
    for number, line in enumerate([*lines, rest], 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            if number == len(lines) + 1:
                break
            raise InputError(f"{path}:{number}: not JSON: {error}") from None
        if not isinstance(row, dict):
            raise InputError(f"{path}:{number}: not an object")
        found.append((row, f"{path}:{number}"))
    return found


def _details_of(path: Path, setup: Setup) -> dict[tuple[str, str], Mapping[str, Any]]:
    if not path.exists():
        raise InputError(f"{path}: is not there: it says what the run was made with, and without it none can go on")
    (head, where), *rest = objects(path) or [({}, f"{path}:1")]
    if not isinstance(head.get("run"), dict):
        raise InputError(f"{where}: does not say what the run was made with")
    other = differs(setup, head["run"])
    if other:
        raise InputError(f"{where}: this is another run: {'; '.join(other)}")
    return {(str(row.get("source")), str(row.get("id"))): row for row, _ in rest}


def _details(result: Result) -> str:
    judgement = result.decision.judgement
    row = {
        "source": result.case.source,
        "id": result.case.id,
        "judged": result.judged,
        "unjudged": result.unjudged,
        "crash": result.crash,
        "instead": result.decision.instead,
        "voices": plain(result.decision.voices),
        "judgement": None if judgement is None else plain(judgement),
    }
    return json.dumps(row, ensure_ascii=False) + "\n"


def _result(case: Labelled, row: Mapping[str, Any], detail: Mapping[str, Any], where: str) -> Result:
    """A result as it was. The effects are read anew: they hang on nothing but the action."""
    action = case.proposal.action
    try:
        judgement = detail["judgement"] and load({"version": 1, "judgement": detail["judgement"]}, Judgement)
        voices = tuple(load({"version": 1, "voice": voice}, Voice) for voice in detail["voices"])
        decision = Decision(
            WORDS[row["outcome"]],
            str(row["reason"]),
            action.digest,
            instead=str(detail["instead"]),
            voices=voices,
            suspicion=float(row["score"]),
            analysis=analyze(action),
            judgement=judgement or None,
        )
        return Result(case, decision, float(row["ms"]), int(detail["judged"]))
    except (KeyError, TypeError, ValueError, CommensurateError) as error:
        raise InputError(f"{where}: not a row that a run has written: {error}") from None


def _replace(path: Path, text: str) -> None:
    part = path.with_name(path.name + ".part")
    part.write_text(text, "utf-8", errors="backslashreplace")
    part.replace(path)
