"""Walks a shell text as bash would run it, and collects what each command does.

Every branch, loop body and function that is called is read; what runs in a subshell leaves the outer shell as it was.
"""

from collections.abc import Callable

from tree_sitter import Node

from commensurate.effects.budget import Spent
from commensurate.effects.code_unseen import endless, executes
from commensurate.effects.paths import MOST_NAMES
from commensurate.effects.reading import Stdin, Word, opaque
from commensurate.effects.shell import outputs
from commensurate.effects.shell.compare import settle
from commensurate.effects.shell.evidence import evidence_of
from commensurate.effects.shell.expand import text_of
from commensurate.effects.shell.parse import parse
from commensurate.effects.shell.prepare import prepare
from commensurate.effects.shell.redirect import redirects_of, words_behind
from commensurate.effects.shell.runner import Runner
from commensurate.effects.shell.signing_in import handed_over, signs_in
from commensurate.effects.shell.state import Routine, Value, merge
from commensurate.model.analysis import Ask, Coverage, Question
from commensurate.model.effect import Trait
from commensurate.model.regex import regex

MOST_ROUNDS = 12
"""So many values of a loop are read one by one; more are read as one unknown."""
MOST_ASKED = 16 * 1024
"""Characters of text about which a second opinion is asked."""
_TOO_MUCH = frozenset(
    {
        "too much syntax on one line",
        "too much syntax in one command",
        "too many words",
        "too much to read",
        "nested too deep",
    }
)
"""Doubts for which parts of a text are left unread."""
_NOT_RUN = frozenset({"comment", "heredoc_body", "heredoc_start", "heredoc_end"})


class Walker(Runner):
    """Reads one text in one state: statements of every kind."""

    def text(self, text: str, stdin: Stdin | None = None) -> outputs.Output:
        """Read a whole text in the present state. What was read when the budget ran out is kept."""
        outer = self.heredocs
        try:
            self.budget.take(text)
            prepared = prepare(text)
            tree = parse(prepared, self.budget)
            if tree.doubts:
                self.doubt(text, tree.doubts)
            self.heredocs = tuple(prepared.heredocs)
            return outputs.joined([self.statements(root, stdin) for root in tree.roots])
        except Spent as spent:
            self.unread(text, f"shell: {spent}")
            return outputs.UNKNOWN
        finally:
            self.heredocs = outer

    def doubt(self, text: str, doubts: tuple[str, ...]) -> None:
        """Ask for a second opinion where one helps; without it the text is opaque."""
        question = Question(Ask.SHELL_COMMANDS, text)
        answer = self.state.scene.answers.get(question)
        if answer is not None and settle(text, answer):
            return
        if len(text) <= MOST_ASKED and answer is None:
            self.questions.append(question)
        note = f"shell: not surely understood ({'; '.join(doubts[:3])})"
        if _TOO_MUCH.intersection(doubts):
            self.unread(text, note)
        else:
            self.cover(Coverage.OPAQUE, note)

    def unread(self, text: str, note: str) -> None:
        """Some of the text was not read at all: padding must not push a command out of view."""
        self.add(
            opaque(note, executes("text too long or too deep to read", self.state.scene, text[:400], Trait.UNRESOLVED))
        )

    # Statements

    def statements(self, node: Node, stdin: Stdin | None = None) -> outputs.Output:
        """Run the children of a node one after another."""
        found = [self.statement(child, stdin) for child in node.children if child.is_named]
        return outputs.joined(found)

    def statement(self, node: Node, stdin: Stdin | None = None) -> outputs.Output:
        """Run one statement of any kind."""
        if node.type in _NOT_RUN:
            return outputs.EMPTY
        self.budget.statement()
        with self.budget.inside():
            method = _STATEMENTS.get(node.type)
            return method(self, node, stdin) if method is not None else self.loose(node, stdin)

    def loose(self, node: Node, stdin: Stdin | None) -> outputs.Output:
        """Anything else (tests, arithmetic, pieces of an error): what runs inside it is read."""
        if node.type == "test_command" and _EVALUATES.search(text_of(node)):
            for found in _SUBSCRIPT.finditer(text_of(node)):
                self.text(found[1] or found[2])
        for child in node.children:
            if child.type in ("command_substitution", "process_substitution"):
                self.substitute(child)
            elif child.type in _STATEMENTS:
                self.statement(child, stdin)
            elif child.type == "command_name":
                self.command(node, stdin, start=child)
            elif child.child_count:
                with self.budget.inside():
                    self.loose(child, stdin)
        return outputs.EMPTY

    def sequence(self, node: Node, stdin: Stdin | None) -> outputs.Output:
        """`a && b`, `a || b`: both are read; what b changed may not have happened."""
        parts = [child for child in node.children if child.is_named and child.type not in _NOT_RUN]
        first = self.statement(parts[0], stdin) if parts else outputs.EMPTY
        before = dict(self.state.variables)
        rest = [self.statement(part, stdin) for part in parts[1:]]
        merge(self.state, before, doubtful=bool(parts) and parts[0].type == "test_command")
        return outputs.joined([first, *rest])

    def pipeline(
        self, node: Node, stdin: Stdin | None, last: Callable[..., outputs.Output] | None = None
    ) -> outputs.Output:
        """Each stage is fed by all before it. `last` runs the last stage, where it has redirections."""
        outer = self.state
        mark = len(self.effects)
        stages = [child for child in node.children if child.is_named and child.type not in _NOT_RUN]
        output = outputs.EMPTY
        for index, stage in enumerate(stages):
            self.state = outer.fork()
            if last is not None and index == len(stages) - 1:
                output = last(stage, stdin)
            else:
                output = self.statement(stage, stdin)
            if index and signs_in(text_of(stage)):
                self.effects[mark:] = handed_over(self.effects[mark:])
            stdin = Stdin(output.text, tuple(self.effects[mark:]), output.source, output.items)
        self.state = outer
        return output

    def subshell(self, node: Node, stdin: Stdin | None) -> outputs.Output:
        """`( … )`: a copy of the shell."""
        outer, self.state = self.state, self.state.fork()
        try:
            return self.statements(node, stdin)
        finally:
            self.state = outer

    def group(self, node: Node, stdin: Stdin | None) -> outputs.Output:
        """`{ … }` and `(( … ))`."""
        if node.children and node.children[0].type == "((":
            return self.loose(node, stdin)
        return self.statements(node, stdin)

    def conditional(self, node: Node, stdin: Stdin | None) -> outputs.Output:
        """`if`, `while`, `until`, `case`: every branch is read; what they changed may not have happened."""
        if node.type == "while_statement" and forks_forever(node):
            self.add(endless("a loop without end", self.state.scene, evidence_of(node)))
        before = dict(self.state.variables)
        output = outputs.joined([self.statement(child, stdin) for child in node.children if child.is_named])
        merge(self.state, before, doubtful=True)
        return outputs.Output(None, output.source)

    def case(self, node: Node, stdin: Stdin | None) -> outputs.Output:
        """`case x in …`: all branches."""
        before = dict(self.state.variables)
        for item in node.children:
            if item.type != "case_item":
                if item.child_count:
                    self.loose(item, stdin)
                continue
            for child in item.children_by_field_name("value"):
                self.loose(child, stdin)
            patterns = {child.id for child in item.children_by_field_name("value")}
            for child in item.children:
                if child.is_named and child.id not in patterns:
                    self.statement(child, stdin)
        merge(self.state, before, doubtful=True)
        return outputs.UNKNOWN

    def loop(self, node: Node, stdin: Stdin | None) -> outputs.Output:
        """`for x in …; do …; done`: once for each value where they are known and few."""
        variable = node.child_by_field_name("variable")
        body = node.child_by_field_name("body")
        name = text_of(variable) if variable is not None else ""
        self.sets(name, text_of(node))
        values = [word for child in node.children_by_field_name("value")[:MOST_NAMES] for word in self.words(child)]
        if not node.children_by_field_name("value"):
            values = list(self.state.arguments or (Word("$@", known=False),))
        rounds = [Value(word.text, word.known, word.glob) for word in values]
        if len(rounds) > MOST_ROUNDS:
            rounds = [*rounds[:MOST_ROUNDS], Value(f"${name}", known=False)]
        before = dict(self.state.variables)
        found = []
        for value in rounds:
            self.state.variables[name] = value
            before[name] = value
            if body is not None:
                found.append(self.statement(body, stdin))
        merge(self.state, before, doubtful=True)
        return outputs.joined(found)

    def counting(self, node: Node, stdin: Stdin | None) -> outputs.Output:
        """`for ((…)); do …; done`: the body once, with variables that are not known."""
        for child in node.children:
            if child.type == "variable_assignment" and child.children:
                name = text_of(child.children[0])
                self.state.variables[name] = Value(f"${name}", known=False)
        body = node.child_by_field_name("body")
        if node.child_by_field_name("condition") is None and body is not None and in_background(body):
            self.add(endless("a loop without end", self.state.scene, evidence_of(node)))
        return self.statement(body, stdin) if body is not None else outputs.EMPTY

    def function(self, node: Node, _stdin: Stdin | None) -> outputs.Output:
        """A function is kept; its body is read when it is called."""
        name = node.child_by_field_name("name")
        body = node.child_by_field_name("body")
        if name is not None and body is not None:
            self.state.functions[text_of(name)] = Routine(body, self.heredocs)
        return outputs.EMPTY

    # Redirections

    def redirected(self, node: Node, stdin: Stdin | None) -> outputs.Output:
        """A statement with redirections. They belong to its last command."""
        body = node.child_by_field_name("body")
        nodes = node.children_by_field_name("redirect")
        return self.under(body, nodes, stdin)

    def under(self, body: Node | None, nodes: list[Node], stdin: Stdin | None) -> outputs.Output:
        """Run `body` with these redirections."""
        if body is not None and body.type == "list":
            parts = [child for child in body.children if child.is_named]
            for part in parts[:-1]:
                self.statement(part, stdin)
            return self.under(parts[-1], nodes, stdin)
        if body is not None and body.type == "pipeline":
            return self.pipeline(body, stdin, lambda stage, fed: self.under(stage, nodes, fed))
        redirects = redirects_of(self, nodes)
        more = words_behind(nodes)
        if body is not None and body.type == "command":
            return self.command(body, stdin, more=more, around=redirects)
        if more:
            self.cover(Coverage.OPAQUE, "shell: words behind a redirection that belong to no command")
        fed = next((r.stdin for r in reversed(redirects) if r.stdin is not None), stdin)
        output = self.statement(body, fed) if body is not None else outputs.EMPTY
        return self.written(redirects, output)


_SUBSCRIPT = regex(r"'[^'\n]{0,200}?\[\s*(?:\$\(([^'\n]{1,500})\)|`([^`'\n]{1,500})`)\s*\][^'\n]{0,200}'")
"""A quoted name with an index that is a command: `[[ -v 'a[$(x)]' ]]` and `-eq` evaluate it all the same."""
_EVALUATES = regex(r"(?<!\S)-(?:v|R|eq|ne|lt|le|gt|ge)(?!\S)")
_ALWAYS = {"while": frozenset({"true", ":", "[[ 1 ]]", "((1))", "(( 1 ))", "[ 1 ]"}), "until": frozenset({"false"})}


def forks_forever(node: Node) -> bool:
    """A loop whose condition always holds, and whose body starts something in the background without waiting."""
    condition = " ".join(text_of(child) for child in node.children_by_field_name("condition") if child.is_named)
    body = node.child_by_field_name("body")
    return condition in _ALWAYS.get(node.children[0].type, ()) and body is not None and in_background(body)


def in_background(body: Node) -> bool:
    """A `&` in the body, and no `wait`, `sleep` or `break` beside it."""
    halts = any(text_of(child).split(" ", 1)[0] in ("wait", "sleep", "break") for child in body.children)
    return not halts and any(child.type == "&" for child in body.children)


_STATEMENTS: dict[str, Callable[[Walker, Node, Stdin | None], outputs.Output]] = {
    "program": Walker.statements,
    "command": Walker.command,
    "list": Walker.sequence,
    "pipeline": Walker.pipeline,
    "subshell": Walker.subshell,
    "compound_statement": Walker.group,
    "negated_command": Walker.statements,
    "do_group": Walker.statements,
    "if_statement": Walker.conditional,
    "elif_clause": Walker.conditional,
    "else_clause": Walker.statements,
    "while_statement": Walker.conditional,
    "for_statement": Walker.loop,
    "c_style_for_statement": Walker.counting,
    "case_statement": Walker.case,
    "function_definition": Walker.function,
    "redirected_statement": Walker.redirected,
    "variable_assignment": Walker.assignment,
    "variable_assignments": Walker.assignments,
    "declaration_command": Walker.declaration,
    "unset_command": Walker.unset,
}
