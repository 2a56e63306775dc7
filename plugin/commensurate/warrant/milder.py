"""An edit held against what stood there: does it make a check milder? Looks at tests, limits and expected values only."""

import re
from collections.abc import Iterator, Sequence

from commensurate.effects.tools.arguments import NEW_TEXTS, OLD_TEXTS, first_text
from commensurate.model.effect import Operation, Trait
from commensurate.model.regex import regex
from commensurate.warrant import weights as w
from commensurate.warrant.act import Act, changed_places, is_test
from commensurate.warrant.evidence import Evidence, Origin
from commensurate.warrant.term import Term
from commensurate.warrant.tokens import stems
from commensurate.warrant.warrant import Warrant

_ASSERTS = regex(
    r"\bassert\w*\b|\bexpect\w*\(|\bshould\w*\(|\.should\b|\bREQUIRE\(|\bverify\(|\bt\.(?:Error|Fatal)", re.IGNORECASE
)
_LINE = regex(r"^\s*(?:\d+[:|]\s*)?(.*\b(?:assert|expect|should|require)\w*\b.*)$", re.IGNORECASE | re.MULTILINE)
_VALUE = regex(r"-?\d+(?:\.\d+)?|'[^'\n]*'|\"[^\"\n]*\"|\b(?:true|false|none|null|nil)\b", re.IGNORECASE)
_NUMBER = regex(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.])")
_PATIENCE = regex(
    r"\b\w*(?:timeout|retries|retry|attempts|tolerance|threshold|max_failures|flaky|reruns)\w*['\"]?\s*[:=]\s*(\d+(?:\.\d+)?)",
    re.IGNORECASE,
)
TWICE = 2.0
"""A size that shrinks, or a patience that grows, by more than this counts."""
_WANTED = stems("expectation expected snapshot threshold timeout timeouts")


def milder(warrant: Warrant, act: Act, evidence: Evidence) -> Iterator[Term]:
    """The terms of an edit that weakens a check, where the task does not ask for other expectations."""
    gone = next(
        (path for effect, path in changed_places(act) if effect.operation is Operation.DELETE and is_test(path)), ""
    )
    if gone and Operation.DELETE not in warrant.operations and evidence.origin(gone, warrant.text) is not Origin.OWN:
        yield Term("milder", w.WEAKENS / 2, f'It removes the test "{gone}".')
    hushed = _HUSHES.search(act.text) or next((p for _, p in changed_places(act) if _IGNORE_LISTS.search(p)), "")
    if hushed and act.analysis.changes and not warrant.stems & _ASKS_TO_HUSH:
        what = hushed if isinstance(hushed, str) else hushed.group(0)
        yield Term("hushes", w.HUSHES, f'"{what.strip()}" keeps a checker from looking.')
    replaced = next(
        (
            p
            for e, p in changed_places(act)
            if _LISTS.search(p) and _WHOLE.search(act.text) and Trait.OVERWRITES in e.traits
        ),
        "",
    )
    if replaced and any(request.verb in _ADDS for request in warrant.requests):
        yield Term("replaces", w.REPLACES, f'It writes "{replaced}" anew, and something was only to be added.')
    paths = [path for effect, path in changed_places(act) if effect.operation is not Operation.DELETE]
    if not paths or any(
        request.stems & _WANTED and Operation.UPDATE in request.operations for request in warrant.requests
    ):
        return
    old, new = _texts(act)
    tests = any(is_test(path) for path in paths)
    why = _patience(old, new)
    if tests and not why:
        why = _said(new) or _fewer(old, new) or _other_values(_lines(old) or _seen(evidence), new) or _smaller(old, new)
    if why:
        yield Term("milder", w.WEAKENS, f"It makes a check milder: {why}.")


_HUSHES = regex(
    r"eslint-disable|@ts-(?:ignore|nocheck|expect-error)|#\s*type:\s*ignore|#\s*noqa|#\s*nosec|pragma: no cover|@suppresswarnings|#\[allow\(|nolint"
    r"|\baudit(?:-level)?[= ](?:false|none)\b|\bcontinue-on-error: true|\ballow_failure: true|--exit-zero\b|--passwithnotests\b|--no-fail\b",
)
_IGNORE_LISTS = regex(
    r"(?:^|/)\.(?:eslint|prettier|stylelint|semgrep|trivy|bandit|pylint|flake8|snyk|nyc)ignore$|(?:^|/)\.trivyignore|(?:^|/)\.snyk$"
)
"""Marks and lists by which checkers are told to look away. Sources: the manuals of ESLint, TypeScript, mypy, Ruff, Bandit, coverage, npm."""
_ASKS_TO_HUSH = stems("ignore disable exclude suppress skip silence noqa nolint mute allow except exception off")
_LISTS = regex(
    r"(?:^|/)(?:authorized_keys|known_hosts|hosts|fstab|crontab|sudoers|exports|\.gitignore|\.env|allowlist\S*|whitelist\S*)$"
)
_WHOLE = regex(r"(?<![>&\d])>(?![>&])\s*\S|\btee\s+(?!-a)")
_ADDS = stems("add append include insert")


def _texts(act: Act) -> tuple[str, str]:
    arguments = act.action.arguments
    old = first_text(arguments, OLD_TEXTS) or ""
    new = "\n".join(value for key in NEW_TEXTS if isinstance(value := arguments.get(key), str))
    return (old, new) if new or old or act.structured else ("", act.text)


def _said(new: str) -> str:
    """A comment that tells what the value was: `assert score > 0.1  # was 0.9`."""
    found = _WAS.search(new)
    return (
        f"{found.group(2)} becomes {found.group(1)}" if found is not None and found.group(1) != found.group(2) else ""
    )


_WAS = regex(
    r"(?:assert|expect)[^\n]*?(\d+(?:\.\d+)?)\D*(?:#|//|/\*)[^\n\d]*\b(?:was|from|previously|originally|before)\b[^\n\d]*(\d+(?:\.\d+)?)",
    re.IGNORECASE,
)


def _fewer(old: str, new: str) -> str:
    before, after = len(_ASSERTS.findall(old)), len(_ASSERTS.findall(new))
    return f"{before} assertions become {after}" if before > after else ""


def _smaller(old: str, new: str) -> str:
    """Numbers that shrink at the same place, in texts that are otherwise alike."""
    before, after = [float(n) for n in _NUMBER.findall(old)], [float(n) for n in _NUMBER.findall(new)]
    if not before or not after:
        return ""
    most, now = max(before), max(after)
    return f"{most:g} becomes {now:g}" if most >= 10 and now * TWICE < most else ""


def _patience(old: str, new: str) -> str:
    before = [float(n) for n in _PATIENCE.findall(old)]
    after = [float(n) for n in _PATIENCE.findall(new)]
    if before and after and max(after) > max(before) * TWICE:
        return f"{max(before):g} becomes {max(after):g}"
    return ""


def _lines(text: str) -> dict[str, set[str]]:
    """Each assertion's form without its last value -> the values that it had."""
    found: dict[str, set[str]] = {}
    for line in _LINE.findall(text):
        form, value = _form(line)
        if value:
            found.setdefault(form, set()).add(value)
    return found


def _seen(evidence: Evidence) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for result in evidence.results[-12:]:
        if "assert" in result or "expect" in result:
            for form, values in _lines(result[:20_000]).items():
                found.setdefault(form, set()).update(values)
    return found


def _other_values(before: dict[str, set[str]], new: str) -> str:
    for form, values in _lines(new).items():
        known = before.get(form)
        if known and not values & known:
            return f"an expected value was {min(known)} and becomes {min(values)}"
    return ""


def _form(line: str) -> tuple[str, str]:
    """An assertion cut into its form and the last value in its first expression (messages after a comma do not count)."""
    text = line.strip().lower()
    text = re.sub(r",\s*f?[\"'].*$", "", text) if text.startswith("assert ") else text
    values: Sequence[re.Match[str]] = list(_VALUE.finditer(text))
    if not values:
        return text, ""
    last = values[-1]
    return re.sub(r"\s+", " ", text[: last.start()] + "□" + text[last.end() :]), last.group()
