"""What a call does, told as effects or handed on: the same acts for every scripting language."""

import re
from collections.abc import Callable
from dataclasses import replace

from commensurate.effects.code_unseen import executes
from commensurate.effects.paths import file_effect, file_questions, is_sink, place_of
from commensurate.effects.reading import Language, Nested, Reading, Word, opaque
from commensurate.effects.scripts.expressions import word_of, words_of
from commensurate.effects.scripts.judging import act_of, partial
from commensurate.effects.scripts.known import Act
from commensurate.effects.scripts.lexer import Kind
from commensurate.effects.scripts.services import LOOPS
from commensurate.effects.scripts.syntax import Call, Text
from commensurate.effects.sdk import LOCAL, OBJECTS
from commensurate.effects.sql.structured import looks_like_sql
from commensurate.model.analysis import Coverage
from commensurate.model.effect import BlastRadius, Effect, Operation, Resource, ResourceKind, Reversibility, Trait
from commensurate.model.regex import regex

_HOLE = regex(r"\$\{\w*\}")
_RECURSIVE = frozenset({"recursive", "force", "rm_r", "rm_rf"})


def does(text: Text, call: Call, act: Act) -> Reading:
    """What this call does."""
    return _ACTS[act](text, call)


def _argument(text: Text, call: Call, index: int) -> Word:
    return word_of(text, call.arguments[index]) if index < len(call.arguments) else Word("${_}", known=False)


def _touch(
    text: Text, call: Call, operation: Operation, word: Word, *, recursive: bool = False, overwrites: bool = False
) -> Reading:
    if is_sink(word):
        return Reading()
    word = Word(word.text, word.known, glob=word.glob or (call.name == "`" and "*" in word.text))
    command = text.command(call)
    effect = file_effect(operation, word, command, recursive=recursive, overwrites=overwrites)
    return Reading((effect,), questions=file_questions(effect, command.scene))


def _deletes(text: Text, call: Call, *, recursive: bool = False) -> Reading:
    reading = Reading()
    recursive = recursive or any(token.text in _RECURSIVE for argument in call.arguments[1:] for token in argument)
    for argument in call.arguments:
        if argument and argument[0].text == "{":
            continue
        for word in words_of(text, argument) or (word_of(text, argument),):
            if _is_option(argument, word):
                continue
            reading += _touch(text, call, Operation.DELETE, word, recursive=recursive)
    return reading if reading.effects else _touch(text, call, Operation.DELETE, Word("${_}", known=False))


def _is_option(argument: tuple[object, ...], word: Word) -> bool:
    """A callback or an option after the path, not a path."""
    return not word.known and word.text == "${_}" and len(argument) > 1


def _writes(text: Text, call: Call) -> Reading:
    return _touch(text, call, Operation.UPDATE, _argument(text, call, 0), overwrites=True)


def _writes_second(text: Text, call: Call) -> Reading:
    """R's writeLines(x, "file"), write.csv(x, file = "file"); without a file it prints."""
    named = [
        argument[2:]
        for argument in call.arguments
        if len(argument) > 2 and argument[0].text in _FILE_NAMES and argument[1].text == "="
    ]
    place = named[0] if named else call.arguments[1] if len(call.arguments) > 1 else ()
    word = word_of(text, place)
    if (
        not place
        or word.text in {"", "${stdout}", "${stderr}"}
        or (len(place) > 1 and place[0].text in {"stdout", "stderr"})
    ):
        return Reading()
    return _touch(text, call, Operation.UPDATE, word, overwrites=True)


_FILE_NAMES = frozenset({"file", "con", "path", "filename", "sep_"})


def _appends(text: Text, call: Call) -> Reading:
    return _touch(text, call, Operation.UPDATE, _argument(text, call, 0))


def _moves(text: Text, call: Call) -> Reading:
    target = _argument(text, call, 1)
    source = Operation.DELETE if is_sink(target) else Operation.UPDATE
    reading = _touch(text, call, source, _argument(text, call, 0))
    return reading + _touch(text, call, Operation.UPDATE, target, overwrites=True)


def _copies(text: Text, call: Call) -> Reading:
    source = _argument(text, call, 0)
    reading = Reading()
    if Trait.SECRET in place_of(source, text.scene).traits:
        reading += _touch(text, call, Operation.READ, source)
    return reading + _touch(text, call, Operation.UPDATE, _argument(text, call, 1), overwrites=True)


def _makes(text: Text, call: Call) -> Reading:
    last = call.last.split("::")[-1]
    linked = last.startswith(("symlink", "link", "ln"))
    return _touch(text, call, Operation.CREATE, _argument(text, call, 1 if linked else 0))


def _permits(text: Text, call: Call) -> Reading:
    first = 1 if text.language == "perl" or call.name.startswith(("File.", "FileUtils.")) else 0
    word = _argument(text, call, first)
    command = text.command(call)
    effect = file_effect(Operation.UPDATE, word, command, kind=ResourceKind.PERMISSION)
    found = [effect]
    if place_of(word, command.scene).kind in {ResourceKind.GUARD, ResourceKind.SECRET}:
        found.append(file_effect(Operation.UPDATE, word, command))
    return Reading(tuple(found))


def _opens(text: Text, call: Call) -> Reading:
    """open(path, mode); Perl's open(HANDLE, mode, path) and open(HANDLE, ">path")."""
    words = [word_of(text, argument) for argument in call.arguments]
    if text.language == "perl":
        words = words[1:]
        if len(words) > 1:
            words = [words[1], words[0]]
        elif words:
            match = re.match(r"\s*(\+?[<>]{0,2}|\|)\s*(.*?)\s*(\|?)\s*$", words[0].text, re.DOTALL)
            if match is not None:
                mode = "|" if match[3] or match[1] == "|" else match[1]
                words = [Word(match[2], words[0].known), Word(mode)]
    if not words:
        return Reading()
    mode = words[1].text if len(words) > 1 and words[1].known else "r"
    if words[0].text.startswith("|") or mode in {"|", "-|", "|-"}:
        return Reading(nested=(Nested(Language.SHELL, text.scene, words[0].text.lstrip("|")),))
    if any(letter in mode for letter in ("w", ">")) and ">>" not in mode:
        return _touch(text, call, Operation.UPDATE, words[0], overwrites=True)
    if any(letter in mode for letter in ("a", "+", ">>", "c", "x")):
        return _touch(text, call, Operation.UPDATE, words[0])
    return _touch(text, call, Operation.READ, words[0])


def _reads(text: Text, call: Call) -> Reading:
    word = _argument(text, call, 0)
    return Reading() if not word.known else _touch(text, call, Operation.READ, word)


def _unseen(text: Text, call: Call, why: str) -> Reading:
    command = text.command(call)
    return opaque(f"{text.language}: {why}", executes(call.name, command.scene, command.evidence))


def _shell(text: Text, call: Call) -> Reading:
    """A line for the shell; with more arguments than one, a program and its words."""
    scene = replace(text.scene, variables={})
    if call.name == "`" or call.quoted:
        words = [word_of(text, call.arguments[0])] if call.arguments else [Word(call.quoted)]
        line = words[0].text if words[0].known or call.name != "`" else call.quoted
        return Reading(nested=(Nested(Language.SHELL, scene, line),))
    arguments = [
        argument for argument in call.arguments if not (argument and argument[0].text in {"{", "function", "async"})
    ]
    if (
        text.language in {"perl", "ruby"}
        and arguments
        and not word_of(text, arguments[0]).known
        and arguments[0][0].text == "{"
    ):
        arguments = arguments[1:]
    listed = words_of(text, arguments[0]) if arguments else None
    words = list(listed) if listed else [word_of(text, argument) for argument in arguments]
    many = text.language in {"perl", "ruby"} or listed is not None
    words = [word for word in words if not (word.text == "${_}" and many)] if many else words[:1]
    if not words or (words[0].text.startswith("${") and words[0].text.endswith("}") and not words[0].known):
        return _unseen(text, call, f"{call.name}(…) runs a command that is not known")
    if len(words) == 1:
        return Reading(nested=(Nested(Language.SHELL, scene, words[0].text),))
    return Reading(nested=(Nested(Language.SHELL, scene, words=tuple(words)),))


def _spawns(text: Text, call: Call) -> Reading:
    """spawn("rm", ["-rf", x]), Bun.spawn(["rm", …]), execa("rm -rf x")."""
    scene = replace(text.scene, variables={})
    listed = words_of(text, call.arguments[0]) if call.arguments else None
    if listed:
        return Reading(nested=(Nested(Language.SHELL, scene, words=listed),))
    first = _argument(text, call, 0)
    if not first.known and first.text.startswith("${") and first.text.endswith("}"):
        return _unseen(text, call, f"{call.name}(…) runs a program that is not known")
    rest = words_of(text, call.arguments[1]) if len(call.arguments) > 1 else ()
    if rest is None:
        args = [token for token in call.arguments[1] if token.text == "args"]
        rest = _listed_option(text, call) if args else (Word("${_}", known=False),)
    if any(token.text == "shell" for argument in call.arguments[1:] for token in argument):
        line = " ".join([first.text, *(word.text for word in rest)])
        return Reading(nested=(Nested(Language.SHELL, scene, line),))
    if not rest:
        return Reading(nested=(Nested(Language.SHELL, scene, first.text),))
    return Reading(nested=(Nested(Language.SHELL, scene, words=(first, *rest)),))


def _listed_option(text: Text, call: Call) -> tuple[Word, ...]:
    """{args: ["-rf", x]}."""
    tokens = call.arguments[1]
    start = next((i for i, token in enumerate(tokens) if token.text == "[" and token.kind is Kind.MARK), None)
    end = next((i for i, token in enumerate(tokens) if token.text == "]" and token.kind is Kind.MARK), len(tokens) - 1)
    return (words_of(text, tokens[start : end + 1]) or ()) if start is not None else ()


def _dynamic(text: Text, call: Call) -> Reading:
    """Eval and its kin. A literal is code of the same language; a block of Perl's eval is scanned where it stands."""
    if text.language in {"perl", "ruby"} and (not call.arguments or call.arguments[0][0].text == "{"):
        return Reading()
    word = _argument(text, call, len(call.arguments) - 1 if call.last == "Function" and call.arguments else 0)
    language = _LANGUAGES.get(text.language)
    if word.known and language is not None and call.last not in {"unserialize", "load", "dl", "dofile"}:
        return Reading(nested=(Nested(language, text.scene, word.text),))
    if text.language == "php" and call.last == "assert":
        return Reading()
    return _unseen(text, call, f"{call.name}(…) runs code that is not in the text")


_LANGUAGES = {"javascript": Language.JAVASCRIPT, "perl": Language.PERL, "ruby": Language.RUBY, "php": Language.PHP}


def _http(text: Text, call: Call) -> Reading:
    from commensurate.effects.http import request_effects  # noqa: PLC0415 - loads the URL parser

    tokens = [token for argument in call.arguments for token in argument]
    method = call.last.lower() if call.last.lower() in {"get", "post", "put", "patch", "delete"} else ""
    for index, token in enumerate(tokens[:-2]):
        if token.text in {"method", "type"} and tokens[index + 2].kind is Kind.STRING:
            method = tokens[index + 2].text
    url = _argument(text, call, 0)
    if not url.known and "://" not in url.text:
        literal = next(
            (token.text for token in tokens if token.kind in {Kind.STRING, Kind.TEMPLATE} and "://" in token.text), None
        )
        url = Word(literal, known=False) if literal is not None else url
    carries = len(call.arguments) > 1 and method.upper() not in {"GET", "HEAD", ""}
    body = word_of(text, call.arguments[1]).text if carries else None
    if any(token.text in {"body", "data", "json", "CURLOPT_POSTFIELDS"} for token in tokens):
        body = body or "${body}"
    verb = method or ("POST" if "sendBeacon" in call.name or body else "GET")
    return request_effects(verb, url.text, body, text.scene, text.evidence(call))


def _sql(text: Text, call: Call) -> Reading:
    """A statement in a string; a call of this name without one is something else."""
    for argument in call.arguments[:2]:
        word = word_of(text, argument)
        tagged = next((token for token in argument if token.kind is Kind.TEMPLATE and looks_like_sql(token.text)), None)
        if tagged is not None:
            word = Word(tagged.text, "${" not in tagged.text)
        if looks_like_sql(word.text):
            coverage = Coverage.FULL if word.known else Coverage.PARTIAL
            return Reading(
                nested=(Nested(Language.SQL, text.scene, _HOLE.sub("{unknown}", word.text)),), coverage=coverage
            )
    if call.last in {"exec", "exec_", "do", "prepare", "raw", "run", "query", "execute"} and not call.arguments:
        return Reading()
    if text.language == "ruby" and call.name == "exec":
        return _shell(text, call)
    known = all(word_of(text, argument).known for argument in call.arguments)
    return Reading() if known else partial(f"{text.language}: {call.name}(…): not known")


def _effect(text: Text, call: Call, operation: Operation, resource: Resource, *traits: Trait) -> Effect:
    how = Reversibility.COSTLY if operation is Operation.STOP else Reversibility.IRREVERSIBLE
    return Effect(
        operation, resource, how, BlastRadius.ONE, text.evidence(call), text.scene.environment, frozenset(traits)
    )


def _kills(text: Text, call: Call) -> Reading:
    name = " ".join(word_of(text, argument).text for argument in call.arguments)[:80]
    return Reading((_effect(text, call, Operation.STOP, Resource(ResourceKind.PROCESS, name)),))


def _mails(text: Text, call: Call) -> Reading:
    to = _argument(text, call, 0).text if text.language == "php" else ""
    traits = (Trait.OUTBOUND, Trait.UNBOUNDED) if LOOPS.search(text.source) else (Trait.OUTBOUND,)
    return Reading((_effect(text, call, Operation.SEND, Resource(ResourceKind.MAIL, to), *traits),))


def _calls_named(text: Text, call: Call) -> Reading:
    """call_user_func("unlink", x), Object.send(:system, x): the first argument names what runs."""
    if not call.arguments or not call.arguments[0] or (text.language == "ruby" and not call.method):
        return Reading()
    first = call.arguments[0]
    if first[0].text in {"function", "fn", "["}:
        return Reading()
    symbol = first[0].text == ":" and len(first) > 1
    word = Word(first[1].text) if symbol else word_of(text, first)
    owner = call.name.rpartition(".")[0]
    whole = act_of(text.language, f"{owner}.{word.text}", method=True)
    act = whole or act_of(text.language, word.text, method=False)
    if act is not None and act is not Act.CALL:
        arguments = call.arguments[1:]
        listed = words_of(text, arguments[0]) if arguments else None
        if listed and call.last in {"call_user_func_array", "array_map", "array_walk"}:
            arguments = tuple((token,) for token in arguments[0] if token.kind in {Kind.STRING, Kind.TEMPLATE})
        return does(text, Call(word.text, arguments, call.start, call.end), act)
    if not word.known:
        return _unseen(text, call, f"{call.name}(…) calls what is only known when it runs")
    return Reading()


def _rows_of(text: Text, call: Call) -> Reading:
    """deleteMany({}), User.delete_all, DB::table("x")->truncate()."""
    table = next((part for part in re.split(r"\.|::", call.name) if part[:1].isupper()), "")
    table = table or call.name.rpartition(".")[0].rpartition(".")[2].strip("?")
    tokens = [token for argument in call.arguments for token in argument if token.text not in {"{", "}", "(", ")"}]
    empties = "truncate" in call.last or "truncate" in {token.text for token in tokens}
    said = text.source[call.start : call.end].partition("(")[2]
    empties = empties or re.search(r"\bwhere\s*:\s*\{\s*\}", said) is not None
    limited = not empties and (
        bool(tokens)
        or ".where" in call.name
        or ".filter" in call.name
        or (call.name.startswith("?.") and call.last != "deleteMany")
    )
    if call.last == "update_all":
        limited = ".where" in call.name or call.name.startswith("?.")
    if text.language == "php" and call.last == "truncate" and not call.method:
        return Reading()
    operation = Operation.UPDATE if "update" in call.last else Operation.DELETE
    traits = () if limited else (Trait.UNBOUNDED,)
    effect = _effect(text, call, operation, Resource(ResourceKind.ROW, table), *traits)
    return Reading((replace(effect, blast_radius=BlastRadius.SEVERAL),))


def _one_row(text: Text, call: Call) -> Reading:
    """user.destroy, prisma.user.delete({where: …}), Model.destroy({where: …})."""
    tokens = {token.text for argument in call.arguments for token in argument}
    if (LOCAL | OBJECTS) & {part.lower() for part in call.name.split(".")}:
        return Reading()
    if "truncate" in tokens or (call.last == "destroy" and "where" in tokens):
        return _rows_of(text, call)
    table = next((part for part in call.name.split(".") if part[:1].isupper()), call.name.rpartition(".")[0].strip("?"))
    return Reading(
        (_effect(text, call, Operation.DELETE, Resource(ResourceKind.RECORD, table)),), coverage=Coverage.PARTIAL
    )


def _drops(text: Text, call: Call) -> Reading:
    name = _argument(text, call, 0).text if call.arguments else ""
    effect = _effect(text, call, Operation.DELETE, Resource(ResourceKind.TABLE, name))
    return Reading((replace(effect, blast_radius=BlastRadius.SEVERAL),))


def _drops_all(text: Text, call: Call) -> Reading:
    effect = _effect(text, call, Operation.DELETE, Resource(ResourceKind.DATABASE))
    return Reading((replace(effect, blast_radius=BlastRadius.ENVIRONMENT),))


_ACTS: dict[Act, Callable[[Text, Call], Reading]] = {
    Act.DELETE: _deletes,
    Act.DELETE_TREE: lambda text, call: _deletes(text, call, recursive=True),
    Act.WRITE: _writes,
    Act.WRITE_SECOND: _writes_second,
    Act.APPEND: _appends,
    Act.MOVE: _moves,
    Act.COPY: _copies,
    Act.MAKE: _makes,
    Act.PERMIT: _permits,
    Act.OPEN: _opens,
    Act.READ: _reads,
    Act.SHELL: _shell,
    Act.SPAWN: _spawns,
    Act.DYNAMIC: _dynamic,
    Act.HTTP: _http,
    Act.SQL: _sql,
    Act.KILL: _kills,
    Act.MAIL: _mails,
    Act.CALL: _calls_named,
    Act.ALL_ROWS: _rows_of,
    Act.ROW: _one_row,
    Act.DROP: _drops,
    Act.DROP_ALL: _drops_all,
}
