"""Object storage from the command line: aws s3, gsutil, s3cmd, mc, azcopy, rclone.

Sources: the references of AWS CLI v2 `s3`, gsutil 5, s3cmd 2.4, MinIO mc 2024, AzCopy 10, s5cmd 2, rclone 1.68.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from commensurate.effects.api import versioned
from commensurate.effects.environment import environment_of, stricter
from commensurate.effects.options import Options, names, split
from commensurate.effects.paths import file_reading, surroundings
from commensurate.effects.reading import NOTHING, Command, Reading, Word, opaque
from commensurate.effects.table import Usage, unknown
from commensurate.model.analysis import Coverage
from commensurate.model.effect import BlastRadius, Effect, Operation, Resource, ResourceKind, Reversibility, Trait
from commensurate.model.regex import regex

_REMOTE = regex(r"(?:s3|s3a|gs|az|r2|b2|oss|cos|azure)://|https://[^/]*\.(?:blob|file|dfs)\.core\.windows\.net/")
_S3_VALUES = names(
    "--profile --region --output --query --endpoint-url --exclude --include --acl --grants --sse --sse-c --sse-kms-key-id"
    " --storage-class --content-type --cache-control --metadata --expires --expires-in --expected-size --page-size"
    " --request-payer --metadata-directive --copy-props --website-redirect --content-encoding --content-language"
    " --content-disposition --source-region --index-document --error-document --ca-bundle --color --case-conflict"
)
_GS_VALUES = names("-o -h -u -a -s -l -c -b -p -d --project -x -y -j -i --billing-project --retention -k -t")
_OTHER_VALUES = names(
    "--config --config-dir -c --access_key --secret_key --region --host --host-bucket --exclude --include --rexclude"
    " --older-than --newer-than --rewind --output --endpoint-url --profile --numworkers"
    " --log --concurrency --from-to --include-pattern --exclude-pattern --include-path --exclude-path --trusted-microsoft-suffixes"
    " --cap-mbps --block-size-mb --acl --expire-days --expire-date --mime-type -m --add-header --attr --storage-class"
)


@dataclass(frozen=True, slots=True)
class Store:
    """How one program spells its verbs and options."""

    verbs: Mapping[str, str]
    values: frozenset[str]
    recursive: frozenset[str]
    dry: frozenset[str]
    delete: frozenset[str]
    force: frozenset[str] = frozenset({"--force", "-f"})
    remote: re.Pattern[str] = _REMOTE
    mirrors: bool = False
    """True where every sync deletes what the source lacks."""


_S3 = Store(
    {"ls": "look", "cp": "copy", "mv": "move", "sync": "sync", "rm": "remove", "mb": "make", "rb": "drop", "presign": "sign",
     "website": "set"},
    _S3_VALUES, frozenset({"--recursive"}), frozenset({"--dryrun"}), frozenset({"--delete"}),
)  # fmt: skip
GSUTIL = Store(
    {"ls": "look", "cat": "look", "du": "look", "stat": "look", "hash": "look", "version": "look", "test": "look", "perfdiag": "look",
     "cp": "copy", "mv": "move", "rsync": "sync", "rm": "remove", "mb": "make", "rb": "drop", "signurl": "sign", "rewrite": "set",
     "acl": "share", "iam": "share", "defacl": "share", "versioning": "set", "lifecycle": "set", "setmeta": "set", "cors": "set",
     "compose": "set", "notification": "set", "logging": "set", "retention": "set", "label": "set", "web": "set", "kms": "set",
     "config": "set", "update": "set", "restore": "set", "bucketpolicyonly": "set", "ubla": "set", "pap": "set", "autoclass": "set",
     "requesterpays": "set", "defstorageclass": "set", "hmac": "set", "rpo": "set", "help": "nothing"},
    _GS_VALUES, frozenset({"-r", "-R"}), frozenset({"-n"}), frozenset({"-d"}),
)  # fmt: skip
_S3CMD = Store(
    {"ls": "look", "la": "look", "du": "look", "info": "look", "cat": "look", "head": "look", "stat": "look", "tree": "look",
     "find": "look", "diff": "look", "version": "look", "multipart": "look", "get": "copy", "put": "copy", "cp": "copy",
     "mv": "move", "mirror": "sync", "sync": "sync", "rm": "remove", "del": "remove", "mb": "make", "rb": "drop",
     "remove": "remove", "make": "make", "copy": "copy", "signurl": "sign", "setacl": "share", "setpolicy": "share",
     "delpolicy": "set", "anonymous": "share", "policy": "share", "expire": "set", "setlifecycle": "set", "share": "sign",
     "fixbucket": "set", "modify": "set", "tag": "set", "version-set": "set", "ilm": "set", "alias": "set", "undo": "set",
     "pipe": "copy", "run": "unknown", "select": "look", "list": "look", "jobs": "look", "login": "set", "bench": "unknown",
     "sql": "look", "watch": "look", "ping": "look", "ready": "look", "replicate": "set", "encrypt": "set", "retention": "set",
     "dellifecycle": "set", "accesslog": "set", "restore": "set", "ws-create": "set", "cfcreate": "set", "cfdelete": "set"},
    _OTHER_VALUES, frozenset({"--recursive", "-r", "-R"}), frozenset({"--dry-run", "-n", "--dryrun", "--fake"}),
    frozenset({"--delete-removed", "--delete", "--remove", "--delete-destination", "--delete-destination=true"}),
)  # fmt: skip

_RCLONE = Store(
    {**dict.fromkeys(names("""
        ls lsd lsl lsf lsjson size cat check md5sum sha1sum hashsum about listremotes version ncdu tree cryptcheck checksum test
        """), "look"),
     **dict.fromkeys(names("copy copyto copyurl rcat"), "copy"), "move": "move", "moveto": "move", "sync": "sync", "bisync": "sync",
     **dict.fromkeys(names("delete deletefile rmdir rmdirs dedupe cleanup"), "remove"), "purge": "drop", "mkdir": "make",
     **dict.fromkeys(names("touch settier config backend archivefs obscure selfupdate mount nfsmount"), "set"), "link": "share",
     **dict.fromkeys(names("serve rc rcd"), "unknown"), "help": "nothing", "completion": "nothing", "genautocomplete": "nothing"},
    names(
        "--config --filter --filter-from --include --include-from --exclude --exclude-from --files-from --max-age --min-age --max-size"
        " --min-size --transfers --checkers --bwlimit --log-file --log-level --backup-dir --suffix --max-delete --compare-dest"
        " --copy-dest --max-depth --retries --timeout --contimeout --tpslimit --stats --user-agent --drive-root-folder-id -o"
    ), frozenset[str](), frozenset({"--dry-run", "-n"}), frozenset[str](), remote=regex(r":?[\w.+@ -]{2,}(?:,[^:]*)?:"), mirrors=True,
)  # fmt: skip
"""A remote is written `name:path`. `delete` takes all files below its path, `purge` the folder with them."""


def s3(command: Command, words: tuple[Word, ...]) -> Reading:
    """`aws s3 …`; the words hold `s3` and may hold global options before it."""
    return store_reading(_S3, command, split(words, _S3_VALUES), skipped=1)


def store_reading(store: Store, command: Command, options: Options, *, skipped: int = 0) -> Reading:
    """Read a command line whose first positional, after `skipped` others, is the store's verb."""
    words = options.positionals[skipped:]
    if not words or "help" in (word.text for word in words) or options.has("--help", "--version"):
        return NOTHING
    verb = store.verbs.get(words[0].text)
    paths = tuple(words[1:])
    if verb is None or not words[0].known:
        return opaque(f"{command.program} {words[0].text}: what it does is not known", unknown(command))
    if options.flags.keys() & store.dry and verb in ("copy", "move", "sync", "remove"):
        return NOTHING
    return _ACTS[verb](store, command, options, paths)


def _look(_store: Store, command: Command, options: Options, paths: Sequence[Word]) -> Reading:
    effects = [_effect(command, options, Operation.READ, word) for word in paths] or [
        _effect(command, options, Operation.READ, Word("", known=True))
    ]
    return Reading(tuple(effects))


def _sign(_store: Store, command: Command, options: Options, paths: Sequence[Word]) -> Reading:
    return Reading(
        tuple(_effect(command, options, Operation.GRANT, word, back=Reversibility.COSTLY) for word in paths[-1:])
    )


def _copy(store: Store, command: Command, options: Options, paths: Sequence[Word]) -> Reading:
    """The last path is written, the others are read: an upload leaves this machine, a download writes a file."""
    if len(paths) < 2:
        return _look(store, command, options, paths)
    reading = NOTHING
    sources, target = paths[:-1], paths[-1]
    secret = False
    for source in sources:
        if store.remote.match(source.text):
            reading += Reading((_effect(command, options, Operation.READ, source),))
        elif source.text != "-":
            read = file_reading(Operation.READ, (source,), command)
            secret = secret or any(Trait.SECRET in effect.traits for effect in read.effects)
            reading += read
    if not store.remote.match(target.text):
        if target.text == "-":
            return reading
        return reading + file_reading(Operation.CREATE, (target,), command, overwrites=True)
    public = (options.value("--acl", "-a") or "").startswith("public")
    traits = (
        {Trait.OUTBOUND, Trait.OVERWRITES}
        | ({Trait.SECRET} if secret else set())
        | ({Trait.PUBLIC, Trait.WIDENS} if public else set())
    )
    back = Reversibility.IRREVERSIBLE if secret else Reversibility.COSTLY
    return reading + Reading((_effect(command, options, Operation.SEND, target, back=back, traits=traits),))


def _move(store: Store, command: Command, options: Options, paths: Sequence[Word]) -> Reading:
    reading = _copy(store, command, options, paths)
    for source in paths[:-1]:
        if store.remote.match(source.text):
            radius = BlastRadius.SEVERAL if options.flags.keys() & store.recursive else BlastRadius.ONE
            part = _effect(command, options, Operation.DELETE, source, back=Reversibility.COSTLY, radius=radius)
            reading += Reading((part,))
        else:
            reading += file_reading(Operation.DELETE, (source,), command)
    return reading


def _sync(store: Store, command: Command, options: Options, paths: Sequence[Word]) -> Reading:
    reading = _copy(store, command, options, paths)
    if not (options.flags.keys() & store.delete or store.mirrors) or not paths:
        return reading
    target = paths[-1]
    if not store.remote.match(target.text):
        return reading + file_reading(Operation.DELETE, (target,), command, recursive=True)
    traits = {Trait.WILDCARD, Trait.RECURSIVE, Trait.OVERWRITES}
    part = _effect(
        command,
        options,
        Operation.DELETE,
        target,
        back=Reversibility.IRREVERSIBLE,
        radius=BlastRadius.SEVERAL,
        traits=traits,
    )
    return reading + versioned(part, _bucket(target.text), command.scene)


def _remove(store: Store, command: Command, options: Options, paths: Sequence[Word]) -> Reading:
    recursive = bool(options.flags.keys() & store.recursive) or (store.mirrors and "deletefile" not in command.evidence)
    reading = NOTHING
    for word in paths:
        many = recursive or word.glob or "*" in word.text
        whole = many and _whole(word.text)
        radius = (
            BlastRadius.ENVIRONMENT if whole else BlastRadius.SEVERAL if many or len(paths) > 1 else BlastRadius.ONE
        )
        traits = ({Trait.RECURSIVE} if recursive else set()) | ({Trait.WILDCARD} if "*" in word.text else set())
        traits |= {Trait.UNBOUNDED} if whole else set()
        part = _effect(
            command, options, Operation.DELETE, word, back=Reversibility.IRREVERSIBLE, radius=radius, traits=traits
        )
        all_versions = options.has("--versions", "--all-versions") or (
            command.program == "gsutil" and options.has("-a")
        )
        reading += versioned(part, _bucket(word.text), command.scene, by_version=all_versions)
    return reading


def _drop(store: Store, command: Command, options: Options, paths: Sequence[Word]) -> Reading:
    forced = store.mirrors or bool(options.flags.keys() & store.force) or bool(options.flags.keys() & store.recursive)
    back = Reversibility.IRREVERSIBLE if forced else Reversibility.COSTLY
    radius = BlastRadius.ENVIRONMENT if forced else BlastRadius.SEVERAL
    traits = {Trait.FORCED, Trait.RECURSIVE} if forced else set()
    return Reading(
        tuple(
            _effect(
                command,
                options,
                Operation.DELETE,
                word,
                back=back,
                radius=radius,
                kind=ResourceKind.BUCKET,
                traits=traits,
            )
            for word in paths
        )
    )


def _make(_store: Store, command: Command, options: Options, paths: Sequence[Word]) -> Reading:
    return Reading(tuple(_effect(command, options, Operation.CREATE, word, kind=ResourceKind.BUCKET) for word in paths))


def _set(_store: Store, command: Command, options: Options, paths: Sequence[Word]) -> Reading:
    words = [word.text for word in paths]
    if words[:1] in (["get"], ["list"], ["ls"], ["info"], ["status"]):
        return _look(_store, command, options, paths[-1:])
    off = "off" in words or "suspend" in words
    traits = {Trait.SKIPS_BACKUP} if off and "version" in command.evidence else set()
    part = _effect(
        command, options, Operation.UPDATE, paths[-1] if paths else Word(""), back=Reversibility.COSTLY, kind=ResourceKind.BUCKET,
        traits=traits,
    )  # fmt: skip
    return Reading((part,))


def _share(_store: Store, command: Command, options: Options, paths: Sequence[Word]) -> Reading:
    words = [word.text for word in paths]
    if words[:1] in (["get"], ["list"], ["ls"]):
        return _look(_store, command, options, paths[-1:])
    wide = re.search(r"public|allUsers|allAuthenticatedUsers|AllUsers", " ".join(words)) or options.has(
        "-P", "--acl-public"
    )
    traits = {Trait.WIDENS} | ({Trait.PUBLIC} if wide else set())
    target = paths[-1] if paths else Word("")
    part = _effect(
        command, options, Operation.GRANT, target, back=Reversibility.COSTLY, radius=BlastRadius.SEVERAL, kind=ResourceKind.PERMISSION,
        traits=traits,
    )  # fmt: skip
    return Reading((part,))


def _unknown(_store: Store, command: Command, _options: Options, _paths: Sequence[Word]) -> Reading:
    return opaque(f"{command.program}: runs something that is not in view", unknown(command))


_ACTS = {
    "look": _look, "copy": _copy, "move": _move, "sync": _sync, "remove": _remove, "drop": _drop, "make": _make, "set": _set,
    "sign": _sign, "share": _share, "unknown": _unknown, "nothing": lambda *_all: NOTHING,
}  # fmt: skip


def _effect(
    command: Command,
    options: Options,
    operation: Operation,
    word: Word,
    *,
    back: Reversibility = Reversibility.REVERSIBLE,
    radius: BlastRadius = BlastRadius.ONE,
    kind: ResourceKind = ResourceKind.OBJECT,
    traits: set[Trait] | frozenset[Trait] = frozenset(),
) -> Effect:
    given = [
        value.text
        for name in ("--profile", "--endpoint-url", "--config", "-c")
        for value in options.flags.get(name, ())
    ]
    environment = stricter(command.scene.environment, environment_of(word.text, *given))
    every = traits | surroundings(command.scene) | (frozenset() if word.known else {Trait.UNRESOLVED})
    return Effect(operation, Resource(kind, word.text), back, radius, command.evidence, environment, frozenset(every))


def _bucket(url: str) -> str:
    """The bucket's own URL: `s3://name`; "" for a path that is no URL (rclone's remotes, mc's aliases)."""
    scheme, found, rest = url.partition("://")
    if not found:
        return ""
    return f"{scheme}://{rest.partition('/')[0]}"


def _whole(url: str) -> bool:
    """True where a path names a whole bucket rather than a folder of it."""
    path = url.partition("://")[2].partition("/")[2] if "://" in url else url.partition(":")[2]
    return path.strip("/*") == ""


def _plain(store: Store) -> Usage:
    def read(command: Command) -> Reading:
        removes = store is GSUTIL and any(word.text == "rm" for word in command.arguments)
        return store_reading(
            store, command, split(command.arguments, store.values - {"-a"} if removes else store.values)
        )

    return Usage(reader=read)


def _azcopy(command: Command) -> Reading:
    options = split(command.arguments, _OTHER_VALUES)
    flags = dict(options.flags)
    deletes = flags.pop("--delete-destination", (Word("false"),))
    if deletes[-1].text in ("true", "prompt", ""):
        flags["--delete"] = deletes
    reading = store_reading(_S3CMD, command, Options(flags, options.positionals))
    return Reading(
        reading.effects, reading.nested, max(reading.coverage, Coverage.FULL, key=lambda c: c.depth), reading.questions
    )


PROGRAMS: Mapping[str, Usage] = {
    "gsutil": _plain(GSUTIL),
    **dict.fromkeys(("s3cmd", "mc", "mcli", "s5cmd"), _plain(_S3CMD)),
    "azcopy": Usage(reader=_azcopy),
    "rclone": _plain(_RCLONE),
}
