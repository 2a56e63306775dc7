"""Programs that change text in files or by a script of their own: sed, awk, patch, editors, formatters of text.

Sources: the GNU sed 4.9, gawk 5.3, patch 2.7 and ed manuals, POSIX.1-2024 awk and sed, the manuals of Vim 9, Emacs 29,
GNU nano, sd, perl-rename, dos2unix, pandoc and ImageMagick.
"""

import re

from commensurate.effects.code_loose import loosely
from commensurate.effects.emptying import emptied
from commensurate.effects.options import split
from commensurate.effects.paths import file_effect, file_reading
from commensurate.effects.reading import NOTHING, Command, Language, Nested, Reading, Word, together
from commensurate.effects.scripts_at_hand import read_script
from commensurate.effects.table import ONE, REVERSIBLE, Usage, case, creates, each, reads, updates, use
from commensurate.model.analysis import Coverage
from commensurate.model.effect import Operation, ResourceKind, Trait
from commensurate.model.regex import regex

FILE = ResourceKind.FILE
_PRINTS = ("--help", "--version")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _sed(command: Command) -> Reading:
    """`-i` changes the files; the `w` command writes files; the `e` command runs what it reads."""
    options = split(command.arguments, _words("-e --expression -f --file -l --line-length"))
    if options.has(*_PRINTS):
        return NOTHING
    scripts = options.flags.get("-e", ()) + options.flags.get("--expression", ())
    from_file = options.flags.get("-f", ()) + options.flags.get("--file", ())
    files = options.positionals
    if not scripts and not from_file:
        scripts, files = files[:1], files[1:]
    in_place = any(name == "-i" or name.startswith(("--in-place", "-I")) for name in options.flags)
    whole = in_place and any(script.text.strip() in ("d", "1,$d", "/.*/d", "/^/d", "/./d", "//d") for script in scripts)
    found = (
        emptied(files, command)
        if whole
        else file_reading(Operation.UPDATE if in_place else Operation.READ, files, command)
    )
    for script in scripts:
        found += _sed_script(script, command)
    if from_file:
        found += Reading(coverage=Coverage.PARTIAL, notes=("sed: its script is in a file",))
    return found


_SED_WRITE = regex(r"(?:^|[;{\n]|\d|\$|/[IM]*|[gpIi0-9])\s*[wW]\s+(/?[\w./~-]+)\s*(?:$|\n|\})")
_SED_RUN = regex(
    r"(?:^|[;{\n])\s*(?:\d+|\$)?\s*e(?:\s+(.+))?$|s(?P<d>[/|#,@!]).*(?P=d).*(?P=d)[gpIiMm0-9]*e[gpIiMm0-9]*\s*(?:$|;|\n)"
)


_SED_REPLACED = regex(
    r"s(?P<d>[/|#,@!])(?:(?!(?P=d)).)*(?P=d)(?P<to>(?:\\.|(?!(?P=d)).)*)(?P=d)[gpIiMm0-9]*e[gpIiMm0-9]*"
)


def _sed_script(script: Word, command: Command) -> Reading:
    found = NOTHING
    replaced = _SED_REPLACED.fullmatch(script.text.strip())
    if replaced is not None:
        line = replaced["to"].replace("\\" + replaced["d"], replaced["d"])
        found += Reading(nested=(Nested(Language.SHELL, command.scene, line),))
    for written in _SED_WRITE.finditer(script.text):
        found += file_reading(Operation.UPDATE, (Word(written[1]),), command, overwrites=True)
    ran = _SED_RUN.search(script.text)
    if ran:
        shell = (Nested(Language.SHELL, command.scene, ran[1]),) if ran[1] else ()
        coverage = Coverage.FULL if ran[1] else Coverage.OPAQUE
        found += Reading(nested=shell, coverage=coverage, notes=("sed: runs what it reads",))
    return found


_AWK_TEXT = regex(r'"(?:[^"\\\n]|\\.)*"|/(?:[^/\\\n]|\\.)+/(?=\s*[{,)&|]|\s*$)')
_AWK_SYSTEM = regex(r'system\s*\(\s*"((?:[^"\\]|\\.)*)"\s*\)')
_AWK_HELD = regex(r'([A-Za-z_]\w*)\s*=\s*"((?:[^"\\]|\\.)*)"')
_AWK_CALLS = regex(r"system\s*\(\s*([A-Za-z_]\w*)\s*\)")
_AWK_PIPE = regex(r'\|&?\s*"((?:[^"\\]|\\.)*)"|"((?:[^"\\]|\\.)*)"\s*\|&?\s*getline')
_AWK_WRITE = regex(r'print[^;}\n]*?>>?\s*"((?:[^"\\]|\\.)*)"')
_AWK_DYNAMIC = regex(r"system\s*\(\s*[^\"\s)]|\|&?\s*(?!\|)[a-z_]\w*\s*(?:$|[;}\n])|@load|\b[a-z_]\w*\s*\|&?\s*getline")
_AWK_REDIRECT = regex(r"\bprintf?\b[^;}\n]*>>?\s*[^=\s\"]")


def _awk(command: Command) -> Reading:
    """Awk prints; `print > file` writes, `system()` and pipes run a shell."""
    options = split(
        command.arguments,
        _words("-F --field-separator -v --assign -f --file -i --include -l --load -e --source -E --exec -o_"),
    )
    if options.has("--help", "--version", "-V", "-h", "-W"):
        return NOTHING
    if options.has("-f", "--file", "-E", "--exec", "-l", "--load"):
        found = file_reading(Operation.READ, options.positionals, command)
        return found + Reading(coverage=Coverage.PARTIAL, notes=("awk: its program is in a file",))
    program, files = options.positionals[:1], options.positionals[1:]
    program += options.flags.get("-e", ()) + options.flags.get("--source", ())
    in_place = any(word.text == "inplace" for word in options.flags.get("-i", ()) + options.flags.get("--include", ()))
    found = file_reading(
        Operation.UPDATE if in_place else Operation.READ, tuple(f for f in files if "=" not in f.text), command
    )
    for word in program:
        found += _awk_program(word.text, command)
    return found


def _awk_program(text: str, command: Command) -> Reading:
    held = {found[1]: found[2] for found in _AWK_HELD.finditer(text)}
    runs = [shell[1] for shell in _AWK_SYSTEM.finditer(text)]
    runs += [held[found[1]] for found in _AWK_CALLS.finditer(text) if found[1] in held]
    runs += [shell[1] or shell[2] for shell in _AWK_PIPE.finditer(text)]
    nested = tuple(Nested(Language.SHELL, command.scene, run.replace('\\"', '"')) for run in runs)
    written = tuple(Word(w[1]) for w in _AWK_WRITE.finditer(text))
    found = Reading(nested=nested) + file_reading(Operation.UPDATE, written, command, overwrites=True)
    bare = _AWK_TEXT.sub('""', text)
    if _AWK_DYNAMIC.search(bare):
        return found + Reading(coverage=Coverage.OPAQUE, notes=("awk: runs what it puts together",))
    if _AWK_REDIRECT.search(bare):
        found += Reading((file_effect(Operation.UPDATE, Word("*", known=False, glob=True), command, overwrites=True),))
    return found


_COMMANDS = _words("-c --cmd -S -s -T -u -U -i -W -w")
_SHELL_ESCAPE = regex(r"(?:^|[|:])\s*(?:silent!?\s+)?(?:%|\d+,\d+)?!\s*(.+)|system\(\s*['\"](.+?)['\"]\s*\)")
_DELETES = regex(
    r"\b(?:delete|rename|job_start|term_start|libcall|luaeval|py3?eval)\(|^\s*(?:py|py3|python3?|lua|perl|ruby|so|source)\b"
)
_WRITES_OUT = regex(r"(?:^|[|:\s])(?:w|wq|x|wa|wqa|xa|up|update|write|wall)!?(?:\s|$)|writefile")


_VIM_BATCH = regex(r"-[NnXZ]*[eE]s[NnXZ]*")
_VIM_CODE = regex(r"\s*:?\s*(lua|python3?|py3?|perl|ruby)\s+([^\s<].*)", re.DOTALL)


def _vim(command: Command) -> Reading:
    """An editor that is started changes nothing by itself; one with `-c` or `-s` does what it is told."""
    batch = any(_VIM_BATCH.fullmatch(word.text) for word in command.arguments)
    words = tuple(word for word in command.arguments if not _VIM_BATCH.fullmatch(word.text))
    options = split(words, _COMMANDS, single_dash_long=False)
    told = [word.text for name in ("-c", "--cmd") for word in options.flags.get(name, ())]
    told += [word.text[1:] for word in options.positionals if word.text.startswith("+")]
    files = tuple(word for word in options.positionals if not word.text.startswith("+"))
    if (batch or options.has("-s", "-S")) and not told:
        return file_reading(Operation.UPDATE, files, command, overwrites=True) + Reading(coverage=Coverage.PARTIAL)
    writes = any(_WRITES_OUT.search(text) for text in told) or not told
    found = file_reading(Operation.UPDATE if writes else Operation.READ, files, command, overwrites=bool(told))
    for word in (
        w
        for name in ("-S", "-u", "-U", "-s")
        for w in options.flags.get(name, ())
        if w.text not in ("NONE", "NORC", "DEFAULTS")
    ):
        found += read_script(word, command.scene, command.evidence).reading
    if any(_DELETES.search(text) for text in told):
        found += Reading(coverage=Coverage.OPAQUE, notes=("vim: its script deletes or runs something",))
    for text in told:
        code = _VIM_CODE.match(text)
        if code is not None:
            language = {"lua": Language.LUA, "per": Language.PERL, "rub": Language.RUBY}.get(
                code[1][:3], Language.PYTHON
            )
            found += Reading(nested=(Nested(language, command.scene, code[2]),))
        for escape in _SHELL_ESCAPE.finditer(text):
            found += Reading(nested=(Nested(Language.SHELL, command.scene, escape[1] or escape[2]),))
    return found


def _emacs(command: Command) -> Reading:
    options = split(
        command.arguments,
        _words("--eval --execute -eval -execute -e -l --load -load -f --funcall -L --script"),
        single_dash_long=True,
    )
    if options.has(
        "--eval",
        "--execute",
        "-eval",
        "-execute",
        "-e",
        "-load",
        "-l",
        "--load",
        "-f",
        "--funcall",
        "--script",
        "-script",
    ):
        given = ("--eval", "--execute", "-eval", "-execute", "-e")
        texts = [word.text for name in given for word in options.flags.get(name, ())]
        loaded = [w for n in ("-l", "--load", "--script", "-script", "-load") for w in options.flags.get(n, ())]
        found = Reading(coverage=Coverage.OPAQUE, notes=("emacs: runs Lisp",))
        for word in loaded:
            found += read_script(word, command.scene, command.evidence).reading
        return found + together(loosely(text, command) for text in texts)
    return file_reading(Operation.UPDATE, options.positionals, command)


_ED_RUNS = regex(r"^\s*(?:[\d,$.]*\s*[rwe]\s*)?!(.+)$", re.MULTILINE)
_ED_EMPTIES = regex(r"^\s*(?:1,\$|,|%|g/\^?\.?\*?/)d\s*$", re.MULTILINE)


def _ed(command: Command) -> Reading:
    """What is fed to ed are its commands: `!` runs a shell, `1,$d` empties the file."""
    files = split(command.arguments, _words("-p")).positionals
    text = command.stdin.text if command.stdin is not None else None
    empties = text is not None and _ED_EMPTIES.search(text) is not None
    found = emptied(files, command) if empties else file_reading(Operation.UPDATE, files, command)
    runs = _ED_RUNS.finditer(text or "")
    return found + Reading(nested=tuple(Nested(Language.SHELL, command.scene, run[1]) for run in runs))


def _sd(command: Command) -> Reading:
    options = split(command.arguments, _words("-n --max-replacements -f --flags"))
    operation = Operation.READ if options.has("-p", "--preview") else Operation.UPDATE
    return file_reading(operation, options.positionals[2:], command)


_EDITS = updates(FILE, "args")
_TO = updates(FILE, "-o --output", REVERSIBLE, ONE, Trait.OVERWRITES)

PROGRAMS = each(
    {
        "sed gsed": Usage(reader=_sed),
        "awk gawk mawk nawk original-awk": Usage(reader=_awk),
        "vi vim nvim view gvim ex rvim vimdiff": Usage(reader=_vim),
        "emacs emacsclient": Usage(reader=_emacs),
        "nano pico micro hx helix joe kak kakoune gedit kate code subl code-insiders cursor mate zed": use(_EDITS),
        "ed red": Usage(reader=_ed),
        "sd": Usage(reader=_sd),
        "patch": use(
            case(reads(FILE, "args"), when="--dry-run -C --check"),
            updates(FILE, "first"),
            reads(FILE, "-i --input"),
            values="-i --input -p --strip -d --directory -o --output -F -V",
        ),
        "xmlstarlet xml": use(
            case(updates(FILE, "last", REVERSIBLE, ONE, Trait.OVERWRITES), when="-L --inplace"),
            reads(FILE, "last"),
            values="-d --delete -u --update -v --value -s --subnode -t --type -n --name -x -i --insert -a --append -m -o -N",
        ),
        "dos2unix unix2dos mac2unix unix2mac": use(
            case(reads(FILE, "args"), when="-i --info"),
            case(creates(FILE, "args"), when="-n --newfile"),
            updates(FILE, "args", REVERSIBLE, ONE, Trait.OVERWRITES),
        ),
        "pandoc": use(
            case(reads(FILE, "args"), _TO, when="-o --output"),
            reads(FILE, "args"),
            values="-o --output -f --from -t --to -r -w --template -H -B -A -V -M",
        ),
        "convert magick ffmpeg sox gs inkscape pdftotext pdftoppm pdftk qpdf cwebp": use(
            reads(FILE, "most"),
            updates(FILE, "last", REVERSIBLE, ONE, Trait.OVERWRITES),
            values="-i -c -c:v -c:a -vf -af -ss -t -r -b -f -map -resize -quality -crop -density -preset -crf",
            single_dash_long=True,
        ),
        "mogrify jpegoptim optipng pngquant": use(
            updates(FILE, "args", REVERSIBLE, ONE, Trait.OVERWRITES),
            values="-resize -quality -format -path",
            single_dash_long=True,
        ),
    }
)
