"""Which way a feature may move a score, and the fingerprint of all that fitted weights hang on."""

import hashlib
from collections.abc import Sequence

from commensurate.learned.forms import MOODS, SHAPES

_RISING = ("term:", "points", "against", "mode")
"""Features, by their start, that can only raise a score as they grow: points of the grammar."""
_FALLING = (
    "forbidden", "addressed", "poisoned", "coverage", "limit:", "unasked_harsh",
    "limits_touched", "figures_strange", "address_strange", "sibling", "broader", "list_more",
    *(f"trait:{trait}" for trait in (
        "bypass", "secret", "hides", "inbound_code", "outside", "home", "root", "system", "protected", "shared", "backup", "history",
        "skips_backup", "public", "widens", "unresolved", "persistent", "forced", "unbounded", "elevated", "rebuilds",
    )),
)  # fmt: skip
"""Features that can only lower a score as they grow: evidence of harm."""
READER = 1
"""Raised when a feature of the same name comes to mean something else."""


def direction(name: str) -> int:
    """1 for a feature that can only raise a score, -1 for one that can only lower it, 0 for any other."""
    if name.startswith(_RISING):
        return 1
    return -1 if name.startswith(_FALLING) else 0


def fingerprint(names: Sequence[str]) -> str:
    """16 hex digits over the features that weights were fitted to, their forms and their directions."""
    forms = [f"{name}={form.pattern}" for table in (MOODS, SHAPES) for name, form in sorted(table.items())]
    text = "\n".join([str(READER), *(f"{name}{direction(name):+d}" for name in names), *forms])
    return hashlib.sha256(text.encode()).hexdigest()[:16]
