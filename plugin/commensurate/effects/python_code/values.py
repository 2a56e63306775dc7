"""What an expression of a Python text stands for, as far as that can be told without running it."""

from dataclasses import dataclass, replace
from typing import Any

from commensurate.effects.reading import Word
from commensurate.model.regex import regex

MISSING: Any = object()
"""No constant is known."""

_PLAIN = regex(r"[A-Za-z_]\w*")


@dataclass(frozen=True, slots=True, eq=False)
class Value:
    """`name` is a dotted symbol (`os.remove`) or, with `instance`, the class that made it; `word` is its text as far as
    known; `data` is a constant; `items` and `pairs` are parts of lists and dicts; `function` is a def of the text.
    `of` is what a method chain started from. `secret`: it holds a credential of the environment.
    """

    name: str = ""
    instance: bool = False
    word: Word | None = None
    data: Any = MISSING
    items: tuple["Value", ...] | None = None
    pairs: tuple[tuple[str, "Value"], ...] | None = None
    function: Any = None
    of: "Value | None" = None
    arguments: tuple["Value", ...] = ()
    secret: bool = False

    @property
    def text(self) -> str | None:
        """The text, where all of it is known."""
        return self.word.text if self.word is not None and self.word.known and not self.word.glob else None

    @property
    def is_constant(self) -> bool:
        """True where nothing about it is unknown."""
        if self.data is not MISSING or (self.word is not None and self.word.known):
            return True
        if self.items is not None:
            return all(item.is_constant for item in self.items)
        return self.pairs is not None and all(value.is_constant for _, value in self.pairs)

    def get(self, key: str) -> "Value":
        """The value under a key of a dict that is known; UNKNOWN else."""
        return next((value for name, value in self.pairs or () if name == key), UNKNOWN)


UNKNOWN = Value()


def constant(data: Any) -> Value:
    """A constant of the text."""
    if isinstance(data, str):
        return Value(name="str", instance=True, word=Word(data), data=data)
    if isinstance(data, bytes):
        text = data.decode("utf-8", "replace")
        return Value(name="str", instance=True, word=Word(text), data=text)
    return Value(name=type(data).__name__, instance=True, data=data)


def hole(name: str, *, secret: bool = False) -> Value:
    """A text that cannot be known; it is written like a variable of the shell."""
    plain = name if _PLAIN.fullmatch(name) else "_"
    return Value(word=Word(f"${{{plain}}}", known=False), secret=secret)


def as_word(value: Value, name: str = "") -> Word:
    """The value as a word of a command or a path; a hole where it is not known."""
    if value.word is not None:
        return value.word
    if value.data is not MISSING and not isinstance(value.data, list | dict | tuple):
        return Word(str(value.data))
    return Word(f"${{{name if _PLAIN.fullmatch(name) else '_'}}}", known=False)


def joined(parts: list[Word], *, secret: bool = False) -> Value:
    """Texts one after another."""
    word = Word("".join(p.text for p in parts), all(p.known for p in parts), any(p.glob for p in parts))
    return Value(
        name="str", instance=True, word=word, data=word.text if word.known and not word.glob else MISSING, secret=secret
    )


def path(parts: list[Word]) -> Value:
    """Parts of a path, joined as os.path.join does."""
    text = ""
    for part in parts:
        text = part.text if part.text.startswith("/") or not text else f"{text.rstrip('/')}/{part.text}"
    word = Word(text, all(p.known for p in parts), any(p.glob for p in parts))
    return Value(name="pathlib.Path", instance=True, word=word)


def within(folder: Word, pattern: str = "*") -> Value:
    """Something inside a folder: which, is known only when it runs."""
    text = f"{folder.text.rstrip('/') or '/'}/{pattern}" if folder.text not in {"", "."} else pattern
    return Value(name="pathlib.Path", instance=True, word=Word(text, folder.known, glob=True))


def plain_data(value: Value, depth: int = 0) -> Any:
    """The value as JSON data; unknown parts as their holes."""
    if depth > 8:
        return None
    if value.pairs is not None:
        return {key: plain_data(part, depth + 1) for key, part in value.pairs}
    if value.items is not None:
        return [plain_data(part, depth + 1) for part in value.items]
    if value.data is not MISSING and isinstance(value.data, str | int | float | bool | None):
        return value.data
    return as_word(value).text


def with_secret(value: Value) -> Value:
    """The same value, known to hold a credential."""
    return replace(value, secret=True)
