"""A word of the human, as the grammar sees it, and the crude stem by which words are compared."""

from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Token:
    """One token: `text` as written, `word` in lower case without quotes, `stem` for comparing, and its place."""

    text: str
    word: str
    stem: str
    start: int
    end: int
    glossed: bool = False
    """True where `word` and `stem` are the English for `text`."""
    noun: bool = False
    """True for what its language marks as a noun: it asks for nothing."""
    verb: bool = False

    @property
    def quoted(self) -> bool:
        """True where it stands in quotes or backticks."""
        return len(self.text) > 1 and self.text[0] in "`\"'«“"


IRREGULAR = {
    "sent": "send", "paid": "pay", "written": "write", "overwritten": "overwrite", "thrown": "throw", "sold": "sell", "bought": "buy",
    "given": "give", "shown": "show",
}  # fmt: skip
"""Participles whose verbs do not end in -ed."""


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """A crude stem: equal for the common English forms of one word ("deletes", "deleting", "deleted" -> "delet")."""
    word = word.lower().replace("’", "'").removesuffix("'s").strip("'")
    word = IRREGULAR.get(word, word)
    if word in {"note", "notes"}:
        return "note"
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif word.endswith(("sses", "ches", "shes", "xes", "zes")):
        word = word[:-2]
    elif len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    if len(word) > 5 and word.endswith("ing"):
        word = word[:-3]
    elif len(word) > 4 and word.endswith("ed"):
        word = word[:-2]
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiousl":
        word = word[:-1]
    if len(word) > 3 and word.endswith("e"):
        word = word[:-1]
    return word[:-1] + "i" if len(word) > 3 and word.endswith("y") else word
