"""Client libraries and object mappers in JavaScript, Ruby and PHP: a method is read by its name, whosever it is.

Sources: the API references of the AWS SDK for JavaScript 3, Sequelize 6, TypeORM 0.3, Knex 3, Drizzle, MikroORM 6,
Prisma 6, Mongoose 8, Octokit 4, Rails 8, Laravel 11; for all others the words of the call (effects/sdk.py).
"""

import re
from dataclasses import replace

from commensurate.effects.options import names
from commensurate.effects.reading import Language, Nested, Reading
from commensurate.effects.scripts.known import PURE_MODULES, ROOTS
from commensurate.effects.scripts.lexer import Kind
from commensurate.effects.scripts.syntax import Call, Text
from commensurate.effects.sdk import LOCAL, Method, effect_of, of_project, resets
from commensurate.effects.told_by_name import destroys, named_destruction
from commensurate.model.analysis import Coverage
from commensurate.model.effect import BlastRadius, Effect, Operation, Resource, ResourceKind, Reversibility, Trait
from commensurate.model.regex import regex

_PAIR = regex(
    r"['\"]?(\w+)['\"]?\s*(?::|=>|=)\s*(true|false|null|nil|None|-?\d+(?:\.\d+)?|\"[^\"\n]{0,200}\"|'[^'\n]{0,200}'|\{\s*\}|\[\s*\])"
)
_LITERALS = {"true": True, "false": False, "null": None, "nil": None, "None": None}
_MOST_PAIRS = 60
LOOPS = regex(
    r"\bfor\s*(?:await\s*)?\(|\bfor\s+\w+\s+in\b|\.(?:forEach|map|each|find_each|each_slice|times)\b|\bwhile\s*\(|\bforeach\b|Promise\.all"
)
_LIMITS = regex(r"\s*(?:!|\?)?\s*(?:\.|->)\s*(?:eq|match|in|filter|where|whereEq|limit|is|contains|like)\s*\(")
_LIMITED = names("where filter findone findbyid find_by whereid eq wherein first find limit andwhere findorfail")
_BUILDERS = names(
    "knex db tx trx database conn connection table from createquerybuilder em drizzle orm querybuilder into"
)
_EMPTY_WHERE = regex(r"\bwhere\s*:\s*\{\s*\}|^\s*\(?\s*\{\s*\}\s*\)?\s*$")
_REQUEST = regex(r"(DELETE|PUT|PATCH|POST)\s+(/[^\s]*)")
_SDK = regex(r"@aws-sdk/(?:client|lib)-([\w-]+)")
_CALLERS = names("mutation action runmutation runaction call trigger dispatch invoke rpc runtask enqueue addjob")
_EACH = names("each find_each in_batches map each_with_index")
_COMMAND = regex(r"[a-z]\w*:[a-z][\w:-]*|migrate(?::\w+)?|down|db:\w+")


def speaks(text: Text, call: Call) -> Reading | None:
    """What the call says as one of a client library or an object mapper; None where it says nothing."""
    before = [part for part in _before(text, call) if part != "?"]
    if LOCAL & {part.lower() for part in before}:
        return None
    arguments = text.source[call.start : call.end].partition("(")[2]
    data = data_of(arguments)
    found = _aws(text, call, data) or _request(text, call) or _mapper(text, call, before, arguments)
    if found is not None:
        return found
    for name in _named(call):
        effects = named_destruction(name, text.command(call))
        if effects:
            return Reading(effects, coverage=Coverage.PARTIAL)
    if not (call.method or before):
        told = _project(text, call, data)
        if told is not None or text.language != "php" or "_" not in call.last:
            return told
    found = _path(text, call, before)
    if found is not None:
        return found
    if _TESTED.search(text.source):
        return None
    looped = LOOPS.search(text.source) is not None
    method = Method(before, call.last.rstrip("!?"), data, remote=_remote(text), looped=looped)
    effect = effect_of(method, text.scene, text.evidence(call))
    return None if effect is None else Reading((effect,), coverage=Coverage.PARTIAL)


_GRAPH = regex(r"\bMATCH\b[^;]*\b(?:DETACH\s+)?DELETE\b|\bDROP\s+(?:DATABASE|INDEX|CONSTRAINT)\b", re.DOTALL)


def of_graph(text: Text, call: Call) -> Reading | None:
    """`session.run("MATCH (n) DETACH DELETE n")`: a statement of Cypher that deletes."""
    if call.last not in ("run", "executeQuery", "executeWrite", "writeTransaction", "query"):
        return None
    tokens = [token for argument in call.arguments[:1] for token in argument if token.kind in _TEXTS]
    if not any(_GRAPH.search(token.text) and "MATCH" in token.text for token in tokens):
        return None
    return _rows(text, call, "", limited=False)


_TESTED = regex(r"\b(?:describe|it|test)(?:\.\w+)?\s*\(\s*['\"`]")
_SERVERS = names(
    "app router server fastify express route request supertest mock nock cy page http_mock agent koa hono elysia this"
)
_WRITES = names("post put patch delete del")


def _path(text: Text, call: Call, before: list[str]) -> Reading | None:
    """`api.delete("/customers/7")`: a client whose address stands elsewhere."""
    first = call.arguments[0][0] if call.arguments and call.arguments[0] else None
    if call.last not in _WRITES or not before or {part.lower() for part in before} & _SERVERS or first is None:
        return None
    if (
        first.kind not in _TEXTS
        or not first.text.startswith("/")
        or (len(call.arguments) > 1 and _HANDLES.search(text.source[call.start : call.end]))
    ):
        return None
    from commensurate.effects.http import request_effects  # noqa: PLC0415 - loads the URL parser

    method = "DELETE" if call.last == "del" else call.last.upper()
    return request_effects(method, f"https://api{first.text}", None, text.scene, text.evidence(call))


_HANDLES = regex(r"=>|\bfunction\b")


def of_mutation(text: Text, call: Call) -> Reading | None:
    """A document of GraphQL in a tagged template: gql`mutation { … }`."""
    if not call.quoted or call.last not in ("gql", "graphql") or not re.match(r"\s*mutation\b", call.quoted):
        return None
    from commensurate.effects import graphql  # noqa: PLC0415 - only for texts that speak it

    return graphql.read(call.quoted, text.scene, text.evidence(call))


def data_of(arguments: str) -> dict[str, object]:
    """The literal pairs of an object among the arguments, whatever the nesting."""
    found: dict[str, object] = {}
    for match in list(_PAIR.finditer(arguments[:4_000]))[:_MOST_PAIRS]:
        value = match[2]
        plain: object = value
        if value in _LITERALS:
            plain = _LITERALS[value]
        elif value[0] in "\"'":
            plain = value[1:-1]
        elif value[0] in "{[":
            plain = {} if value[0] == "{" else []
        elif re.fullmatch(r"-?\d+", value):
            plain = int(value)
        found.setdefault(match[1], plain)
    return found


def _before(text: Text, call: Call) -> list[str]:
    """The names that the method was reached through; those of calls too: `db.from("x").delete` is db, from."""
    parts = re.split(r"\.|::|->", call.name)[:-1]
    if parts[:1] != ["?"]:
        return parts
    at = call.start
    found: list[str] = []
    while at > 0 and len(found) < 8:
        at = _back(text.source, at)
        match = re.search(r"([\w$]+)\s*$", text.source[max(0, at - 60) : at])
        if match is None:
            break
        found.insert(0, match[1].lstrip("$"))
        at -= len(match[0])
        if not re.search(r"(?:\.|->|::)\s*$", text.source[max(0, at - 20) : at]):
            break
    return found or parts


def _back(source: str, at: int) -> int:
    """The position before the join and the arguments that stand before `at`."""
    at = len(source[:at].rstrip())
    for join in ("?.", "->", "::", "."):
        if source[:at].endswith(join):
            at = len(source[: at - len(join)].rstrip())
            break
    depth, first = 0, max(0, at - 2_000)
    while at > first and (depth or source[at - 1] in ")]"):
        mark = source[at - 1]
        depth += 1 if mark in ")]" else -1 if mark in "([" else 0
        at -= 1
    return at


def _aws(text: Text, call: Call, data: dict[str, object]) -> Reading | None:
    """`new DeleteBucketCommand({…})` of a client of the AWS SDK."""
    if text.language != "javascript" or not call.last.endswith("Command") or len(call.last) < 10:
        return None
    services = [found[1] for module in [call.name, *text.modules] if (found := _SDK.match(module))]
    if not services:
        return None
    from commensurate.effects.api import call_effects  # noqa: PLC0415 - loads the tables of the cloud

    service = services[0].replace("-", "")
    return call_effects(service, call.last.removesuffix("Command"), data, text.scene, text.evidence(call))


def _request(text: Text, call: Call) -> Reading | None:
    """`octokit.request("DELETE /repos/{owner}/{repo}")`."""
    first = next((token for token in (call.arguments[0] if call.arguments else ()) if token.kind in _TEXTS), None)
    found = _REQUEST.match(first.text) if first is not None else None
    if found is None:
        return None
    from commensurate.effects.http import request_effects  # noqa: PLC0415 - loads the URL parser

    host = "https://api.github.com" if "octokit" in text.source.lower() else "https://api"
    return request_effects(found[1], host + found[2], None, text.scene, text.evidence(call))


_TEXTS = frozenset({Kind.STRING, Kind.TEMPLATE})


def _mapper(text: Text, call: Call, before: list[str], arguments: str) -> Reading | None:
    """Object mappers, where the words alone would not say it."""
    last, owners = call.last.rstrip("!?"), [part.lower() for part in before]
    bare = arguments.rstrip().removesuffix(")").strip()
    data = data_of(arguments)
    if last in ("sync", "synchronize") and (
        data.get("force") is True or data.get("dropBeforeSync") is True or bare == "true"
    ):
        return _all(text, call)
    if last == "rollback" and "migrate" in owners and "true" in bare:
        return _all(text, call)
    if last in ("dropSchema", "drop_all", "refreshDatabase", "refresh") and "schema" in "".join(owners):
        return _all(text, call)
    if last == "clear" and owners and owners[-1].endswith(("repository", "repo")):
        return _rows(text, call, owners[-1], limited=False)
    if last == "drop" and not bare and ("collection" in owners or owners[:1] == ["db"]):
        return _rows(text, call, owners[-1], limited=False, kind=ResourceKind.TABLE)
    if last in ("del", "delete", "truncate", "nativeDelete") and owners and (_BUILDERS & set(owners)):
        ahead = _LIMITS.match(text.source[call.end :]) is not None
        one = last == "delete" and re.fullmatch(r"[\w.$\[\]]*(?:id|Id|key|_id)[\w.)\]]*|['\"\d].*", bare) is not None
        limited = last != "truncate" and (ahead or one or bool(_LIMITED & set(owners)))
        return None if one else _rows(text, call, owners[-1], limited=limited)
    if last in ("updateMany", "update_all", "updateAll") and not re.search(r"\bwhere\b", arguments + " ".join(owners)):
        return _rows(text, call, owners[-1] if owners else "", limited=False, operation=Operation.UPDATE)
    if last in ("deleteMany", "destroy", "delete", "nativeDelete", "remove") and _EMPTY_WHERE.search(arguments):
        return _rows(text, call, owners[-1] if owners else "", limited=False)
    if (
        text.language == "ruby"
        and last in _EACH
        and re.search(r"&:(?:destroy|delete|clear|terminate|purge|stop)", arguments)
    ):
        return _rows(text, call, before[0] if before else "", limited=False)
    if last in ("call", "callSilently") and owners[:1] == ["artisan"]:
        name = re.search(r"['\"]([\w:-]+)['\"]", arguments)
        line = f"php artisan {name[1]}" if name else ""
        return Reading(nested=(Nested(Language.SHELL, replace(text.scene, variables={}), line),)) if line else None
    return None


def _rows(
    text: Text, call: Call, table: str, *, limited: bool, operation: Operation = Operation.DELETE,
    kind: ResourceKind = ResourceKind.ROW,
) -> Reading:  # fmt: skip
    traits = frozenset() if limited else frozenset({Trait.UNBOUNDED})
    effect = Effect(
        operation, Resource(kind, table), Reversibility.IRREVERSIBLE, BlastRadius.SEVERAL, text.evidence(call),
        text.scene.environment, traits,
    )  # fmt: skip
    return Reading((effect,), coverage=Coverage.PARTIAL)


def _all(text: Text, call: Call) -> Reading:
    effect = Effect(
        Operation.DELETE, Resource(ResourceKind.DATABASE), Reversibility.IRREVERSIBLE, BlastRadius.ENVIRONMENT,
        text.evidence(call), text.scene.environment, frozenset({Trait.REBUILDS}),
    )  # fmt: skip
    return Reading((effect,), coverage=Coverage.PARTIAL)


def _remote(text: Text) -> bool:
    """True where the text loads a module that is neither of the platform nor the project's own."""
    if text.language != "javascript":
        return True
    return any(
        module not in PURE_MODULES
        and module not in ROOTS
        and module[:1] != "."
        and module.split("/")[0].lower() not in LOCAL
        for module in text.modules
    )


def _named(call: Call) -> list[str]:
    """The functions that the arguments of a caller name: `convex.mutation(api.admin.wipeEverything)`."""
    if call.last.lower() not in _CALLERS or not call.arguments:
        return []
    tokens = [token for token in call.arguments[0] if token.kind in (Kind.NAME, *_TEXTS)]
    return [re.split(r"[:./]", tokens[-1].text)[-1]] if tokens else []


def _project(text: Text, call: Call, data: dict[str, object]) -> Reading | None:
    """A function of the project whose name says that it destroys."""
    name = of_project([call.name])
    if resets(name, data):
        return _all(text, call)
    if name in text.defined or not destroys(name):
        return None
    return Reading(named_destruction(name, text.command(call)), coverage=Coverage.PARTIAL)
