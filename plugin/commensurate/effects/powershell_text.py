"""PowerShell text cut into pipelines, commands and words, without meaning.

Quotes, backticks, comments and nesting are followed; what stands in braces and parentheses is code of its own and is
handed back beside the words. Source: learn.microsoft.com/powershell (about_Parsing, about_Quoting_Rules, 7.4).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from commensurate.effects.reading import Word
from commensurate.model.regex import regex

_CLOSING = {"(": ")", "{": "}", "[": "]"}
_PLAIN = regex(r"[A-Za-z0-9_\\/:,=%+~-]+")
"""Letters that mean themselves wherever they stand."""
_IN_QUOTES = {"'": regex(r"[^']+"), '"': regex(r"[^\"`$]+")}
_BRACKET = regex(r"[`'\"(){}]")
MOST_WORK = 8 * 65_536
"""Characters that are cut into words, those of groups within groups once for each level."""
MOST_WORDS = 12_000
"""Of one text: 64 KB of ordinary script hold about 9,000. What comes after is not read."""
_NAME = regex(r"\$(?:\{([^}]*)\}|((?:env:|global:|script:|local:)?[A-Za-z_]\w*))", re.IGNORECASE)


@dataclass(slots=True)
class Said:
    """One command: its words, the code in its groups, and the files that its output goes to."""

    words: list[Word] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    outputs: list[Word] = field(default_factory=list)
    bare: bool = True
    """True where the first word is a name; False for an expression."""


class Unclosed(Exception):
    """A quote or a bracket is not closed."""


def pipelines(text: str, variables: Mapping[str, str], most: int) -> tuple[list[list[Said]], bool]:
    """Cut a text, up to about so many commands; and whether that was all of it. Raises Unclosed."""
    cutter = _Cutter(text, variables, most)
    return cutter.run(), cutter.left >= 0


def heavy(text: str) -> bool:
    """True where brackets stand in brackets so deep that their text would be read too often."""
    depth = at = work = 0
    for found in _BRACKET.finditer(text):
        char = found.group()
        if char in "({" or (char in ")}" and depth):
            work += (found.start() - at) * (depth + 1)
            depth, at = depth + (1 if char in "({" else -1), found.start()
    return work + (len(text) - at) * (depth + 1) > MOST_WORK


def _uncommented(text: str) -> str:
    """Without `<# … #>`; one that does not end is left where it stands."""
    kept, at = [], 0
    while (start := text.find("<#", at)) >= 0 and (end := text.find("#>", start + 2)) >= 0:
        kept += [text[at:start], " "]
        at = end + 2
    return "".join([*kept, text[at:]])


class _Cutter:
    def __init__(self, text: str, variables: Mapping[str, str], most: int) -> None:
        self.left = most
        self.words = 0
        self.text = _uncommented(text).replace("\r\n", "\n")
        self.variables = variables
        self.at = 0
        self.done: list[list[Said]] = [[Said()]]
        self.word: list[str] = []
        self.open = False
        self.known = True
        self.glob = False
        self.redirected = False

    def run(self) -> list[list[Said]]:
        while self.at < len(self.text) and self.left >= 0:
            self.step(self.text[self.at])
        self.end_word()
        return [kept for line in self.done if (kept := [said for said in line if said.words or said.groups])]

    @property
    def said(self) -> Said:
        return self.done[-1][-1]

    def step(self, char: str) -> None:
        after = self.text[self.at + 1 : self.at + 2]
        if char in " \t":
            self.end_word()
        elif char in "\n;":
            self.end_word()
            if self.said.words or self.said.groups:
                self.done.append([Said()])
                self.left -= 1
        elif char == "|" and after != "|":
            self.end_word()
            self.done[-1].append(Said())
            self.left -= 1
        elif char + after in ("||", "&&"):
            self.end_word()
            self.done.append([Said()])
            self.left -= 1
            self.at += 1
        elif char == "#" and not self.open:
            self.at = (self.text + "\n").find("\n", self.at) - 1
        elif char in "'\"":
            self.quoted(char)
            return
        elif char == "`":
            self.escaped(after)
            return
        elif char in "({" or (char in "$@" and after and after in "({"):
            self.group(char, after)
            return
        elif char == "$":
            self.variable()
            return
        elif char == ">" and (not self.open or not self.word or (len(self.word) == 1 and self.word[0] in "123456*")):
            self.word, self.open = [], False
            self.at += after == ">"
            self.redirected = True
        elif char in "&." and not self.open and not self.said.words and after in " \t\"'$":
            pass
        else:
            plain = _PLAIN.match(self.text, self.at)
            self.add(plain.group() if plain else char, glob=char in "*?[")
            return
        self.at += 1

    def add(self, text: str, *, known: bool = True, glob: bool = False) -> None:
        self.word.append(text)
        self.open = True
        self.known = self.known and known
        self.glob = self.glob or glob
        self.at += len(text)

    def end_word(self) -> None:
        if self.open:
            self.words += 1
            if self.words > MOST_WORDS:
                self.left = -1
            word = Word("".join(self.word), self.known, self.glob)
            if self.redirected:
                if not re.fullmatch(r"&\d|\$null", word.text, re.IGNORECASE):
                    self.said.outputs.append(word)
                self.redirected = False
            else:
                self.said.words.append(word)
        self.word, self.open, self.known, self.glob = [], False, True, False

    def quoted(self, mark: str) -> None:
        if not self.open and not self.said.words:
            self.said.bare = self.text[max(0, self.at - 2) : self.at].strip() in ("&", ".")
        self.open = True
        at = self.at + 1
        while True:
            if at >= len(self.text):
                raise Unclosed(mark)
            char = self.text[at]
            if char == mark and self.text[at + 1 : at + 2] == mark:
                self.word.append(mark)
                at += 2
            elif char == mark:
                break
            elif char == "`" and mark == '"':
                self.word.append(self.text[at + 1 : at + 2])
                at += 2
            elif char == "$" and mark == '"':
                at = self.inner(at)
            else:
                run = _IN_QUOTES[mark].match(self.text, at)
                piece = run.group() if run else char
                self.word.append(piece)
                at += len(piece)
        self.at = at + 1

    def inner(self, at: int) -> int:
        if self.text[at + 1 : at + 2] == "(":
            end = self.closing(at + 1)
            self.said.groups.append(self.text[at + 2 : end])
            self.word.append(self.text[at : end + 1])
            self.known = False
            return end + 1
        found = _NAME.match(self.text, at)
        if found is None:
            self.word.append("$")
            return at + 1
        self.put(found)
        return found.end()

    def put(self, found: re.Match[str]) -> None:
        value = self.variables.get((found[1] or found[2]).lower())
        self.word.append(found[0] if value is None else value)
        self.known = self.known and value is not None
        self.open = True

    def variable(self) -> None:
        found = _NAME.match(self.text, self.at)
        if found is None:
            self.add("$", known=False)
            return
        if not self.open and not self.said.words:
            self.said.bare = self.text[max(0, self.at - 2) : self.at].strip() in ("&", ".")
        self.put(found)
        self.at = found.end()

    def escaped(self, after: str) -> None:
        if after == "\n":
            self.at += 2
            return
        self.add(after)
        self.at += 2 - len(after)

    def group(self, char: str, after: str) -> None:
        start = self.at if char in "({" else self.at + 1
        end = self.closing(start)
        inside = self.text[start + 1 : end]
        if not self.open and not self.said.words and char != "{":
            self.said.bare = False
        if not (char == "@" and after == "{"):
            self.said.groups.append(inside)
        if self.open or char != "{":
            self.add(self.text[self.at : end + 1], known=False, glob=False)
        self.at = end + 1

    def closing(self, start: int) -> int:
        """The index of the bracket that closes the one at `start`, past quotes and nested brackets."""
        stack = [_CLOSING[self.text[start]]]
        at = start + 1
        while (found := _BRACKET.search(self.text, at)) is not None:
            at, char = found.start(), found.group()
            if char == "`":
                at += 1
            elif char in "'\"":
                at = self.text.find(char, at + 1)
                if at < 0:
                    break
            elif char in "({":
                stack.append(_CLOSING[char])
            elif char == stack[-1]:
                stack.pop()
                if not stack:
                    return at
            at += 1
        raise Unclosed(self.text[start])
