"""Interpreters: what they are given on the command line, in a script or on standard input is code, and is read.

Sources: the manuals of bash 5.2, dash, zsh 5.9, ksh93, fish 3.7, Python 3.13, Node.js 22, Deno 2, Bun 1, perl 5.40
(perlrun), ruby 3.3, PHP 8.3, Lua 5.4, osascript(1), R 4, Julia 1.10.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from commensurate.effects.code_loose import loosely
from commensurate.effects.code_unseen import FETCHES, executes, fed, unresolved
from commensurate.effects.options import names
from commensurate.effects.paths import file_reading
from commensurate.effects.programs.prefixes import cut, starts
from commensurate.effects.reading import NOTHING, Command, Language, Nested, Reading, Word
from commensurate.effects.scripts_at_hand import read_script
from commensurate.effects.serving import served
from commensurate.effects.table import Usage, each
from commensurate.model.analysis import Coverage
from commensurate.model.effect import Operation, ResourceKind, Trait
from commensurate.model.regex import regex


@dataclass(frozen=True, slots=True)
class Interpreter:
    """How an interpreter takes its code. `code`: options whose value is code; `values`: others that take one;
    `inert`: with these nothing runs; `module`: the option that names a module to run; `edits`: `-i` changes files.
    """

    language: Language | None
    code: frozenset[str] = frozenset()
    values: frozenset[str] = frozenset()
    inert: frozenset[str] = frozenset()
    module: str = ""
    edits: bool = False
    loads: frozenset[str] = frozenset()
    """Options whose value is a file that runs first."""


def _reader(spec: Interpreter) -> Callable[[Command], Reading]:
    return lambda command: read_interpreter(spec, command)


def read_interpreter(spec: Interpreter, command: Command) -> Reading:
    """Code on the command line, else a module, else a script, else standard input."""
    values = spec.code | spec.values | spec.loads | ({spec.module} if spec.module else frozenset())
    found = cut(command.arguments, values)
    if found.flags.keys() & (spec.inert | {"--help", "--version"}):
        return NOTHING
    code = tuple(word for name in spec.code for word in found.flags.get(name, ()))
    if code:
        reading = _code(spec, code, command, found.rest)
        return reading + _edited(spec, found.flags, found.rest, command)
    if spec.module and spec.module in found.flags:
        return _module(found.flags[spec.module], found.rest, command)
    if found.rest and found.rest[0].text != "-":
        return run_script(spec.language, found.rest, command)
    return _stdin(spec, command)


def _code(spec: Interpreter, code: tuple[Word, ...], command: Command, rest: tuple[Word, ...]) -> Reading:
    text = "\n".join(word.text for word in code)
    if all(
        (not word.known and word.text.startswith(("$(", "`", "$")) and " " not in word.text.strip('$(){}`"'))
        or (not word.known and word.text.startswith("$("))
        for word in code
    ):
        # Nothing of it is in view: `bash -c "$X"`, `sh -c "$(curl …)"`.
        return unresolved(text, command.scene, command.evidence)
    if spec.language is None:
        return loosely(text, command)
    if spec.language is Language.SHELL:
        return Reading(nested=(Nested(spec.language, command.scene, text, rest, command.stdin),))
    nested: tuple[Nested, ...] = (Nested(spec.language, command.scene, text, stdin=command.stdin),)
    if _MISTAKEN.match(text):
        # A command of the shell, given to the wrong interpreter: what was meant is plain.
        nested = (*nested, Nested(Language.SHELL, command.scene, text))
    return Reading(nested=nested)


_MISTAKEN = regex(r"\s*(?:sudo\s+)?(?:rm|git|dd|mkfs[.\w]*|shred|chmod|chown)\s+-{0,2}[a-z]")


def _edited(
    spec: Interpreter, flags: Mapping[str, tuple[Word, ...]], rest: tuple[Word, ...], command: Command
) -> Reading:
    """Perl and ruby with `-i` change the files that are named; with `-n` or `-p` they read them."""
    if not spec.edits:
        return NOTHING
    if any(name.startswith("-i") for name in flags):
        return file_reading(Operation.UPDATE, rest, command)
    return file_reading(Operation.READ, rest, command) if flags.keys() & {"-n", "-p"} else NOTHING


def _module(module: tuple[Word, ...], rest: tuple[Word, ...], command: Command) -> Reading:
    """`python -m pip …` is `pip …`."""
    name = module[0].text if module else ""
    # All that stands behind the module's name is the module's, its options too.
    behind = next((i for i, word in enumerate(command.arguments) if module and word is module[0]), None)
    rest = rest if behind is None else command.arguments[behind + 1 :]
    if name == "timeit":
        code = cut(rest, names("-n --number -r --repeat -s --setup -u --unit"))
        texts = (*code.flags.get("-s", ()), *code.flags.get("--setup", ()), *code.rest)
        return Reading(nested=tuple(Nested(Language.PYTHON, command.scene, word.text) for word in texts))
    if name in ("cProfile", "profile", "pdb", "trace", "runpy"):
        code = cut(rest, names("-o -s -m -c"))
        return run_script(Language.PYTHON, code.rest, command) if code.rest else NOTHING
    if name == "http.server":
        return _served(command, cut(rest, names("-d --directory -b --bind -p --protocol")).flags)
    if name in _QUIET_MODULES:
        return NOTHING
    words = (Word(_MODULES.get(name, name)), *rest)
    return Reading(nested=(Nested(Language.SHELL, command.scene, words=words, stdin=command.stdin),))


def _served(command: Command, flags: Mapping[str, tuple[Word, ...]]) -> Reading:
    """A folder that anyone in reach may read: the project's own is one thing, a home or a drive another."""
    given = flags.get("-d", ()) + flags.get("--directory", ())
    folder = given[-1] if given else Word(".")
    return served(folder, command)


_QUIET_MODULES = names("json.tool this tokenize ast dis platform site sysconfig calendar pydoc tabnanny base64")
_MODULES = {"pip": "pip", "django": "django-admin", "pytest": "pytest", "IPython": "ipython"}


def run_script(language: Language | None, words: tuple[Word, ...], command: Command) -> Reading:
    """A script file, with its arguments."""
    from commensurate.effects.programs.known_scripts import script_reader  # noqa: PLC0415 (families import lazily)

    first = words[0]
    if script_reader(first.text) is not None:
        return Reading(nested=(Nested(Language.SHELL, command.scene, words=words, stdin=command.stdin),))
    if not first.known:
        return unresolved(first.text, command.scene, command.evidence)
    script = read_script(first, command.scene, command.evidence, command.stdin)
    if script.text is None:
        return script.reading
    if language is None:
        return loosely(script.text, command)
    arguments = words if language is Language.SHELL else ()
    return script.reading + Reading(nested=(Nested(language, command.scene, script.text, arguments, command.stdin),))


def _stdin(spec: Interpreter, command: Command) -> Reading:
    """What is fed is the script."""
    stdin = command.stdin
    if stdin is None:
        return Reading((starts(command, command.scene),))
    if stdin.text is None and stdin.source in ("", "cat") and len(stdin.effects) == 1:
        only = stdin.effects[0]
        if (
            only.operation is Operation.READ
            and only.resource.kind is ResourceKind.FILE
            and Trait.UNRESOLVED not in only.traits
        ):
            return run_script(spec.language, (Word(only.resource.name),), command)
    if stdin.text is None:
        return fed(command.program, stdin, command.scene, command.evidence)
    if spec.language is None:
        return loosely(stdin.text, command)
    reading = Reading(nested=(Nested(spec.language, command.scene, stdin.text),))
    if stdin.source in FETCHES:
        reading += Reading((executes(command.program, command.scene, command.evidence, Trait.INBOUND_CODE),))
    return reading


_SHELL = Interpreter(
    Language.SHELL,
    code=names("-c --command"),
    values=names("-o +o -O +O"),
    inert=names("-n --dump-strings --dump-po-strings -D"),
    loads=names("--rcfile --init-file -C --init-command"),
)


def _shell(command: Command) -> Reading:
    """A shell: `-c` makes the first word after the options the text."""
    words = command.arguments
    at = 0
    runs = fed_in = False
    while at < len(words) and len(words[at].text) > 1 and words[at].text[0] in "-+":
        text = words[at].text
        at += 1
        if text in ("--help", "--version") or (text == "-n" and not runs):
            return NOTHING
        if text in ("--", "-"):
            break
        if text.startswith("--command="):
            return _code(_SHELL, (Word(text[10:], words[at - 1].known),), command, words[at:])
        if text.startswith("--"):
            runs = runs or text == "--command"
            at += text in ("--rcfile", "--init-file", "--init-command")
            continue
        runs = runs or "c" in text[1:]
        fed_in = fed_in or "s" in text[1:]
        if " " in text:
            # `-c'text'`: no shell takes it like this, but one who writes it means it.
            return _code(_SHELL, (Word(text[text.index("c") + 1 :], words[at - 1].known),), command, words[at:])
        at += text[-1] in "oO" and not text.startswith("-c")
    rest = words[at:]
    if runs:
        # The first word after the text is $0, save with those that count from $1.
        zeroth = (Word(command.program),) if command.program in ("csh", "tcsh", "fish") else ()
        return _code(_SHELL, rest[:1], command, (*zeroth, *rest[1:])) if rest else NOTHING
    if rest and not fed_in:
        return run_script(Language.SHELL, rest, command)
    return _stdin(_SHELL, command)


_PYTHON = Interpreter(
    Language.PYTHON,
    code=names("-c"),
    values=names("-W -X -Q --check-hash-based-pycs"),
    inert=names("-V -VV -h -?"),
    module="-m",
)
_NODE = Interpreter(
    Language.JAVASCRIPT,
    code=names("-e --eval -p --print -pe"),
    values=names(
        "-r --require --import --loader --experimental-loader -C --conditions --env-file --title --inspect-port"
    ),
    inert=names("-v -h -c --check --v8-options"),
)
_PERL = Interpreter(
    Language.PERL, code=names("-e -E"), values=names("-I -M -m -F"), inert=names("-v -V -c -h"), edits=True
)
_RUBY = Interpreter(Language.RUBY, code=names("-e"), values=names("-I -r -C -E"), inert=names("-v -c -h"), edits=True)
_PHP = Interpreter(
    Language.PHP, code=names("-r -B -R -E"), values=names("-d -c -z -t"), inert=names("-v -m -i -l -h -w -s"),
    loads=names("-f -F"),
)  # fmt: skip


def _php(command: Command) -> Reading:
    """`php -f file` and `php -S host:port`."""
    found = cut(command.arguments, _PHP.code | _PHP.values | _PHP.loads | names("-S"))
    for name in ("-f", "-F"):
        if found.flags.get(name):
            return run_script(Language.PHP, (*found.flags[name], *found.rest), command)
    if "-S" in found.flags:
        return served((cut(command.arguments, names("-S -t")).flags.get("-t") or (Word("."),))[-1], command)
    return read_interpreter(_PHP, command)


_FROM_ELSEWHERE = regex(
    r"https?://(?!(?:[\w-]+\.)*(?:deno\.land|jsr\.io|esm\.sh|githubusercontent\.com|localhost)[:/])"
)


def _deno(command: Command) -> Reading:
    """`deno eval text`, `deno run script`; its other subcommands change nothing but their own caches."""
    words = command.arguments
    name = words[0].text if words else ""
    found = cut(words[1:], names("-c --config --import-map --location --cert --seed --ext"))
    if name == "eval" and found.rest:
        return Reading(nested=(Nested(Language.JAVASCRIPT, command.scene, found.rest[0].text, stdin=command.stdin),))
    if name == "run" and found.rest and _FROM_ELSEWHERE.match(found.rest[0].text):
        return Reading((executes(found.rest[0].text, command.scene, command.evidence, Trait.INBOUND_CODE),))
    if name in ("run", "serve", "test", "bench") and found.rest:
        return run_script(Language.JAVASCRIPT, found.rest, command)
    if name in names("fmt lint check info doc types cache completions lsp"):
        return NOTHING
    if name.startswith("-") or "." in name:
        return read_interpreter(_NODE, command)
    return Reading(coverage=Coverage.PARTIAL)


def _osascript(command: Command) -> Reading:
    """AppleScript, or with `-l JavaScript` code that is not read."""
    found = cut(command.arguments, names("-e -l -s"))
    text = "\n".join(word.text for word in found.flags.get("-e", ()))
    spoken = found.flags.get("-l", ())
    language = None if spoken and spoken[-1].text.lower() != "applescript" else Language.APPLESCRIPT
    if not text:
        return read_interpreter(Interpreter(language, values=names("-l -s")), command)
    if language is None:
        return loosely(text, command)
    return Reading(nested=(Nested(language, command.scene, text),))


def _plain(code: str = "-e", values: str = "", inert: str = "-v -h") -> Usage:
    return Usage(reader=_reader(Interpreter(None, code=names(code), values=names(values), inert=names(inert))))


_VERSIONS = " ".join(f"python3.{minor}" for minor in range(6, 20))

PROGRAMS: Mapping[str, Usage] = each(
    {
        "sh bash zsh dash ksh ksh93 mksh ash fish rbash csh tcsh yash hush": Usage(reader=_shell),
        f"python python2 python2.7 python3 pypy pypy3 ipython py {_VERSIONS}": Usage(reader=_reader(_PYTHON)),
        "node nodejs ts-node tsx qjs": Usage(reader=_reader(_NODE)),
        "perl": Usage(reader=_reader(_PERL)),
        "ruby jruby irb": Usage(reader=_reader(_RUBY)),
        "php": Usage(reader=_php),
        "deno": Usage(reader=_deno),
        "osascript": Usage(reader=_osascript),
        "lua luajit lua5.4 lua5.3": Usage(reader=_reader(Interpreter(Language.LUA, names("-e"), inert=names("-v")))),
        "rscript r": Usage(reader=_reader(Interpreter(Language.R, names("-e")))),
        "erl": _plain("-eval -s -run", values="-name -sname -setcookie -pa"),
        "julia": _plain("-e -E --eval --print"),
        "groovy scala kotlin elixir iex nu xonsh elvish nim crystal": _plain("-e -c --eval --commands --execute"),
        "tclsh wish expectk swift ghci runghc guile sbcl ecl clisp racket clojure clj bb janet gnuplot octave maxima gap jshell": _plain(
            "-e -c --eval -x -eval"
        ),
    }
)
