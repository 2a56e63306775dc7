"""What a command prints, where the line itself says so: `echo`, `printf`, `base64 -d` and other plain filters."""

import binascii
import posixpath
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from commensurate.effects.options import names, split
from commensurate.effects.paths import resolve
from commensurate.effects.reading import KEPT_LINES, Command, Word
from commensurate.model.effect import Effect, Operation
from commensurate.model.regex import regex

MOST_TEXT = 64 * 1024
_ESCAPE = regex(r"\\(?:([abefnrtv\\'\"])|0?([0-7]{1,3})|x([0-9a-fA-F]{1,2}))")
_LETTERS = {"a": "\a", "b": "\b", "e": "\x1b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_PLACE = regex(r"%(?:%|[-0-9.]*([sbqdiuxc]))")
_LISTS = names("find gfind bfs fd fdfind ls grep egrep rg ag locate mdfind tree")
_PATTERN = regex(r"[*?\[]")
MOST_ITEMS = 40
_SET_UP_BY = names(
    "kubectl helm gh glab docker minikube k3d kind poetry rustup npm direnv starship zoxide pyenv rbenv nodenv fnm mise asdf"
    " brew opam conda atuin navi jj uv uvx pip pdm hatch just deno bun pnpm oc flux argocd istioctl terraform-docs cargo op"
)
_STREAM = regex(r"<\(\s*(?:sudo\s+)?([\w.+-]+)")
_FILTERS = names(
    "tee cat gunzip zcat xz bzip2 zstd base64 base32 openssl tr sed grep egrep head tail jq yq awk gawk cut sort uniq "
    "rev xxd gpg iconv dos2unix pv tac strings envsubst python python3 perl ruby node"
)
"""Programs that hand on what they are fed: who fed them stays the source."""


@dataclass(frozen=True, slots=True)
class Output:
    """What goes to standard output. `text` is None where it is not known; `source` is the program it comes from;
    `items` are words that stand for its lines, where it lists things.
    """

    text: str | None
    source: str = ""
    items: tuple[Word, ...] = ()


EMPTY = Output("")
UNKNOWN = Output(None)


def joined(outputs: Sequence[Output]) -> Output:
    """The output of several commands, one after another."""
    if len(outputs) == 1:
        return outputs[0]
    source = next((output.source for output in reversed(outputs) if output.source), "")
    texts = [output.text for output in outputs]
    return Output(None if None in texts else "".join(text for text in texts if text), source)


def output_of(command: Command, effects: Sequence[Effect] = ()) -> Output:
    """What a program prints. `effects` are what it was read to do: what it looks at is what it lists."""
    name = command.program
    stdin = command.stdin
    source = name
    if name in _FILTERS:
        # `cat <(curl …)` hands on what curl gives.
        inner = next((found[1] for word in command.arguments if (found := _STREAM.match(word.text))), "")
        source = inner or (stdin.source if stdin is not None and stdin.source else name)
    plain = _PLAIN.get(name, _sets_up if name in _SET_UP_BY else None)
    text = plain(command) if plain is not None else None
    if text is None and name in _FILTERS and stdin is not None and stdin.items:
        return Output(None, source, tuple(_filtered(item) for item in stdin.items))
    if text is None and name in _LISTS:
        return Output(None, source, _listed(command, effects))
    return Output(text if text is None or len(text) <= MOST_TEXT else None, source)


def _filtered(item: Word) -> Word:
    """Some of them: a filter that stands between never lets through more."""
    return item if item.text.endswith(")") else Word(f"{item.text}(filtered)", item.known, glob=True)


def _listed(command: Command, effects: Sequence[Effect]) -> tuple[Word, ...]:
    """Words that stand for the lines that a listing program prints."""
    if command.program in ("ls", "tree"):
        places = [word for word in command.arguments if not word.text.startswith("-")]
        if any(re.fullmatch(r"-[A-Za-z]*l[A-Za-z]*", word.text) for word in command.arguments):
            return ()
        whole = any(re.fullmatch(r"-[A-Za-z]*d[A-Za-z]*", word.text) for word in command.arguments)
        return tuple(word for word in places if word.glob or whole) or (Word("*", glob=True),)
    if command.program in ("grep", "egrep", "rg", "ag") and not any(
        re.fullmatch(r"-[A-Za-z]*[lL][A-Za-z]*|--files.*", word.text) for word in command.arguments
    ):
        return ()
    names = [effect.resource.name for effect in effects if effect.operation is Operation.READ and effect.resource.name]
    exact = command.program.endswith("find") or command.program in ("bfs", "fd", "fdfind")
    found = [name if exact or _PATTERN.search(name) else f"{name.rstrip('/')}/*(listed)" for name in names]
    return tuple(Word(name, glob=True) for name in dict.fromkeys(found))[:MOST_ITEMS]


def echo(texts: Sequence[str]) -> str:
    """What bash's own echo prints for these words."""
    escapes, newline, rest = False, "\n", list(texts)
    while rest and re.fullmatch(r"-[neE]+", rest[0]):
        option = rest.pop(0)
        newline = "" if "n" in option else newline
        escapes = "e" in option or (escapes and "E" not in option)
    text = " ".join(rest)
    return (_unescape(text) if escapes else text) + newline


def printf(texts: Sequence[str]) -> str | None:
    """What printf prints: the format again and again until the words are used up."""
    if not texts:
        return None
    form, values = _unescape(texts[0]), list(texts[1:])
    out = []
    for _ in range(64):
        out.append(_PLACE.sub(lambda found: _placed(found, values), form))
        if not values or not _PLACE.search(form):
            return "".join(out)
    return None


def _placed(found: "re.Match[str]", values: list[str]) -> str:
    if found.group() == "%%":
        return "%"
    value = values.pop(0) if values else ""
    return _unescape(value) if found.group(1) == "b" else value[:1] if found.group(1) == "c" else value


def _unescape(text: str) -> str:
    def one(found: "re.Match[str]") -> str:
        letter, octal, hexadecimal = found.groups()
        if letter:
            return _LETTERS.get(letter, letter)
        return chr(int(octal, 8) & 0xFF) if octal else chr(int(hexadecimal, 16))

    return _ESCAPE.sub(one, text)


def _texts(command: Command) -> list[str]:
    return [word.text for word in command.arguments]


def _fed(command: Command) -> str | None:
    return command.stdin.text if command.stdin is not None else None


def _echo(command: Command) -> str | None:
    return echo(_texts(command))


def _printf(command: Command) -> str | None:
    return printf(_texts(command))


def _pwd(command: Command) -> str | None:
    return command.scene.cwd or None


def _cat(command: Command) -> str | None:
    """What was fed, or files that the line itself wrote."""
    names = [word for word in command.arguments if not word.text.startswith("-")]
    if not names:
        return _fed(command)
    if all(name.text == "/dev/null" for name in names):
        return ""
    texts = [command.scene.files.get(resolve(name, command.scene) or "") for name in names]
    return None if None in texts else "".join(text for text in texts if text)


def _through(command: Command) -> str | None:
    return _fed(command)


def _base64(command: Command) -> str | None:
    decodes = any(text in ("-d", "-D", "--decode", "-di", "-id") for text in _texts(command))
    text = _fed(command)
    if not decodes or text is None:
        return None
    try:
        raw = binascii.a2b_base64("".join(text.split()).encode("ascii", "ignore"))
    except binascii.Error:
        return None
    return raw.decode("utf-8", "replace")


def _openssl(command: Command) -> str | None:
    texts = _texts(command)
    return _base64(command) if texts[:1] in (["base64"], ["enc"]) and "-d" in texts and "-k" not in texts else None


def _xxd(command: Command) -> str | None:
    text = _fed(command)
    options = "".join(text for text in _texts(command) if text.startswith("-"))
    if text is None or "r" not in options or "p" not in options:
        return None
    try:
        return bytes.fromhex("".join(text.split())).decode("utf-8", "replace")
    except ValueError:
        return None


def _rev(command: Command) -> str | None:
    text = _fed(command)
    return None if text is None else "".join(line[::-1] + "\n" for line in text.splitlines())


def _tr(command: Command) -> str | None:
    """`tr a-z n-za-m`, `tr -d x`; sets of single characters and ranges only."""
    texts, text = _texts(command), _fed(command)
    if text is None or len(texts) != 2:
        return None
    if texts[0] == "-d":
        gone = _set(texts[1])
        return None if gone is None else "".join(letter for letter in text if letter not in gone)
    old, new = _set(texts[0]), _set(texts[1])
    if not old or not new or texts[0].startswith("-"):
        return None
    new = new[: len(old)] + new[-1] * (len(old) - len(new))
    return text.translate({ord(one): other for one, other in zip(old, new, strict=True)})


def _set(text: str) -> str | None:
    if "[:" in text:
        return None
    text = _unescape(text)
    return re.sub(r"(.)-(.)", lambda f: "".join(map(chr, range(ord(f.group(1)), min(ord(f.group(2)), 0x7F) + 1))), text)


def _which(command: Command) -> str | None:
    names = [text for text in _texts(command) if not text.startswith("-")]
    return f"/usr/bin/{names[0]}\n" if len(names) == 1 and "/" not in names[0] else None


def _crontab(command: Command) -> str | None:
    """`crontab -l`: what is there already is no news to whoever takes it over."""
    return f"{KEPT_LINES}\n" if _texts(command) == ["-l"] else None


def _sets_up(command: Command) -> str | None:
    """What a program prints for a shell to set it up, as its manual says to: it only helps with that program."""
    texts = _texts(command)
    return "" if texts and texts[0] in _SET_UP and not any("/" in text for text in texts) else None


_SET_UP = names("completion completions shellenv hook init activate virtualenv-init env shell-integration")


def _dirname(command: Command) -> str | None:
    texts = [word.text for word in command.arguments if not word.text.startswith("-")]
    known = all(word.known for word in command.arguments)
    return f"{posixpath.dirname(texts[0]) or '.'}\n" if len(texts) == 1 and known else None


def _basename(command: Command) -> str | None:
    texts = [word.text for word in command.arguments if not word.text.startswith("-")]
    if not 1 <= len(texts) <= 2 or not all(word.known for word in command.arguments):
        return None
    name = posixpath.basename(texts[0].rstrip("/"))
    return f"{name.removesuffix(texts[1]) if len(texts) == 2 else name}\n"


def _really(command: Command) -> str | None:
    """`realpath x`, `readlink -f x`: the path, as far as links are not looked at."""
    words = [word for word in command.arguments if not word.text.startswith("-")]
    path = resolve(words[0], command.scene) if len(words) == 1 else None
    return None if path is None else f"{path}\n"


def _seq(command: Command) -> str | None:
    texts = _texts(command)
    if not 1 <= len(texts) <= 2 or not all(text.isdigit() and len(text) < 5 for text in texts):
        return None
    first, last = (1, int(texts[0])) if len(texts) == 1 else (int(texts[0]), int(texts[1]))
    return "".join(f"{number}\n" for number in range(first, min(last, first + 200) + 1))


def _nothing(_command: Command) -> str | None:
    return ""


def _made(command: Command) -> str | None:
    """`mktemp`: a new name in the folder for such things; where another folder is named, it is not known."""
    options = split(command.arguments, ("-p", "--tmpdir", "--suffix"))
    elsewhere = options.has("-p", "--tmpdir") or any("/" in word.text for word in options.positionals)
    return None if elsewhere else "/tmp/tmp.new\n"  # noqa: S108 (a name to compare with, nothing is written there)


_PLAIN: dict[str, Callable[[Command], str | None]] = {
    "echo": _echo,
    "printf": _printf,
    "pwd": _pwd,
    "mktemp": _made,
    "cat": _cat,
    "tee": _through,
    "pv": _through,
    "base64": _base64,
    "openssl": _openssl,
    "xxd": _xxd,
    "rev": _rev,
    "tr": _tr,
    "which": _which,
    "type": _which,
    "crontab": _crontab,
    "dirname": _dirname,
    "basename": _basename,
    "realpath": _really,
    "readlink": _really,
    "seq": _seq,
    "mkdir": _nothing,
    "touch": _nothing,
    "rm": _nothing,
    "sleep": _nothing,
    "chmod": _nothing,
}
