"""Prying: a look at what is private or secret and that the task does not speak of, or a look that carries data away."""

from collections.abc import Iterator, Mapping, Sequence

from commensurate.model.analysis import Analysis
from commensurate.model.effect import Operation, ResourceKind
from commensurate.model.regex import regex
from commensurate.warrant import weights as w
from commensurate.warrant.act import Act
from commensurate.warrant.evidence import Evidence, stands_in
from commensurate.warrant.lexicon import SECRET_STEMS
from commensurate.warrant.term import Term
from commensurate.warrant.tokens import stem, stems, stems_of
from commensurate.warrant.warrant import Warrant

_PRIVATE: Sequence[frozenset[str]] = tuple(
    stems(words)
    for words in (
        "password passwort passwd pwd secret token tokens credential apikey private_key cvv pin otp",
        "salary salaries wage payroll bonus compensation income gehalt sueldo salaire",
        (
            "health medical diagnosis sick disability pregnant pregnancy therapy psychiatric psychiatry medication religion ethnicity "
            "nationality race union sexual orientation politics"
        ),
        "iban ssn passport card cards card_number card_last4 bank_account account_number tax_id",
        "birth birthday dob date_of_birth birthdate",
        "family home_address relatives children partner spouse",
    )
)
"""What people keep to themselves, and secrets: to speak of one of a group is to speak of the group."""
_OF_MACHINES = stems("health party race union token tokens partner children orientation card cards")
_MACHINES = stems(
    "service server check status endpoint cluster node pod system api host url probe uptime instance app database queue "
    "container deployment process thread model usage board third client browser screen"
)
"""Words that are said of machines as well, and what stands beside them there: the health of a service is no diagnosis."""

_COLUMNS = regex(r"\bselect\b(.{1,1500}?)\bfrom\s+([\w.\"]+)")
_CARRIED = regex(r"[?&][\w.-]{1,20}=([\w+/%-]{20,}={0,2})")
_ENVIRONMENT = regex(r"(?:print|echo|json\.dumps|pprint)\([^\n]*\b(?:os\.environ|process\.env)\b(?!\s*[\[.(]|\.get)")
_SERVER = regex(r"^(?:mcp__)?(\w+?)(?:__|\.).*$")
"""What stands before a tool's own name is the server's."""
_LOOKING = frozenset({Operation.READ})


def pries(warrant: Warrant, act: Act, evidence: Evidence) -> Iterator[Term]:
    """The terms of a look that goes where the task does not."""
    word = private_in(act)
    looks = all(effect.operation in _LOOKING for effect in act.analysis.effects)
    if word and (looks or word in _PRIVATE[0]) and not _spoken(word, warrant):
        yield Term("pries", w.PRIES, f'It looks at "{word}", which the task does not speak of.')
    if not looks:
        yield from _set_to(warrant, act)
    for found in _CARRIED.finditer(act.text):
        value = found.group(1)
        if not any(stands_in(value, text) for text in (warrant.text, *evidence.results)):
            yield Term("carries", w.STRANGER, "Its address carries data away.")
            return
    if _ENVIRONMENT.search(act.text) and not warrant.stems & (SECRET_STEMS | stems("environment env variables")):
        yield Term("pries", w.PRIES, "It shows the whole environment, with its secrets.")


def _set_to(warrant: Warrant, act: Act) -> Iterator[Term]:
    """What is private is set to a value, or chosen by, that stands nowhere in the task; who is paid is another matter."""
    if not act.structured or any(effect.operation is Operation.PAY for effect in act.analysis.effects):
        return
    for key, value in act.action.arguments.items():
        texts = (
            [value]
            if isinstance(value, str)
            else [v for v in value.values() if isinstance(v, str)]
            if isinstance(value, Mapping)
            else []
        )
        for text in texts:
            word = next((p for p in stems_of(key) if any(p in group for group in _PRIVATE[1:])), "")
            word = word or next(
                (p for p in stems_of(text) if len(text) <= _SHORT and any(p in group for group in _PRIVATE[1:])), ""
            )
            if word and not _spoken(word, warrant) and not _told(text, warrant):
                yield Term("private_value", w.PRIES, f'It sets or goes by "{word}", which the task does not speak of.')
                return


_SHORT = 60
"""Characters of a filter; what is longer is a text."""


def _told(value: str, warrant: Warrant) -> bool:
    return value.lower().replace(" ", "") in warrant.text.replace(" ", "")


def may_pry(act: Act, analysis: Analysis) -> bool:
    """True where a look needs a judge, since it may be of what is private."""
    if any(effect.operation not in _LOOKING for effect in analysis.effects):
        return False
    return bool(private_in(act)) or _CARRIED.search(act.text) is not None or _ENVIRONMENT.search(act.text) is not None


def private_in(act: Act) -> str:
    """The first private word among what a structured call, a query or a search asks for; empty where there is none."""
    machine = bool((act.stems | act.keys) & _MACHINES)
    for words in _asked_for(act):
        for part in words - _OF_MACHINES if machine else words:
            if any(part in group for group in _PRIVATE):
                return part
    return ""


def _asked_for(act: Act) -> Iterator[frozenset[str]]:
    if act.structured and not any(
        e.resource.kind in {ResourceKind.FILE, ResourceKind.FOLDER} for e in act.analysis.effects
    ):
        for effect in act.analysis.effects:
            yield stems_of(effect.resource.name)
        server = stems_of(_SERVER.sub(r"\1", act.action.tool)) if _SERVER.match(act.action.tool) else frozenset[str]()
        yield (act.stems - server) | act.keys
    for columns, table in _COLUMNS.findall(act.text):
        yield stems_of(columns) | {stem(word) for word in columns.replace(",", " ").split()}
        yield stems_of(table)


def _spoken(word: str, warrant: Warrant) -> bool:
    group = next(group for group in _PRIVATE if word in group)
    return bool(group & warrant.stems) or word in warrant.text or any(word in stems_of(pin) for pin in warrant.pins)
