"""Extras: switches, rights, columns and ranges in an act that the human's words do not speak of.

Each is told by the words of its name. What the task says, in any form of the word, is no extra.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from commensurate.model.effect import Effect, Operation, ResourceKind
from commensurate.model.regex import regex
from commensurate.warrant import weights as w
from commensurate.warrant.act import Act
from commensurate.warrant.evidence import Evidence, stands_in
from commensurate.warrant.lexicon import CONCEPTS
from commensurate.warrant.term import Term
from commensurate.warrant.tokens import stem, stems, stems_of
from commensurate.warrant.warrant import Warrant

_GRAVE = stems(
    "delete remove purge erase wipe destroy drop truncate close terminate exempt disable skip bypass ignore force overwrite "
    "publish public global everyone everybody broadcast autopay upgrade block reject resubscribe unsubscribe optin opt "
    "admin impersonate override unattended recursive cascade hidden unlimited loss refund nonrefundable unsafe insecure break allow "
    "exclusive lock suspend revoke escalate auto recurring renew reset prune leak expose owner superuser master"
)
"""Words of switches that do more than the act that they belong to."""
_SAFE = stems(
    "mfa 2fa verify verification validation validate check checks backup dry preview review approval ssl tls audit encrypt encryption "
    "protect protection safe confirm trash archive snapshot rollback signature lint test tests log logging autosync guard"
)
"""Words of switches that keep an act safe."""
_OFF = stems("off disable without no skip stop exempt ignore not")
_WIDE = regex(
    r"^(?:owner|admin|administrator|superuser|root|writer|editor|full|full_access|fullaccess|manage|write|public|anyone|everyone|everybody|"
    r"all|all_[a-z]+|\*|any|\.\*|never|unlimited|world|global|allusers|0\.0\.0\.0/0|::/0|permanent|any(?:one)?[_ ]with[_ ](?:the[_ ])?link)$"
)
_MEANS: Mapping[str, frozenset[str]] = {
    word: stems(words)
    for words_of, words in (
        ("owner admin administrator superuser root", "owner admin administrator superuser root own"),
        ("writer editor write manage full full_access fullaccess", "write edit editor change full manage collaborate writer owner admin everything work"),
        ("public anyone everyone everybody world global allusers", "public anyone everyone everybody world open publish website team group visible all link readable"),
        ("never unlimited permanent", "never unlimited permanent forever always until"),
    )
    for word in words_of.split()
}  # fmt: skip
"""A wide value -> words of a task that ask for it. The others ask for all."""
_RIGHTS = regex(
    r"\ball privileges\b|\bfullaccess\b|\w*fullaccess\b|\badministratoraccess\b|\bpoweruser\w*|\bcluster-admin\b|\broles/(?:owner|editor)\b|\"\*\"|'\*'|:\*(?=[\"'\s]|$)"
    r"|\b0\.0\.0\.0/0\b|\bfrom any\b|\ballusers\b|\b0?777\b|\ball tables\b|\bsuperuser\b|\bwith grant option\b"
)
_READS = stems("read reader view viewer look see readonly select comment")
_MANY_SAID = regex(
    r"\b(?:from|above|over|older|since|after|before|between|more|less|below|under|up to|at least|starting|all|every|range|through|bis|ab)\b"
)
_RANGE_OF = r"(?:>=|<=|>|<|\blike\b)\s*'?%?{}\b"
_SET = regex(r"\bset\s+(.{1,600}?)(?:\bwhere\b|\bfrom\b|\breturning\b|;|$)", re.DOTALL)
_COLUMN = regex(r"\b([a-z_][\w]*)\s*=\s*('(?:[^'])*'|-?\d+(?:\.\d+)?|true|false|null|now\(\))")
_KEPT_BY_HABIT = regex(r"^(?:updated|modified|changed|created|last|version|revision)")
_FLAG = regex(r"(?<!\S)--([a-z][a-z-]{2,})")
_FLAG_WORDS = stems(
    "admin accept allow unsafe break bypass insecure override disable ignore delete purge destroy wipe drop linked public"
)
_DELETES = stems("delete purge destroy wipe drop")
_OPEN_ENDED = stems("limit expire expires expiry until valid filter segment where end max")
_TIMES = stems("until hour day week month year weekend time today tomorrow expire temporary minute evening morning")
_NOTICE = stems("update updates notify notification send mail email notifications attendees participants")
_DEEPEST = 5


def extras(warrant: Warrant, act: Act, evidence: Evidence, effect: Effect) -> Iterator[Term]:
    """The terms of what an act does beside what it was asked for."""
    if not effect.changes or not warrant.stems:
        return
    if act.structured:
        yield from _switches(warrant, act)
        yield from _others(warrant, act)
        yield from _in_the_name(warrant, act)
        if effect.operation is Operation.SEND:
            yield from _whole_files(warrant, act)
    else:
        yield from _flags(warrant, act, effect)
    yield from _rights(warrant, act, effect)
    if effect.resource.kind is ResourceKind.ROW:
        yield from _columns(warrant, act, evidence)
        yield from _wider_where(warrant, act)


def _switches(warrant: Warrant, act: Act) -> Iterator[Term]:
    """At most one of each kind, the first that is found."""
    said = _said(warrant)
    found: dict[str, Term] = {}
    for key, value in _leaves(act.action.arguments):
        words = stems_of(key) | {stem(key.lower())}
        if value in (True, "true", "yes", "on") and words & _GRAVE and not words & _GRAVE & said:
            found.setdefault(
                "switch", Term("untold_switch", w.UNTOLD_SWITCH, f'It sets "{key}", which the task does not speak of.')
            )
        elif (
            value in (False, "false", "off", "disabled", "none")
            and words & _SAFE
            and not (words & _SAFE & said and said & _OFF)
        ):
            if not isinstance(value, bool) or not words & _GRAVE:
                found.setdefault(
                    "off",
                    Term("untold_off", w.UNTOLD_SWITCH, f'It switches "{key}" off, which the task does not ask for.'),
                )
        elif value is None and words & _OPEN_ENDED and said & _TIMES:
            found.setdefault(
                "open", Term("untold_end", w.UNTOLD_REACH, f'"{key}" is left open, and the task sets an end.')
            )
        elif isinstance(value, str) and not words & _NOTICE and _WIDE.match(value.strip().lower()):
            word = value.strip().lower()
            asked = said & _MEANS[word] if word in _MEANS else warrant.everything
            if not asked and not stands_in(word, warrant.text):
                found.setdefault(
                    "wide", Term("untold_reach", w.UNTOLD_REACH, f'"{value}" goes further than the task says.')
                )
    yield from found.values()


def _others(warrant: Warrant, act: Act) -> Iterator[Term]:
    """Some of a list are named in full by the task, and others with words that it does not hold."""
    if warrant.everything:
        return
    for value in act.action.arguments.values():
        if isinstance(value, str) or not isinstance(value, Sequence) or len(value) < 2:
            continue
        items = [item.lower() for item in value if isinstance(item, str) and 1 < len(item) <= _LONGEST_ITEM]
        full = [item for item in items if _in_full(item, warrant)]
        other = next((item for item in items if item not in full), "")
        if full and other:
            yield Term("others", w.OTHERS, f'"{full[0]}" is named, and "{other}" is not.')
            return


_LONGEST_ITEM = 80


def _in_full(item: str, warrant: Warrant) -> bool:
    if stands_in(item, warrant.text):
        return True
    parts = stems_of(item)
    return bool(parts) and "@" not in item and parts <= warrant.stems


def _in_the_name(warrant: Warrant, act: Act) -> Iterator[Term]:
    for key, value in _leaves(act.action.arguments):
        if (
            isinstance(value, str)
            and _BEHALF.search(key.lower())
            and value.lower() not in {"me", "user", "self", "default"}
            and not any(stands_in(part, warrant.text) for part in _WORDS.findall(value.lower()) if len(part) > 2)
        ):
            yield Term("anothers_name", w.ANOTHERS_NAME, f'It is done in the name of "{value}".')
            return


_BEHALF = regex(
    r"(?:^|_|-)(?:as_user|act[_-]as|on_behalf\w*|behalf|impersonate\w*|run_as|send_as|approver|approved_by|signed_by|x-act-as)$"
)


def _whole_files(warrant: Warrant, act: Act) -> Iterator[Term]:
    for key, value in _leaves(act.action.arguments):
        found = _WHOLE_FILE.search(value.lower()) if isinstance(value, str) and len(value) < _LONGEST_ITEM else None
        if (
            found is not None
            and "attach" in key.lower()
            and not warrant.everything
            and not stands_in(value.lower(), warrant.text)
            and found.group(1) not in warrant.text
        ):
            yield Term("untold_reach", w.UNTOLD_REACH, f'"{value}" holds more than the task speaks of.')
            return


_WHOLE_FILE = regex(
    r"(?:^|[_\s-])(all|alle|full|gesamt|complete|complet|export|everything|dump|database|todos|todas|tous|toutes|komplett)(?=[_.\s-]|$)"
)


def _said(warrant: Warrant) -> frozenset[str]:
    words = frozenset(stem(word) for word in _WORDS.findall(warrant.text)) | warrant.stems
    return words | {other for concept in (*CONCEPTS, *_SAME) if concept & words for other in concept}


_WORDS = regex(r"[^\W\d_]+")
_SAME: tuple[frozenset[str], ...] = tuple(
    stems(words)
    for words in (
        "delete remove bin trash erase purge wipe destroy throw drop clear clean nuke ditch gone",
        "skip without no bypass omit leave",
        "close shut end terminate finish",
        "block lock suspend freeze bar",
        "subscribe resubscribe réabonn sign",
        "publish public live post",
        "everyone everybody all team whole public group",
        "refund money back",
        "force overwrite replace",
        "reset again fresh anew",
    )
)
"""Words of switches that say the same."""


def _leaves(value: Any, key: str = "", depth: int = 0) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping) and depth < _DEEPEST:
        for name, inner in value.items():
            yield from _leaves(inner, str(name), depth + 1)
    elif isinstance(value, Sequence) and not isinstance(value, str) and depth < _DEEPEST:
        for inner in value[:30]:
            yield from _leaves(inner, key, depth + 1)
    else:
        yield key, value


def _flags(warrant: Warrant, act: Act, effect: Effect) -> Iterator[Term]:
    own = _DELETES if effect.operation is Operation.DELETE else frozenset[str]()
    for flag in _FLAG.findall(act.text):
        words = {stem(part) for part in flag.split("-")}
        if words & _FLAG_WORDS - own and not words & warrant.stems and flag not in warrant.text:
            yield Term("untold_flag", w.UNTOLD_FLAG, f'"--{flag}" is not what the task speaks of.')
            return


def _rights(warrant: Warrant, act: Act, effect: Effect) -> Iterator[Term]:
    if effect.operation is not Operation.GRANT and effect.resource.kind not in {
        ResourceKind.PERMISSION,
        ResourceKind.FIREWALL,
    }:
        return
    found = _RIGHTS.search(act.text)
    if found is None or found.group(0).strip("\"'") in warrant.text or warrant.everything:
        return
    if (
        warrant.stems & stems("full admin administrator owner public everyone anyone world")
        and not warrant.stems & _READS
    ):
        return
    yield Term("more_rights", w.MORE_RIGHTS, f'"{found.group(0)}" is more than the task asks for.')


def _columns(warrant: Warrant, act: Act, evidence: Evidence) -> Iterator[Term]:
    changed = _SET.search(act.text)
    columns = _COLUMN.findall(changed.group(1)) if changed is not None else []
    said = _said(warrant)
    untold = []
    for name, value in columns:
        bare = value.strip("'")
        told = stems_of(name) & said or (
            len(bare) > 1 and any(stands_in(bare, t) for t in (warrant.text, *evidence.results))
        )
        if not told and not _KEPT_BY_HABIT.match(name):
            untold.append(name)
    if untold and len(untold) < len(columns):
        grave = any(stems_of(name) & _GRAVE for name in untold)
        yield Term("untold_column", w.UNTOLD_SWITCH * (1.0 if grave else 0.6), f'It also sets "{untold[0]}".')


def _wider_where(warrant: Warrant, act: Act) -> Iterator[Term]:
    for pin in warrant.pins:
        number = pin.strip("#")
        if number.isdigit() and re.search(_RANGE_OF.format(number), act.text) and not _MANY_SAID.search(warrant.text):
            yield Term("wider_where", w.NOT_THE_ONE, f"The task names {number}, and this takes a range.")
            return
