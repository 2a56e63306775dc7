"""Whether the words of a statement name an act that its tree does not show: a second opinion on the parser."""

from commensurate.effects.options import names
from commensurate.effects.sql.lexer import Statement

_ACTS = names("DROP TRUNCATE ALTER GRANT REVOKE RENAME EXEC EXECUTE CALL")
_ACCOUNTS = {"DELETE": "delete merge", "UPDATE": "update merge", "INSERT": "insert merge", "INTO": "insert merge into"}


def unaccounted(statement: Statement, keys: frozenset[str]) -> bool:
    """True where the words name an act that no node of a tree (its `keys`) accounts for.

    T-SQL needs no semicolon: `SELECT a DELETE FROM t` is two statements, and one with an alias to a lax parser.
    """
    ups = statement.ups
    for index, up in enumerate(ups):
        after = ups[index + 1] if index + 1 < len(ups) else ""
        before = ups[index - 1] if index else ""
        if after == "(" or before in {"FOR", "KEY", "ON", "DO", "."}:
            continue
        if up in _ACTS:
            return True
        if up in _ACCOUNTS and not keys & set(_ACCOUNTS[up].split()):
            return True
    return False
