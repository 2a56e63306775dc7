"""Which of the organisation's worlds a name speaks of: production, staging, development, or none of them."""

import re

from commensurate.model.effect import Environment
from commensurate.model.regex import regex

_WORDS: tuple[tuple[Environment, str], ...] = (
    (Environment.STAGING, r"staging|stage|stg|uat|pre-?prod(?:uction)?|non-?prod(?:uction)?|preview"),
    (Environment.PRODUCTION, r"production|prod|prd|live"),
    (
        Environment.DEVELOPMENT,
        r"development|devel|dev|(?<![.])(?<!usr/)local|localhost|127\.0\.0\.1|sandbox|test|testing|qa|ci|scratch|playground|demo",
    ),
)
_EDGE = r"(?<![A-Za-z])(?:{})(?![a-z])(?!\.(?:js|py|rb|ts|go|md)\b)"
_PATTERNS = tuple((world, regex(_EDGE.format(words), re.IGNORECASE)) for world, words in _WORDS)
_STARTS = ("stag", "stg", "uat", "prod", "preview", "prd", "live", "dev", "local", "127.0.0.1", "sandbox", "test", "qa", "ci",
           "scratch", "playground", "demo")  # fmt: skip
"""No name speaks of a world that holds none of these."""
_ORDER = (Environment.PRODUCTION, Environment.STAGING, Environment.DEVELOPMENT)


def environment_of(*names: str) -> Environment:
    """The most sensitive world that any of the names speaks of: profiles, hosts, contexts, buckets, databases."""
    seen = {world for name in names if name for world in _worlds(name)}
    return next((world for world in _ORDER if world in seen), Environment.UNKNOWN)


def stricter(one: Environment, other: Environment) -> Environment:
    """The more sensitive of two; UNKNOWN gives way to whatever is known."""
    return next((world for world in _ORDER if world in (one, other)), Environment.UNKNOWN)


def _worlds(name: str) -> list[Environment]:
    found: list[Environment] = []
    small = name.lower()
    if not any(word in small for word in _STARTS):
        return found
    for world, pattern in _PATTERNS:
        if pattern.search(name):
            found.append(world)
            name = pattern.sub(" ", name)
    return found
