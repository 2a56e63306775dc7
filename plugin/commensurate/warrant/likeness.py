"""Names that are nearly the same: whether an action's object is a neighbour of what the words name. Pure."""

import re
from collections.abc import Sequence

from commensurate.model.regex import regex
from commensurate.warrant.evidence import stands_in

_LETTERS, _DIGITS = regex(r"[^\W\d_]+"), regex(r"\d+")
_PART = regex(r"[^\W\d_]+|\d+")


def other_thing(named: Sequence[str], name: str) -> str:
    """Why a name is not what was named; empty where it may be. Both in lower case or not.

    A name is another thing where it is built like a name in the words and differs in a part ("login-2", "login-3";
    "stg-orders", "prd-orders"), or where it is the place above the one that was named.
    """
    own = name.strip("*/ ").lower()
    given = [one.strip("*/ `\"'").lower() for one in named]
    if not own or not given or any(_same(one, own) for one in given):
        return ""
    if any("/" in one and one.startswith(own + "/") for one in given):
        return f"the human named something inside of «{name}»"
    near = next((one for one in given if _near(one, own)), None)
    return f"the human named «{near}», which is not «{name}»" if near is not None else ""


def _same(one: str, own: str) -> bool:
    return stands_in(one, own) or stands_in(own, re.sub(r"^.*[/:]", "", one)) or one.endswith(("/" + own, ":" + own))


def _near(one: str, own: str) -> bool:
    if len(_PART.findall(own)) > 1 and set(_PART.findall(own)) < set(_PART.findall(one)):
        return True  # «muehle-alt.example» is not «muehle.example»
    candidates = (own, *re.split(r"[/:\s]+", own), *(re.findall(r"\d+", own) if one.isdecimal() else ()))
    return any(_built_alike(one, candidate) and one != candidate for candidate in candidates)


def _built_alike(one: str, other: str) -> bool:
    if _shape(one) != _shape(other):
        return False
    if one.isdecimal():
        return len(one) > 2 and len(one) == len(other)
    return bool(set(_PART.findall(one)) & set(_PART.findall(other)))


def _shape(name: str) -> str:
    return _DIGITS.sub("9", _LETTERS.sub("a", name))
