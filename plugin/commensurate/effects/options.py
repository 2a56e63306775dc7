"""A command's words, cut into options and positionals, as getopt and its many cousins would."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from commensurate.effects.reading import Word


@dataclass(frozen=True, slots=True)
class Options:
    """`flags` maps each option as written (`-r`, `--force`) to the values given to it ("" where it takes none)."""

    flags: Mapping[str, tuple[Word, ...]]
    positionals: tuple[Word, ...]

    def has(self, *names: str) -> bool:
        """True where any of these options was given."""
        return any(name in self.flags for name in names)

    def value(self, *names: str) -> str | None:
        """The last value given to any of these options, or None."""
        words = [word for name in names for word in self.flags.get(name, ())]
        return words[-1].text if words else None


def names(text: str) -> frozenset[str]:
    """The names that a text lists, cut at white space: option tables are easier to read as one block."""
    return frozenset(text.split())


def split(words: Sequence[Word], values: Collection[str] = (), *, single_dash_long: bool = False) -> Options:
    """Cut the words after the program. `values` are the options that take a value (`-C`, `--git-dir`).

    Clusters (`-rf`) are taken apart, `--name=value` is split, `--` ends the options. With `single_dash_long`,
    `-name` is one option (find, terraform, PowerShell).
    """
    flags: dict[str, list[Word]] = {}
    positionals: list[Word] = []
    rest = iter(range(len(words)))
    for index in rest:
        word = words[index]
        text = word.text
        if text == "--":
            positionals.extend(words[index + 1 :])
            break
        if len(text) < 2 or text[0] != "-":
            positionals.append(word)
            continue
        for name, value in _options_of(word, values, single_dash_long):
            given = flags.setdefault(name, [])
            if value is not None:
                given.append(value)
            elif name in values:
                following = next(rest, None)
                given.append(words[following] if following is not None else Word(""))
            else:
                given.append(Word(""))
    return Options({name: tuple(given) for name, given in flags.items()}, tuple(positionals))


def _options_of(word: Word, values: Collection[str], single_dash_long: bool) -> list[tuple[str, Word | None]]:
    text = word.text
    name, equals, value = text.partition("=")
    if text.startswith("--") or single_dash_long:
        return [(name, Word(value, word.known, word.glob) if equals else None)]
    if text in values:
        return [(text, None)]
    found: list[tuple[str, Word | None]] = []
    for position, letter in enumerate(text[1:], 1):
        option = "-" + letter
        if option in values:
            attached = text[position + 1 :]
            found.append((option, Word(attached, word.known) if attached else None))
            break
        found.append((option, None))
    return found
