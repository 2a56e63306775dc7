"""The plainest statements, read from their tokens alone: proven looks, and writes whose target and condition are
plain. What is not proven here goes to the parser; what the parser cannot take comes back for the worst plausible.
"""

from collections.abc import Sequence

from commensurate.effects.reading import Language, Nested, Reading
from commensurate.effects.sql.definition import HEADS
from commensurate.effects.sql.lexer import Kind, Statement, Token, joined
from commensurate.effects.sql.place import COSTLY, Name, Place, Risk, name_at, past_parens, skip
from commensurate.effects.sql.rows import Count, Rows, is_key
from commensurate.effects.sql.tree import calls, inserts, reads, rows
from commensurate.effects.sql.words import ACTING, BEFORE_PAREN, CHANGING, PURE
from commensurate.model.analysis import Coverage
from commensurate.model.effect import Operation, ResourceKind

LOOKS = frozenset({"SELECT", "WITH", "VALUES", "TABLE", "(", "FROM"})
_FROM_INSIDE = frozenset({"EXTRACT", "SUBSTRING", "TRIM", "OVERLAY", "POSITION", "SUBSTR"})
_LOCKS = frozenset({"FOR", "KEY"})


def look(statement: Statement, place: Place) -> Reading | None:
    """The reading of a SELECT that provably only looks; None where its words do not prove it."""
    tokens, ups = statement.tokens, statement.ups
    if ups[0] not in LOOKS or len(ups) < 2 or ups.count("(") != ups.count(")") or not _only_computes(tokens, ups, 0):
        return None
    return Reading(tuple(reads(_sources(tokens, ups), place)))


def _only_computes(
    tokens: Sequence[Token], ups: Sequence[str], start: int, allowed: frozenset[str] = frozenset()
) -> bool:
    """True where no word from `start` on may change anything, and every function called is known to compute."""
    for index in range(start, len(ups)):
        up = ups[index]
        after = ups[index + 1] if index + 1 < len(ups) else ""
        if up in CHANGING and up not in allowed:
            lock = up == "UPDATE" and index > 0 and ups[index - 1] in _LOCKS
            if not (lock or (up == "REPLACE" and after == "(")):
                return False
        if up in {"\\", ":=", "OPERATOR", "\0"}:
            return False
        if after == "(" and not _calls_nothing(tokens, ups, index):
            return False
    return True


def _calls_nothing(tokens: Sequence[Token], ups: Sequence[str], index: int) -> bool:
    """True where the parenthesis after this token opens an expression or the arguments of a pure function."""
    up, kind = ups[index], tokens[index].kind
    if up in BEFORE_PAREN:
        return True
    if kind is not Kind.WORD or up in ACTING or up not in PURE:
        return False
    return index == 0 or ups[index - 1] != "."


def _sources(tokens: Sequence[Token], ups: Sequence[str]) -> list[Name]:
    """The tables after FROM and JOIN, without the names that WITH defines."""
    inner = {
        tokens[i].text.lower()
        for i in range(1, len(ups) - 2)
        if ups[i + 1] == "AS"
        and ups[i + 2] in {"(", "MATERIALIZED", "NOT"}
        and ups[i - 1] in {"WITH", "RECURSIVE", ","}
    }
    found, opened = [], [""]
    for index, up in enumerate(ups):
        if up == "(":
            opened.append(ups[index - 1] if index else "")
        elif up == ")" and len(opened) > 1:
            opened.pop()
        elif (up == "FROM" and opened[-1] not in _FROM_INSIDE and ups[index - 1] != "DISTINCT") or up == "JOIN":
            name, _ = name_at(tokens, skip(tokens, index + 1, "ONLY", "LATERAL"))
            if name is not None and name.text.lower() not in inner and "\n" not in name.text:
                found.append(name)
    return found


def write(statement: Statement, place: Place) -> Reading | None:
    """The reading of a plain DELETE, UPDATE or INSERT; None where it is not plain enough."""
    tokens, ups = statement.tokens, statement.ups
    match ups[0]:
        case "DELETE" if ups[1:2] == ("FROM",):
            name, index = name_at(tokens, 2)
            if name is None:
                return None
            count = _condition(tokens, ups, index, name)
            return None if count is None else Reading((rows(Operation.DELETE, name, count, place),))
        case "UPDATE":
            return _update(tokens, ups, place)
        case "INSERT":
            return _insert(tokens, ups, place)
    return None


def _update(tokens: Sequence[Token], ups: Sequence[str], place: Place) -> Reading | None:
    name, index = name_at(tokens, 1)
    if name is None or ups[index : index + 1] != ("SET",) or not _only_computes(tokens, ups, index + 1):
        return None
    if {"FROM", "SELECT", "WITH", "RETURNING", "LIMIT", "ORDER"} & set(ups):
        return None
    where = ups.index("WHERE") if "WHERE" in ups else len(ups)
    count = _condition(tokens, ups, where, name)
    return None if count is None else Reading((rows(Operation.UPDATE, name, count, place),))


_CONSTANTS = frozenset({Kind.STRING, Kind.NUMBER, Kind.PARAMETER})


def _condition(tokens: Sequence[Token], ups: Sequence[str], index: int, table: Name) -> Count | None:
    """Rows that `WHERE column = constant` or `WHERE column IN (constants)` names; None for anything else."""
    rest = tuple(ups[index:])
    if not rest:
        return Rows.ALL
    column = tokens[index + 1] if len(rest) > 1 else None
    if rest[0] != "WHERE" or column is None or column.kind not in {Kind.WORD, Kind.QUOTED}:
        return None
    if len(rest) % 4 == 0 and all(
        rest[at] in {"WHERE", "AND"} and rest[at + 2] == "=" for at in range(0, len(rest), 4)
    ):
        return _equalities(tokens[index:], table)
    if rest[2:4] == ("IN", "(") and past_parens(tokens, index + 3) == len(tokens):
        values = tokens[index + 4 : -1]
        plain = values and all(t.kind in _CONSTANTS if i % 2 == 0 else t.up == "," for i, t in enumerate(values))
        if plain:
            return (len(values) + 1) // 2 if is_key(column.text, table.text) else Rows.UNKNOWN
    return None


def _equalities(tokens: Sequence[Token], table: Name) -> Count | None:
    """`WHERE a = 1 AND b = 'x' …`: one row where one of the columns is a key, else some."""
    columns, constants = tokens[1::4], tokens[3::4]
    if any(c.kind not in {Kind.WORD, Kind.QUOTED} for c in columns) or any(c.kind not in _CONSTANTS for c in constants):
        return None
    return 1 if any(is_key(column.text, table.text) for column in columns) else Rows.UNKNOWN


def _insert(tokens: Sequence[Token], ups: Sequence[str], place: Place) -> Reading | None:
    if ups[1:2] != ("INTO",):
        return None
    name, index = name_at(tokens, 2)
    if name is None:
        return None
    if ups[index : index + 1] == ("(",):
        index = past_parens(tokens, index)
    if ups[index : index + 1] != ("VALUES",) or not _only_computes(tokens, ups, index + 1):
        return None
    count, index = 0, index + 1
    while index < len(ups) and ups[index] == "(":
        count, index = count + 1, past_parens(tokens, index)
        index += index < len(ups) and ups[index] == ","
    return Reading(tuple(inserts(name, count, place))) if index >= len(ups) and count else None


_INSIDE = frozenset({"DROP", "TRUNCATE", "ALTER", "GRANT", "REVOKE", "RENAME"})


def _executed(tokens: Sequence[Token], place: Place) -> Reading:
    """EXECUTE inside a block: the strings that it is built from tell the worst of it."""
    unseen = place.unknown("EXECUTE: what it runs is not in view")
    text = joined(tokens)
    return (
        unseen + Reading(nested=(Nested(Language.SQL, place.scene, text=text, dialect=place.dialect),))
        if text
        else unseen
    )


_HEADS = _INSIDE | {
    "DELETE", "UPDATE", "MERGE", "INSERT", "REPLACE", "UPSERT", "EXEC", "EXECUTE", "CALL", "OUTFILE", "DUMPFILE",
}  # fmt: skip
MOST_BUILT = 200
"""Tokens after an EXECUTE in which the strings are looked for that it is built from."""
MOST_HEADS = 30
"""Acts that are told of one statement that was not parsed."""
_WRITES = {"DELETE": Operation.DELETE, "UPDATE": Operation.UPDATE, "MERGE": Operation.UPDATE}


def worst(statement: Statement, place: Place) -> Reading:
    """The worst that the words of an unparsed statement make plausible. Never proven, never understood in full."""
    tokens, ups = statement.tokens, statement.ups
    reading = Reading(
        coverage=Coverage.OPAQUE, notes=(f"{ups[0] or tokens[0].text}: a statement that no dialect parses",)
    )
    heads = [index for index, up in enumerate(ups) if up in _HEADS or up in ACTING]
    if len(heads) > MOST_HEADS:
        reading += place.unknown(f"a statement of more than {MOST_HEADS} parts")
    for index in heads[:MOST_HEADS]:
        up, after = ups[index], index + 1
        if up in _WRITES and not (index and ups[index - 1] in {"FOR", "KEY", "ON", "DO"}):
            name, end = name_at(tokens, skip(tokens, after, "FROM", "INTO", "ONLY", "LOW_PRIORITY", "IGNORE", "QUICK"))
            count = Rows.UNKNOWN if "WHERE" in ups[end:] or "ON" in ups[end:] else Rows.ALL
            reading += Reading((rows(_WRITES[up], name or Name("", known=False), count, place),))
        elif up in {"INSERT", "REPLACE", "UPSERT"} and "INTO" in ups[after : after + 4]:
            name, _ = name_at(tokens, ups.index("INTO", after) + 1)
            replaces = up != "INSERT" or "DUPLICATE" in ups or "CONFLICT" in ups or "REPLACE" in ups
            reading += Reading(tuple(inserts(name or Name("", known=False), None, place, replaces=replaces)))
        elif up in {"EXEC", "EXECUTE", "CALL"}:
            reading += _executed(tokens[after : after + MOST_BUILT], place)
        elif up in {"OUTFILE", "DUMPFILE"} and after < len(tokens):
            risk = Risk(COSTLY)
            reading += Reading((place.effect(Operation.CREATE, ResourceKind.FILE, tokens[after].text, risk),))
        elif up in ACTING and ups[after : after + 1] == ("(",):
            reading += calls(up, "", place)
        elif up in _INSIDE and index and ups[after : after + 1] != ("(",):
            part = Statement(tuple(tokens[index:]), statement.text[tokens[index].start - tokens[0].start :])
            reading += HEADS[up](part, place)
    return reading
