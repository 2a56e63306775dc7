"""What a request says beside its method: a header or field that overrides it, the verb in its path, AWS's query protocol.

Sources: RFC 9110, the documentation of method overriding in Rails, Laravel, Express and Spring, the AWS query and JSON
protocols, Google AIP-136 (custom methods).
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from commensurate.effects.options import names
from commensurate.effects.verbs import Meaning, kind_of, meaning_of, words_of
from commensurate.model.effect import Operation, ResourceKind, Reversibility
from commensurate.model.regex import regex

LONGEST = 100_000
"""Characters of a body that are looked into."""
_OVERRIDES = regex(r"x-(?:http-)?method(?:-override)?\s*:\s*([A-Za-z]+)", re.IGNORECASE)
_TARGET = regex(r"x-amz-target\s*:\s*([\w.]+)", re.IGNORECASE)
_AWS_HOST = regex(r"(?:([a-z0-9-]+)\.)?(?:[a-z]{2}-[a-z]+-\d\.)?(?:([a-z0-9-]+)\.)?amazonaws\.com(?:\.cn)?")
_REGION = regex(r"[a-z]{2}-[a-z]+-\d")
_METHODS = names("delete put patch purge")
_VERB_KEYS = ("action", "operation", "op", "_method", "method", "command", "cmd", "type", "event", "state", "status")
_FILE_ENDINGS = regex(r"\.(?:json|xml|php|aspx?|do|action|html?)$", re.IGNORECASE)


def body_of(text: str) -> Any:
    """A body as plain data: its JSON, or the pairs of its form; None where it is neither."""
    if not text or len(text) > LONGEST:
        return None
    if text.lstrip()[:1] in "{[":
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            return None
    if "=" not in text or text.lstrip()[:1] == "<":
        return None
    return dict(parse_qsl(text, keep_blank_values=True)[:200])


def overriding(headers: Sequence[str], query: str, body: Any) -> str:
    """The method that stands in a header, in the query or in the body instead of the request's own; "" where none does."""
    for header in headers:
        found = _OVERRIDES.match(header.strip())
        if found is not None:
            return found[1].upper()
    fields = dict(parse_qsl(query)) if query else {}
    stated = fields.get("_method") or (body.get("_method") if isinstance(body, Mapping) else None)
    return stated.upper() if isinstance(stated, str) and stated.lower() in _METHODS else ""


@dataclass(frozen=True, slots=True)
class Rpc:
    """A call of AWS's, made as a bare request."""

    service: str
    operation: str
    params: Mapping[str, Any]


def rpc_of(host: str, headers: Sequence[str], query: str, body: Any) -> Rpc | None:
    """`X-Amz-Target: DynamoDB_20120810.DeleteTable`, `?Action=TerminateInstances`: the call that is made."""
    found = _AWS_HOST.fullmatch(host)
    if found is None:
        return None
    service = next((part for part in found.groups() if part and not _REGION.fullmatch(part)), "")
    given = body if isinstance(body, Mapping) else {}
    for header in headers:
        target = _TARGET.match(header.strip())
        if target is not None:
            return Rpc(service, target[1].rpartition(".")[2], given)
    fields = {**dict(parse_qsl(query)), **{key: value for key, value in given.items() if isinstance(value, str)}}
    action = fields.get("Action", "")
    return Rpc(service, action, fields) if re.fullmatch(r"[A-Z]\w+", action) else None


_RUINS = frozenset({Operation.DELETE, Operation.STOP, Operation.REVOKE, Operation.GRANT})
_REMAKES = names("rebuild reinstall restore reimage reset revert rollback-to reinitialize")
_LEAVES = names("seal leave lock suspend hibernate standby mute archive saferestart restart quietdown")
_HANDS_OVER = names("transfer handover reassign")
_ENDS = names("close cancel void reversal reversals")
_ACCOUNTS = frozenset(
    {ResourceKind.ACCOUNT, ResourceKind.STACK, ResourceKind.USER, ResourceKind.UNKNOWN, ResourceKind.RECORD}
)


def spoken(segments: Sequence[str], query: str) -> Meaning | None:
    """The verb that ends the path (`/users/7/delete`, `:undelete`), or stands in the query (`?action=delete`)."""
    for name, value in parse_qsl(query)[:50] if query else ():
        if name.lower() in _VERB_KEYS[:7]:
            meaning = meaning_of(value)
            if meaning is not None:
                return meaning
    last = _FILE_ENDINGS.sub("", segments[-1].rpartition(":")[2]).rpartition(".")[2] if segments else ""
    if not re.fullmatch(r"[A-Za-z_-]{2,40}", last) or len(segments) < 2:
        return None
    words = words_of(last)
    meaning = _strong(words, segments[:-1])
    if meaning is not None:
        return meaning
    meaning = meaning_of(last)
    plain = meaning is not None and (kind_of(last) is ResourceKind.UNKNOWN or "." in segments[-1])
    return meaning if plain or "delete" in last.lower() else None


def _strong(words: Sequence[str], before: Sequence[str]) -> Meaning | None:
    """Verbs that say more as the end of a path than elsewhere, and verbs with their noun (`reset-database`)."""
    if not words:
        return None
    whole = "".join(words)
    if words[0] in _REMAKES:
        irreversible = len(words) > 1 or kind_of(*before[-4:]) in (ResourceKind.INSTANCE, ResourceKind.DATABASE)
        how = Reversibility.IRREVERSIBLE if irreversible else Reversibility.COSTLY
        return Meaning(Operation.DELETE if len(words) > 1 else Operation.UPDATE, how)
    if words[0] in _LEAVES or whole in _LEAVES:
        return Meaning(Operation.STOP, Reversibility.COSTLY)
    if words[0] in _HANDS_OVER and len(words) == 1 and len(before) > 2:
        return Meaning(Operation.GRANT, Reversibility.COSTLY)
    if words[0] in _ENDS and kind_of(*(part for part in before[-3:] if part.isalpha())) in _ACCOUNTS:
        return Meaning(Operation.DELETE, Reversibility.COSTLY)
    if len(words) > 1:
        for word in (words[0], words[1] if words[0] in ("do", "bulk", "batch", "permanent", "mass", "force") else ""):
            meaning = meaning_of(word) if word else None
            if meaning is not None and meaning.operation in _RUINS:
                return meaning
    return None


def stated(body: Any, segments: Sequence[str] = ()) -> Meaning | None:
    """The verb that a field of the body states: `{"type": "power_off"}`."""
    if not isinstance(body, Mapping):
        return None
    for key in _VERB_KEYS[:9]:
        value = body.get(key)
        if isinstance(value, str) and 2 < len(value) < 40:
            words = words_of(value)
            if "".join(words[:2]) in ("poweroff", "shutdown"):
                return Meaning(Operation.STOP, Reversibility.COSTLY)
            meaning = _strong(words, segments) or meaning_of(value)
            if key in ("type", "event") and (meaning is None or meaning.operation not in _RUINS | {Operation.UPDATE}):
                continue
            if meaning is not None:
                return meaning
    return None
