"""Runs simple commands: their words, assignments, redirections, builtins, functions and aliases. walk.py has the rest."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import replace

from tree_sitter import Node

from commensurate.effects import lasting
from commensurate.effects.budget import Budget
from commensurate.effects.code_unseen import FETCHES, endless, remote_shell, unresolved
from commensurate.effects.emptying import thrown_away
from commensurate.effects.guard_settings import changed
from commensurate.effects.paths import MOST_NAMES, resolve
from commensurate.effects.reading import Command, Reading, Stdin, Word
from commensurate.effects.shell import builtins, outputs, twins
from commensurate.effects.shell.carriers import run_by, strange
from commensurate.effects.shell.evidence import evidence_of
from commensurate.effects.shell.expand import Expander, text_of
from commensurate.effects.shell.forgetting import forgotten
from commensurate.effects.shell.parse import parse
from commensurate.effects.shell.prepare import CLOSE, OPEN, Heredoc, prepare_body
from commensurate.effects.shell.redirect import Redirect, redirects_of
from commensurate.effects.shell.state import State, Value
from commensurate.model.analysis import Coverage, Question
from commensurate.model.effect import Effect, Operation, ResourceKind, Trait

Run = Callable[[Command], Reading]
"""Reads one simple command, with all that it carries."""

LONGEST_VALUE = 64 * 1024
LAST_NAMES = 100
"""Of a command of very many words, so many of the last are read with the first."""
_REDIRECTS = frozenset({"herestring_redirect", "file_redirect", "heredoc_redirect"})
_SIGNS = frozenset({"(", ")", ";", "&", "\n"})
_SHELLS = frozenset({"sh", "bash", "zsh", "dash", "ksh", "ash", "fish", "csh", "tcsh"})
_WRITES = frozenset({Operation.CREATE, Operation.UPDATE})
_KEEPS = frozenset({"export", "eval", ".", "source", ":", "set"})
"""Builtins before which an assignment lasts."""


class Runner(ABC):
    """A shell in the middle of a text. Collects effects, questions and notes in the order in which they are met."""

    @abstractmethod
    def text(self, text: str, stdin: Stdin | None = None) -> outputs.Output:
        """Read one more text in this shell."""

    @abstractmethod
    def statements(self, node: Node, stdin: Stdin | None = None) -> outputs.Output:
        """Run the children of a node one after another."""

    @abstractmethod
    def statement(self, node: Node, stdin: Stdin | None = None) -> outputs.Output:
        """Run one statement of any kind."""

    @abstractmethod
    def loose(self, node: Node, stdin: Stdin | None) -> outputs.Output:
        """Read what runs inside anything else."""

    def __init__(self, state: State, run: Run, budget: Budget) -> None:
        self.state = state
        self.run = run
        self.budget = budget
        self.effects: list[Effect] = []
        self.questions: list[Question] = []
        self.notes: list[str] = []
        self.coverage = Coverage.FULL
        self.heredocs: tuple[Heredoc, ...] = ()
        self.feeding: Stdin | None = None
        """What is fed to the command whose words are being read."""

    def reading(self) -> Reading:
        """All that was collected."""
        return Reading(tuple(self.effects), (), self.coverage, tuple(self.questions), tuple(self.notes))

    def add(self, reading: Reading) -> None:
        """Take over what was read of one command."""
        self.effects += reading.effects
        self.questions += reading.questions
        self.notes += reading.notes
        self.cover(reading.coverage)

    def sets(self, name: str, evidence: str) -> None:
        """A variable is set or unset: some are a guard's."""
        self.effects += changed((name,), self.state.scene, evidence)
        self.effects += forgotten(name, self.state.scene, evidence)

    def cover(self, coverage: Coverage, note: str = "") -> None:
        """Coverage never gets better."""
        if coverage.depth > self.coverage.depth:
            self.coverage = coverage
        if note:
            self.notes.append(note)

    def body_of(self, text: str) -> str | None:
        """The text of the heredoc whose placeholder this is, expanded as bash would; None where it is none."""
        if not text.startswith(OPEN):
            return None
        heredoc = self.heredocs[int(text[1 : text.index(CLOSE)])]
        if heredoc.quoted or not any(mark in heredoc.body for mark in "$`\\"):
            return heredoc.body
        prepared = prepare_body(heredoc.body)
        tree = parse(prepared, self.budget)
        if tree.doubts:
            self.cover(Coverage.OPAQUE, f"shell: a heredoc that is not surely understood ({tree.doubts[0]})")
        strings = [child for root in tree.roots for child in root.children if child.type == "command"]
        for child in strings:
            name = child.child_by_field_name("name")
            if name is not None and name.children:
                return self.expander().value(name.children[0]).text
        return heredoc.body

    def expander(self) -> Expander:
        """Expands words in the present state."""
        return Expander(self.state, self.substitute)

    def words(self, node: Node) -> list[Word]:
        """The words that one node becomes."""
        return self.expander().words(node)

    def substitute(self, node: Node) -> outputs.Output:
        """Run `$(…)` or `<(…)`: its output, or the name of the pipe."""
        outer, self.state = self.state, self.state.fork()
        writes = bool(node.children) and node.children[0].type.strip() == ">("
        with self.budget.inside():
            try:
                # `tee >(sh)`: what is fed to tee is fed to sh.
                output = self.statements(node, (self.feeding or Stdin()) if writes else None)
            finally:
                files, self.state = self.state.files, outer
        self.state.files = files
        if node.type == "command_substitution":
            reads = [child for child in node.children if child.type == "file_redirect"]
            if reads:
                # `$(<file)`
                found = redirects_of(self, reads)
                self.written(found, outputs.EMPTY)
                return outputs.Output(found[-1].stdin.text if found and found[-1].stdin is not None else None)
            return output if output.text is None else outputs.Output(output.text.rstrip("\n"), output.source)
        if not writes and (output.text is None or not node.children):
            return outputs.UNKNOWN
        outer.pipes += 1
        path = f"/dev/fd/{64 - outer.pipes}"
        self.state.files[path] = None if writes else output.text
        return outputs.Output(path)

    def assignment(self, node: Node, _stdin: Stdin | None) -> outputs.Output:
        """`x=…` in the shell itself."""
        name, value = self.assigned(node)
        name = self.state.references.get(name, name)
        if isinstance(value, tuple):
            self.state.arrays[name] = value
            self.state.variables.pop(name, None)
        else:
            self.state.variables[name] = value
            self.brought(name, value, evidence_of(node))
        return outputs.EMPTY

    def brought(self, name: str, value: Value, evidence: str) -> None:
        """What a program will run because a variable says so."""
        words = run_by(name, value)
        if words and strange(words[-1]) and resolve(words[-1], self.state.view()) not in self.state.files:
            # What lies where anybody may leave it, and is run by whatever comes next, is hidden.
            words = (Word("sh"), Word(words[-1].text, known=False))
        if words:
            self.add(self.run(Command(words, self.state.scene, evidence)))

    def assignments(self, node: Node, stdin: Stdin | None) -> outputs.Output:
        """Several assignments in a row."""
        for child in node.children:
            if child.type == "variable_assignment":
                self.assignment(child, stdin)
        return outputs.EMPTY

    def assigned(self, node: Node) -> tuple[str, Value | tuple[Word, ...]]:
        """The name and value of an assignment."""
        target = node.child_by_field_name("name")
        content = node.child_by_field_name("value")
        name = text_of(target) if target is not None else ""
        self.sets(name, text_of(node))
        if content is not None and content.type == "array":
            return name, tuple(word for child in content.children if child.is_named for word in self.words(child))
        value = self.expander().value(content)
        if len(value.text) > LONGEST_VALUE:
            value = Value(f"${name}", known=False)
        if target is not None and target.type == "subscript":
            name = name.partition("[")[0]
            return name, Value(f"${name}", known=False)
        if any(child.type == "+=" for child in node.children):
            old = self.state.variables.get(name, Value("", known=False))
            value = Value(old.text + value.text, old.known and value.known)
        return name, value

    def declaration(self, node: Node, stdin: Stdin | None) -> outputs.Output:
        """`export`, `declare`, `local`, `readonly`, `typeset`."""
        references = any(text_of(child) == "-n" for child in node.children)
        for child in node.children:
            if child.type == "variable_assignment":
                self.assignment(child, stdin)
                name, _, value = text_of(child).partition("=")
                if references:
                    self.state.references[name] = value
                elif "{" in value and name in self.state.variables:
                    # Braces expand here: `declare X={a,b}` assigns twice.
                    self.state.variables[name] = Value(f"${name}", known=False)
            elif child.child_count:
                self.loose(child, stdin)
        return outputs.EMPTY

    def unset(self, node: Node, _stdin: Stdin | None) -> outputs.Output:
        """`unset x`."""
        for child in node.children:
            name = text_of(child)
            self.sets(name, text_of(node))
            self.state.variables.pop(name, None)
            self.state.arrays.pop(name, None)
            self.state.functions.pop(name, None)
        return outputs.EMPTY

    def command(
        self,
        node: Node,
        stdin: Stdin | None,
        start: Node | None = None,
        more: Sequence[Node] = (),
        around: Sequence[Redirect] = (),
    ) -> outputs.Output:
        """One simple command: its words, its own assignments, what is fed to it.

        `start`: where it begins in a piece of an error. `more`: words that stand behind a redirection, which the
        parser took for further targets of it. `around`: the redirections that the parser hung on the statement.
        """
        words: list[Word] = []
        self.feeding = stdin
        own: dict[str, Value] = {}
        redirects: list[Node] = []
        typed = ""
        children = node.children
        if len(children) > MOST_NAMES:
            self.cover(Coverage.OPAQUE, f"shell: a command of more than {MOST_NAMES} words")
            children = [*children[: MOST_NAMES - LAST_NAMES], *children[-LAST_NAMES:]]
        for child in children:
            kind = child.type
            if start is not None and child.start_byte < start.start_byte:
                continue
            if kind == "command_name":
                typed = text_of(child)
                words += self.words(child.children[0]) if child.children else [Word(typed)]
            elif kind == "variable_assignment":
                label, value = self.assigned(child)
                if isinstance(value, Value):
                    own[label] = value
            elif kind in _REDIRECTS:
                redirects.append(child)
            elif kind == "ERROR" and words and any(sign.type in _SIGNS for sign in child.children):
                # The parser missed the end of a command: what follows is another one.
                self.command(node, None, start=child.next_sibling)
                break
            elif child.is_named:
                words += self.words(child)
            elif kind not in _SIGNS:
                words.append(Word(kind))
        for child in more:
            words += self.words(child)
        found = [*around, *(redirects_of(self, redirects) if redirects else ())]
        fed = next((r.stdin for r in reversed(found) if r.stdin is not None), stdin)
        if not words:
            self.state.variables.update(own)
            return self.written(found, outputs.EMPTY)
        return self.written(found, self.simple(words, fed, evidence_of(node), own, typed))

    def simple(
        self, words: list[Word], stdin: Stdin | None, evidence: str, own: dict[str, Value], typed: str
    ) -> outputs.Output:
        """Alias, function, builtin, or a program."""
        self.budget.command()
        first = words[0]
        if not first.known:
            return self.unresolved(words, evidence)
        held = self.state.variables
        if own:
            self.state.variables = {**held, **own}
        for name, value in own.items():
            self.brought(name, value, evidence)
        try:
            if typed in self.state.aliases and typed == first.text:
                return self.alias(typed, evidence, stdin)
            if first.text in self.state.functions:
                return self.call(words, stdin)
            builtin = builtins.BUILTINS.get(first.text.lstrip("\\"))
            if builtin is not None:
                return builtin(self, words, stdin, evidence)
            return self.program(tuple(words), stdin, evidence)
        finally:
            if own and first.text not in _KEEPS:
                self.state.variables = held

    def plain(self, words: list[Word], stdin: Stdin | None, evidence: str) -> outputs.Output:
        """`command x`: neither alias nor function."""
        builtin = builtins.BUILTINS.get(words[0].text)
        if not words[0].known:
            return self.unresolved(words, evidence)
        return builtin(self, words, stdin, evidence) if builtin else self.program(tuple(words), stdin, evidence)

    def program(self, words: tuple[Word, ...], stdin: Stdin | None, evidence: str) -> outputs.Output:
        """A program outside the shell."""
        words = twins.meant(words, self.state)
        command = Command(words, self.state.view(), evidence, stdin)
        reading = self.run(command)
        if command.program == "tee" and stdin is not None:
            for word in words[1:]:
                place = resolve(word, command.scene)
                if place is not None and not word.text.startswith("-"):
                    self.state.files[place] = stdin.text
                    reading = self.lasts(reading, place, stdin.text)
        self.add(reading)
        if command.program in twins.COPIES and len(words) > 2:
            twins.made(command, self.state)
        if command.program == "git":
            twins.remote_added(command, self.state)
        if command.program in FETCHES:
            # What was fetched into a file in this line is not what a probe finds there now.
            for effect in reading.effects:
                if effect.resource.kind is ResourceKind.FILE and effect.operation in _WRITES:
                    self.state.files[effect.resource.name] = None
                    self.state.fetched.add(effect.resource.name)
        return outputs.output_of(command, reading.effects)

    def unresolved(self, words: list[Word], evidence: str) -> outputs.Output:
        """The program's name is not known before it runs."""
        self.add(unresolved(words[0].text, self.state.scene, evidence))
        return outputs.UNKNOWN

    def alias(self, name: str, evidence: str, stdin: Stdin | None) -> outputs.Output:
        """An alias is replaced in the text; inside itself it is not replaced again."""
        body = self.state.aliases.pop(name)
        try:
            return self.text(body + evidence[evidence.index(name) + len(name) :], stdin)
        finally:
            self.state.aliases[name] = body

    def call(self, words: list[Word], stdin: Stdin | None) -> outputs.Output:
        """Call a function. One that calls itself is opaque, and a fork bomb is named."""
        name = words[0].text
        routine = self.state.functions[name]
        if routine in self.state.calling:
            self.add(endless(f"the function {name}", self.state.scene, f"{name}() calls {name}"))
            return outputs.UNKNOWN
        state, held, heredocs = self.state, (self.state.arguments, self.state.calling), self.heredocs
        state.arguments, state.calling = tuple(words[1:]), (*state.calling, routine)
        self.heredocs = routine.heredocs
        try:
            return self.statement(routine.body, stdin)
        finally:
            state.arguments, state.calling = held
            self.heredocs = heredocs

    def written(self, redirects: Sequence[Redirect], output: outputs.Output) -> outputs.Output:
        """Remember what went into files; what is left goes on to whoever reads it."""
        left = output
        for redirect in redirects:
            nothing = redirect.stdout and not redirect.appends and output.text is not None and not output.text.strip()
            reading = thrown_away(redirect.reading) if nothing else redirect.reading
            self.add(self.lasts(reading, redirect.path or "", output.text if redirect.stdout else None))
            for effect in redirect.reading.effects:
                if effect.operation is Operation.SEND and output.source in _SHELLS:
                    self.add(remote_shell(effect, self.state.scene))
            if redirect.path is None:
                continue
            if redirect.stdout:
                left = outputs.Output("", output.source)
            text = output.text if redirect.stdout else None
            if redirect.appends and text is not None:
                old = self.state.files.get(redirect.path)
                text = None if old is None else old + text
            self.state.files[redirect.path] = text
            if output.source in FETCHES:
                self.state.fetched.add(redirect.path)
        return left

    def lasts(self, reading: Reading, path: str, text: str | None) -> Reading:
        """What is written where it will run by itself is read as what it will run."""
        if text is None:
            return reading
        later = lasting.runs_later(path, text)
        outer, self.state = self.state, self.state.fork()
        try:
            with self.budget.inside():
                for line in later:
                    self.text(line)
        finally:
            self.state = outer
        if not lasting.everyday(path, text):
            return reading
        milder = (replace(effect, traits=effect.traits - {Trait.PERSISTENT}) for effect in reading.effects)
        return replace(reading, effects=tuple(milder))
