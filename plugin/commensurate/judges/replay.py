"""The judge that answers from recordings: no network, no clock, the same answers each time."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from commensurate.errors import InputError
from commensurate.judges.brief import Budget, brief_of
from commensurate.judges.prompts import Prompts, prompts
from commensurate.judges.recordings import Header, header_of, judgement_of, rows_of
from commensurate.model.judgement import Judgement, unjudged
from commensurate.ports import Case

_PACKAGE = Path(__file__).resolve().parent.parent
PLACES = (_PACKAGE / "evals" / "recordings", _PACKAGE.parent.parent / "evals" / "recordings")
"""Inside the package (a wheel), then at the root of the repository."""

NO_RECORDING = "no recording"


class ReplayJudge:
    """Looks a case up by its brief, then by the case alone: readers get better, what the host asked stays the same.

    Raises InputError at the start for a recording that does not load, and for one that was made with other prompts,
    unless `stale_is_fine`: then every judgement says so in its notes.
    """

    def __init__(
        self, paths: Iterable[Path] | None = None, *, stale_is_fine: bool = False, texts: Prompts | None = None
    ) -> None:
        self._prompts = texts or prompts()
        self._budget = Budget()
        self._by_brief: dict[str, tuple[dict[str, Any], Header]] = {}
        self._by_case: dict[str, tuple[dict[str, Any], Header]] = {}
        for path in shipped_recordings() if paths is None else paths:
            self._load(path, stale_is_fine)

    @property
    def name(self) -> str:
        """What stands in judgements and reports."""
        return "replay"

    def judge(self, case: Case) -> Judgement:
        """The recorded judgement, or unjudged."""
        brief = brief_of(case, self._prompts, self._budget)
        exact = self._by_brief.get(brief.sha)
        row, header = exact or self._by_case.get(brief.case_sha) or ({}, None)
        if header is None:
            return replace(unjudged(self.name, NO_RECORDING), brief_sha=brief.sha, case_sha=brief.case_sha)
        judgement = judgement_of(row, case.task, header)
        notes = [] if exact else ["recorded when the readers said something else of this action"]
        if header.stale(self._prompts):
            notes.append("recorded with other prompts than today's")
        return replace(judgement, notes=tuple(notes))

    async def ajudge(self, case: Case) -> Judgement:
        """The same: nothing is waited for."""
        return self.judge(case)

    def _load(self, path: Path, stale_is_fine: bool) -> None:
        lines = _lines(path)
        header = header_of(lines[0], f"{path}:1")
        stale = header.stale(self._prompts)
        if stale and not stale_is_fine:
            raise InputError(f"{path}:1: stale: {stale}")
        for row in rows_of(lines[1:], str(path)):
            self._by_brief[row.get("brief_sha", "")] = (row, header)
            self._by_case[row.get("case_sha", "")] = (row, header)


def shipped_recordings() -> Sequence[Path]:
    """The recordings of the package or of the checkout, by name; none is fine."""
    place = next((p for p in PLACES if p.is_dir()), None)
    return sorted(place.glob("*.jsonl")) if place else ()


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8").rstrip("\n").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}:1: cannot be read: {error}") from None
