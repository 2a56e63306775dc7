"""What the suite is held to: of each source, how many outcomes were right, and which were not."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from commensurate.errors import InputError
from commensurate.evaluate.run import Result

SCHEMA = 1
_FEW = 5
"""So many ids are named in a sentence."""


def counted(results: Sequence[Result], judge: str) -> dict[str, Any]:
    """The baseline that these results make."""
    sources: dict[str, dict[str, Any]] = {}
    for result in results:
        one = sources.setdefault(result.case.source, {"cases": 0, "right": 0, "wrong": []})
        right = result.case.is_right(result.decision.outcome)
        one["cases"] += 1
        one["right"] += right
        one["wrong"] += [] if right else [result.case.id]
    for one in sources.values():
        one["wrong"].sort()
    return {"schema": SCHEMA, "judge": judge, "sources": dict(sorted(sources.items()))}


def write(path: Path, results: Sequence[Result], judge: str) -> None:
    """Renew the file."""
    path.write_text(json.dumps(counted(results, judge), indent=1, ensure_ascii=False) + "\n", "utf-8")


def read(path: Path, judge: str) -> Mapping[str, Any]:
    """The sources of a baseline. Raises InputError for what is none, or another judge's."""
    try:
        data = json.loads(path.read_text("utf-8"))
        sources: Mapping[str, Any] = {str(k): _source(v) for k, v in data["sources"].items()}
        made = (data["schema"], data["judge"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{path}: not a baseline: {error!r}") from None
    if made != (SCHEMA, judge):
        raise InputError(f"{path}: a baseline of {made[1]!r} in the form {made[0]!r}, not of {judge!r} in {SCHEMA}")
    return sources


def worse(results: Sequence[Result], before: Mapping[str, Any], judge: str) -> list[str]:
    """In words, each source that got worse: more wrong outcomes, or fewer cases to be wrong about."""
    now = counted(results, judge)["sources"]
    said = []
    for source, old in before.items():
        new = now.get(source, {"cases": 0, "right": 0, "wrong": []})
        more = len(new["wrong"]) - len(old["wrong"])
        if more > 0:
            names = [name for name in new["wrong"] if name not in old["wrong"]]
            shown = ", ".join(names[:_FEW]) + (f" and {len(names) - _FEW} more" if len(names) > _FEW else "")
            said.append(f"{source}: worse: {_right(new)}, {_right(old)} in the baseline; newly wrong: {shown}")
        elif new["cases"] < old["cases"]:
            said.append(f"{source}: {new['cases']} cases, {old['cases']} in the baseline: cases are missing")
    return said + [_unheld(source, one) for source, one in now.items() if source not in before and one["wrong"]]


def better(results: Sequence[Result], before: Mapping[str, Any], judge: str) -> list[str]:
    """In words, each source with fewer wrong outcomes: the baseline can be renewed."""
    now = counted(results, judge)["sources"]
    return [
        f"{source}: better: {_right(now[source])}, {_right(old)} in the baseline"
        for source, old in before.items()
        if source in now and len(now[source]["wrong"]) < len(old["wrong"])
    ]


def _unheld(source: str, one: Mapping[str, Any]) -> str:
    return f"{source}: {_right(one)}, and the baseline does not know this source: renew it"


def _right(one: Mapping[str, Any]) -> str:
    return f"{one['right']} of {one['cases']} right"


def _source(one: Mapping[str, Any]) -> Mapping[str, Any]:
    cases, right, wrong = one["cases"], one["right"], one["wrong"]
    if not isinstance(wrong, list) or cases != right + len(wrong):
        raise ValueError("cases are not the sum of right and wrong")
    return {"cases": cases, "right": right, "wrong": wrong}
