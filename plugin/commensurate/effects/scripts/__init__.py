"""JavaScript, Perl, Ruby, PHP, Lua, AppleScript and R in, effects out: a conservative scan, no parser.

lexer.py tells code from strings, scan.py finds the calls, known.py says what they do, acts.py tells it.
"""

import re
from dataclasses import replace

from commensurate.effects.code_unseen import executes, names_places
from commensurate.effects.options import names
from commensurate.effects.reading import Command, Language, Nested, Reading, Scene, Word, opaque, together
from commensurate.effects.scripts import services
from commensurate.effects.scripts.acts import does
from commensurate.effects.scripts.expressions import word_of
from commensurate.effects.scripts.judging import act_of, is_pure, partial, unknown_modules
from commensurate.effects.scripts.known import KEYWORDS, PURE, Act
from commensurate.effects.scripts.learning import prepared, replace_source
from commensurate.effects.scripts.lexer import LANGUAGES, Kind, holes
from commensurate.effects.scripts.scan import MOST_CALLS, OF_AN_ACT, calls
from commensurate.effects.scripts.syntax import Call, Text
from commensurate.effects.sql.structured import looks_like_sql
from commensurate.model.analysis import Coverage
from commensurate.model.effect import BlastRadius, Effect, Operation, Resource, ResourceKind, Reversibility, Trait
from commensurate.model.regex import regex

LONGEST = 64 * 1024
"""Characters. A longer text is opaque."""
MOST_INSIDE = 4
"""How often code may stand in strings of code."""


def read(text: str, scene: Scene, language: str) -> Reading:
    """What running this text would do, in one of lexer.LANGUAGES; any other language is opaque, its worst told."""
    if language not in LANGUAGES:
        return opaque(f"{language}: no reader", executes(language, scene, text[:200])) + worst(text, scene)
    if len(text) > LONGEST:
        return opaque(f"{language}: {len(text)} characters are not read", executes(language, scene, text[:200]))
    if language == "applescript":
        return _applescript(text, scene)
    found = prepared(text, scene, language)
    if found is None:
        return opaque(f"{language}: too much code, or nested too deep", executes(language, scene, text[:200])) + worst(
            text, scene
        )
    told = [_inside(found)]
    spent = 0
    for call in calls(found):
        if spent >= MOST_CALLS:
            told.append(_unseen(found, "more calls than are read"))
            break
        told.append(_told(found, call))
        spent += OF_AN_ACT * (len(told[-1].effects) + len(told[-1].nested)) or 1
        if language in {"ruby", "perl"}:
            # Without parentheses, all that follows may be arguments: each is looked through.
            spent += sum(map(len, call.arguments)) // 10
    modules = unknown_modules(found)
    if modules:
        told.append(partial(f"{language}: {', '.join(modules[:3])}: a module that is not known"))
    if not found.whole:
        told += [_unseen(found, "a quotation does not end"), worst(text, scene)]
    if language in {"ruby", "perl"} and _SHELLISH.match(text):
        told.append(Reading(nested=(Nested(Language.SHELL, scene, text),), coverage=Coverage.OPAQUE))
    reading = together([*told, _strange(found)])
    if reading.coverage is not Coverage.OPAQUE:
        return reading
    command = Command((Word(language),), replace(scene, variables={}), " ".join(text[:200].split()))
    return reading + Reading(names_places(text, command))


def read_javascript(text: str, scene: Scene) -> Reading:
    """JavaScript and TypeScript, for Node.js, Deno and Bun."""
    return read(text, scene, "javascript")


def read_perl(text: str, scene: Scene) -> Reading:
    """Perl 5."""
    return read(text, scene, "perl")


def read_ruby(text: str, scene: Scene) -> Reading:
    """Ruby."""
    return read(text, scene, "ruby")


def read_php(text: str, scene: Scene) -> Reading:
    """PHP."""
    return read(text, scene, "php")


def read_lua(text: str, scene: Scene) -> Reading:
    """Lua."""
    return read(text, scene, "lua")


def read_r(text: str, scene: Scene) -> Reading:
    """R."""
    return read(text, scene, "r")


def read_applescript(text: str, scene: Scene) -> Reading:
    """AppleScript."""
    return read(text, scene, "applescript")


def _inside(text: Text, depth: int = 0) -> Reading:
    """Code inside strings: `${execSync("rm x")}`, "#{system 'rm x'}"."""
    reading = Reading()
    inner = [
        hole for token in text.tokens if token.kind is Kind.TEMPLATE for hole in holes(token.text) if _CODE.search(hole)
    ]
    if depth >= MOST_INSIDE:
        return _unseen(text, "code in strings in code in strings") if inner else reading
    for source in inner[:50]:
        part = replace_source(text, source)
        reading += _inside(part, depth + 1)
        for call in calls(part):
            reading += _told(part, call)
    return reading


_CODE = regex(r"[(`]|\bsystem\b|\bexec\b")


def _told(text: Text, call: Call) -> Reading:
    if call.name == "`":
        return does(text, call, Act.SHELL)
    if call.name in {"require", "import"}:
        if text.language == "javascript":
            return _unseen(text, "a module whose name is only known when it runs")
        return Reading()
    if (
        text.language == "javascript"
        and call.quoted
        and call.name in {"$", "$.sync", "Bun.$", "sh", "zx.$", "execa.$", "cmd"}
    ):
        return does(text, call, Act.SHELL)
    if "*" in call.name.split(".") or (text.language == "php" and call.name.startswith("$") and not call.method):
        return _variable(text, call)
    act = act_of(text.language, call.name, method=call.method)
    if (
        call.method
        and call.last in _STATEMENTS
        and call.arguments
        and looks_like_sql(word_of(text, call.arguments[0]).text)
    ):
        act = Act.SQL
    if (
        text.language == "javascript"
        and call.method
        and call.last in _CHILDREN
        and not call.name.startswith("?")
        and "child_process" in text.source
    ):
        act = _CHILDREN[call.last]
    if call.last == "constructor" and call.method:
        return _unseen(text, "code is put together from a string")
    deletes = services.of_graph(text, call) or services.of_mutation(text, call)
    if deletes is not None:
        return deletes
    if act is not None and call.name.lstrip("$") not in text.defined:
        return does(text, call, act)
    if text.language in _WITH_SERVICES and call.last not in text.defined:
        told = services.speaks(text, call)
        if told is not None:
            return told
    if is_pure(text, call):
        return Reading()
    return partial(f"{text.language}: {call.name}(…): not known")


_WITH_SERVICES = frozenset({"javascript", "ruby", "php"})
_STATEMENTS = frozenset(
    {"exec", "query", "execute", "prepare", "do", "run", "raw", "unsafe", "all", "get", "multi_query", "batch"}
)
_CHILDREN = {"exec": Act.SHELL, "spawn": Act.SPAWN, "execFile": Act.SPAWN, "fork": Act.SPAWN}


def _variable(text: Text, call: Call) -> Reading:
    """PHP's `$f(…)`, JavaScript's `fs[x](…)`: the function is named by a value."""
    word = text.values.get(call.name.lstrip("$"))
    act = act_of(text.language, word.text, method=False) if word is not None else None
    if act is not None and word is not None:
        return does(text, Call(word.text, call.arguments, call.start, call.end), act)
    if word is not None and word.text in PURE[text.language]:
        return Reading()
    return _unseen(text, f"{call.name}(…) calls what is only known when it runs")


def _unseen(text: Text, why: str) -> Reading:
    return opaque(f"{text.language}: {why}", executes(text.language, text.scene, " ".join(text.source[:200].split())))


_RUNS_REPLACEMENT = regex(r"^(?:[=!]~[ \t]*)?s[^\w\s].*[^\w\s][a-df-z]*e[a-z]*$", re.DOTALL)
_COMPUTED = regex(r"[\w)\]]\s*\[[^\[\]'\"\d][^\[\]]*\]\s*\(")


def _strange(text: Text) -> Reading:
    """What the calls do not show: members computed and called, bare words of Ruby and Perl, includes."""
    language = text.language
    bare = "".join(
        token.text if token.kind not in {Kind.STRING, Kind.TEMPLATE, Kind.REGEX, Kind.SHELL} else "''"
        for token in text.tokens
    )
    if language == "javascript" and _COMPUTED.search(bare):
        return _unseen(text, "a member that is computed is called")
    if language == "php" and re.search(r"\b(?:include|require)(?:_once)?\b", bare):
        return partial("php: another file is run")
    if language == "perl" and any(
        _RUNS_REPLACEMENT.search(token.text) for token in text.tokens if token.kind is Kind.REGEX
    ):
        return _unseen(text, "a replacement is run as code")
    if language == "perl" and re.search(r"&\s*(?:\$|\{)|->\s*\(", bare):
        return _unseen(text, "a function that is only known when it runs is called")
    if language in {"ruby", "perl"}:
        strange = _bare_words(text)
        if strange:
            return partial(f"{language}: {', '.join(strange[:3])}: not known")
    return Reading()


def _bare_words(text: Text) -> list[str]:
    """Words that stand alone as statements and may be calls."""
    found = []
    tokens = text.tokens
    for index, token in enumerate(tokens):
        if token.kind is not Kind.NAME or token.text[0] in "$@%" or token.text[0].isupper():
            continue
        before = tokens[index - 1] if index else None
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        starts = before is None or before.kind is Kind.LINE or before.text in {";", "{", "do", "then", "else", "begin"}
        assigned = after is not None and after.text in {
            "=",
            "+=",
            "-=",
            ".",
            "||=",
            ",",
            "=>",
            ":",
            "(",
            "[",
            "->",
            "::",
            "<<",
            "|",
        }
        if starts and not assigned and not _known_word(text, token.text):
            found.append(token.text)
    return list(dict.fromkeys(found))


def _known_word(text: Text, word: str) -> bool:
    return (
        word in KEYWORDS
        or word in text.defined
        or word in PURE[text.language]
        or act_of(text.language, word, method=False) is not None
    )


_DO_SHELL = regex(
    r'do\s+shell\s+script\s+"((?:[^"\\]|\\.)*)"(?P<admin>[^\n]{0,300}?with\s+administrator\s+privileges)?',
    re.IGNORECASE,
)
_QUIET_SCRIPT = regex(
    r"^\s*+(?:display\s+(?:dialog|notification|alert)\b.*|say\b.*|return\b.*|get\b.*|set\s+\w+\s+to\s+[^\n]*|beep.*|log\b.*|end\b.*|tell\b.*|delay\b.*|activate\s*+|)$",
    re.IGNORECASE,
)
_FINDER = (
    (regex(r"\bempty\b.*\btrash\b", re.IGNORECASE), Operation.DELETE, ResourceKind.FOLDER, "the trash", Reversibility.IRREVERSIBLE),
    (regex(r"\bdelete\b", re.IGNORECASE), Operation.DELETE, ResourceKind.FILE, "", Reversibility.COSTLY),
    (regex(r"\b(?:restart|shut down|log out)\b", re.IGNORECASE), Operation.STOP, ResourceKind.SYSTEM, "", Reversibility.COSTLY),
    (regex(r"\bquit\b", re.IGNORECASE), Operation.STOP, ResourceKind.PROCESS, "", Reversibility.COSTLY),
    (regex(r"\bsend\b", re.IGNORECASE), Operation.SEND, ResourceKind.MESSAGE, "", Reversibility.IRREVERSIBLE),
    (regex(r"\b(?:erase|eject)\b", re.IGNORECASE), Operation.DELETE, ResourceKind.DISK, "", Reversibility.IRREVERSIBLE),
)  # fmt: skip


def _applescript(text: str, scene: Scene) -> Reading:
    """AppleScript: shell scripts are read; what it tells applications is told by its verbs."""
    reading = Reading()
    for match in _DO_SHELL.finditer(text):
        where = replace(scene, elevated=True) if match["admin"] else scene
        reading += Reading(nested=(Nested(Language.SHELL, where, re.sub(r"\\(.)", r"\1", match[1])),))
    rest = re.sub(r'"(?:[^"\\]|\\.)*"', '""', _DO_SHELL.sub("", text))
    evidence = " ".join(text[:200].split())
    for pattern, operation, kind, name, how in _FINDER:
        if pattern.search(rest):
            effect = Effect(
                operation, Resource(kind, name), how, BlastRadius.SEVERAL, evidence, scene.environment, frozenset()
            )
            reading += Reading((effect,))
    if all(_QUIET_SCRIPT.match(line) for line in rest.splitlines()):
        return reading
    return reading + partial("applescript: what it tells applications is only partly known")


_RUIN = regex(
    r"\b(?:rmtree|rm_rf|rmSync|unlink(?:Sync)?|os\.remove|rmdir|remove_tree|FileUtils\.rm\w*|drop_all|DROP\s+(?:TABLE|DATABASE|SCHEMA)|TRUNCATE\s|"
    r"DELETE\s+FROM|flushall|deleteMany|drop_database|dropDatabase|rm\s+-\w*r\w*)\b",
    re.IGNORECASE,
)
_RUIN_NEEDS = names("rm unlink os.remove remove_tree drop truncate delete flushall")
"""No text that holds none of these matches."""
_OF_DATABASES = regex(r"drop|delete|truncate|flush", re.IGNORECASE)
_QUOTED_COMMAND = regex(
    r"(?:system|popen|exec\w*|run|call|check_\w+|getoutput)\s*\(\s*[rbf]*(['\"]{1,3})(.{1,2000}?)\1", re.DOTALL
)


_SHELLISH = regex(
    r"\s*(?:sudo\s+)?(?:rm|rmdir|mv|dd|chmod|chown|git|find|shred|curl|wget|kill|docker|kubectl|terraform|aws)\s+[-/~.\w][^()='\"]*$"
)
"""A line for the shell where code is meant: whoever writes it means it."""


def worst(text: str, scene: Scene) -> Reading:
    """Of a text that no reader understood: the commands in it, and the worst that its words make plausible."""
    nested = tuple(
        Nested(Language.SHELL, scene, match[2]) for match in list(_QUOTED_COMMAND.finditer(text[:LONGEST]))[:5]
    )
    if _SHELLISH.match(text[:2_000]):
        nested = (*nested, Nested(Language.SHELL, scene, text[:2_000]))
    small = text.lower()
    found = _RUIN.search(text[: 4 * LONGEST]) if any(word in small for word in _RUIN_NEEDS) else None
    if found is None:
        return Reading(nested=nested, coverage=Coverage.OPAQUE)
    evidence = " ".join(text[max(0, found.start() - 40) : found.end() + 80].split())
    kind = ResourceKind.DATABASE if _OF_DATABASES.search(found.group()) else ResourceKind.FILE
    effect = Effect(
        Operation.DELETE, Resource(kind, found.group()), Reversibility.IRREVERSIBLE, BlastRadius.SEVERAL, evidence,
        scene.environment, frozenset({Trait.OPAQUE, Trait.UNRESOLVED}),
    )  # fmt: skip
    return Reading((effect,), nested, Coverage.OPAQUE)
