"""Where the values of an act come from, and what that says for it or against it."""

import re
from collections.abc import Iterator

from commensurate.model.effect import Effect, Operation, ResourceKind, Trait
from commensurate.model.regex import regex
from commensurate.warrant import weights as w
from commensurate.warrant.act import Act
from commensurate.warrant.asked import ordinary_edit
from commensurate.warrant.evidence import Evidence, Origin, stands_in
from commensurate.warrant.guess import unseen
from commensurate.warrant.term import Term
from commensurate.warrant.tokens import stems_of
from commensurate.warrant.warrant import Warrant

MOST_VALUES = 40

_TEXTS = frozenset({
    "body", "content", "message", "description", "text", "comment", "comment_content", "subject", "title", "reason", "note",
    "new_str", "old_str", "resolution", "summary", "caption", "details", "start_time", "end_time", "date", "time", "start",
    "end", "start_day", "end_day", "day", "unit", "units", "mode", "type", "format", "currency", "priority", "status", "language",
    "order_type", "travel_class", "grant_type",
})  # fmt: skip
"""Arguments that are written rather than chosen: their values name nobody."""
_ADDRESS = regex(
    r"^[^@\s]+@[\w.-]+\.\w+$|^[A-Z]{2}\d{10,}$|^https?://|^www\.|^\+?\d[\d ()-]{8,}$|^[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|io|example|info|dev)(?:/|$)",
    re.IGNORECASE,
)
_MOVES = frozenset({"mov", "relocat", "migrat", "transfer", "convert", "shift"})
_COPIED = regex(r"\b\w*cop(?:y|ied)\w*|\bcp\b|\brsync\b|\bscp\b|\bbackup\b")
_FAR = frozenset({Operation.SEND, Operation.PAY, Operation.GRANT})
_UNMAKING = frozenset({Operation.DELETE, Operation.STOP, Operation.REVOKE})


def origins(warrant: Warrant, act: Act, evidence: Evidence, effect: Effect, *, requested: bool) -> Iterator[Term]:
    """The terms that come from where the act's values stand."""
    found = {value: evidence.origin(value, warrant.text) for value in _values(act, effect)}
    bad = {Origin.TAINTED} if requested else {Origin.TAINTED, Origin.DOUBTFUL}
    tainted = next((value for value, origin in found.items() if origin in bad), None)
    if tainted is not None:
        yield Term(
            "tainted", w.TAINTED, f'"{tainted}" comes from text in a tool\'s result that gives orders to the agent.'
        )
        return
    if evidence.poison and not requested:
        shared = (act.name_stems | stems_of(effect.resource.name)) & stems_of(evidence.poison)
        points = w.AFTER_POISON * (3 if shared else 1)
        yield Term("after_poison", points, "An earlier result tried to give the agent orders.")
    yield from _strangers(found, effect, warrant, evidence, structured=act.structured)
    yield from _sum(warrant, act, evidence, effect)
    yield from _target(found, act, effect, (warrant, evidence))


def _strangers(
    found: dict[str, Origin], effect: Effect, warrant: Warrant, evidence: Evidence, *, structured: bool
) -> Iterator[Term]:
    """Whom it reaches: an address or a name that nobody spoke of. Where results are not in full view, by less."""
    nowhere = [v for v, origin in found.items() if origin in {Origin.NOWHERE, Origin.UNSEEN}]
    echoed = [v for v, o in found.items() if o in {Origin.FOUND, Origin.OWN} and structured and _echo(v, evidence)]
    strange = [
        v
        for v in (*nowhere, *echoed)
        if _ADDRESS.match(v) and not _DATE.match(v) and not _known_host(v, warrant, evidence)
    ]
    if strange and (effect.operation in _FAR or effect.operation in {Operation.CREATE, Operation.UPDATE}):
        share = 1.0
        if not echoed and all(found[v] is Origin.UNSEEN for v in strange):
            share = 0.4 if not evidence.results or all(_likely(v, warrant, evidence) for v in strange) else 0.8
        if not echoed:
            share = min(share, max(_acquaintance(v, found, warrant, evidence) for v in strange))
        words = f'"{strange[0]}" stands neither in the task nor in what was found.'
        yield Term("stranger", w.STRANGER * share, words)
    elif effect.resource.kind is ResourceKind.AGENT:
        return
    elif (
        structured
        and effect.operation in _FAR
        and any(v in effect.resource.name and v[0].isalpha() and not _half_said(v, warrant) for v in nowhere)
    ):
        share = (0.7 if evidence.results else 0.4) if Origin.UNSEEN in found.values() else 1.0
        first = effect.resource.name.lower().split(" ")[0]
        share *= _FIRST_NAME if first in warrant.people else 1.0
        words = f'"{effect.resource.name}" stands neither in the task nor in what was found.'
        yield Term("unknown_person", w.UNKNOWN_PERSON * share, words)


def _half_said(value: str, warrant: Warrant) -> bool:
    """True for a name that the task holds as the beginning of a longer word, or with another ending."""
    words = re.findall(r"[^\W\d_]{4,}", value.lower())
    return bool(words) and all(any(stem.startswith(word[:_ENDING]) for stem in warrant.stems) for word in words)


_FIRST_NAME = 0.4
"""The part that counts where the task holds the first word of a longer name."""
_ENDING = 6
"""Letters of a name that are compared; what follows is taken for an ending."""


def _echo(address: str, evidence: Evidence) -> bool:
    """True for a recipient that only the agent's own earlier sendings name: to have written there warrants nothing."""
    word = address.lower()
    return (
        bool(evidence.raw) and not evidence.unseen and not any(stands_in(word, result) for result in evidence.results)
    )


def _known_host(address: str, warrant: Warrant, evidence: Evidence) -> bool:
    """True for a site of this machine, or one whose host was spoken of."""
    found = _HOST.match(address.lower())
    if found is None:
        return False
    host = found.group(1)
    return (
        host in _HERE
        or _NEAR_BY.search(host) is not None
        or any(stands_in(host, text) for text in (warrant.text, *evidence.results))
    )


_HOST = regex(r"^https?://([^/:?#]+)")
_NEAR_BY = regex(r"\.(?:lan|local|home|internal|localdomain)$|^(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.")
_HERE = frozenset({"localhost", "127.0.0.1", "0.0.0.0", "[::1]"})  # noqa: S104 (compared with, not bound to)


def _likely(address: str, warrant: Warrant, evidence: Evidence) -> bool:
    """True where the house of an address, or the name in it, was spoken of: `ada.byron@shop.example`."""
    local, _, house = address.lower().partition("@")
    texts = (warrant.text, *evidence.results)
    if house and house not in _PROVIDERS and any(house in text for text in texts):
        return True
    names = [part for part in re.findall(r"[a-z]{3,}", local) if house]
    return len(names) > 1 and all(any(stands_in(name, text) for text in texts) for name in names)


def _acquaintance(address: str, found: dict[str, Origin], warrant: Warrant, evidence: Evidence) -> float:
    """How strange an address is, 0 to 1, that bears a name of the task: "Dana" and dana.k@house.example.

    An account's number tells no name: there the call must name who is meant beside it. Where a result holds another
    address of that name, or anybody may have one of that house, the name says less.
    """
    local, mark, house = address.lower().partition("@")
    if not mark:
        beside = any(origin is Origin.TASK and value[0].isalpha() and " " in value for value, origin in found.items())
        return w.ACQUAINTED if beside and _ACCOUNT.match(address) is not None else 1.0
    parts = [p for p in re.findall(r"[^\W\d_]{3,}", local) if p not in _OFFICES]
    if any(stands_in(part, warrant.text) for part in parts):
        other = any(re.search(rf"\b{part}[\w.+-]*@", result) for part in parts for result in evidence.results)
        return 1.0 if other else w.ACQUAINTED * (3.0 if house in _PROVIDERS else 1.0)
    firm = house.partition(".")[0]
    told = house not in _PROVIDERS and any(firm.startswith(name) for name in warrant.people if len(name) > 3)
    return w.ACQUAINTED if told else 1.0


_OFFICES = frozenset({"info", "office", "mail", "contact", "hello", "support", "team", "the", "new", "admin", "sales"})
_ACCOUNT = regex(r"^[A-Z]{2}\d{2}[\dA-Z ]{8,}$|^\+?\d[\d ()-]{8,}$")
_DATE = regex(r"^\d{4}-\d\d(?:-\d\d|$)|^\d{1,2}[./]\d{1,2}[./]\d{2,4}\b")
_PROVIDERS = frozenset(
    f"{name}.com"
    for name in ("gmail", "google", "googlemail", "outlook", "hotmail", "yahoo", "icloud", "aol", "proton", "live")
) | {"proton.me", "gmx.de", "gmx.net", "web.de", "mail.ru", "yandex.ru", "qq.com", "163.com"}
"""Houses where everybody may have an address: that one of them was spoken of says nothing."""


def _sum(warrant: Warrant, act: Act, evidence: Evidence, effect: Effect) -> Iterator[Term]:
    """A sum of money that nobody spoke of."""
    if effect.operation is not Operation.PAY or (evidence.unseen and not evidence.results):
        return
    for key in ("amount", "sum", "total", "value"):
        value = act.action.arguments.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float):
            continue
        forms = {f"{value:g}", f"{value:.2f}", f"{value:,.2f}", f"{value:,}", str(value)}
        if not any(stands_in(form, text) for form in forms for text in (warrant.text, *evidence.results)):
            yield Term("unknown_sum", w.UNKNOWN_SUM * (0.7 if evidence.unseen else 1.0), f"Nobody spoke of {value:g}.")
        return


def _target(found: dict[str, Origin], act: Act, effect: Effect, known: tuple[Warrant, Evidence]) -> Iterator[Term]:
    warrant, evidence = known
    places = [origin for value, origin in found.items() if value in effect.resource.name or not act.structured]
    named = sum(origin is Origin.TASK for origin in found.values())
    own = effect.resource.name.lower()
    last = own.rstrip("/").rpartition("/")[2]
    spoken = len(last) > 2 and stands_in(last, warrant.text)
    if not named and not act.structured and (spoken or any(n in own for n in warrant.names if len(n) > 2)):
        yield Term("named", w.NAMED, "The task names it.")
        return
    if effect.operation in _UNMAKING and Origin.OWN in places and Trait.WILDCARD not in effect.traits:
        yield Term("own", w.OWN, "The agent made it itself in an earlier step.")
    if named:
        yield Term(
            "named", w.NAMED * (1.0 if named == len(found) or Origin.TASK in places else 0.6), "The task names it."
        )
    moved = effect.operation is Operation.DELETE and any(request.verb in _MOVES for request in warrant.requests)
    if moved and any(_COPIED.search(call) and any(value.lower() in call for value in found) for call in evidence.calls):
        yield Term("moved", w.OWN, "It was copied before: the second half of a move.")
    if named:
        return
    if any(origin in {Origin.FOUND, Origin.OWN, Origin.DOUBTFUL} for origin in found.values()):
        yield Term("found", w.FOUND, "It was found on the way.")
    elif found and Origin.NOWHERE in found.values() and not unseen(effect) and not ordinary_edit(effect):
        points = w.INVENTED * (2.0 if effect.operation in _FAR | {Operation.DELETE} and act.structured else 1.0)
        yield Term("invented", points, "What it touches stands neither in the task nor in what was found.")


def _values(act: Act, effect: Effect) -> Iterator[str]:
    """What the act points at: recipients, ids, names, places; not the texts that it writes."""
    seen: set[str] = set()
    if effect.resource.name and not effect.traits & {Trait.UNRESOLVED} and len(effect.resource.name) < 160:
        for part in effect.resource.name.split(", ") if act.structured else (effect.resource.name,):
            value = part.strip()
            if len(value) > 1 and value not in seen and value not in {".", "./", "*", ".."}:
                seen.add(value)
                yield value
    if not act.structured or effect.resource.kind is ResourceKind.FILE:
        return
    for key, value in act.action.arguments.items():
        if key.lower() in _TEXTS or isinstance(value, bool):
            continue
        for text in value if isinstance(value, tuple) else (value,):
            word = str(text).strip() if isinstance(text, str | int | float) and not isinstance(text, bool) else ""
            if 1 < len(word) <= 120 and "\n" not in word and word not in seen and len(seen) < MOST_VALUES:
                seen.add(word)
                yield word
