"""The desk: one command or nested text comes in, goes to the reader that knows it, and what that carries comes back in.

Depth, count and length are limited by the budget; a reader that fails leaves its command opaque, never unread.
"""

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module

from commensurate.effects import scripts_at_hand, table, told_by_options
from commensurate.effects.budget import Budget, Spent
from commensurate.effects.code_disguised import disguised, unwrapped
from commensurate.effects.code_unseen import executes, names_places, unresolved
from commensurate.effects.disposable import is_double, light_where_disposable, lightened
from commensurate.effects.guard_settings import changed_under
from commensurate.effects.paths import MOST_NAMES
from commensurate.effects.programs import usage_of
from commensurate.effects.programs.index import misspelt
from commensurate.effects.reading import NOTHING, Command, Language, Nested, Reading, Word, opaque, together
from commensurate.effects.told_by_carrying import carried
from commensurate.effects.told_by_words import commanded
from commensurate.model.analysis import Coverage
from commensurate.model.effect import Trait
from commensurate.model.regex import regex

CMDLET = regex(
    r"\s*(?:\$[\w:]+\s*=\s*)?(?:Get|Remove|Set|Clear|Stop|Start|Restart|Invoke|New|Move|Copy|Rename|Format|Disable|Enable"
    r"|Uninstall|Unregister|Add|Out|Select|ForEach|Where|Reset|Import|Export|Test|Write)-[A-Z][A-Za-z]+\b"
    r"|\s*(?:iwr|irm|iex|gci)\s"
)
"""A line that begins with a cmdlet."""
_READERS = {
    Language.SQL: ("sql", "read"),
    Language.PYTHON: ("python_code", "read"),
    Language.JAVASCRIPT: ("scripts", "read_javascript"),
    Language.PERL: ("scripts", "read_perl"),
    Language.RUBY: ("scripts", "read_ruby"),
    Language.PHP: ("scripts", "read_php"),
    Language.LUA: ("scripts", "read_lua"),
    Language.R: ("scripts", "read_r"),
    Language.APPLESCRIPT: ("scripts", "read_applescript"),
    Language.MONGO: ("mongo", "read"),
    Language.REDIS: ("redis", "read"),
    Language.CMD: ("windows", "read_cmd"),
    Language.POWERSHELL: ("windows", "read_powershell"),
    Language.GRAPHQL: ("graphql", "read"),
}
"""Language -> module of this package and its function (text, scene) -> Reading; SQL's also takes a dialect."""
_FAR = regex(r"[/~$]|\.\.?(?:/|\Z)|[A-Za-z]:[\\/]")
"""Words of a long list that are read before the others."""
_SYSTEM_BINS = (
    "/bin/",
    "/sbin/",
    "/usr/bin/",
    "/usr/sbin/",
    "/usr/local/bin/",
    "/usr/local/sbin/",
    "/opt/homebrew/bin/",
)


class Desk:
    """Reads whatever comes in. One for each analysis."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget

    def command(self, command: Command) -> Reading:
        """One simple command, with all that it carries. Raises Spent only."""
        self.budget.command()
        if len(command.words) > MOST_NAMES:
            return self._cut(command)
        try:
            reading = told_by_options.told(command, _by_program(command))
            touched = changed_under(command, reading.nested)
            if touched:
                reading += Reading(touched)
        except Spent:
            raise
        except Exception as error:  # noqa: BLE001 (a reader that fails must not leave its command unread)
            why = f"{command.program}: its reader failed ({type(error).__name__})"
            reading = opaque(why, executes(command.program, command.scene, command.evidence, Trait.UNRESOLVED))
        self.budget.found(len(reading.effects))
        own, commands = _parted(reading)
        read = light_where_disposable(command, self.carried(own, command.evidence))
        return read + self.carried(commands, command.evidence) if commands.nested else read

    def _cut(self, command: Command) -> Reading:
        """A command of very many words: the first are read, and of the rest those that name far places."""
        first, rest = command.words[: MOST_NAMES // 2], command.words[MOST_NAMES // 2 :]
        far = [word for word in rest if word.glob or not word.known or _FAR.match(word.text)]
        kept = (*first, *far, *rest[-MOST_NAMES // 4 :])[:MOST_NAMES]
        unread = executes(command.program, command.scene, command.evidence, Trait.UNRESOLVED)
        return self.command(replace(command, words=kept)) + opaque(
            f"{command.program}: more than {MOST_NAMES} words", unread
        )

    def carried(self, reading: Reading, evidence: str = "") -> Reading:
        """Read what a reading carries; the outcome carries nothing more."""
        if not reading.nested:
            return reading
        found = [replace(reading, nested=())]
        for nested in reading.nested:
            if self.budget.spent:
                # Said once for all that is left: it would be told in the same words.
                unread = executes(f"{nested.language} text", nested.scene, evidence, Trait.UNRESOLVED)
                found.append(opaque("more than one action may carry", unread))
                break
            found.append(self.nested(nested, evidence))
        return together(found)

    def nested(self, nested: Nested, evidence: str = "") -> Reading:
        """One carried text or command."""
        try:
            with self.budget.deeper():
                if nested.text is not None:
                    return self.text(nested, evidence)
                if nested.words:
                    return self.words(nested, evidence)
                return NOTHING
        except Spent as spent:
            return opaque(str(spent), executes(f"{nested.language} text", nested.scene, evidence, Trait.UNRESOLVED))
        except RecursionError:
            return opaque(
                "nested too deep", executes(f"{nested.language} text", nested.scene, evidence, Trait.UNRESOLVED)
            )

    def words(self, nested: Nested, evidence: str) -> Reading:
        """A command that is already cut into words."""
        first = nested.words[0]
        typed = " ".join(word.text for word in nested.words)
        if not first.known:
            return unresolved(first.text, nested.scene, evidence or typed)
        return self.command(Command(nested.words, nested.scene, typed[:400], nested.stdin))

    def text(self, nested: Nested, evidence: str) -> Reading:
        """A text in some language."""
        text, scene = nested.text or "", nested.scene
        if nested.language is Language.SHELL:
            from commensurate.effects.shell import read_shell  # noqa: PLC0415 (loads the parser)

            return read_shell(text, scene, self.command, self.budget, stdin=nested.stdin, words=nested.words)
        self.budget.take(text)
        reader = reader_of(nested.language)
        if nested.language in _CODE:
            text = unwrapped(text)
        if reader is None:
            return opaque(f"{nested.language}: no reader", executes(f"{nested.language} text", scene, text[:400]))
        try:
            if nested.language is Language.SQL:
                reading = reader(text, scene, dialect=nested.dialect, budget=self.budget)
            else:
                reading = reader(text, scene)
        except Exception as error:  # noqa: BLE001 (the same)
            why = f"{nested.language}: its reader failed ({type(error).__name__})"
            return opaque(why, executes(f"{nested.language} text", scene, text[:400], Trait.UNRESOLVED))
        if nested.language in _CODE:
            reading += disguised(text, scene, evidence or text[:400])
        if reading.coverage is not Coverage.FULL and nested.language in _CODE:
            command = Command((Word(str(nested.language)),), scene, evidence or text[:400])
            reading += Reading(names_places(text, command))
        if nested.language in _DOUBLED and is_double(text):
            own, commands = _parted(reading)
            return lightened(self.carried(own, evidence)) + self.carried(commands, evidence)
        return self.carried(reading, evidence)


def _parted(reading: Reading) -> tuple[Reading, Reading]:
    """What a command does itself, with the statements that it hands on; and the commands that it starts, which name
    their own world.
    """
    commands = tuple(nested for nested in reading.nested if nested.language is Language.SHELL)
    if not commands:
        return reading, NOTHING
    rest = tuple(nested for nested in reading.nested if nested.language is not Language.SHELL)
    return replace(reading, nested=rest), Reading(nested=commands)


_DOUBLED = frozenset({Language.PYTHON, Language.JAVASCRIPT, Language.RUBY, Language.PHP})
_CODE = frozenset(Language) - {Language.SHELL, Language.SQL, Language.GRAPHQL}
"""Languages whose half-read texts count as touching the guards and secrets that they name."""


def reader_of(language: Language) -> Callable[..., Reading] | None:
    """The reader of a language; None where there is none."""
    module, function = _READERS[language]
    try:
        found: Callable[..., Reading] = getattr(import_module(f"commensurate.effects.{module}"), function)
    except (ImportError, AttributeError):
        return None
    return found


def _by_program(command: Command) -> Reading:
    typed = command.words[0].text.lstrip("\\")
    usage = usage_of(command.program)
    if usage is not None:
        return table.read(usage, command)
    if "/" in typed and not typed.startswith(_SYSTEM_BINS):
        return _by_path(command)
    if _asks_for_help(command):
        return NOTHING
    if CMDLET.match(typed):
        text = " ".join(word.text for word in command.words)
        return Reading(nested=(Nested(Language.POWERSHELL, command.scene, text),))
    said = () if misspelt(command.program) else commanded(command)
    nobody_knows = opaque(f"{command.program}: not a program that is known", table.unknown(command), *said)
    return nobody_knows + Reading(nested=carried(command))


def _asks_for_help(command: Command) -> bool:
    """With a help or version flag alone, or `--help` at the end, even an unknown program only tells about itself."""
    words = [word.text for word in command.arguments]
    return bool(words) and (words[-1] == "--help" or (len(words) == 1 and words[0] in ("--version", "-h", "-?")))


def _by_path(command: Command) -> Reading:
    """A file that is run by its path."""
    script = scripts_at_hand.read_script(command.words[0], command.scene, command.evidence)
    if script.text is None:
        return script.reading
    language = language_of(command.program, script.text)
    if language is None:
        effect = executes(command.words[0].text, command.scene, command.evidence)
        return Reading((effect,), coverage=Coverage.OPAQUE, notes=(f"{command.program}: not a script",))
    carried: tuple[Word, ...] = command.words if language is Language.SHELL else ()
    return Reading(nested=(Nested(language, command.scene, script.text, carried, command.stdin),))


_SUFFIXES = {
    "sh": Language.SHELL, "bash": Language.SHELL, "zsh": Language.SHELL, "ksh": Language.SHELL,
    "py": Language.PYTHON, "js": Language.JAVASCRIPT, "mjs": Language.JAVASCRIPT, "cjs": Language.JAVASCRIPT,
    "ts": Language.JAVASCRIPT, "pl": Language.PERL, "rb": Language.RUBY, "php": Language.PHP,
    "sql": Language.SQL, "ps1": Language.POWERSHELL, "bat": Language.CMD, "cmd": Language.CMD,
}  # fmt: skip
_SHEBANGS = (
    ("python", Language.PYTHON), ("node", Language.JAVASCRIPT), ("deno", Language.JAVASCRIPT),
    ("bun", Language.JAVASCRIPT), ("perl", Language.PERL), ("ruby", Language.RUBY), ("php", Language.PHP),
    ("pwsh", Language.POWERSHELL), ("sh", Language.SHELL),
)  # fmt: skip


def language_of(name: str, text: str) -> Language | None:
    """What a script is written in: its first line says so, else its name; without either the shell reads it."""
    if text.startswith("#!"):
        first = text.split("\n", 1)[0]
        return next((language for mark, language in _SHEBANGS if mark in first), None)
    if "\0" in text[:1000]:
        return None
    suffix = name.rpartition(".")[2] if "." in name else ""
    return _SUFFIXES.get(suffix, Language.SHELL)
