"""Pins: the exact words by which the human picks out one thing, and whether an act has hold of them.

"Refund order 5519" pins 5519; an act of the kind asked for that holds none of its pins is aimed at something else, or
at everything. A result that speaks of a pin and of a value of the act ties the two together.
"""

from collections.abc import Iterator, Sequence

from commensurate.model.effect import Effect, Operation, ResourceKind, Trait
from commensurate.model.regex import regex
from commensurate.warrant import weights as w
from commensurate.warrant.act import Act
from commensurate.warrant.evidence import Evidence, stands_in
from commensurate.warrant.term import Term
from commensurate.warrant.tokens import Token, stem
from commensurate.warrant.warrant import Warrant

_CODE = regex(r"^#?(?=[\w.-]*\d)(?=[\w.-]*[^\W\d_])[\w.-]{2,}$|^#?\d{3,}$|@|^\w+(?:_\w+)+$|^~?/?[\w.-]+/[\w./*-]+$")
_UNIT = regex(
    r"^(?:%|percent|euros?|eur|dollars?|usd|pounds?|gbp|cents?|days?|hours?|minutes?|seconds?|weeks?|months?|years?|secs?|mins?|ms|s|h|"
    r"rows?|files?|items?|people|times?|[kmgt]i?b|km|kg|degrees?|emails?|messages?|words?|lines?|chars?|characters?|am|pm|o'clock)$"
)
_COMMON = """
monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
september october november december jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun
easter christmas english german french spanish python docker postgres linux windows slack drive gmail google
excel word outlook notion gitlab salesforce hubspot stripe thanks hi hello hey dear mr mrs ms mme herr frau prof
dr github bitbucket aws amazon azure kubernetes redis mysql mongodb nginx apache debian ubuntu fedora macos
android ios chrome firefox npm homebrew node java javascript typescript rust golang terraform ansible jenkins
grafana prometheus kafka paypal shopify zoom teams trello asana figma dropbox onedrive icloud telegram whatsapp
signal facebook twitter instagram linkedin youtube spotify netflix microsoft apple openai cloudfront cloudflare
heroku vercel netlify supabase wordpress elasticsearch
"""
_TIMES = frozenset(_COMMON.split())
"""Words with a capital that pick out nothing."""
_YEAR = regex(r"^(?:19|20)\d\d$")
_KEPT_SHELL = frozenset(
    {Operation.DELETE, Operation.STOP, Operation.PAY, Operation.GRANT, Operation.REVOKE, Operation.SEND}
)
_RANGE = regex(r"^\d+x+$")
_ORDINAL = regex(r"^\d+(?:st|nd|rd|th|am|pm|g|gb|mb|k|h|min)$|^\d+-\d+$|^\d{1,2}[:h]\d\d$")
_SAID = frozenset(
    {"write", "say", "says", "saying", "text", "message", "subject", "called", "titled", "answer", "reply", "with"}
)
"""After these, words in quotes are to be written, and pick out nothing."""
_AT = frozenset({"at", "on", "in", "via", "with", "by", "through", "from", "and", "or", "using", "into"})
"""After these a name says where or with whom."""
_NUMBERED = frozenset(
    [
        "port",
        "ticket",
        "order",
        "number",
        "no",
        "nr",
        "id",
        "pr",
        "issue",
        "invoice",
        "booking",
        "job",
        "row",
        "user",
        "customer",
        "account",
        "room",
        "gate",
        "case",
        "pid",
        "process",
        "run",
        "build",
        "patient",
        "matter",
        "line",
        "kunde",
        "kundin",
        "rechnung",
        "pedido",
        "factura",
        "commande",
    ]
)
"""Before a number these say that it is a name."""
MOST_NAMES = 3
SHORTEST = 3
_LONGEST = 40
MOST = 12


def pins_of(tokens: Sequence[Token], *, opens: bool = True) -> Iterator[str]:
    """The pins among the words of one sentence, in lower case. `opens`: its first word stands first."""
    names = [t for t in tokens if _capital(t)]
    german = any(t.glossed and t.noun and t.text[0].isupper() for t in tokens[1:])
    proper = not german and (len(names) <= MOST_NAMES or 4 * len(names) < len(tokens))
    for position, token in enumerate(tokens):
        before = tokens[position - 1].word if position else ""
        following = tokens[position + 1].word if position + 1 < len(tokens) else ""
        word = token.word.strip("#")
        numbered = before in _NUMBERED and word.isdigit()
        if token.glossed or len(word) < SHORTEST or _RANGE.match(word) or (_counts(word, following) and not numbered):
            continue
        if (token.quoted and (len(word) > _LONGEST or "," in word or before == "(")) or token.text.startswith("SIG"):
            continue
        if token.quoted or _CODE.search(token.word):
            place = before in _AT and not word.isdigit() and "@" not in word
            if before not in _SAID and not place:
                yield word.rstrip("/*")
        elif proper and _capital(token) and (position or not opens) and word not in _TIMES and before not in _AT:
            yield word.removesuffix("'s")


def _capital(token: Token) -> bool:
    return token.text[0].isupper() and token.text[1:2].islower() and not token.glossed and not token.quoted


def _counts(word: str, following: str) -> bool:
    """True for a number that says how many or when, and not which."""
    if _YEAR.match(word) or _ORDINAL.match(word) or _UNIT.match(following):
        return True
    return word.isdigit() and following.endswith("s") and following.isalpha() and not following.endswith("ss")


def singled(warrant: Warrant, pins: Sequence[str], act: Act, evidence: Evidence, effect: Effect) -> Iterator[Term]:
    """The terms of whether an act of the kind asked for has hold of what the human picked out."""
    if not pins or not effect.changes or evidence.unseen or effect.traits & {Trait.TEMPORARY, Trait.REBUILDABLE}:
        return
    if not act.structured and effect.operation not in _KEPT_SHELL and effect.resource.kind is not ResourceKind.ROW:
        return
    if effect.resource.kind is ResourceKind.FILE and effect.operation in {Operation.CREATE, Operation.UPDATE}:
        return
    own = act.text.replace(" ", "")
    if any(name in own for name in warrant.names if len(name) >= SHORTEST):
        return
    if any(_holds(pin, own, act) for pin in pins):
        return
    if any(_tied(pin, act, evidence) for pin in pins):
        return
    exact = any(any(c in "0123456789_@/" for c in pin) for pin in pins)
    yield Term(
        "misses",
        w.MISSES * (1.0 if exact else 0.6),
        f'The task picks out "{pins[0]}", and this does not hold on to it.',
    )


def _holds(pin: str, text: str, act: Act) -> bool:
    plain = pin.replace(" ", "")
    if plain in text or stem(pin) in act.stems:
        return True
    parts = [part for part in regex(r"[^\W_]+").findall(pin) if len(part) > 2]
    return bool(parts) and all(part in text for part in parts)


def _tied(pin: str, act: Act, evidence: Evidence) -> bool:
    values = [value for value in _VALUES.findall(act.text) if len(value) > 1]
    for output in evidence.results:
        if pin in output and any(stands_in(value, output) for value in values):
            return True
    return any(pin in call for call in evidence.calls) and any(
        stands_in(value, output) for value in values for output in evidence.results
    )


_VALUES = regex(r"[\w.@-]*\d[\w.@-]*|[\w.-]+@[\w.-]+|[^\W\d_]{4,}")
