"""Python in, effects out: the text is walked as it would run (walk.py), and each call is told by tables (known.py)."""

import ast
import re
import warnings
from dataclasses import replace

from commensurate.effects.budget import MOST_COMMANDS
from commensurate.effects.claims import claim, claims
from commensurate.effects.code_unseen import executes, names_places
from commensurate.effects.python_code.calls import Calls
from commensurate.effects.python_code.ports import TooLong
from commensurate.effects.python_code.walk import Walker
from commensurate.effects.reading import NOTHING, Command, Language, Nested, Reading, Scene, Word, opaque, together
from commensurate.model.analysis import Coverage
from commensurate.model.effect import Effect
from commensurate.model.regex import regex

LONGEST = 128 * 1024
"""Characters. A longer text is opaque."""
MOST_NODES = 30_000
_SIGNS = regex(r"\w+|[^\w\s]")
MOST_SIGNS = 24_000
"""Words and signs of one text; 64 KB of ordinary code hold about 15,000."""
DEEPEST = 150
"""Nesting of the tree; the walk recurses."""
_MAGIC = regex(
    r"^(?P<indent>[ \t]*)(?:!(?P<bang>[^\n=][^\n]*)|%(?P<line>(?:sx|system|cd|pip|conda|run|env|rm|sh)\b[^\n]*)|%[a-zA-Z][^\n]*)$",
    re.MULTILINE,
)
_CELL = regex(r"\A\s*%%(?P<name>bash|sh|script|cmd|sql|javascript|js|perl|ruby)[^\n]*\n", re.IGNORECASE)
_CELLS = {
    "sql": Language.SQL,
    "javascript": Language.JAVASCRIPT,
    "js": Language.JAVASCRIPT,
    "perl": Language.PERL,
    "ruby": Language.RUBY,
}


def read(text: str, scene: Scene) -> Reading:
    """What running this text would do."""
    if len(text) > LONGEST:
        return _unread(f"python: {len(text)} characters are not read", text, scene)
    cell = _CELL.match(text)
    if cell is not None:
        language = _CELLS.get(cell["name"].lower(), Language.SHELL)
        return Reading(nested=(Nested(language, scene, text[cell.end() :]),))
    if len(_SIGNS.findall(text)) > MOST_SIGNS:
        return _unread("python: too much code", text, scene)
    text, magic = _magic(text, scene)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return magic + _unread(f"python: not understood ({type(error).__name__})", text, scene)
    if not _shallow(tree):
        return magic + _unread("python: too large or too deep", text, scene)
    calls = Calls()
    walker = Walker(scene, calls, text)
    walker.looped = _looped(tree)
    try:
        walker.block(tree.body, {})
    except (TooLong, RecursionError) as error:
        return magic + together(walker.told) + _unread(f"python: {error}", text, scene)
    reading = magic + together(walker.told)
    printed = "\n".join(calls.printed)
    if reading == NOTHING and _only_prints(tree) and claims(printed):
        return Reading((claim(printed, " ".join(text[:400].split())),))
    if reading.coverage is not Coverage.OPAQUE:
        return reading
    return reading + Reading(_named(text, scene))


def _only_prints(tree: ast.Module) -> bool:
    """True for code that computes and checks nothing: imports, and statements that each print."""
    told = [node for node in tree.body if not isinstance(node, ast.Import | ast.ImportFrom)]
    return all(isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) for node in told)


_LOOPS = (ast.For, ast.AsyncFor, ast.While, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def _looped(tree: ast.AST) -> frozenset[int]:
    """The calls that stand in a loop, by identity."""
    loops = [node for node in ast.walk(tree) if isinstance(node, _LOOPS)][:_MOST_LOOPS]
    return frozenset(id(node) for loop in loops for node in ast.walk(loop) if isinstance(node, ast.Call))


_MOST_LOOPS = 60


def _named(text: str, scene: Scene) -> tuple[Effect, ...]:
    """Of code that is partly out of view: the guards, secrets and disks that its literals name."""
    return names_places(text, Command((Word("python"),), replace(scene, variables={}), " ".join(text[:200].split())))


def _shallow(tree: ast.AST) -> bool:
    level, count = [tree], 0
    for _ in range(DEEPEST):
        level = [child for node in level for child in ast.iter_child_nodes(node)]
        count += len(level)
        if not level:
            return True
        if count > MOST_NODES:
            return False
    return False


def _magic(text: str, scene: Scene) -> tuple[str, Reading]:
    """A notebook's `!command` and `%magic` lines, taken out and handed on."""
    nested: list[Nested] = []

    def line(match: re.Match[str]) -> str:
        command = match["bang"] or match["line"]
        if command and len(nested) <= MOST_COMMANDS:
            nested.append(Nested(Language.SHELL, scene, command.strip()))
        return f"{match['indent']}pass"

    if "!" not in text and "%" not in text:
        return text, Reading()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        text = _MAGIC.sub(line, text)
    if len(nested) > MOST_COMMANDS:
        return text, Reading((), tuple(nested), Coverage.OPAQUE, (), ("python: more commands than are read",))
    return text, Reading(nested=tuple(nested))


def _unread(why: str, text: str, scene: Scene) -> Reading:
    """Not understood: opaque, with the worst that its words make plausible."""
    from commensurate.effects.scripts import worst  # noqa: PLC0415 - only where the parser gave up

    effect = executes("python", scene, " ".join(text[:200].split()))
    return opaque(why, effect) + worst(text, scene) + Reading(_named(text, scene))
