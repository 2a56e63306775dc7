"""Walks a Python text in the order in which it would run, and tells of each call what it does.

Both branches are taken, loops once (over the constants of a list, as often as it has some), functions of the text when
they are called or handed on. Nothing is run.
"""

import ast
from collections.abc import Iterable, Mapping, Sequence

from commensurate.effects.python_code.meanings import EARLIER, canonical, elements, label, percent
from commensurate.effects.python_code.ports import Acts, TooLong
from commensurate.effects.python_code.values import (
    UNKNOWN,
    Value,
    as_word,
    constant,
    hole,
    joined,
    path,
)
from commensurate.effects.reading import Reading, Scene, Word

MOST_CALLS = 3_000
"""Calls that one text is followed through; what comes after is not read."""
DEEPEST = 12
"""Functions of the text inside one another."""
MOST_ROUNDS = 30
"""Elements of a list that a loop is walked for."""
MOST_EVIDENCE = 200

Env = dict[str, Value]


class Walker:
    """One walk over one text. `told` grows as it goes. `acts` is asked what a call of a known name does."""

    def __init__(self, scene: Scene, acts: Acts, source: str) -> None:
        self.scene = scene
        self.acts = acts
        self.lines = source.split("\n")
        self.told: list[Reading] = []
        self.calls = self.depth = 0
        self.looped: frozenset[int] = frozenset()
        self.active: list[ast.AST] = []
        self.stars: list[str] = []
        self.modules: set[str] = set()

    def evidence(self, node: ast.AST) -> str:
        """The words of the text that a node stands on."""
        first, last = getattr(node, "lineno", 1), getattr(node, "end_lineno", 1) or 1
        start, end = getattr(node, "col_offset", 0), getattr(node, "end_col_offset", 0) or 0
        lines = self.lines[first - 1 : min(last, first + 3)]
        if not lines:
            return ""
        lines[-1] = lines[-1].encode()[:end].decode("utf-8", "replace") if last == first else lines[-1]
        lines[0] = lines[0].encode()[start:].decode("utf-8", "replace")
        return " ".join(" ".join(lines).split())[:MOST_EVIDENCE]

    def add(self, reading: Reading) -> None:
        """Note what a call does."""
        self.told.append(reading)

    def block(self, statements: Iterable[ast.stmt], env: Env) -> None:
        """Statements one after another."""
        for statement in statements:
            self.statement(statement, env)

    def statement(self, node: ast.stmt, env: Env) -> None:
        """One statement."""
        match node:
            case ast.Import() | ast.ImportFrom():
                self._imports(node, env)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                for decorator in node.decorator_list:
                    self.value(decorator, env)
                env[node.name] = Value(function=node)
                if node.decorator_list:
                    self.called(env[node.name], (), {}, env)
            case ast.ClassDef():
                self._class(node, env)
            case ast.Assign():
                value = self.value(node.value, env)
                for target in node.targets:
                    self.bind(target, value, env)
            case ast.AnnAssign() | ast.NamedExpr():
                if node.value is not None:
                    self.bind(node.target, self.value(node.value, env), env)
            case ast.AugAssign():
                value = self.value(ast.BinOp(node.target, node.op, node.value), env)
                self.bind(node.target, value, env)
            case ast.For() | ast.AsyncFor():
                self._loop(node, env)
            case ast.With() | ast.AsyncWith():
                for part in node.items:
                    value = self.value(part.context_expr, env)
                    if part.optional_vars is not None:
                        self.bind(part.optional_vars, value, env)
                self.block(node.body, env)
            case ast.Match():
                self.value(node.subject, env)
                for branch in node.cases:
                    self.block(branch.body, env)
            case _:
                self._rest(node, env)

    def _rest(self, node: ast.AST, env: Env) -> None:
        """Any other statement: its expressions, then the statements inside, whatever branch they stand in."""
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                self.value(child, env)
            elif isinstance(child, ast.stmt):
                self.statement(child, env)
            elif not isinstance(child, ast.expr_context | ast.operator):
                self._rest(child, env)

    def _imports(self, node: ast.Import | ast.ImportFrom, env: Env) -> None:
        if isinstance(node, ast.Import):
            for alias in node.names:
                self.modules.add(alias.name)
                head = alias.name if alias.asname else alias.name.split(".")[0]
                env[alias.asname or head] = Value(name=canonical(head))
            return
        module = ("." * node.level) + (node.module or "")
        self.modules.add(module)
        for alias in node.names:
            if alias.name == "*":
                self.stars.append(canonical(module))
            else:
                env[alias.asname or alias.name] = Value(name=canonical(f"{module}.{alias.name}"))

    def _class(self, node: ast.ClassDef, env: Env) -> None:
        bases = [self.value(base, env) for base in node.bases]
        inside: Env = dict(env)
        self.block(node.body, inside)
        pairs = tuple((name, value) for name, value in inside.items() if value is not env.get(name))
        base = next((b.name for b in bases if b.name), "")
        env[node.name] = Value(name=f"class {node.name}", pairs=pairs, of=Value(name=base), function=node)

    def _loop(self, node: ast.For | ast.AsyncFor, env: Env) -> None:
        over = self.value(node.iter, env)
        for value in elements(over)[:MOST_ROUNDS]:
            self.bind(node.target, value, env)
            self.block(node.body, env)
        self.block(node.orelse, env)

    def bind(self, target: ast.expr, value: Value, env: Env) -> None:
        """Give a name what it now stands for."""
        match target:
            case ast.Name():
                env[target.id] = value
            case ast.Tuple() | ast.List():
                parts = value.items if value.items is not None and len(value.items) == len(target.elts) else None
                for index, inner in enumerate(target.elts):
                    self.bind(inner, parts[index] if parts else self.acts.part(value, index), env)
            case ast.Starred():
                self.bind(target.value, UNKNOWN, env)
            case ast.Attribute():
                self.value(target.value, env)
                env[f"{ast.unparse(target)}" if isinstance(target.value, ast.Name) else "."] = value
            case ast.Subscript():
                self.value(target.value, env)
                self.value(target.slice, env)

    def value(self, node: ast.expr, env: Env) -> Value:
        """What an expression stands for; calls inside it are told as they are met."""
        match node:
            case ast.Constant():
                return constant(node.value)
            case ast.Name():
                return self._name(node.id, env)
            case ast.Attribute():
                return self._attribute(node, env)
            case ast.Call():
                return self._call(node, env)
            case ast.JoinedStr():
                return self._fstring(node, env)
            case ast.BinOp():
                return self._operation(node, env)
            case ast.List() | ast.Tuple() | ast.Set():
                items = tuple(self._kept(part, env) for part in node.elts)
                return Value(name="list", instance=True, items=items)
            case ast.Dict():
                pairs = [
                    (str(self.value(key, env).text), self._kept(value, env))
                    for key, value in zip(node.keys, node.values, strict=True)
                    if key is not None
                ]
                for key, part in zip(node.keys, node.values, strict=True):
                    if key is None:
                        pairs.append(("**", self.value(part, env)))
                return Value(name="dict", instance=True, pairs=tuple(pairs))
            case ast.Subscript():
                return self._subscript(node, env)
            case ast.NamedExpr():
                named = self.value(node.value, env)
                self.bind(node.target, named, env)
                return named
            case ast.Lambda():
                return Value(function=node)
            case ast.IfExp():
                self.value(node.test, env)
                first, second = self.value(node.body, env), self.value(node.orelse, env)
                return first if first.word is not None or first.name else second
            case ast.BoolOp():
                values = [self.value(part, env) for part in node.values]
                return next((value for value in values if value.name or value.word), UNKNOWN)
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() | ast.DictComp():
                return self._comprehension(node, env)
            case ast.Starred() | ast.Await() | ast.YieldFrom():
                return self.value(node.value, env)
        self._rest(node, env)
        return UNKNOWN

    def _kept(self, node: ast.expr, env: Env) -> Value:
        """A part of a list or dict. A function that acts, put away there, is meant to be called later."""
        value = self.value(node, env)
        self.handed_on(value, node)
        return value

    def handed_on(self, value: Value, node: ast.AST) -> None:
        """A function that is handed on may be called, with nobody knows what."""
        if value.function is not None and not isinstance(value.function, ast.ClassDef):
            self.called(value, (), {}, {})
        elif value.name and not value.instance and self.acts.acts(value.name):
            self.acts.call(self, value, (hole("_"),), {}, node)

    def _name(self, name: str, env: Env) -> Value:
        if name in env:
            return env[name]
        for star in self.stars:
            if self.acts.acts(f"{star}.{name}"):
                return Value(name=f"{star}.{name}")
        if name in EARLIER:
            return Value(name=EARLIER[name])
        if name in {"__file__", "__name__"}:
            return hole(name)
        return Value(name=f"builtins.{name}")

    def _attribute(self, node: ast.Attribute, env: Env) -> Value:
        if isinstance(node.value, ast.Name) and f"{node.value.id}.{node.attr}" in env:
            return env[f"{node.value.id}.{node.attr}"]
        return self.member(self.value(node.value, env), node.attr)

    def member(self, owner: Value, name: str) -> Value:
        """An attribute of a value."""
        own = owner.of if owner.instance and owner.of is not None and owner.of.pairs else owner
        if own.pairs is not None and own.name.startswith("class "):
            found = next((value for key, value in own.pairs if key == name), None)
            if found is not None:
                return Value(function=found.function, of=owner) if found.function else found
        known = self.acts.attribute(owner, name)
        if known is not None:
            return known
        if owner.name and not owner.instance:
            return Value(name=canonical(f"{owner.name}.{name}"), of=owner)
        return Value(name=f"{owner.name or '?'}.{name}", of=owner, secret=owner.secret)

    def _fstring(self, node: ast.JoinedStr, env: Env) -> Value:
        words, secret = [], False
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                value = self.value(part.value, env)
                secret |= value.secret
                label = part.value.id if isinstance(part.value, ast.Name) else "_"
                words.append(as_word(value, label))
            else:
                words.append(as_word(self.value(part, env)))
        return joined(words, secret=secret)

    def _operation(self, node: ast.BinOp, env: Env) -> Value:
        left, right = self.value(node.left, env), self.value(node.right, env)
        secret = left.secret or right.secret
        if isinstance(node.op, ast.Add):
            if left.items is not None and right.items is not None:
                return Value(name="list", instance=True, items=left.items + right.items)
            if left.word is not None or right.word is not None:
                return joined([as_word(left, label(node.left)), as_word(right, label(node.right))], secret=secret)
        if isinstance(node.op, ast.Div) and (left.name.startswith("pathlib.") or left.word is not None):
            return path([as_word(left), as_word(right, label(node.right))])
        if isinstance(node.op, ast.Mod) and left.word is not None:
            return joined([Word(percent(left.word.text, right), known=right.is_constant)], secret=secret)
        numbers = (left.data, right.data)
        if (
            isinstance(node.op, ast.Mult)
            and left.word is not None
            and isinstance(right.data, int)
            and right.data < 1000
        ):
            return joined([left.word] * max(0, right.data))
        if all(isinstance(n, int | float) for n in numbers) and isinstance(node.op, ast.Add | ast.Sub):
            return constant(numbers[0] + numbers[1] if isinstance(node.op, ast.Add) else numbers[0] - numbers[1])
        return Value(name="number", instance=True) if left.name == "number" else UNKNOWN

    def _subscript(self, node: ast.Subscript, env: Env) -> Value:
        owner, index = self.value(node.value, env), self.value(node.slice, env)
        if (
            owner.items is not None
            and isinstance(index.data, int)
            and -len(owner.items) <= index.data < len(owner.items)
        ):
            return owner.items[index.data]
        if owner.pairs is not None and index.text is not None:
            return owner.get(index.text)
        return self.acts.subscript(owner, index)

    def _comprehension(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp, env: Env) -> Value:
        inside = dict(env)
        for generator in node.generators:
            values = elements(self.value(generator.iter, inside))
            self.bind(generator.target, values[0] if values else UNKNOWN, inside)
            for test in generator.ifs:
                self.value(test, inside)
        if isinstance(node, ast.DictComp):
            self.value(node.key, inside)
            self.value(node.value, inside)
            return Value(name="dict", instance=True)
        first = self.value(node.elt, inside)
        return Value(name="list", instance=True, of=first, word=first.word if first.word and first.word.glob else None)

    def _call(self, node: ast.Call, env: Env) -> Value:
        self.calls += 1
        if self.calls > MOST_CALLS:
            raise TooLong(f"more than {MOST_CALLS} calls")
        callee = self.value(node.func, env)
        positional: list[Value] = []
        for argument in node.args:
            value = self.value(argument, env)
            if isinstance(argument, ast.Starred) and value.items is not None:
                positional += value.items
            else:
                positional.append(value if value is not UNKNOWN else hole(label(argument)))
        named = {word.arg or "**": self.value(word.value, env) for word in node.keywords}
        if "**" in named and named["**"].pairs is not None:
            named |= dict(named.pop("**").pairs or ())
        handed = () if self.acts.takes_functions(callee.name) else (*positional, *named.values())
        for value in handed:
            self.handed_on(value, node)
        if callee.function is not None:
            return self.called(callee, positional, named, env)
        return self.acts.call(self, callee, tuple(positional), named, node)

    def called(self, callee: Value, positional: Sequence[Value], named: Mapping[str, Value], env: Env) -> Value:
        """A function or class of the text is called: its body is walked with its arguments bound."""
        function = callee.function
        if function in self.active or self.depth >= DEEPEST:
            return UNKNOWN
        if isinstance(function, ast.ClassDef):
            return self._made(callee, positional, named, env)
        self.depth += 1
        self.active.append(function)
        try:
            inside = {**env, **self._bound(function.args, callee, positional, named)}
            if isinstance(function, ast.Lambda):
                return self.value(function.body, inside)
            self.block(function.body, inside)
            returned = [n.value for n in ast.walk(function) if isinstance(n, ast.Return) and n.value is not None]
            simple = returned[-1] if returned else None
            return self._quietly(simple, inside) if simple is not None else UNKNOWN
        finally:
            self.active.pop()
            self.depth -= 1

    def _quietly(self, node: ast.expr, env: Env) -> Value:
        """What an expression stands for, its calls told already."""
        told, self.told = self.told, []
        value = self.value(node, env)
        self.told = told
        return value

    def _made(self, made: Value, positional: Sequence[Value], named: Mapping[str, Value], env: Env) -> Value:
        """An object of a class of the text: any of its methods may be called."""
        instance = Value(name=made.of.name if made.of else "", instance=True, of=made)
        self.active.append(made.function)
        try:
            for name, member in made.pairs or ():
                if member.function is not None and not isinstance(member.function, ast.ClassDef):
                    arguments = positional if name == "__init__" else ()
                    bound = Value(function=member.function, of=instance)
                    self.called(bound, arguments, named if name == "__init__" else {}, env)
        finally:
            self.active.pop()
        return instance

    def _bound(
        self, spec: ast.arguments, callee: Value, positional: Sequence[Value], named: Mapping[str, Value]
    ) -> Env:
        names = [argument.arg for argument in (*spec.posonlyargs, *spec.args)]
        values = list(positional)
        if names and names[0] in {"self", "cls"}:
            values.insert(0, callee.of or UNKNOWN)
        bound = {name: values[index] if index < len(values) else hole(name) for index, name in enumerate(names)}
        for name, default in zip(names[::-1], spec.defaults[::-1], strict=False):
            if names.index(name) >= len(values) and isinstance(default, ast.Constant):
                bound[name] = constant(default.value)
        bound |= {argument.arg: hole(argument.arg) for argument in spec.kwonlyargs}
        if spec.vararg is not None:
            bound[spec.vararg.arg] = Value(name="list", instance=True, items=tuple(values[len(names) :]))
        if spec.kwarg is not None:
            bound[spec.kwarg.arg] = UNKNOWN
        return bound | {name: value for name, value in named.items() if name in bound}
