"""Clients and tools of stores that do not speak SQL: MongoDB, Redis and Valkey, Neo4j.

Sources: the manuals of mongosh 2 and the MongoDB database tools 100, redis-cli 7.4, cypher-shell and neo4j-admin 5.
"""

import re
from dataclasses import replace

from commensurate.effects import redis
from commensurate.effects.options import names, split
from commensurate.effects.programs.database_worlds import in_its_world, world_of
from commensurate.effects.programs.databases import Client
from commensurate.effects.reading import NOTHING, Command, Language, Nested, Reading, opaque
from commensurate.effects.table import (
    COSTLY,
    ENVIRONMENT,
    IRREVERSIBLE,
    SEVERAL,
    Usage,
    case,
    creates,
    deletes,
    reads,
    unknown,
    updates,
    use,
)
from commensurate.model.analysis import Coverage
from commensurate.model.effect import BlastRadius, Effect, Operation, Resource, ResourceKind, Reversibility, Trait
from commensurate.model.regex import regex

DATABASE, ROW = ResourceKind.DATABASE, ResourceKind.ROW
_REDIS_VALUES = names("""
    -h -p -s -a -u -r -i -n -d -D -X --user --pass --cacert --cert --key --tls-ciphers --sni --pattern
    --pipe-timeout --memkeys-samples --lru-test --rdb --functions-rdb --eval --intrinsic-latency --show-pushes
    --quoted-pattern -t
""")
_LOOKING_MODES = (
    "--stat",
    "--scan",
    "--bigkeys",
    "--memkeys",
    "--hotkeys",
    "--latency",
    "--latency-history",
    "--latency-dist",
    "-v",
)
_CLUSTER_CHANGES = names("reshard rebalance add-node del-node create fix call import set-timeout")


def _redis_cli(command: Command) -> Reading:
    """redis-cli: options, then one command; or commands fed to it; or --eval of a script."""
    words = command.arguments
    index = 0
    while index < len(words) and words[index].text.startswith("-") and len(words[index].text) > 1:
        index += 2 if words[index].text in _REDIS_VALUES else 1
    options = split(words[:index], _REDIS_VALUES)
    if options.has("--help", "--version", "-v") or any(word.text in ("--help", "--version") for word in words[:index]):
        return NOTHING
    host = options.value("-h") or options.value("-u") or ""
    far = host if host not in {"", "localhost", "127.0.0.1", "::1"} and "://" not in host else ""
    scene = replace(command.scene, environment=world_of(command.scene, [host]), host=command.scene.host or far)
    inner = replace(command, scene=scene)
    if options.has("--eval"):
        return opaque(f"{command.program}: a script on the server", unknown(inner))
    if options.has("--cluster"):
        return _cluster([word.text for word in words[index:]], inner)
    rest = words[index:]
    if rest:
        reading = redis.read_words([word.text for word in rest], scene, command.evidence)
        return reading if all(word.known for word in rest) else replace(reading, coverage=max_of(reading.coverage))
    if options.has(*_LOOKING_MODES, "--rdb"):
        return NOTHING
    fed = command.stdin
    if fed is not None and fed.text is not None:
        return Reading(nested=(Nested(Language.REDIS, scene, fed.text),))
    return opaque(f"{command.program}: what it is fed, or an open prompt", unknown(inner))


def max_of(coverage: Coverage) -> Coverage:
    """At least partial: a word of the command is only known when it runs."""
    return max(coverage, Coverage.PARTIAL, key=lambda c: c.depth)


def _cluster(words: list[str], command: Command) -> Reading:
    if words and words[0] in _CLUSTER_CHANGES:
        return Reading(
            (
                Effect(
                    Operation.UPDATE, Resource(ResourceKind.CLUSTER, " ".join(words[1:3])), Reversibility.COSTLY,
                    BlastRadius.SEVERAL, command.evidence, command.scene.environment, frozenset(),
                ),
            )
        )  # fmt: skip
    return NOTHING


_MONGO_VALUES = "--username -u --password -p --authenticationDatabase --authenticationMechanism --tlsCAFile --tlsCertificateKeyFile --apiVersion --awsIamSessionToken"
_MONGOSH = Client(
    "", ("--eval",), ("-f", "--file"), ("--host", "-h", "--port"), ("--db",), _MONGO_VALUES, (), ("-h", "--version"),
    language=Language.MONGO,
)  # fmt: skip


def _mongosh(command: Command) -> Reading:
    """mongosh: --eval, a script by its name, or what it is fed."""
    scripts = [word for word in command.arguments if word.text.endswith((".js", ".mongodb", ".mongosh"))]
    if scripts and not any(word.text.startswith("--eval") for word in command.arguments):
        scene = replace(command.scene, environment=world_of(command.scene, [word.text for word in command.arguments]))
        inner = replace(command, scene=scene)
        return sum((_MONGOSH.script(word, inner) for word in scripts), NOTHING)
    return _MONGOSH(command)


_CYPHER_CLIENT_VALUES = names("""
    -a --address --uri -u --username -p --password -d --database --format -P --param --encryption -f --file
    --impersonate
""")
_CYPHER_WRITES = (
    (regex(r"\bDROP\s+DATABASE\b|\bCREATE\s+OR\s+REPLACE\s+DATABASE\b", re.IGNORECASE), Operation.DELETE, DATABASE, Reversibility.IRREVERSIBLE, BlastRadius.ENVIRONMENT),
    (regex(r"\bDROP\s+(?:INDEX|CONSTRAINT)\b", re.IGNORECASE), Operation.DELETE, ResourceKind.INDEX, Reversibility.COSTLY, BlastRadius.ONE),
    (regex(r"\bDROP\s+(?:USER|ROLE|ALIAS)\b", re.IGNORECASE), Operation.DELETE, ResourceKind.USER, Reversibility.COSTLY, BlastRadius.SEVERAL),
    (regex(r"\bDELETE\b|\bREMOVE\b", re.IGNORECASE), Operation.DELETE, ROW, Reversibility.IRREVERSIBLE, BlastRadius.SEVERAL),
    (regex(r"\bSET\b", re.IGNORECASE), Operation.UPDATE, ROW, Reversibility.IRREVERSIBLE, BlastRadius.SEVERAL),
    (regex(r"\bCREATE\b|\bMERGE\b|\bLOAD\s+CSV\b", re.IGNORECASE), Operation.CREATE, ROW, Reversibility.REVERSIBLE, BlastRadius.SEVERAL),
    (regex(r"\bGRANT\b", re.IGNORECASE), Operation.GRANT, ResourceKind.PERMISSION, Reversibility.COSTLY, BlastRadius.SEVERAL),
)  # fmt: skip
_CYPHER_CALL = regex(
    r"\bCALL\s+(?!db\.(?:labels|schema|index|relationshipTypes|propertyKeys|constraints|info))\w", re.IGNORECASE
)
_STRINGS = regex(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|//[^\n]*|/\*.*?(?:\*/|\Z)|`[^`]*`", re.DOTALL)


def cypher(text: str, command: Command) -> Reading:
    """A statement of Cypher by its clauses. A MATCH without WHERE or pattern properties, then DELETE, deletes all."""
    bare = _STRINGS.sub("''", text)
    effects = []
    for pattern, operation, kind, how, radius in _CYPHER_WRITES:
        if pattern.search(bare):
            free = (
                operation in {Operation.DELETE, Operation.UPDATE}
                and kind is ROW
                and not re.search(r"\bWHERE\b|\{", bare, re.IGNORECASE)
            )
            traits = frozenset({Trait.UNBOUNDED}) if free else frozenset()
            effects.append(
                Effect(operation, Resource(kind), how, radius, command.evidence, command.scene.environment, traits)
            )
    if _CYPHER_CALL.search(bare):
        return opaque("cypher: a procedure", *effects)
    return Reading(tuple(effects))


def _cypher_shell(command: Command) -> Reading:
    options = split(command.arguments, _CYPHER_CLIENT_VALUES)
    if options.has("--help", "--version", "-v"):
        return NOTHING
    told = [options.value(name) or "" for name in ("-a", "--address", "--uri", "-d", "--database")]
    inner = replace(command, scene=replace(command.scene, environment=world_of(command.scene, told)))
    texts = [word.text for word in options.positionals]
    if not texts and not options.has("-f", "--file") and command.stdin is not None and command.stdin.text is not None:
        texts = [command.stdin.text]
    if not texts:
        return opaque(f"{command.program}: a script, or an open prompt", unknown(inner))
    return sum((cypher(text, inner) for text in texts), NOTHING)


_DUMP_VALUES = (
    "--host -h --port --username -u --password -p --authenticationDatabase --uri --db -d --collection -c --query -q --out -o --archive "
    "--nsInclude --nsExclude --nsFrom --nsTo --file --type --fields -f --fieldFile --sort --limit --skip --mode --upsertFields --dir "
    "--numParallelCollections -j --readPreference"
)
_TOOLS: dict[str, Usage] = {
    "mongodump mongoexport bsondump mongostat mongotop": use(
        case(reads(DATABASE, "-d --db --uri"), creates(ResourceKind.FILE, "-o --out"), when="-o --out"),
        reads(DATABASE, "-d --db --uri"),
        values=_DUMP_VALUES,
    ),
    "mongorestore": use(
        case(reads(DATABASE), when="--dryRun"),
        case(
            deletes(DATABASE, "-d --db --nsInclude", IRREVERSIBLE, ENVIRONMENT, Trait.OVERWRITES, Trait.REBUILDS),
            when="--drop",
        ),
        updates(DATABASE, "-d --db --nsInclude", COSTLY, SEVERAL),
        values=_DUMP_VALUES,
    ),
    "mongoimport": use(
        case(
            deletes(ResourceKind.TABLE, "-c --collection", IRREVERSIBLE, SEVERAL, Trait.OVERWRITES, Trait.REBUILDS),
            when="--drop",
        ),
        case(deletes(ROW, "-c --collection", IRREVERSIBLE, SEVERAL), when="--mode=delete"),
        creates(ROW, "-c --collection", COSTLY, SEVERAL),
        values=_DUMP_VALUES,
    ),
    "neo4j-admin": use(
        commands={
            "database": use(
                commands={
                    "import": use(updates(DATABASE, "args", COSTLY, SEVERAL)),
                    "load restore": use(
                        case(deletes(DATABASE, "args", IRREVERSIBLE, ENVIRONMENT, Trait.OVERWRITES), when="--overwrite-destination --force"),
                        updates(DATABASE, "args", COSTLY, SEVERAL),
                    ),
                    "dump backup": use(creates(ResourceKind.BACKUP, "args")),
                    "check info": use(reads(DATABASE)),
                }
            ),
            "server report": use(reads(DATABASE)),
            "dbms": use(updates(ResourceKind.SETTING, "args", COSTLY)),
        }
    ),
}  # fmt: skip

PROGRAMS: dict[str, Usage] = {
    **dict.fromkeys(("redis-cli", "valkey-cli", "keydb-cli", "iredis"), Usage(reader=in_its_world(_redis_cli))),
    **dict.fromkeys(("mongosh", "mongo"), Usage(reader=in_its_world(_mongosh))),
    "cypher-shell": Usage(reader=in_its_world(_cypher_shell)),
    **{name: usage for names, usage in _TOOLS.items() for name in names.split()},
}
