"""The language of the MongoDB shell: what its calls do to collections, databases, users and clusters.

Source: the mongosh methods reference of MongoDB 8.0. A filter on _id names one document; an empty filter names all.
"""

import re
from dataclasses import dataclass, replace

from commensurate.effects.environment import environment_of, stricter
from commensurate.effects.options import names
from commensurate.effects.paths import surroundings
from commensurate.effects.reading import NOTHING, Reading, Scene, opaque
from commensurate.model.analysis import Coverage
from commensurate.model.effect import BlastRadius, Effect, Operation, Resource, ResourceKind, Reversibility, Trait
from commensurate.model.regex import regex

LONGEST = 64 * 1024
"""Characters. A longer text is opaque."""
MOST_CALLS = 1_000
MOST_TOKENS = 15_000
DEEPEST = 40
"""How deep calls may stand in arguments of calls."""

LOOKS = names("""
    find findOne count countDocuments estimatedDocumentCount distinct explain stats dataSize storageSize totalSize totalIndexSize getIndexes
    getCollection getCollectionNames getCollectionInfos getSiblingDB getName getMongo getUsers getUser getRoles getRole status hello isMaster
    serverStatus hostInfo version buildInfo currentOp printjson print tojson toArray forEach map sort limit skip pretty hasNext next project size
    itcount projection hint maxTimeMS batchSize allowDiskUse collation comment count_ validate latencyStats watch listDatabases adminCommand_
    getDBNames getDBs getReplicationInfo printReplicationInfo printSecondaryReplicationInfo conf config getSecondaryOk readPref objsLeftInBatch
    isCapped getFullName exists getProfilingStatus getProfilingLevel getLogComponents rs_status ObjectId ISODate Date NumberLong NumberInt
    NumberDecimal UUID Timestamp BinData RegExp log toString toJSON getTimestamp connectionStatus help use show match group unwind lookup
    getParameter ping dbStats collStats listCollections listIndexes usersInfo rolesInfo top getCmdLineOpts Math JSON parse stringify parseInt
    Number String filter reduce join push keys values entries includes slice length concat some every
""")
_CREATES = names("insert insertOne insertMany createCollection createView createIndex createIndexes ensureIndex")
_UPDATES_ONE = names("updateOne replaceOne findOneAndUpdate findOneAndReplace findAndModify save")
_UPDATES = names("updateMany update bulkWrite initializeOrderedBulkOp initializeUnorderedBulkOp execute")
_DELETES_ONE = names("deleteOne findOneAndDelete")
_DELETES = names("deleteMany remove")
_I, _C, _R = Reversibility.IRREVERSIBLE, Reversibility.COSTLY, Reversibility.REVERSIBLE
_ONE, _SEV, _ENV = BlastRadius.ONE, BlastRadius.SEVERAL, BlastRadius.ENVIRONMENT
_OTHERS: dict[str, tuple[Operation, ResourceKind, Reversibility, BlastRadius]] = {
    "drop": (Operation.DELETE, ResourceKind.TABLE, _I, _SEV),
    "dropDatabase": (Operation.DELETE, ResourceKind.DATABASE, _I, _ENV),
    "dropIndex": (Operation.DELETE, ResourceKind.INDEX, _C, _ONE),
    "dropIndexes": (Operation.DELETE, ResourceKind.INDEX, _C, _SEV),
    "reIndex": (Operation.UPDATE, ResourceKind.INDEX, _C, _ONE),
    "renameCollection": (Operation.UPDATE, ResourceKind.TABLE, _C, _ONE),
    "convertToCapped": (Operation.UPDATE, ResourceKind.TABLE, _I, _SEV),
    "dropUser": (Operation.DELETE, ResourceKind.USER, _C, _SEV),
    "dropAllUsers": (Operation.DELETE, ResourceKind.USER, _I, _ENV),
    "dropRole": (Operation.DELETE, ResourceKind.PERMISSION, _C, _SEV),
    "dropAllRoles": (Operation.DELETE, ResourceKind.PERMISSION, _I, _ENV),
    "createUser": (Operation.CREATE, ResourceKind.USER, _C, _ONE),
    "updateUser": (Operation.UPDATE, ResourceKind.USER, _C, _ONE),
    "changeUserPassword": (Operation.UPDATE, ResourceKind.USER, _C, _ONE),
    "createRole": (Operation.CREATE, ResourceKind.PERMISSION, _C, _ONE),
    "grantRolesToUser": (Operation.GRANT, ResourceKind.PERMISSION, _C, _SEV),
    "grantPrivilegesToRole": (Operation.GRANT, ResourceKind.PERMISSION, _C, _SEV),
    "revokeRolesFromUser": (Operation.REVOKE, ResourceKind.PERMISSION, _C, _SEV),
    "shutdownServer": (Operation.STOP, ResourceKind.SERVICE, _C, _SEV),
    "killOp": (Operation.STOP, ResourceKind.PROCESS, _C, _ONE),
    "fsyncLock": (Operation.STOP, ResourceKind.SERVICE, _C, _SEV),
    "fsyncUnlock": (Operation.UPDATE, ResourceKind.SERVICE, _R, _ONE),
    "stepDown": (Operation.UPDATE, ResourceKind.CLUSTER, _C, _SEV),
    "reconfig": (Operation.UPDATE, ResourceKind.CLUSTER, _C, _SEV),
    "initiate": (Operation.CREATE, ResourceKind.CLUSTER, _C, _SEV),
    "removeShard": (Operation.DELETE, ResourceKind.CLUSTER, _C, _SEV),
    "setProfilingLevel": (Operation.UPDATE, ResourceKind.SETTING, _R, _ONE),
    "setParameter": (Operation.UPDATE, ResourceKind.SETTING, _C, _SEV),
    "enableSharding": (Operation.UPDATE, ResourceKind.CLUSTER, _C, _SEV),
    "shardCollection": (Operation.UPDATE, ResourceKind.CLUSTER, _C, _SEV),
}  # fmt: skip
_OPAQUE_CALLS = names("load eval runScript require mapReduce")
_TOKEN = regex(
    r"""(?P<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`)|(?P<comment>//[^\n]*|/\*.*?(?:\*/|\Z))"""
    r"""|(?P<name>[A-Za-z_$][\w$]*)|(?P<space>\s+)|(?P<mark>.)""",
    re.DOTALL,
)
_KEYED = regex(r"""^\s*\{\s*['"]?(?:_id|id|uuid|email)['"]?\s*:\s*(?!\s*\{)""")
_IDS = regex(r"""^\s*\{\s*['"]?_id['"]?\s*:\s*\{\s*['"]?\$in['"]?\s*:\s*\[([^\[\]]*)\]\s*\}\s*\}""")
_EMPTY = regex(r"^\s*(?:\{\s*\}|null|undefined)?\s*$")
_COMMAND_KEYS = {"drop": "drop", "dropDatabase": "dropDatabase", "delete": "deleteMany", "shutdown": "shutdownServer", "dropIndexes": "dropIndexes",
                 "dropUser": "dropUser", "dropAllUsersFromDatabase": "dropAllUsers", "update": "updateMany", "insert": "insertMany"}  # fmt: skip
_COMMAND = regex(r"""^\s*\{\s*['"]?(\w+)['"]?\s*:\s*['"]?([\w.]*)""")


def read(text: str, scene: Scene) -> Reading:
    """What this text would do in the MongoDB shell."""
    if len(text) > LONGEST:
        return opaque("mongo: a text too long to read")
    tokens = _tokens(text)
    if tokens is None or _depth(tokens) > DEEPEST:
        return opaque("mongo: not surely understood")
    reading, world, collection = NOTHING, scene, ""
    for count, (chain, arguments, evidence) in enumerate(_calls(tokens, text)):
        if count >= MOST_CALLS:
            return reading + opaque(f"mongo: more than {MOST_CALLS} calls")
        if chain[-1] in {"getSiblingDB", "getCollection"}:
            name = arguments.strip("'\" ")
            world = _in_database(scene, name) if chain[-1] == "getSiblingDB" else world
            collection = name if chain[-1] == "getCollection" else collection
        named = [collection or "?", *chain[1:]] if chain[0] == "?" else chain
        reading += _told(named, arguments, _Call(world, evidence))
    used = re.search(r"(?m)^[ \t]*use[ \t]+([\w-]+)", text)
    if used is not None:
        reading = _moved(reading, used[1])
    return reading


def _in_database(scene: Scene, name: str) -> Scene:
    return replace(scene, environment=stricter(scene.environment, environment_of(name)))


def _moved(reading: Reading, database: str) -> Reading:
    world = environment_of(database)
    effects = tuple(replace(e, environment=stricter(e.environment, world)) for e in reading.effects)
    return replace(reading, effects=effects)


_Token = tuple[str, str, int, int]


def _tokens(text: str) -> list[_Token] | None:
    """The tokens of a text; None where a quotation does not end, or there are too many."""
    found = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "mark"
        if kind == "mark" and match.group() in "'\"`":
            return None
        if kind not in {"space", "comment"}:
            found.append((kind, match.group(), match.start(), match.end()))
        if len(found) > MOST_TOKENS:
            return None
    return found


def _depth(tokens: list[_Token]) -> int:
    depth = deepest = 0
    for _, value, _, _ in tokens:
        depth += 1 if value == "(" else -1 if value == ")" else 0
        deepest = max(deepest, depth)
    return deepest


def _calls(tokens: list[_Token], text: str) -> list[tuple[list[str], str, str]]:
    """(the dotted names, the text of the arguments, the words) of every call."""
    found = []
    chain: list[str] = []
    start = 0
    for index, (kind, value, begin, _) in enumerate(tokens):
        before = tokens[index - 1][1] if index else ""
        if kind == "name":
            if before == "." and chain:
                chain.append(value)
            else:
                chain, start = [value] if before != "." else ["?", value], begin
        elif kind == "text" and before == "[" and chain:
            chain.append(value[1:-1])
        elif value == "(" and chain and before not in {"if", "for", "while", "function", "switch", "catch"}:
            end = _close(tokens, index)
            inner = text[tokens[index][3] : tokens[end][2]] if end < len(tokens) else text[tokens[index][3] :]
            stop = tokens[end][3] if end < len(tokens) else len(text)
            found.append((list(chain), inner, " ".join(text[start : min(stop, start + 200)].split())))
            chain = [*chain] if end + 1 < len(tokens) and tokens[end + 1][1] == "." and end == index + 1 else []
        elif value not in {".", "[", "]", ")"}:
            chain = []
    return found


def _close(tokens: list[_Token], index: int) -> int:
    depth = 0
    for at in range(index, len(tokens)):
        value = tokens[at][1] if tokens[at][0] == "mark" else ""
        depth += {"(": 1, ")": -1}.get(value, 0)
        if depth == 0:
            return at
    return len(tokens)


def _told(chain: list[str], arguments: str, at: "_Call") -> Reading:
    method = chain[-1]
    owner = chain[-2] if len(chain) > 1 else ""
    if method in {"runCommand", "adminCommand"}:
        command = _COMMAND.match(arguments)
        known = _COMMAND_KEYS.get(command[1]) if command is not None else None
        if command is not None and known is not None:
            return _told([owner, command[2], known], "{}" if known.startswith("delete") else "", at)
        if command is not None and command[1] in LOOKS:
            return NOTHING
        return at.does(Operation.EXECUTE, Resource(ResourceKind.DATABASE, owner), (_C, _SEV), Trait.OPAQUE)
    if method in _CREATES:
        count = arguments.count("{") if method == "insertMany" else 1
        kind = ResourceKind.ROW if method.startswith("insert") else ResourceKind.TABLE
        return at.does(Operation.CREATE, Resource(kind, owner), (_R, _ONE if count <= 1 else _SEV))
    if method in _UPDATES_ONE:
        return at.does(Operation.UPDATE, Resource(ResourceKind.ROW, owner, 1), (_I, _ONE))
    if method in _DELETES_ONE:
        return at.does(Operation.DELETE, Resource(ResourceKind.ROW, owner, 1), (_I, _ONE))
    if method in _DELETES or method in _UPDATES:
        return _many(Operation.DELETE if method in _DELETES else Operation.UPDATE, owner, arguments, at)
    if method in _OTHERS:
        operation, kind, how, radius = _OTHERS[method]
        name = owner if kind in {ResourceKind.TABLE, ResourceKind.INDEX} else arguments.strip("'\" ")[:80] or owner
        traits = (Trait.UNBOUNDED,) if method == "drop" else ()
        return at.does(operation, Resource(kind, name), (how, radius), *traits)
    if method == "aggregate":
        writes = re.search(r"\$(?:out|merge)\b", arguments) is not None
        if writes:
            return at.does(Operation.UPDATE, Resource(ResourceKind.TABLE, owner), (_I, _SEV), Trait.OVERWRITES)
        return NOTHING if "$function" not in arguments else opaque("mongo: code on the server")
    if method in _OPAQUE_CALLS or method == "Function":
        return opaque(f"mongo: {method}(…) runs what is not in view")
    if method in LOOKS:
        return (
            at.does(Operation.READ, Resource(ResourceKind.TABLE, owner), (_R, _ONE))
            if method.startswith("find")
            else NOTHING
        )
    return Reading(coverage=Coverage.PARTIAL, notes=(f"mongo: {method}(…): not known",))


def _many(operation: Operation, owner: str, arguments: str, at: "_Call") -> Reading:
    first = _first(arguments)
    one = "justOne" in arguments or re.search(r",\s*(?:true|1)\s*$", arguments) is not None
    ids = _IDS.match(first)
    if _KEYED.match(first) or one:
        return at.does(operation, Resource(ResourceKind.ROW, owner, 1), (_I, _ONE))
    if ids is not None:
        count = ids[1].count(",") + 1
        return at.does(operation, Resource(ResourceKind.ROW, owner, count), (_I, _SEV))
    traits = (Trait.UNBOUNDED,) if _EMPTY.match(first) else ()
    return at.does(operation, Resource(ResourceKind.ROW, owner), (_I, _SEV), *traits)


def _first(arguments: str) -> str:
    depth = 0
    for index, letter in enumerate(arguments):
        depth += {"{": 1, "[": 1, "(": 1, "}": -1, "]": -1, ")": -1}.get(letter, 0)
        if letter == "," and depth == 0:
            return arguments[:index]
    return arguments


@dataclass(frozen=True, slots=True)
class _Call:
    """Where a call stands, and its words."""

    scene: Scene
    evidence: str

    def does(
        self, operation: Operation, resource: Resource, risk: tuple[Reversibility, BlastRadius], *traits: Trait
    ) -> Reading:
        every = frozenset(traits) | surroundings(self.scene)
        effect = Effect(operation, resource, *risk, self.evidence, self.scene.environment, every)
        return Reading((effect,), coverage=Coverage.OPAQUE if Trait.OPAQUE in traits else Coverage.FULL)
