"""What an API call is about: the names among its parameters. Parameter names as effects.data.key gives them."""

from collections.abc import Mapping, Sequence
from typing import Any

_ENDS = (
    "identifier",
    "identifiers",
    "name",
    "names",
    "id",
    "ids",
    "arn",
    "arns",
    "url",
    "key",
    "bucket",
    "zone",
    "domain",
)
_NOT_NAMES = frozenset(
    {
        "query",
        "region",
        "profile",
        "output",
        "tags",
        "tagkeys",
        "filters",
        "filter",
        "endpointurl",
        "cabundle",
        "maxitems",
        "color",
    }
)


def names_in(params: Mapping[str, Any], noun: str) -> list[str]:
    """The names of what is touched: the parameter that is called as the noun is, else the first that ends like a name."""
    ranked = sorted(
        (name for name, value in params.items() if name not in _NOT_NAMES and value not in (None, True, False, "")),
        key=lambda name: _rank(name, noun),
    )
    if not ranked or _rank(ranked[0], noun) == 9:
        return []
    return texts_in(params[ranked[0]])


def _rank(name: str, noun: str) -> int:
    singular = noun.removesuffix("s")
    for place, end in enumerate(_ENDS):
        if name in (singular + end, noun + end, singular, noun):
            return 0
        if name.endswith(end) and (singular in name or place < 2):
            return 1
    return 2 if name.endswith(_ENDS) or name in _ENDS else 9


def texts_in(value: Any) -> list[str]:
    """Every text and number within plain data, as text; booleans say nothing."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        return [text for part in value.values() for text in texts_in(part)]
    if isinstance(value, Sequence):
        return [text for part in value for text in texts_in(part)]
    return [] if value is None or isinstance(value, bool) else [str(value)]
