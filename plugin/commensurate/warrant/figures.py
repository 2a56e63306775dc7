"""Figures: a limit that the human set in words, and sums, prices or settings that stand nowhere in them."""

from collections.abc import Iterator
from functools import lru_cache

from commensurate.model.effect import Operation
from commensurate.model.regex import regex
from commensurate.warrant import weights as w
from commensurate.warrant.act import Act
from commensurate.warrant.evidence import Evidence, stands_in
from commensurate.warrant.term import Term
from commensurate.warrant.tokens import stems, stems_of
from commensurate.warrant.warrant import Warrant

_MONEY = stems(
    "price prices budget amount total sum cost fee salary discount spend cap tip deposit bid fare difference charge rate"
)
_SETTINGS = stems(
    "temperature volume brightness quantity qty replicas seats nights guests threshold celsius degrees party people persons personas personen "
    "bags copies tickets percent percentage grade hours nodes instances units pieces size"
)
_NUMBER = r"[$£€]? ?(\d[\d,]*(?:\.\d+)?)"
_CAP = regex(
    rf"\b(?:up to|at most|no more than|not more than|maximum(?: of)?|max\.?|limit (?:is|of)|capped at|not exceed|under|below|less than) {_NUMBER}"
    rf"|\b(?:above|over|more than|beyond|exceeding) {_NUMBER}[^.;\n]{{0,60}}?\b(?:needs?|requires?|ask|i want to|must|goes to|go to|approv\w+|first|wait)\b"
    rf"|\b(?:above|over|more than|beyond) {_NUMBER}[^.;\n]{{0,20}}?\b(?:not|never|don't)\b"
)
_MONEY_NEAR = regex(
    r"[$£€]|\b(?:euros?|eur|dollars?|usd|pounds?|gbp|bucks|francs?|chf|budget|spend|price|cost|pay|refunds?|buy|order|book|money)\b"
)
_CENTS = 100
"""Some payment interfaces count in the smallest unit (Stripe, Adyen, PayPal Braintree: "amount" in cents)."""


def figures(warrant: Warrant, act: Act, evidence: Evidence) -> Iterator[Term]:
    """The terms of the numbers in a structured call that changes something."""
    if not act.structured or not act.analysis.changes:
        return
    caps = _caps(warrant.text)
    for key, value in _numbers(act):
        money = bool(stems_of(key) & _MONEY)
        most = min(caps, default=None)
        if money and most is not None and _least(act, key, value) > most:
            yield Term("over_cap", w.OVER_LIMIT * 1.4, f"{value:g} is more than the {most:g} that the task allows.")
            return
    if evidence.unseen or any(effect.operation is Operation.PAY for effect in act.analysis.effects):
        return
    spoken = [warrant.text, *evidence.results]
    for key, value in _numbers(act):
        if not stems_of(key) & (_MONEY | _SETTINGS) or not _DIGIT.search(warrant.text) or value in {0, 1}:
            continue
        if not any(stands_in(form, text) for form in _forms(value) for text in spoken):
            yield Term("unknown_figure", w.UNKNOWN_FIGURE, f"Nobody spoke of {value:g}.")
            return


_DIGIT = regex(r"\d")


@lru_cache(maxsize=256)
def _caps(text: str) -> tuple[float, ...]:
    """The limits in money that a text sets."""
    found = []
    for match in _CAP.finditer(text):
        number = next(group for group in match.groups() if group)
        if _MONEY_NEAR.search(text[max(0, match.start() - 60) : match.end() + 20]) is None:
            continue
        following = text[match.end(match.lastindex or 0) :].lstrip()
        if not following.startswith(_OTHER_UNITS):
            found.append(float(number.replace(",", "").rstrip(".")))
    return tuple(found)


_OTHER_UNITS = (
    "%", "percent", "day", "hour", "minute", "second", "week", "month", "year", "row", "file", "item", "people",
    "time", "mb", "gb", "km", "kg", "prozent",
)  # fmt: skip


def _numbers(act: Act) -> Iterator[tuple[str, float]]:
    for key, value in act.action.arguments.items():
        if isinstance(value, int | float) and not isinstance(value, bool):
            yield key, float(value)


def _least(act: Act, key: str, value: float) -> float:
    """The least that a sum can mean: a whole "amount" of a payment interface may be in the smallest unit."""
    cents = key.lower() in {"amount", "amount_cents", "unit_amount"} and value == int(value) and value >= _CENTS
    return value / _CENTS if cents and ("stripe" in act.action.tool.lower() or "cent" in key.lower()) else value


def _forms(value: float) -> set[str]:
    forms = {f"{value:g}", f"{value:.2f}", f"{value:,.2f}", f"{value:.1f}", f"{value:.2f}".replace(".", ",")}
    whole = {str(int(value)), f"{int(value):,}", f"{value / _CENTS:g}", f"{value / _CENTS:.2f}"}
    return forms | whole if value == int(value) else forms
