"""What a run was made with: judge, prompts, policy, cases and packages, so that two runs can be told apart."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from platform import python_version
from typing import Any

from commensurate.audit.redact import redact
from commensurate.evaluate.case import Labelled
from commensurate.evaluate.export import row_of_case
from commensurate.evaluate.session_runs import SessionRun
from commensurate.judges.prompts import prompts
from commensurate.model.frozen import canonical
from commensurate.policy.decide import Mode
from commensurate.wire import plain

PACKAGES = ("openai", "shfmt-py", "sqlglot", "tree-sitter", "tree-sitter-bash")
"""The packages that what is decided hangs on."""

DECIDES = ("judge", "settings", "prompt_sha", "policy_sha")
"""What must be the same for two sittings to be one run."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What a run was made with. Each sha is a sha256 of 64 hex digits; `cases` counts cases and runs of sessions."""

    judge: str
    prompt_sha: str
    policy_sha: str
    cases_sha: str
    cases: int
    settings: Mapping[str, Any] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        """As JSON takes it."""
        return asdict(self)


def setup_of(
    judge: str,
    settings: Mapping[str, Any],
    mode: Mode,
    cases: Sequence[Labelled],
    runs: Sequence[SessionRun] = (),
    *,
    release: str = "",
) -> Setup:
    """The setup of a run that is about to start. Secrets in its settings are left out. `release` is the package's own."""
    return Setup(
        judge=judge,
        prompt_sha=prompts().sha,
        policy_sha=policy_sha(mode),
        cases_sha=_sha([*(canonical(row_of_case(case)) for case in cases), *(canonical(plain(run)) for run in runs)]),
        cases=len(cases) + len(runs),
        settings=redact(dict(settings)),
        versions={
            "commensurate": release,
            "python": python_version(),
            **{name: _version(name) for name in PACKAGES},
        },
    )


def policy_sha(mode: Mode) -> str:
    """Names the shipped rules, the shipped table and the mode."""
    rules = files("commensurate.rules").joinpath("packs.json").read_text("utf-8")
    table = files("commensurate.policy").joinpath("table.yaml").read_text("utf-8")
    return _sha([rules, table, mode.value])


def differs(now: Setup, before: Mapping[str, Any]) -> list[str]:
    """In words, what decides and is not the same as in an earlier setup."""
    today = now.plain()
    return [
        f"{name} was {before.get(name)!r} and is {today[name]!r}"
        for name in DECIDES
        if canonical(before.get(name)) != canonical(today[name])
    ]


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def _sha(texts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(texts).encode("utf-8", "backslashreplace")).hexdigest()
