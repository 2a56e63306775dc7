"""One structured tool call in, its effects out: the name's verb and noun, the arguments, and what the tool says of itself."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from commensurate.effects.environment import environment_of, stricter
from commensurate.effects.options import names
from commensurate.effects.reading import Language, Nested, Reading, Scene
from commensurate.effects.told_by_data import said_in, weighed
from commensurate.effects.tools.arguments import MONEY, NAMES, VERB_KEYS, how_many, named, texts
from commensurate.effects.tools.content import brings
from commensurate.effects.tools.encoded import encoded_text
from commensurate.effects.tools.files import FILE_OPERATIONS, is_file_tool, read_file_tool
from commensurate.effects.tools.meant import in_bulk, kind_by_words, meant
from commensurate.effects.tools.names import Name, read_name, split_name, verb_in
from commensurate.effects.tools.verbs import LOOK, REVERSIBLE_UPDATES, TALK, VERBS, Verb
from commensurate.model.action import Action, Annotations
from commensurate.model.analysis import Coverage
from commensurate.model.effect import (
    BlastRadius,
    Effect,
    Operation,
    Resource,
    ResourceKind,
    Reversibility,
    Trait,
)
from commensurate.model.regex import regex

MANY = 50
"""From this many recipients or ids on, a call touches a whole environment rather than several things."""

_ALL = frozenset({"all", "*", "everyone", "everybody", "@all", "@here", "@channel", "@everyone", "any"})
_SQL_TOOLS = frozenset({"sql", "query", "database", "db", "postgres", "mysql", "sqlite", "snowflake", "bigquery"})
_SQL_KEYS = ("sql", "query", "statement", "sql_query")
_CODE_KEYS: Mapping[str, Language] = {
    "python": Language.PYTHON, "ipython": Language.PYTHON, "javascript": Language.JAVASCRIPT, "js": Language.JAVASCRIPT,
    "node": Language.JAVASCRIPT, "powershell": Language.POWERSHELL, "sql": Language.SQL, "ruby": Language.RUBY,
}  # fmt: skip
_UNKNOWN = Verb(Operation.EXECUTE, Reversibility.COSTLY, frozenset({Trait.OPAQUE}))


def read_tool(action: Action, scene: Scene) -> Reading:
    """Read a tool call by name and arguments.

    A verb that is not known, without a hint from the tool, counts as the running of something unseen: EXECUTE, costly,
    OPAQUE, coverage PARTIAL (so that the words of the task can still speak for it). A hint `read_only` is believed only
    where the name says nothing, and even then leaves the coverage PARTIAL; it never lowers what name or arguments show.
    """
    name = read_name(action.tool)
    carried = _carried(action, name, scene)
    if carried is not None:
        return carried
    verb, coverage, notes = _verb(action, name)
    if verb.operation in FILE_OPERATIONS and is_file_tool(name, action.arguments):
        return read_file_tool(action, name, verb.operation, scene)
    effect = told_of(action, name, verb, scene)
    if not effect.changes and (blob := encoded_text(action.arguments)):
        traits = effect.traits | {Trait.OUTBOUND}
        effect = replace(effect, operation=Operation.SEND, traits=traits, evidence=blob[:80])
        effect = replace(effect, reversibility=Reversibility.IRREVERSIBLE)
    brought = brings("\n".join(texts(action.arguments))) if effect.changes else None
    if brought is not None and Trait.SECRET in brought.traits:
        effect = replace(effect, traits=effect.traits | {Trait.SECRET})
    return Reading((effect,), coverage=coverage, notes=notes)


def told_of(action: Action, name: Name, verb: Verb, scene: Scene) -> Effect:
    """The effect of one call: its verb and nouns, what its words mean together, what its data says besides."""
    said = said_in(action.arguments)
    return weighed(in_bulk(meant(_effect(action, name, verb, scene), name), name, said), said)


def _carried(action: Action, name: Name, scene: Scene) -> Reading | None:
    """A tool that takes a text and runs it: the text is read in its own language."""
    words = set(name.words)
    if words & _SQL_TOOLS:
        for key in _SQL_KEYS:
            text = action.arguments.get(key)
            if isinstance(text, str) and _is_sql(text):
                return Reading(nested=(Nested(Language.SQL, scene, text),))
    code = action.arguments.get("code")
    if isinstance(code, str) and code.strip():
        language = next((_CODE_KEYS[word] for word in name.words if word in _CODE_KEYS), None)
        stated = str(action.arguments.get("language", "")).lower()
        language = language or _CODE_KEYS.get(stated)
        if language is not None:
            return Reading(nested=(Nested(language, scene, code),))
    if "evaluate" in words or "eval" in words:
        for key in ("function", "expression", "script", "pageFunction"):
            text = action.arguments.get(key)
            if isinstance(text, str) and text.strip():
                return Reading(nested=(Nested(Language.JAVASCRIPT, scene, text),))
    command = action.arguments.get("command")
    line = isinstance(command, str) and len(command.split()) > 1
    runs = name.verb is not None and (name.verb.operation is Operation.EXECUTE or (line and name.verb is LOOK))
    if isinstance(command, str) and runs:
        return Reading(nested=(Nested(Language.SHELL, scene, command),))
    return None


def _is_sql(text: str) -> bool:
    first = text.lstrip(" \t\r\n(;").split(None, 1)[:1]
    return bool(first) and first[0].lower() in {
        "select", "with", "insert", "update", "delete", "drop", "truncate", "alter", "create", "grant", "revoke", "merge",
        "replace", "explain", "show", "describe", "pragma", "vacuum", "call", "exec", "begin", "set", "copy", "--", "/*",
    }  # fmt: skip


def _verb(action: Action, name: Name) -> tuple[Verb, Coverage, tuple[str, ...]]:
    stated = _stated(action.arguments) if name.verb in (None, TALK) or name.verb_word in _CARRIERS else None
    verb = stated or name.verb
    if _GRAPHS & set(name.words) and any(_RUINS_GRAPH.search(text) for text in texts(action.arguments)):
        verb = Verb(Operation.DELETE, Reversibility.IRREVERSIBLE, frozenset({Trait.UNBOUNDED}))
    notes: tuple[str, ...] = ()
    coverage = Coverage.FULL
    if verb is None:
        _, verb = verb_in(action.description)
        coverage = Coverage.PARTIAL
        notes = (f"{action.tool}: none of its words says what it does",)
    if verb is None:
        return _unknown(action.annotations), coverage, notes
    if verb.operation is Operation.EXECUTE:
        coverage = Coverage.PARTIAL
    hint = action.annotations.destructive
    besides = _besides(action.arguments, name) if verb.operation is Operation.READ else None
    if besides is not None:
        return (
            besides,
            coverage,
            (*notes, f"{action.tool}: its name says that it looks, its arguments that it does more"),
        )
    if hint and verb.operation is Operation.READ:
        return _UNKNOWN, Coverage.PARTIAL, (f"{action.tool}: its name says that it looks, its hint that it destroys",)
    if hint and verb.reversibility is not Reversibility.IRREVERSIBLE:
        verb = replace(verb, reversibility=Reversibility(verb.reversibility + 1))
    return verb, coverage, notes


_CARRIERS = names("handle manage control execute run perform invoke call apply")
"""Verbs that leave it to an argument to say what is done."""
_THEN_KEYS = (
    "action",
    "operation",
    "op",
    "then",
    "and_then",
    "on_match",
    "after",
    "post_action",
    "next_action",
    "afterwards",
)
_RECORDED = frozenset(
    {"log", "logs", "audit", "event", "events", "history", "activity", "changes", "permission", "permissions"}
)
"""What is looked up here are acts of others: `search_audit_log(action="delete")` deletes nothing."""
_AFTERWARDS = names(
    "mark after afterwards on read success source sources file files original originals all matching matches message messages"
    " result results it them and then auto"
)
_YES = (True, 1, "true", "True", "yes", "1", "on", "all")


def _besides(arguments: Mapping[str, Any], name: Name) -> Verb | None:
    """What a call that is named for looking does besides, by its arguments: `delete_after_read=True`, `then="trash"`."""
    for key, value in arguments.items():
        if key.lower() in _THEN_KEYS and isinstance(value, str) and not _RECORDED & set(name.words):
            found = VERBS.get(value.strip().lower().split("_")[0].split(" ")[0])
            if found is not None and found.operation in _HARSH:
                return found
        words = split_name(key)
        ruin = [word for word in words if word in VERBS and VERBS[word].operation is Operation.DELETE]
        if ruin and value in _YES and set(words) - set(ruin) <= _AFTERWARDS:
            return VERBS[ruin[0]]
        if key.lower() in _REWRITES and value in _YES:
            return Verb(Operation.UPDATE, Reversibility.COSTLY)
        if key.lower() in _NEW_VALUES and value and (isinstance(value, Mapping) or key.lower() == "new_value"):
            return Verb(Operation.UPDATE, Reversibility.COSTLY)
    if not _RECORDED & set(name.words) and (requested := _requested(arguments)) is not None:
        return requested
    if _STORES & set(_keys(arguments)):
        return Verb(Operation.UPDATE, Reversibility.COSTLY, frozenset({Trait.OVERWRITES}))
    if {"cypher", "neo4j"} & set(name.words) and any(_CYPHER.search(text) for text in texts(arguments)):
        return Verb(Operation.DELETE, Reversibility.IRREVERSIBLE)
    return None


def _requested(arguments: Mapping[str, Any]) -> Verb | None:
    """What an HTTP request besides a look would do. Many a search is a POST: there the last part of its path says it."""
    given = {key.lower(): value for key, value in arguments.items() if isinstance(value, str)}
    method = next((given[key].strip().upper() for key in _METHODS if key in given), "")
    if method in _METHOD_VERBS:
        return _METHOD_VERBS[method]
    path = next((given[key] for key in _PATHS if key in given), "").partition("?")[0].rstrip("/").rpartition("/")[2]
    by_query = path.lower() in _BY_QUERY
    verb = verb_in(path.replace("_", " "))[1] if by_query or method == "POST" else None
    return verb if verb is not None and verb.operation is not Operation.READ else None


_METHODS = ("method", "http_method", "httpmethod", "request_method", "verb")
_METHOD_VERBS: Mapping[str, Verb] = {
    "DELETE": Verb(Operation.DELETE, Reversibility.IRREVERSIBLE),
    "PUT": Verb(Operation.UPDATE, Reversibility.COSTLY),
    "PATCH": Verb(Operation.UPDATE, Reversibility.COSTLY),
}
_PATHS = ("path", "route", "endpoint", "uri", "resource")
_BY_QUERY = names("_delete_by_query _update_by_query")
"""Elasticsearch and OpenSearch: changes that stand among the searches."""
_NEW_VALUES = names("set update updates patch new_value new_values")

_GRAPHS = names("cypher neo4j neo memgraph gremlin")
_RUINS_GRAPH = regex(r"\bDETACH\s+DELETE\b|\bDELETE\b|\bDROP\s+\w+|\.drop\(\)", re.IGNORECASE)
_REWRITES = names("write in_place inplace overwrite apply_changes fix")
_STORES = names("$out $merge")
"""The stages of a MongoDB pipeline that write a collection."""
_CYPHER = regex(r"\b(?:DELETE|DETACH|DROP|REMOVE|SET|CREATE|MERGE|FOREACH|LOAD\s+CSV|CALL)\b", re.IGNORECASE)


def _keys(value: Any, depth: int = 0) -> Iterator[str]:
    """All keys that stand in plain data."""
    if isinstance(value, Mapping) and depth < _DEEPEST:
        for key, inner in value.items():
            yield key
            yield from _keys(inner, depth + 1)
    elif isinstance(value, tuple) and depth < _DEEPEST:
        for inner in value:
            yield from _keys(inner, depth + 1)


_DEEPEST = 8
_HARSH = frozenset({Operation.DELETE, Operation.PAY, Operation.GRANT, Operation.REVOKE, Operation.STOP})


def _unknown(hints: Annotations) -> Verb:
    if hints.destructive:
        return replace(_UNKNOWN, reversibility=Reversibility.IRREVERSIBLE)
    if hints.read_only:
        return Verb(Operation.READ)
    if hints.destructive is False:
        return replace(_UNKNOWN, reversibility=Reversibility.REVERSIBLE)
    return _UNKNOWN


def _stated(arguments: Mapping[str, Any]) -> Verb | None:
    """The verb that an argument such as `action` or `operation` states."""
    for key in VERB_KEYS:
        value = arguments.get(key)
        if isinstance(value, str) and 0 < len(value) < 32:
            word = value.strip().lower()
            found = VERBS.get(word) or VERBS.get(word.split("_")[0])
            if found is not None:
                return found
    return None


def _effect(action: Action, name: Name, verb: Verb, scene: Scene) -> Effect:
    arguments = action.arguments
    operation, back = verb.operation, verb.reversibility
    traits = set(verb.traits)
    if name.kind is ResourceKind.DEVICE and operation in {Operation.CREATE, Operation.STOP}:
        operation, back = Operation.UPDATE, Reversibility.REVERSIBLE
    kind = _kind(name, operation)
    if kind in _ENTRIES and _ZONES & set(arguments):
        kind = ResourceKind.DNS
    if operation is Operation.UPDATE and kind not in REVERSIBLE_UPDATES and name.verb_word not in _RENEWS:
        back = max(back, Reversibility.COSTLY)
    if operation is Operation.CREATE and back is Reversibility.REVERSIBLE and MONEY & arguments.keys():
        back = Reversibility.COSTLY
    if kind is ResourceKind.AGENT:
        back, traits = Reversibility.REVERSIBLE, traits - {Trait.OPAQUE}
    if name.public and operation in {Operation.SEND, Operation.CREATE}:
        traits.add(Trait.PUBLIC)
    if operation is Operation.SEND and kind is not ResourceKind.AGENT:
        traits.add(Trait.OUTBOUND)
    if name.kind is ResourceKind.SECRET and not (operation is Operation.READ and _ABOUT & set(name.words)):
        traits.add(Trait.SECRET)
    count = how_many(arguments)
    radius = _radius(name, arguments, count, operation)
    if radius is BlastRadius.ENVIRONMENT and operation is not Operation.READ:
        traits.add(Trait.UNBOUNDED)
    target = named(arguments, operation)
    acts = operation in {Operation.EXECUTE, Operation.UPDATE, Operation.STOP}
    places = [action.tool] if acts else []
    if operation is Operation.EXECUTE:
        places += [text for text in texts(arguments) if len(text) < _SHORT]
    places += [v for k, v in arguments.items() if isinstance(v, str) and len(v) < 200 and k in _PLACES]
    environment = stricter(scene.environment, environment_of(*places))
    words = action.tool + ("" if not target else f" {target}")
    return Effect(operation, Resource(kind, target, count), back, radius, words[:300], environment, frozenset(traits))


_SHORT = 80
_ABOUT = names("names metadata count ids versions policy policies status history")
_ZONES = names("zone zone_id zone_name hosted_zone_id hosted_zone zoneid")
_ENTRIES = frozenset({ResourceKind.ROW, ResourceKind.RECORD, ResourceKind.UNKNOWN})
_RENEWS = names("refresh reload")
_PLACES = frozenset({*NAMES, "environment", "env", "stage", "namespace", "cluster", "profile", "host", "server", "project",
                     "database", "db", "region", "context", "bucket", "workspace", "instance"}) - {"subject", "query", "q", "title"}  # fmt: skip
"""Arguments that may name one of the organisation's worlds; what people write in titles and subjects does not count."""


_AGENTS = frozenset({"agent", "agents", "subagent", "subagents"})
_WITH_AGENTS = frozenset({Operation.SEND, Operation.EXECUTE, Operation.CREATE, Operation.GRANT})


def _kind(name: Name, operation: Operation) -> ResourceKind:
    """The name's own kind; but a message to another agent, or the start of one, reaches no person and can be taken back."""
    if _AGENTS & set(name.words) and operation in _WITH_AGENTS:
        return ResourceKind.AGENT
    return kind_by_words(name) if name.kind is ResourceKind.UNKNOWN and operation is not Operation.READ else name.kind


def _radius(name: Name, arguments: Mapping[str, Any], count: int | None, operation: Operation) -> BlastRadius:
    changes = operation in {Operation.DELETE, Operation.SEND, Operation.STOP, Operation.REVOKE, Operation.UPDATE}
    everything = any(
        isinstance(v, str) and v.strip().lower() in _ALL for k, v in arguments.items() if k not in {"content", "body"}
    )
    if changes and (
        everything or "all" in name.words or "everything" in name.words or name.verb_word in {"purge", "wipe", "flush"}
    ):
        return BlastRadius.ENVIRONMENT
    if count is None:
        return BlastRadius.SEVERAL if name.public or name.verb_word == "broadcast" else BlastRadius.ONE
    return BlastRadius.ENVIRONMENT if count >= MANY and operation is not Operation.READ else BlastRadius.SEVERAL
