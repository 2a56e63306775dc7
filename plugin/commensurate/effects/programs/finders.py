"""Programs that find things and do something with each: find, fd, xargs, parallel.

What they will find is known only when they run: `find logs -name '*.tmp'` stands as `logs/*.tmp`, a pattern.
Sources: POSIX.1-2024, GNU findutils 4.10, FreeBSD find(1), fd 10, GNU parallel 2024.
"""

import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field

from commensurate.effects.code_unseen import unresolved
from commensurate.effects.options import names
from commensurate.effects.paths import file_effect, file_reading
from commensurate.effects.programs.prefixes import cut, joined
from commensurate.effects.reading import NOTHING, Command, Language, Nested, Reading, Stdin, Word
from commensurate.effects.table import Usage, each
from commensurate.model.effect import Operation, ResourceKind
from commensurate.model.regex import regex

_RUNS = names("-exec -execdir -ok -okdir")
_NAMES = names("-name -iname -path -ipath -wholename -iwholename -lname -ilname -regex -iregex")
_FILTERS = names(
    "-amin -anewer -atime -cmin -cnewer -ctime -empty -executable -fstype -gid -group -inum -links -mmin -mtime -newer"
    " -nogroup -nouser -perm -readable -samefile -size -uid -used -user -writable -xtype -Bmin -Bnewer -flags"
)
_ALONE = names("-empty -executable -nogroup -nouser -readable -writable")
_TAKES = names("-maxdepth -mindepth -type -printf -regextype -context -D -files0-from")
_WRITES = names("-fprint -fprint0 -fls -fprintf")
MOST_FOUND = 40


@dataclass(slots=True)
class _Search:
    """A find expression, as far as it says what is found and what is done with it."""

    roots: list[Word] = field(default_factory=list)
    names: list[Word] = field(default_factory=list)
    filters: list[str] = field(default_factory=list)
    runs: list[tuple[Word, ...]] = field(default_factory=list)
    files: list[Word] = field(default_factory=list)
    deletes: bool = False

    def found(self) -> tuple[Word, ...]:
        """What it will find, as patterns below its roots."""
        filters = f"({' '.join(self.filters)})" if self.filters else ""
        patterns = [_pattern(word.text) for word in self.names] or ["*"]
        known = all(word.known for word in self.names)
        roots = self.roots or [Word(".")]
        places = [(root, pattern) for root in roots for pattern in patterns]
        return tuple(
            Word(f"{root.text.rstrip('/') or ''}/{pattern}{filters}", known and root.known, glob=True)
            for root, pattern in places[:MOST_FOUND]
        )


def _pattern(text: str) -> str:
    """A name or path pattern as something below a root."""
    return text.removeprefix("./").removeprefix("*/").lstrip("/") or "*"


def _find(command: Command) -> Reading:
    search = _search(command.arguments)
    if search is None:
        return NOTHING
    found = search.found()
    reading = Reading(tuple(file_effect(Operation.READ, word, command, kind=ResourceKind.FOLDER) for word in found))
    if search.deletes:
        reading += file_reading(Operation.DELETE, found, command, recursive=True)
    reading += file_reading(Operation.UPDATE, tuple(search.files), command, overwrites=True)
    carried = [
        Nested(Language.SHELL, command.scene, words=words)
        for template in search.runs
        for words in filled(template, found, "{}", appends=False)
    ]
    return reading + Reading(nested=tuple(carried))


def _search(words: tuple[Word, ...]) -> _Search | None:
    """Cut a find command. None where it only prints about itself."""
    search = _Search()
    at = 0
    while at < len(words) and re.fullmatch(r"-[HLPEXdsx]+|-O\d|-D|-f", words[at].text):
        if words[at].text == "-f":
            search.roots += words[at + 1 : at + 2]
        at += 2 if words[at].text in ("-D", "-f") else 1
    while at < len(words) and words[at].text[:1] not in ("-", "(", "!", ","):
        search.roots.append(words[at])
        at += 1
    if any(word.text in ("--help", "-help", "--version", "-version") for word in words):
        return None
    negated = False
    while at < len(words):
        text = words[at].text
        if text in ("!", "-not"):
            negated = True
            at += 1
            continue
        at = _primary(words, at, search, negated=negated)
        negated = negated and text == "("
    return search


def _primary(words: tuple[Word, ...], at: int, search: _Search, *, negated: bool) -> int:
    """Read one primary; the place of the next."""
    text = words[at].text
    following = words[at + 1 : at + 2]
    if text in _RUNS:
        end = at + 1
        while end < len(words) and words[end].text != ";" and not _plus(words, end):
            end += 1
        search.runs.append(words[at + 1 : end])
        return end + 1
    if text == "-delete":
        search.deletes = True
    elif text in _WRITES:
        search.files += following
        return at + (3 if text == "-fprintf" else 2)
    elif text in _NAMES:
        if negated:
            search.filters.append(f"not {following[0].text}" if following else "not")
        else:
            search.names += following
        return at + 2
    elif text in _ALONE:
        search.filters.append(text[1:])
    elif text in _FILTERS or text.startswith("-newer"):
        search.filters.append(f"{text[1:]} {following[0].text}" if following else text[1:])
        return at + 2
    elif text in _TAKES:
        return at + 2
    return at + 1


def _plus(words: tuple[Word, ...], at: int) -> bool:
    return words[at].text == "+" and words[at - 1].text == "{}"


def filled(template: tuple[Word, ...], found: tuple[Word, ...], mark: str, *, appends: bool) -> list[tuple[Word, ...]]:
    """The commands that run, with what was found in the place of the mark, or at the end."""
    if not template:
        return []
    if not any(mark in word.text for word in template):
        return [(*template, *found)] if appends else [template]
    if any(word.text == mark for word in template) and not any(
        mark in word.text and word.text != mark for word in template
    ):
        words: list[Word] = []
        for word in template:
            words += found if word.text == mark else [word]
        return [tuple(words)]
    return [tuple(_put(word, one, mark) for word in template) for one in found[:MOST_FOUND]]


def _put(word: Word, one: Word, mark: str) -> Word:
    if mark not in word.text:
        return word
    return Word(word.text.replace(mark, one.text), word.known and one.known, word.glob or one.glob)


_FD_VALUES = names(
    "-d --max-depth --min-depth --exact-depth -t --type -e --extension -S --size --changed-within --changed-before"
    " -o --owner -E --exclude --ignore-file -c --color -j --threads --max-results --base-directory --search-path"
    " --path-separator --format --batch-size --gen-completions --strip-cwd-prefix --max-buffer-time"
)


def _fd(command: Command) -> Reading:
    """`fd [pattern] [root …] [-x command]`."""
    words = command.arguments
    runs: list[tuple[Word, ...]] = []
    for mark in ("-x", "--exec", "-X", "--exec-batch"):
        places = [index for index, word in enumerate(words) if word.text == mark]
        if places:
            end = next((i for i in range(places[0], len(words)) if words[i].text == ";"), len(words))
            runs.append(words[places[0] + 1 : end])
            words = (*words[: places[0]], *words[end + 1 :])
    plain: list[Word] = []
    extensions: list[Word] = []
    filters: list[str] = []
    while words:
        part = cut(words, _FD_VALUES)
        extensions += [*part.flags.get("-e", ()), *part.flags.get("--extension", ())]
        filters += [
            name.lstrip("-") for name in part.flags if name in names("-S --size --changed-within --changed-before")
        ]
        plain += part.rest[:1]
        words = part.rest[1:]
    pattern = plain[0].text if plain and plain[0].text not in (".", "") else ""
    patterns = [Word(f"*.{word.text}", word.known) for word in extensions] or (
        [Word(f"*{pattern}*")] if pattern else []
    )
    search = _Search(roots=plain[1:], names=patterns, filters=filters)
    found = search.found()
    reading = Reading(tuple(file_effect(Operation.READ, word, command, kind=ResourceKind.FOLDER) for word in found))
    carried = [
        Nested(Language.SHELL, command.scene, words=words)
        for template in runs
        for words in filled(template, found, "{}", appends=True)
    ]
    return reading + Reading(nested=tuple(carried))


_CODE = names("-c -lc -ec -ic -e -E -r --eval")
_INTERPRETS = regex(r"(?:sh|python[\d.]*|node|perl|ruby|php)\Z")
_XARGS_VALUES = names(
    "-I -L -n -P -s -d -E -a --arg-file --delimiter --max-lines --max-args --max-procs --max-chars -J -R -S"
    " --process-slot-var"
)


def _xargs(command: Command) -> Reading:
    """`… | xargs command`: the items that are fed, or what stands for them."""
    words = tuple(_attached(word) for word in command.arguments)
    part = cut(words, _XARGS_VALUES)
    if part.flags.keys() & {"--help", "--version"}:
        return NOTHING
    mark = next((word.text for name in ("-I", "-J") for word in part.flags.get(name, ())), "")
    mark = mark or ("{}" if part.flags.keys() & {"-i", "--replace"} else "")
    template = part.rest or (Word("echo"),)
    delimiter = next((word.text for name in ("-d", "--delimiter") for word in part.flags.get(name, ())), "")
    zero = bool(part.flags.keys() & {"-0", "--null"})
    found = items(command.stdin or Stdin(), by_line=bool(mark), zero=zero, delimiter=delimiter)
    reading = NOTHING
    for name in ("-a", "--arg-file"):
        for word in part.flags.get(name, ()):
            reading += file_reading(Operation.READ, (word,), command)
            found = (Word(f"$(cat {word.text})", known=False, glob=True),)
    commands = filled(template, found, mark, appends=False) if mark else [(*template, *found)]
    if mark and not any(mark in word.text for word in template):
        commands = [(*template, *found)]
    if len(template) > 1 and template[-1].text in _CODE and _INTERPRETS.search(template[-2].text):
        # The items are the code: `… | xargs sh -c`.
        reading += unresolved(f"{joined(template)} (items)", command.scene, command.evidence)
    return reading + Reading(nested=tuple(Nested(Language.SHELL, command.scene, words=each) for each in commands))


def _attached(word: Word) -> Word:
    """`-i{}` and `-l1` take their value only when it is attached."""
    if re.match(r"-i.+|--replace=.+", word.text):
        return Word(f"-I{word.text.partition('=')[2] or word.text[2:]}", word.known)
    return Word("-L1") if re.match(r"-l\d*\Z", word.text) else word


def items(stdin: Stdin | None, *, by_line: bool = False, zero: bool = False, delimiter: str = "") -> tuple[Word, ...]:
    """What is fed, item by item; one word that stands for all of them where that is not known."""
    if stdin is None:
        return _unknown_items(Stdin())
    if stdin.text is None:
        return _unknown_items(stdin)
    text = stdin.text
    if zero or delimiter:
        parts = text.split("\0" if zero else delimiter.replace("\\n", "\n").replace("\\t", "\t"))
    elif by_line:
        parts = text.splitlines()
    else:
        try:
            parts = shlex.split(text)
        except ValueError:
            parts = text.split()
    found = tuple(Word(part.strip("\n")) for part in parts if part.strip("\n"))
    return found if len(found) <= 200 else (*found[:200], Word("…", known=False, glob=True))


def _unknown_items(stdin: Stdin) -> tuple[Word, ...]:
    return stdin.items or (Word(f"$({stdin.source or 'stdin'})", known=False, glob=True),)


_PARALLEL_VALUES = names(
    "-j --jobs -P --max-procs -S --sshlogin -a --arg-file -N -n --max-args -L -l -I -d --delimiter -C --colsep --joblog"
    " --results --timeout --delay --retries --tmpdir --workdir --wd --load --memfree --halt --tagstring --block"
    " --shuf --basefile --return --rpl --env"
)
_PLACES = regex(r"\{(?:\.|/|//|/\.|#|%|\d+)?\}")


def _parallel(command: Command) -> Reading:
    """`parallel text ::: items`, `… | parallel text`: a shell runs the text for each item."""
    words = command.arguments
    marks = [index for index, word in enumerate(words) if re.fullmatch(r":{3,4}\+?", word.text)]
    sources = words[marks[0] :] if marks else ()
    part = cut(words[: marks[0]] if marks else words, _PARALLEL_VALUES)
    if part.flags.keys() & names("--help --version --dry-run --dryrun --citation"):
        return NOTHING
    if not marks:
        found = items(command.stdin, by_line=True)
    elif sources[0].text.startswith("::::"):
        found = (Word("$(items)", known=False, glob=True),)
    else:
        found = tuple(word for word in sources if not word.text.startswith(":::"))
    text = joined(part.rest)
    if not text:
        texts = [word.text for word in found]
    else:
        text = text if _PLACES.search(text) else text + " {}"
        texts = [_PLACES.sub(lambda _, one=word: _quoted(one), text) for word in found[:MOST_FOUND]]  # type: ignore[misc]
    return Reading(nested=tuple(Nested(Language.SHELL, command.scene, each) for each in texts))


def _quoted(word: Word) -> str:
    """An item as it stands in a shell text: known names are quoted, patterns and unknown ones are not."""
    return shlex.quote(word.text) if word.known and not word.glob else joined((word,))


PROGRAMS: Mapping[str, Usage] = each(
    {
        "find gfind bfs": Usage(reader=_find),
        "fd fdfind": Usage(reader=_fd),
        "xargs gxargs": Usage(reader=_xargs),
        "parallel rush": Usage(reader=_parallel),
    }
)
