"""How many rows a WHERE lets through, judged by its shape alone: none, one, a counted few, unknown, or all.

A condition that cannot be shown to limit anything counts as no condition at all.
"""

import re
from enum import Enum
from typing import Any

from commensurate.effects.options import names
from commensurate.model.regex import regex

Node = Any
"""A node of sqlglot: the base class of its nodes has another name in each of its versions."""


class Rows(Enum):
    """What is not a number of rows."""

    UNKNOWN = "unknown"
    ALL = "all"


Count = int | Rows
"""A number of rows (0 for none), or what is not one."""

_KEYS = names("""
    id _id uuid guid pk rowid _rowid_ ctid oid slug email email_address username user_name login sku isbn key
    handle phone hash token order_number account_number invoice_number ssn
""")
_SUFFIX = regex(r"[_\-]?(?:id|uuid|guid|key|pk|no|number|code)$", re.IGNORECASE)


def is_key(column: str, table: str) -> bool:
    """True for a column that tells one row of this table: id, uuid, email, or the table's own name with _id."""
    low = column.lower()
    if low in _KEYS:
        return True
    stem = _SUFFIX.sub("", low)
    if stem in {low, ""}:
        return False
    last = table.lower().rsplit(".", 1)[-1]
    plain, squeezed = stem.replace("_", ""), last.replace("_", "")
    return len(plain) >= 3 and squeezed.endswith((plain, f"{plain}s", f"{plain}es", plain.removesuffix("y") + "ies"))


def both(one: Count, other: Count) -> Count:
    """Rows that pass two conditions: at most the smaller."""
    return min(one, other, key=_order)


def either(one: Count, other: Count) -> Count:
    """Rows that pass one of two conditions."""
    if isinstance(one, int) and isinstance(other, int):
        return one + other
    return max(one, other, key=_order)


def _order(count: Count) -> tuple[int, int]:
    if isinstance(count, int):
        return (0, count)
    return (1, 0) if count is Rows.UNKNOWN else (2, 0)


MOST_SIMPLIFIED = 200
"""Nodes of a condition that is simplified; a larger one is judged as it stands."""


def passing(condition: Node | None, table: str) -> Count:
    """Rows of `table` that this condition lets through. Raises whatever sqlglot raises on what it cannot take."""
    from sqlglot.optimizer.simplify import simplify  # noqa: PLC0415 - heavy; only when a condition is there to judge

    if condition is None:
        return Rows.ALL
    plain = simplify(condition.copy()) if sum(1 for _ in condition.walk()) <= MOST_SIMPLIFIED else condition
    return _passing(plain, table)


def _passing(e: Node, table: str) -> Count:
    from sqlglot import exp  # noqa: PLC0415 - heavy; loaded by the caller

    if e.args.get("negate"):  # what simplify makes of NOT
        plain = e.copy()
        plain.set("negate", None)
        return _failing(plain, table)
    match e:
        case exp.Paren():
            return _passing(e.this, table)
        case exp.Boolean():
            return Rows.ALL if e.this else 0
        case exp.Null():
            return 0
        case exp.Literal():
            return 0 if str(e.this) in {"0", ""} else Rows.ALL
        case exp.And():
            return both(_passing(e.left, table), _passing(e.right, table))
        case exp.Or():
            return either(_passing(e.left, table), _passing(e.right, table))
        case exp.Not():
            return _failing(e.this, table)
        case exp.EQ() | exp.NullSafeEQ():
            return _equal(e.left, e.right, table)
        case exp.NEQ():
            return Rows.ALL if _key(e.left, table) or _key(e.right, table) else Rows.UNKNOWN
        case exp.GT() | exp.GTE() | exp.LT() | exp.LTE():
            return _beyond(e, table)
        case exp.In():
            return _among(e, table)
        case exp.Between():
            return _between(e, table)
        case exp.Like() | exp.ILike():
            pattern = e.expression
            return Rows.ALL if isinstance(pattern, exp.Literal) and set(str(pattern.this)) == {"%"} else Rows.UNKNOWN
        case exp.Exists():
            select = e.this
            bare = isinstance(select, exp.Select) and not (select.args.get("where") or select.args.get("having"))
            return Rows.ALL if bare else Rows.UNKNOWN
    return Rows.UNKNOWN


def _failing(e: Node, table: str) -> Count:
    """Rows that a condition does not let through."""
    from sqlglot import exp  # noqa: PLC0415 - heavy; loaded by the caller

    while isinstance(e, exp.Paren):
        e = e.this
    if isinstance(e, exp.Not):
        return _passing(e.this, table)
    if isinstance(e, exp.Is):
        return Rows.ALL if _key(e.this, table) else Rows.UNKNOWN
    passing_ = _passing(e, table)
    if passing_ is Rows.ALL:
        return 0
    return Rows.ALL if isinstance(passing_, int) else Rows.UNKNOWN


def _key(e: Node, table: str) -> bool:
    from sqlglot import exp  # noqa: PLC0415 - heavy; loaded by the caller

    return isinstance(e, exp.Column) and is_key(e.name, table)


def _constant(e: Node) -> bool:
    from sqlglot import exp  # noqa: PLC0415 - heavy; loaded by the caller

    while isinstance(e, exp.Cast | exp.Paren | exp.Neg):
        e = e.this
    if isinstance(e, exp.Column) and isinstance(e.this, exp.Identifier) and not e.table:
        return bool(e.this.quoted)  # "x" is a string in MySQL and SQLite
    return isinstance(e, exp.Literal | exp.Placeholder | exp.Parameter | exp.SessionParameter | exp.National)


def _equal(left: Node, right: Node, table: str) -> Count:
    from sqlglot import exp  # noqa: PLC0415 - heavy; loaded by the caller

    if left == right:
        return Rows.ALL
    if isinstance(left, exp.Literal) and isinstance(right, exp.Literal):
        return 0
    if _constant(left) and not _constant(right):
        left, right = right, left
    if _key(left, table) and (_constant(right) or (isinstance(right, exp.Subquery) and _one_row(right.this))):
        return 1
    return Rows.UNKNOWN


def _one_row(select: Node) -> bool:
    """A scalar subquery names one value, whichever it is."""
    return select is not None


def _beyond(e: Node, table: str) -> Count:
    from sqlglot import exp  # noqa: PLC0415 - heavy; loaded by the caller

    left, right = e.args["this"], e.args["expression"]
    upward = isinstance(e, exp.GT | exp.GTE)
    if _key(right, table):
        left, right, upward = right, left, not upward
    if not (_key(left, table) and upward):
        return Rows.UNKNOWN
    sign = -1 if isinstance(right, exp.Neg) else 1
    literal = right.this if isinstance(right, exp.Neg) else right
    if isinstance(literal, exp.Literal) and not literal.is_string:
        return Rows.ALL if sign * float(literal.this) <= 1 else Rows.UNKNOWN
    return Rows.ALL if isinstance(literal, exp.Literal) and not literal.this else Rows.UNKNOWN


def _among(e: Node, table: str) -> Count:
    from sqlglot import exp  # noqa: PLC0415 - heavy; loaded by the caller

    query = e.args.get("query")
    if query is not None:
        select = query.this if isinstance(query, exp.Subquery) else query
        source = select.find(exp.Table) if isinstance(select, exp.Select) else None
        whole = source is not None and not (select.args.get("where") or select.args.get("limit"))
        same = source is not None and source.name.lower() == table.lower().rsplit(".", 1)[-1]
        return Rows.ALL if whole and same else Rows.UNKNOWN
    values = e.expressions
    if _key(e.this, table) and values and all(_constant(value) for value in values):
        return len(values)
    return Rows.UNKNOWN


def _between(e: Node, table: str) -> Count:
    low, high = e.args.get("low"), e.args.get("high")
    if _key(e.this, table) and low is not None and high is not None and low.is_int and high.is_int:
        return max(0, int(high.this) - int(low.this) + 1) if low.is_number and high.is_number else Rows.UNKNOWN
    return Rows.UNKNOWN
