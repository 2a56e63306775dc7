"""Shell text made plain before it is parsed, without changing what it means.

tree-sitter-bash misreads heredocs, backticks, continued lines, comments that end in a backslash and braces in command
position (measured against GNU bash's own tests). All of these can be written in a form that it reads well: heredoc
bodies are lifted out, `` `x` `` becomes `$( x)`, continued lines are joined, comments are dropped, `{a,b}` becomes
`''{a,b}`. What this scanner is not sure of is a doubt, and a doubt makes the reading opaque.
"""

import re
from dataclasses import dataclass, field

from commensurate.model.regex import regex

OPEN, CLOSE = "\ue000", "\ue001"
"""Stand around the number of a heredoc that was lifted out. Text that holds them already is doubtful."""
_STOPS = regex(r"[\\'\"`$#<(){}\n\r\ue000\ue001\x00;]|\b(?:case|esac)\b")
_STOPS_QUOTED = regex(r"[\\\"`$\n\ue000\ue001\x00]")
_DELIMITER = regex(r"(?:\\.|'[^'\n]*'|\"[^\"\n]*\"|[^\s;&|<>()'\"\\])+")
_EDGE = frozenset(" \t\n;&|()<>")
_NAMED_FD = regex(r"\{[A-Za-z_]\w*\}(?=[<>])")
_NAME = regex(r"[A-Za-z_]\w*")
_EXTGLOB = regex(r"[@!?*+]\(")
_GOES_ON = regex(r"(?:^|[\s;&|()])(?:then|do|else|elif|if|while|until|in|!)\Z")
_BEGINS_WITHIN = regex(r"\s*(?:in\b|\{|&&|\|\||\]\]|\Z)")
_CLOSERS = {"S": ")", "R": ")", "D": '"', "P": "}", "A": "))", "Q": "'"}
DEEPEST = 60
MOST_STEPS = 8_000
"""Quotes, brackets, lines and the like in one text; 64 KB of ordinary script hold about 6,000."""


@dataclass(frozen=True, slots=True)
class Heredoc:
    """The body of a heredoc. Where its delimiter was quoted, nothing in it expands."""

    body: str
    quoted: bool


@dataclass(slots=True)
class Prepared:
    """The plain text, its heredocs by number, and why any of it is doubtful."""

    text: str = ""
    heredocs: list[Heredoc] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    """Where, in the plain text, a line ends that is in no quote or bracket."""
    closers: str = ""
    """What would close the quotes and brackets that nothing closes."""


def prepare(text: str) -> Prepared:
    """Make shell text plain. Never raises; linear in the length of the text."""
    prepared = Prepared()
    prepared.text = _Scanner(text, prepared, 0).run()
    return prepared


def prepare_body(body: str) -> Prepared:
    """Make the body of an unquoted heredoc plain: the same text as one word in double quotes."""
    prepared = Prepared()
    scanner = _Scanner(body, prepared, 0, body=True)
    prepared.text = f'"{scanner.run()}"'
    if prepared.heredocs:
        prepared.doubts.append("a heredoc inside a heredoc")
    return prepared


class _Scanner:
    """One pass over one text. A frame is (mode, offset in the plain text, cases open):

    C code, S subshell or `$(`, D double quotes, P `${`, A arithmetic.
    """

    def __init__(self, text: str, prepared: Prepared, depth: int, *, body: bool = False) -> None:
        self.text = text
        self.prepared = prepared
        self.depth = depth
        self.out: list[str] = []
        self.length = 0
        self.last = "\n"
        self.at = 0
        self.steps = 0
        self.frames: list[list[int | str]] = [["D" if body else "C", 0, 0]]
        self.pending: list[tuple[str, bool, bool, int]] = []

    def run(self) -> str:
        text, end = self.text, len(self.text)
        while self.at < end:
            self.steps += 1
            if self.steps > MOST_STEPS:
                self.doubt("too much to read")
                break
            mode = self.frames[-1][0]
            stops = _STOPS_QUOTED if mode == "D" else _STOPS
            found = stops.search(text, self.at)
            if found is None:
                self.emit(text[self.at :])
                self.at = end
                break
            if found.start() > self.at:
                self.emit(text[self.at : found.start()])
            self.at = found.start()
            self.step(found.group(), str(mode))
        if len(self.frames) > 1:
            self.doubt("a quote or bracket is not closed")
            self.prepared.closers = "".join(_CLOSERS[str(frame[0])] for frame in reversed(self.frames[1:]))
        if self.pending:
            self.bodies()
        return "".join(self.out)

    def emit(self, piece: str) -> None:
        if piece:
            self.out.append(piece)
            self.length += len(piece)
            self.last = piece[-1]

    def doubt(self, why: str) -> None:
        if why not in self.prepared.doubts:
            self.prepared.doubts.append(why)

    def push(self, mode: str) -> None:
        self.frames.append([mode, self.length, 0])
        if len(self.frames) > DEEPEST:
            self.doubt("nested too deep")
            self.emit(self.text[self.at :])
            self.at = len(self.text)

    def keep(self, count: int) -> None:
        self.emit(self.text[self.at : self.at + count])
        self.at += count

    def step(self, stop: str, mode: str) -> None:
        text, at = self.text, self.at
        if stop == "\\":
            if text.startswith("\\\n", at):
                self.at += 2
            elif mode in ("C", "S") and self.last in _EDGE and text[at + 1 : at + 2].isalpha():
                # `\rm` at the head of a line has been seen to be read as a word of the line before.
                self.emit("''")
                self.at += 1
            else:
                self.keep(2)
        elif stop in (OPEN, CLOSE, "\x00"):
            self.doubt("a character that bash does not keep")
            self.at += 1
        elif stop == "$":
            self.dollar(mode)
        elif stop == "`":
            self.backticks(mode)
        elif stop == '"':
            self.quotes(mode)
        elif stop == "\n":
            self.newline(mode)
        elif mode == "D":
            self.keep(1)
        else:
            self.code(stop, mode)

    def quotes(self, mode: str) -> None:
        if mode != "D":
            self.push("D")
            self.keep(1)
        elif len(self.frames) == 1:
            # The body of a heredoc: a quote is a character like any other.
            self.emit('\\"')
            self.at += 1
        else:
            self.keep(1)
            self.frames.pop()

    def code(self, stop: str, mode: str) -> None:
        """One stop outside double quotes."""
        if stop == "'":
            self.single(mode)
        elif mode == "P":
            self.keep(len(stop))
            if stop == "}":
                self.frames.pop()
        elif mode == "A":
            self.arithmetic(stop)
        elif stop == "\r":
            self.doubt("a carriage return")
            self.at += 1
        elif stop == "#" and self.last in _EDGE:
            newline = self.text.find("\n", self.at)
            self.at = len(self.text) if newline < 0 else newline
        elif stop == "<":
            self.less()
        elif stop == "(":
            self.parenthesis()
        elif stop == ")":
            self.closing()
        elif stop == "{":
            self.brace()
        elif stop == ";" and self.text.startswith((";&", ";;&"), self.at):
            # All branches of a case are read anyway, and tree-sitter does not know every way they can end.
            self.emit(";;")
            self.at = self.text.index("&", self.at) + 1
        else:
            if stop in ("case", "esac") and self.frames[-1][0] == "S":
                self.frames[-1][2] = max(0, int(self.frames[-1][2]) + (1 if stop == "case" else -1))
            self.keep(len(stop))

    def single(self, mode: str) -> None:
        if mode == "P" and any(frame[0] == "D" for frame in self.frames):
            self.doubt("a quote inside braces inside quotes")
            self.keep(1)
            return
        close = self.text.find("'", self.at + 1)
        if close < 0:
            self.push("Q")
            close = len(self.text)
        self.keep(close + 1 - self.at)

    def dollar(self, mode: str) -> None:
        text, at = self.text, self.at
        following = text[at + 1 : at + 2]
        if text.startswith("$((", at):
            self.push("A")
            self.keep(3)
        elif following == "(":
            self.push("S")
            self.keep(2)
        elif following == "{":
            self.push("P")
            self.keep(2)
        elif following == "'" and mode != "D":
            self.ansi()
        elif following == '"' and mode != "D":
            self.at += 1
        elif following == "[":
            self.doubt("an arithmetic expansion of the old form")
            self.keep(2)
        elif self.last == "/" and (named := _NAME.match(text, at + 1)):
            # `$A/$B` has been seen to be read as two words.
            self.emit("${" + named.group() + "}")
            self.at = named.end()
        else:
            self.keep(1 if following in ("", '"', "`", "\\", "\n") else 2)

    def ansi(self) -> None:
        found = re.compile(r"\$'(?:[^'\\]|\\.)*'", re.DOTALL).match(self.text, self.at)
        if found is None:
            self.push("Q")
            self.keep(len(self.text) - self.at)
        else:
            self.keep(found.end() - self.at)

    def backticks(self, mode: str) -> None:
        found = re.compile(r"`((?:[^`\\]|\\.)*)`", re.DOTALL).match(self.text, self.at)
        if found is None or self.depth >= 4:
            self.push("Q")
            self.keep(len(self.text) - self.at)
            return
        escapes = r"\\([\\`$\"])" if mode == "D" else r"\\([\\`$])"
        inner = re.sub(escapes, r"\1", found.group(1))
        nested = _Scanner(inner, self.prepared, self.depth + 1)
        self.emit("$( ")
        self.emit(nested.run())
        # A comment at its end was dropped, so the bracket cannot fall into one.
        self.emit(")")
        self.at = found.end()

    def arithmetic(self, stop: str) -> None:
        depth = int(self.frames[-1][2])
        if stop == "(":
            self.frames[-1][2] = depth + 1
            self.keep(1)
        elif stop == ")" and depth:
            self.frames[-1][2] = depth - 1
            self.keep(1)
        elif stop == ")":
            if not self.text.startswith("))", self.at):
                self.doubt("brackets that may be arithmetic or a subshell")
            self.keep(2 if self.text.startswith("))", self.at) else 1)
            self.frames.pop()
        else:
            self.keep(len(stop))

    def parenthesis(self) -> None:
        if self.text.startswith("((", self.at) and self.last in _EDGE:
            self.push("A")
            self.keep(2)
            return
        if self.last in "@!?*+" and _EXTGLOB.search(self.last + "("):
            self.doubt("an extended pattern")
        # An array's elements may stand on lines of their own.
        self.push("R" if self.last == "=" else "S")
        self.keep(1)

    def closing(self) -> None:
        mode, _, cases = self.frames[-1]
        self.keep(1)
        if mode in ("S", "R") and not cases:
            if self.pending:
                self.doubt("a heredoc that begins in brackets and ends outside them")
            self.frames.pop()
        elif cases:
            self.doubt("a case inside brackets")

    def brace(self) -> None:
        named = _NAMED_FD.match(self.text, self.at)
        if named is not None and self.last in _EDGE:
            self.at = named.end()
            return
        following = self.text[self.at + 1 : self.at + 2]
        if self.last in _EDGE and following not in " \t\n}" and self.last not in "<>":
            self.emit("''")
        self.keep(1)

    def less(self) -> None:
        text, at = self.text, self.at
        if text.startswith("<<<", at):
            self.keep(3)
            return
        if not text.startswith("<<", at):
            self.keep(1)
            return
        strips = text.startswith("<<-", at)
        start = at + (3 if strips else 2)
        while text[start : start + 1] in (" ", "\t"):
            start += 1
        found = _DELIMITER.match(text, start)
        if found is None or "$" in found.group() or "`" in found.group():
            self.doubt("a heredoc without a plain delimiter")
            self.keep(2)
            return
        raw = found.group()
        quoted = any(mark in raw for mark in "\\'\"")
        number = len(self.prepared.heredocs)
        self.prepared.heredocs.append(Heredoc("", quoted))
        self.pending.append((re.sub(r"\\(.)|['\"]", r"\1", raw) if quoted else raw, quoted, strips, number))
        self.emit(f"< {OPEN}{number}{CLOSE}")
        self.at = found.end()

    def newline(self, mode: str) -> None:
        if mode in ("C", "S"):
            if self.ends():
                self.emit(";")
            self.keep(1)
            if len(self.frames) == 1 and not self.depth:
                self.prepared.ends.append(self.length)
            if self.pending:
                self.bodies()
            return
        if self.pending:
            self.doubt("a line that ends in a quote while a heredoc waits")
        self.keep(1)

    def ends(self) -> bool:
        """True where a command ends with this line: tree-sitter has been seen to read on into the next one."""
        tail = "".join(self.out[-3:])[-40:].rstrip(" \t")
        if not tail or tail[-1] in "\n;&|({)" or _GOES_ON.search(tail):
            return False
        return not _BEGINS_WITHIN.match(self.text, self.at)

    def bodies(self) -> None:
        """Lift out the bodies that begin here."""
        for delimiter, quoted, strips, number in self.pending:
            lines: list[str] = []
            closed = False
            while self.at < len(self.text):
                end = self.text.find("\n", self.at)
                end = len(self.text) if end < 0 else end
                line = self.text[self.at : end]
                self.at = end + 1
                line = line.lstrip("\t") if strips else line
                if line == delimiter:
                    closed = True
                    if not quoted and lines and lines[-1].endswith("\\\n"):
                        self.doubt("a heredoc whose last line goes on")
                    break
                lines.append(line + "\n")
            if not closed:
                self.doubt("a heredoc that is not closed")
            self.prepared.heredocs[number] = Heredoc("".join(lines), quoted)
        self.at = min(self.at, len(self.text))
        self.pending = []
