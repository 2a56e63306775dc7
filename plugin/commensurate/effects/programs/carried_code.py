"""Code and SQL that a task runner is told to run, handed on to the reader of its language."""

from collections.abc import Callable

from commensurate.effects.grammar import Match
from commensurate.effects.programs.database_worlds import sql_text
from commensurate.effects.reading import Language, Nested, Reading, opaque
from commensurate.effects.table import unknown


def code_in(language: Language, *options: str) -> Callable[[Match], Reading]:
    """Code given by an option or as the first word; else what is fed to it, else a prompt that nobody can see into."""

    def special(match: Match) -> Reading:
        text = match.options.value(*options) if options else None
        words = match.options.positionals
        fed = match.command.stdin
        if text is None and words and not options:
            text = words[0].text
        if text is None and fed is not None:
            text = fed.text
        if text is None:
            return opaque(f"{match.command.program}: a prompt or code that is not in view", unknown(match.command))
        return Reading(nested=(Nested(language, match.command.scene, text),))

    return special


def run_sql(match: Match) -> Reading:
    """SQL given as words, or fed to it."""
    words = match.options.positionals
    if words:
        return sql_text(" ".join(word.text for word in words), match.command.scene)
    fed = match.command.stdin
    if fed is not None and fed.text is not None:
        return sql_text(fed.text, match.command.scene)
    return opaque(f"{match.command.program}: SQL that is not in view", unknown(match.command))
