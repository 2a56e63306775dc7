"""Redis and Valkey: what a command does, by the command table.

Source: the COMMAND output of Redis 7.4 (ACL categories @read, @write, @keyspace, @dangerous, @admin) and the command
pages. A deleted key does not come back; writing a key replaces what it held.
"""

import re
import shlex
from collections.abc import Callable

from commensurate.effects.options import names
from commensurate.effects.paths import surroundings
from commensurate.effects.reading import NOTHING, Reading, Scene, opaque, together
from commensurate.model.effect import BlastRadius, Effect, Operation, Resource, ResourceKind, Reversibility, Trait
from commensurate.model.regex import regex

LONGEST = 64 * 1024
"""Characters. A longer text is opaque."""
MOST_LINES = 2_000

LOOKS = names("""
    GET MGET GETRANGE STRLEN EXISTS TYPE TTL PTTL KEYS SCAN HGET HMGET HGETALL HKEYS HVALS HLEN HEXISTS HSCAN HSTRLEN HRANDFIELD LRANGE LINDEX
    LLEN LPOS SMEMBERS SCARD SISMEMBER SMISMEMBER SRANDMEMBER SSCAN SINTER SUNION SDIFF SINTERCARD ZRANGE ZREVRANGE ZRANGEBYSCORE ZRANGEBYLEX
    ZREVRANGEBYSCORE ZCARD ZCOUNT ZSCORE ZMSCORE ZRANK ZREVRANK ZSCAN ZINTER ZUNION ZDIFF ZRANDMEMBER ZLEXCOUNT BITCOUNT BITPOS GETBIT
    PFCOUNT GEOPOS GEODIST GEOHASH GEOSEARCH GEORADIUS_RO XRANGE XREVRANGE XLEN XREAD XINFO XPENDING DBSIZE INFO PING ECHO TIME RANDOMKEY
    OBJECT DUMP MEMORY SLOWLOG LATENCY LASTSAVE ROLE COMMAND HELLO AUTH SELECT QUIT MONITOR SUBSCRIBE PSUBSCRIBE UNSUBSCRIBE SUBSTR LOLWUT
    WAIT WATCH UNWATCH MULTI EXEC DISCARD READONLY EXPIRETIME PEXPIRETIME LCS SORT_RO EVAL_RO FCALL_RO JSON.GET JSON.MGET JSON.TYPE JSON.ARRLEN
    FT.SEARCH FT.INFO FT.AGGREGATE FT._LIST FT.EXPLAIN TS.GET TS.RANGE TS.MRANGE TS.INFO BF.EXISTS BF.INFO CF.EXISTS SHUTDOWN_ CLIENT_LIST
    HTTL HPTTL PUBSUB HELP RESET
""")
"""Commands that only look, or are of the session alone."""

_DELETES = names("""
    DEL UNLINK GETDEL HDEL LPOP RPOP LREM LTRIM SPOP SREM ZREM ZPOPMIN ZPOPMAX ZREMRANGEBYSCORE ZREMRANGEBYRANK ZREMRANGEBYLEX XDEL XTRIM
    BLPOP BRPOP LMPOP ZMPOP BZPOPMIN BZPOPMAX JSON.DEL JSON.FORGET JSON.CLEAR TS.DEL FT.DROP CF.DEL HGETDEL
""")
_WRITES = names("""
    SET MSET SETEX PSETEX SETRANGE GETSET HSET HMSET LSET RENAME RESTORE COPY SORT BITOP SDIFFSTORE SINTERSTORE SUNIONSTORE ZDIFFSTORE
    ZINTERSTORE ZUNIONSTORE ZRANGESTORE GEOSEARCHSTORE JSON.SET JSON.MSET JSON.MERGE MOVE EXPIRE PEXPIRE EXPIREAT PEXPIREAT PERSIST GETEX
    SMOVE LMOVE RPOPLPUSH BRPOPLPUSH PFMERGE HEXPIRE HPEXPIRE TS.ALTER RENAMENX
""")
_ADDS = names("""
    SETNX MSETNX APPEND INCR DECR INCRBY DECRBY INCRBYFLOAT HSETNX HINCRBY HINCRBYFLOAT LPUSH RPUSH LPUSHX RPUSHX LINSERT SADD ZADD ZINCRBY
    SETBIT PFADD GEOADD XADD XACK XCLAIM XAUTOCLAIM XGROUP JSON.ARRAPPEND JSON.NUMINCRBY FT.CREATE TS.ADD TS.CREATE BF.ADD BF.RESERVE CF.ADD TOUCH
    BITFIELD
""")
_COUNT_KEYS = names("DEL UNLINK")
_SUBLOOKS = names("""
    GET LIST INFO HELP COUNT DOCS GETKEYS GETNAME ID LEN STATS USAGE DOCTOR HISTORY LATEST NODES SLOTS SHARDS MYID KEYSLOT COUNTKEYSINSLOT WHOAMI CAT
    GETUSER USERS LOG ENCODING FREQ IDLETIME REFCOUNT CHANNELS NUMSUB NUMPAT EXISTS MALLOC-STATS GRAPH HISTOGRAM LINKS DUMP DRYRUN GENPASS
    SETNAME NO-EVICT NO-TOUCH REPLY CACHING TRACKING TRACKINGINFO
""")

_One = tuple[Operation, ResourceKind, Reversibility, BlastRadius, frozenset[Trait]]
_I, _C, _R = Reversibility.IRREVERSIBLE, Reversibility.COSTLY, Reversibility.REVERSIBLE
_ONE, _SEV, _ENV = BlastRadius.ONE, BlastRadius.SEVERAL, BlastRadius.ENVIRONMENT
_NONE: frozenset[Trait] = frozenset()

SPECIAL: dict[str, _One] = {
    "FLUSHALL": (Operation.DELETE, ResourceKind.DATABASE, _I, _ENV, frozenset({Trait.UNBOUNDED})),
    "FLUSHDB": (Operation.DELETE, ResourceKind.DATABASE, _I, _ENV, frozenset({Trait.UNBOUNDED})),
    "SWAPDB": (Operation.UPDATE, ResourceKind.DATABASE, _C, _ENV, _NONE),
    "SHUTDOWN": (Operation.STOP, ResourceKind.SERVICE, _C, _SEV, _NONE),
    "FAILOVER": (Operation.UPDATE, ResourceKind.SERVICE, _C, _SEV, _NONE),
    "REPLICAOF": (Operation.DELETE, ResourceKind.DATABASE, _I, _ENV, frozenset({Trait.OVERWRITES})),
    "SLAVEOF": (Operation.DELETE, ResourceKind.DATABASE, _I, _ENV, frozenset({Trait.OVERWRITES})),
    "DEBUG": (Operation.EXECUTE, ResourceKind.SERVICE, _C, _SEV, frozenset({Trait.OPAQUE})),
    "MIGRATE": (Operation.DELETE, ResourceKind.RECORD, _C, _SEV, frozenset({Trait.OUTBOUND})),
    "SAVE": (Operation.CREATE, ResourceKind.SNAPSHOT, _R, _ONE, _NONE),
    "BGSAVE": (Operation.CREATE, ResourceKind.SNAPSHOT, _R, _ONE, _NONE),
    "BGREWRITEAOF": (Operation.UPDATE, ResourceKind.LOG, _R, _ONE, _NONE),
    "PUBLISH": (Operation.SEND, ResourceKind.MESSAGE, _I, _ONE, _NONE),
    "SPUBLISH": (Operation.SEND, ResourceKind.MESSAGE, _I, _ONE, _NONE),
    "FT.DROPINDEX": (Operation.DELETE, ResourceKind.INDEX, _C, _SEV, _NONE),
}
_SUBCOMMANDS: dict[str, dict[str, _One]] = {
    "CONFIG": {
        "SET": (Operation.UPDATE, ResourceKind.SETTING, _C, _SEV, _NONE),
        "REWRITE": (Operation.UPDATE, ResourceKind.SETTING, _C, _SEV, _NONE),
        "RESETSTAT": (Operation.DELETE, ResourceKind.LOG, _C, _ONE, _NONE),
    },
    "CLIENT": {
        "KILL": (Operation.STOP, ResourceKind.PROCESS, _C, _ONE, _NONE),
        "PAUSE": (Operation.STOP, ResourceKind.SERVICE, _R, _SEV, _NONE),
        "UNPAUSE": (Operation.UPDATE, ResourceKind.SERVICE, _R, _ONE, _NONE),
        "UNBLOCK": (Operation.UPDATE, ResourceKind.PROCESS, _R, _ONE, _NONE),
    },
    "ACL": {
        "SETUSER": (Operation.GRANT, ResourceKind.USER, _C, _SEV, frozenset({Trait.WIDENS})),
        "DELUSER": (Operation.DELETE, ResourceKind.USER, _C, _SEV, _NONE),
        "LOAD": (Operation.UPDATE, ResourceKind.PERMISSION, _C, _SEV, _NONE),
        "SAVE": (Operation.UPDATE, ResourceKind.PERMISSION, _C, _SEV, _NONE),
    },
    "CLUSTER": {
        "RESET": (Operation.DELETE, ResourceKind.CLUSTER, _I, _ENV, _NONE),
        "FLUSHSLOTS": (Operation.DELETE, ResourceKind.CLUSTER, _I, _ENV, _NONE),
        "FORGET": (Operation.DELETE, ResourceKind.INSTANCE, _C, _SEV, _NONE),
        "FAILOVER": (Operation.UPDATE, ResourceKind.CLUSTER, _C, _SEV, _NONE),
    },
    "SCRIPT": {
        "FLUSH": (Operation.DELETE, ResourceKind.CODE, _C, _ONE, _NONE),
        "KILL": (Operation.STOP, ResourceKind.PROCESS, _C, _ONE, _NONE),
        "LOAD": (Operation.CREATE, ResourceKind.CODE, _R, _ONE, _NONE),
    },
    "FUNCTION": {
        "FLUSH": (Operation.DELETE, ResourceKind.CODE, _I, _SEV, _NONE),
        "DELETE": (Operation.DELETE, ResourceKind.CODE, _I, _ONE, _NONE),
        "LOAD": (Operation.CREATE, ResourceKind.CODE, _C, _ONE, _NONE),
        "RESTORE": (Operation.UPDATE, ResourceKind.CODE, _C, _SEV, _NONE),
    },
    "MODULE": {
        "LOAD": (Operation.EXECUTE, ResourceKind.CODE, _I, _SEV, frozenset({Trait.OPAQUE, Trait.INBOUND_CODE})),
        "LOADEX": (Operation.EXECUTE, ResourceKind.CODE, _I, _SEV, frozenset({Trait.OPAQUE, Trait.INBOUND_CODE})),
        "UNLOAD": (Operation.DELETE, ResourceKind.CODE, _C, _SEV, _NONE),
    },
    "SLOWLOG": {"RESET": (Operation.DELETE, ResourceKind.LOG, _C, _ONE, _NONE)},
    "LATENCY": {"RESET": (Operation.DELETE, ResourceKind.LOG, _C, _ONE, _NONE)},
    "MEMORY": {"PURGE": (Operation.UPDATE, ResourceKind.CACHE, _R, _ONE, _NONE)},
    "XGROUP": {
        "DESTROY": (Operation.DELETE, ResourceKind.QUEUE, _I, _ONE, _NONE),
        "DELCONSUMER": (Operation.DELETE, ResourceKind.QUEUE, _C, _ONE, _NONE),
    },
}  # fmt: skip
_CALL = regex(r"(?:redis|server)\.p?call\s*\(\s*(['\"])(\w+)\1([^)]*)\)", re.IGNORECASE)


def read(text: str, scene: Scene) -> Reading:
    """What these commands would do, one a line."""
    if len(text) > LONGEST:
        return opaque("redis: a text too long to read")
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    if len(lines) > MOST_LINES:
        return opaque(f"redis: more than {MOST_LINES} commands")
    return together(read_words(_cut(line), scene, line.strip()[:200]) for line in dict.fromkeys(lines))


def _cut(line: str) -> list[str]:
    try:
        return shlex.split(line)
    except ValueError:
        return line.split()


def read_words(words: list[str], scene: Scene, evidence: str) -> Reading:
    """What one command would do."""
    if not words:
        return NOTHING
    name, arguments = words[0].upper(), words[1:]
    told = _Teller(scene, evidence)
    subs = _SUBCOMMANDS.get(name)
    if subs is not None and arguments:
        sub = arguments[0].upper()
        if sub in subs:
            return told.one(subs[sub], " ".join(arguments[1:])[:80])
        if sub in _SUBLOOKS or name in LOOKS:
            return told.look("")
    if name in SPECIAL:
        if name in {"REPLICAOF", "SLAVEOF"} and [a.upper() for a in arguments] == ["NO", "ONE"]:
            return told.one((Operation.UPDATE, ResourceKind.SERVICE, _C, _SEV, _NONE), "no one")
        return told.one(SPECIAL[name], " ".join(arguments)[:80])
    if name in {"EVAL", "EVALSHA", "FCALL"}:
        return _script(arguments, told, scene, evidence)
    if name in {"CONFIG", "CLIENT", "ACL", "CLUSTER"} and arguments and arguments[0].upper() in _SUBLOOKS:
        return told.look("")
    if name in LOOKS:
        return told.look(arguments[0] if arguments else "")
    for known, tell in _BY_KEYS:
        if name in known:
            return tell(told, name, arguments)
    return opaque(
        f"redis: {name}: not a command that is known", told.effect(Operation.EXECUTE, ResourceKind.DATABASE, name, _C)
    )


class _Teller:
    """Builds effects of one command."""

    def __init__(self, scene: Scene, evidence: str) -> None:
        self.scene = scene
        self.evidence = evidence

    def effect(
        self, operation: Operation, kind: ResourceKind, name: str, how: Reversibility, radius: BlastRadius = _ONE,
        *, count: int | None = None, traits: frozenset[Trait] = _NONE,
    ) -> Effect:  # fmt: skip
        every = traits | surroundings(self.scene)
        return Effect(operation, Resource(kind, name, count), how, radius, self.evidence, self.scene.environment, every)

    def one(self, what: _One, name: str) -> Reading:
        operation, kind, how, radius, traits = what
        return Reading((self.effect(operation, kind, name, how, radius, traits=traits),))

    def look(self, name: str) -> Reading:
        return Reading((self.effect(Operation.READ, ResourceKind.RECORD, name, _R),))


def _deletes(told: _Teller, name: str, arguments: list[str]) -> Reading:
    keys = arguments if name in _COUNT_KEYS else arguments[:1]
    count = len(keys)
    radius = _SEV if count > 1 else _ONE
    label = " ".join(keys)[:80] or "${keys}"
    traits = frozenset({Trait.UNRESOLVED}) if not keys or any("$" in key for key in keys) else _NONE
    if not keys:
        radius = _SEV
    return Reading(
        (told.effect(Operation.DELETE, ResourceKind.RECORD, label, _I, radius, count=count or None, traits=traits),)
    )


def _writes(told: _Teller, _name: str, arguments: list[str]) -> Reading:
    traits = frozenset({Trait.OVERWRITES})
    return Reading(
        (told.effect(Operation.UPDATE, ResourceKind.RECORD, (arguments or [""])[0][:80], _C, traits=traits),)
    )


def _adds(told: _Teller, _name: str, arguments: list[str]) -> Reading:
    return Reading((told.effect(Operation.CREATE, ResourceKind.RECORD, (arguments or [""])[0][:80], _R),))


_BY_KEYS: tuple[tuple[frozenset[str], Callable[[_Teller, str, list[str]], Reading]], ...] = (
    (_DELETES, _deletes),
    (_WRITES, _writes),
    (_ADDS, _adds),
)


def _script(arguments: list[str], told: _Teller, scene: Scene, evidence: str) -> Reading:
    """Lua on the server: the commands that it names are told, and it stays opaque."""
    reading = opaque(
        "redis: a script on the server",
        told.effect(Operation.EXECUTE, ResourceKind.DATABASE, "script", _C, traits=frozenset({Trait.OPAQUE})),
    )
    for match in list(_CALL.finditer(arguments[0] if arguments else ""))[:20]:
        keys = re.findall(r"['\"]([^'\"]*)['\"]", match[3])
        reading += read_words([match[2], *keys], scene, evidence)
    return reading
