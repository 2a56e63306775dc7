"""SQL that a migration tool is told to run: by an option, as a word, or fed to it."""

from collections.abc import Callable

from commensurate.effects.grammar import Match, Sealed, grammar
from commensurate.effects.programs.database_worlds import sql_text
from commensurate.effects.reading import NOTHING, Language, Nested, Reading, opaque
from commensurate.effects.table import unknown


def _execute(match: Match) -> Reading:
    """Runs the SQL that an option names or a file holds."""
    options = match.options
    text = options.value("--sql")
    if text is not None:
        return sql_text(text, match.command.scene)
    if options.has("--stdin") and match.command.stdin is not None and match.command.stdin.text is not None:
        return sql_text(match.command.stdin.text, match.command.scene)
    return opaque(f"{match.command.program}: SQL that is not in view", unknown(match.command))


def _query(match: Match) -> Reading:
    words = match.options.positionals
    return sql_text(words[0].text, match.command.scene) if words else NOTHING


def _shell_query(match: Match) -> Reading:
    """`turso db shell NAME 'SQL'`; without SQL it reads what is fed to it."""
    words = match.options.positionals
    if len(words) > 1:
        return sql_text(words[1].text, match.command.scene, dialect="sqlite")
    fed = match.command.stdin
    if fed is not None and fed.text is not None:
        return Reading(nested=(Nested(Language.SQL, match.command.scene, fed.text, dialect="sqlite"),))
    return opaque(f"{match.command.program}: a database prompt", unknown(match.command))


_SPECIALS: dict[str, Callable[[Match], Reading]] = {
    "execute": _execute,
    "query": _query,
    "turso_shell": _shell_query,
    "encore_shell": _shell_query,
}


def migration_grammar(text: str, *, single_dash_long: bool = False) -> Sealed:
    """A grammar whose calls are execute, query, turso_shell or encore_shell."""
    return grammar(text, _SPECIALS, single_dash_long=single_dash_long)
