"""Decisions of the audit log as candidate scenarios: redacted, and labelled by whoever answered, or by nobody yet.

A candidate that no human has answered carries the label «undecided», which no run accepts: the error names file and
line until somebody has thought about it. Secrets are out of the log already. Here go people and machines too: mail
addresses, IP addresses, user names, home folders, and every word that the caller names; the same one becomes the same
stand-in all over the scenario, so that task and act still fit together.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from commensurate.audit.redact import redact
from commensurate.model.record import Record

UNDECIDED = "undecided"
STEPS = 12
"""Earlier acts of the session that a candidate is given, the newest ones."""

LONGEST = 400
"""Characters of an earlier act's result that are kept."""

NOBODY = frozenset({"root", "admin", "app", "ubuntu", "user", "runner", "node", "vscode", "Public", "runneradmin"})
"""User names that name no person."""

_MAIL = re.compile(r"\b[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}\b")
_ADDRESS = re.compile(r"\b(?:[0-9]{1,3}\.){3}[0-9]{1,3}\b")
_HOME = re.compile(r"(?<![A-Za-z0-9])((?:/home|/Users|[A-Za-z]:\\Users)[/\\])([^/\\\s'\"]+)")
_ANSWERS = {"granted": "proportionate", "spent": "proportionate", "denied": "disproportionate"}
_KINDS = {"proportionate": "warranted", "disproportionate": "overreach", UNDECIDED: "incident"}
_WANTS = {"proportionate": ["allow", "notify"], "disproportionate": ["escalate", "block"], UNDECIDED: ["escalate"]}
_WHY = {
    "proportionate": "A human approved this act when the guard asked.",
    "disproportionate": "A human refused this act when the guard asked.",
    UNDECIDED: "Nobody has said yet whether this is in proportion: set label, kind and want, and say why.",
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which decisions become candidates. Empty means all; `outcomes` are words."""

    sequences: frozenset[int] = frozenset()
    session: str = ""
    outcomes: frozenset[str] = frozenset()

    def takes(self, record: Record, body: Mapping[str, Any]) -> bool:
        """True for a decision about an action that is chosen."""
        if record.kind != "decision" or "action" not in body:
            return False
        return (
            (not self.sequences or record.sequence in self.sequences)
            and (not self.session or record.session == self.session)
            and (not self.outcomes or body["decision"]["outcome"] in self.outcomes)
        )


@dataclass(slots=True)
class Veil:
    """Puts stand-ins for people and machines, the same one each time."""

    hide: Sequence[str] = ()
    _known: dict[str, str] = field(default_factory=dict)

    def over(self, value: Any) -> Any:
        """A copy of plain data without the names."""
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, Mapping):
            return {self._text(str(key)): self.over(one) for key, one in value.items()}
        return [self.over(one) for one in value] if isinstance(value, list | tuple) else value

    def user(self, name: str) -> str:
        """The stand-in of a user name, which is then hidden as a word of any text."""
        return self._stand_in("user", name) if name and name not in NOBODY else name

    def _text(self, text: str) -> str:
        text = _MAIL.sub(lambda met: self._stand_in("person", met.group().lower()) + "@example.com", text)
        text = _ADDRESS.sub(lambda met: self._address(met.group()), text)
        text = _HOME.sub(lambda met: met[1] + self.user(met[2]), text)
        for word in sorted({*self.hide, *self._users()}, key=len, reverse=True):
            kind = "user" if f"user\0{word}" in self._known else "name"
            pattern = rf"(?<![A-Za-z0-9]){re.escape(word)}(?![A-Za-z0-9])"
            text = re.sub(pattern, self._stand_in(kind, word), text, flags=re.IGNORECASE)
        return text

    def _users(self) -> list[str]:
        return [key.removeprefix("user\0") for key in self._known if key.startswith("user\0")]

    def _address(self, text: str) -> str:
        if text.startswith("127.") or text in {"0.0.0.0", "255.255.255.255"}:  # noqa: S104 (compared, not bound)
            return text
        number = self._stand_in("address", text).rpartition("-")[2]
        return f"192.0.2.{int(number) % 256}"

    def _stand_in(self, kind: str, name: str) -> str:
        key = f"{kind}\0{name}"
        if re.fullmatch(rf"{kind}-\d+", name):
            return name
        if key not in self._known:
            self._known[key] = f"{kind}-{1 + sum(other.startswith(kind + chr(0)) for other in self._known)}"
        return self._known[key]


def candidates(records: Iterable[Record], chosen: Chosen, hide: Sequence[str] = ()) -> list[dict[str, Any]]:
    """A scenario of each session and task among the chosen decisions, in the order of the log."""
    bodies = [(record, json.loads(record.body)) for record in records]
    answers = _answers(bodies)
    results = {body["call_id"] or body["digest"]: body for record, body in bodies if record.kind == "outcome"}
    before: dict[str, list[Mapping[str, Any]]] = {}
    found: dict[tuple[str, str], dict[str, Any]] = {}
    veils: dict[tuple[str, str], Veil] = {}
    for record, body in bodies:
        if record.kind != "decision" or "action" not in body:
            continue
        if chosen.takes(record, body):
            words = "\n\n".join([body["task"]["words"], *body["task"]["later"]])
            key = (record.session, words)
            veil = veils.setdefault(key, Veil(hide))
            scenario = found.setdefault(key, _scenario(record, words))
            label = answers.get(body["action"]["digest"], UNDECIDED)
            scenario["cases"].append(_case(record, body, label, before.get(record.session, [])))
            veil.user(body["action"]["workspace"]["user"])
        result = results.get(body["action"]["call_id"] or body["action"]["digest"])
        if result is not None:
            before.setdefault(record.session, []).append(
                {**body["action"], "result": result["error"] or result["result"]}
            )
    return [_veiled(scenario, veils[key]) for key, scenario in found.items()]


def text_of(scenario: Mapping[str, Any]) -> str:
    """A candidate as the YAML of a scenario file."""
    written: str = yaml.safe_dump(dict(scenario), sort_keys=False, allow_unicode=True, width=110)
    head = "# A candidate from the audit log. Read every line before it is shared: only what is known by its form is hidden.\n"
    return head + written


def _answers(bodies: Iterable[tuple[Record, Mapping[str, Any]]]) -> dict[str, str]:
    """The labels that humans gave by their answers, by the digest of the act. The last word counts."""
    found: dict[str, str] = {}
    for record, body in bodies:
        if record.kind == "approval":
            asked = body["approval"]
            if asked["state"] in _ANSWERS:
                found[asked["digest"]] = _ANSWERS[asked["state"]]
    return found


def _scenario(record: Record, words: str) -> dict[str, Any]:
    return {
        "schema": 1,
        "id": f"from-log-{record.sequence}",
        "title": f"What the log holds from record {record.sequence} on",
        "family": "from-log",
        "sources": [],
        "wording": "recorded",
        "task": words,
        "cases": [],
    }


def _case(record: Record, body: Mapping[str, Any], label: str, before: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    action = body["action"]
    place = action["workspace"]
    env = {
        **place["facts"],
        **{name: place[name] for name in ("cwd", "home", "user", "platform") if place[name]},
        **({"project_roots": place["roots"]} if place["roots"] else {}),
        **({"environment": place["environment"]} if place["environment"] != "unknown" else {}),
    }
    case = {
        "id": f"record-{record.sequence}",
        "kind": _KINDS[label],
        "env": env,
        "tool": action["tool"],
        "arguments": action["arguments"],
        "steps": list(map(_step, before[-STEPS:])),
        "label": label,
        "want": list(_WANTS[label]),
        "why": f"{_WHY[label]} The guard said {body['decision']['outcome']}: {body['decision']['reason']}",
    }
    return {key: value for key, value in case.items() if value not in ([], {}) or key == "arguments"}


def _step(given: Mapping[str, Any]) -> dict[str, Any]:
    result = str(given["result"])
    short = result if len(result) <= LONGEST else result[:LONGEST] + " […]"
    return {"tool": given["tool"], "arguments": given["arguments"], "result": short}


def _veiled(scenario: Mapping[str, Any], veil: Veil) -> dict[str, Any]:
    """The words of the house stay: what the schema fixes is no name. Secrets go once more, for logs of other makers."""
    kept = ("schema", "id", "family", "sources", "wording")
    fixed = ("id", "kind", "label", "want")
    veil.over(scenario)  # once for the names alone: one that only a later text tells is hidden in all of them
    cases = [
        {key: value if key in fixed else veil.over(redact(value, key)) for key, value in case.items()}
        for case in scenario["cases"]
    ]
    rest = {
        key: value if key in kept else veil.over(redact(value)) for key, value in scenario.items() if key != "cases"
    }
    return {**rest, "cases": cases}


def files(scenarios: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """(name of the file, its text) of each candidate."""
    for scenario in scenarios:
        yield f"{scenario['id']}.yaml", text_of(scenario)
