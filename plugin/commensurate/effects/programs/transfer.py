"""Archives, copies to elsewhere and synchronisation.

Sources: the GNU tar 1.35, cpio and gzip manuals, Info-ZIP, 7-Zip, unrar, rsync(1) 3.3, OpenSSH scp and sftp,
croc, magic-wormhole, unison, lftp, FTP clients. A mirror deletes at its target what its source lacks.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from commensurate.effects.environment import environment_of, stricter
from commensurate.effects.grammar import grammar
from commensurate.effects.options import Options, split
from commensurate.effects.paths import file_effect, file_reading, place_of, surroundings
from commensurate.effects.reading import NOTHING, Command, Language, Nested, Reading, Word
from commensurate.effects.table import ONE, REVERSIBLE, Usage, case, creates, each, reads, sends, updates, use
from commensurate.model.analysis import Coverage
from commensurate.model.effect import BlastRadius, Effect, Operation, Resource, ResourceKind, Reversibility, Trait
from commensurate.model.regex import regex

FILE = ResourceKind.FILE
_HOST = regex(
    r"(?:[\w.+-]+@)?(?P<host>\[[0-9A-Fa-f:.]+\]|[\w.-]{2,}):(?!\\)(?P<path>.*)|(?:rsync|sftp|scp|ftp|ssh)://(?:[^@/]+@)?(?P<url>[^/:]+).*"
)
_REMOTE = frozenset({Trait.OUTBOUND, Trait.REMOTE})


def _split(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _host_of(word: Word) -> str:
    """The other machine that an operand names (`host:path`, `user@host:`), or ""."""
    found = _HOST.fullmatch(word.text)
    if found is None or word.text.startswith(("/", "./", "~")):
        return ""
    return found["host"] or found["url"] or ""


def _sent(sources: Sequence[Word], target: Word, command: Command, *, mirrors: bool = False) -> Reading:
    """Files go to another machine: what they are is read, where they go is named."""
    found = file_reading(Operation.READ, tuple(sources), command)
    secret = any(Trait.SECRET in effect.traits for effect in found.effects)
    traits = _REMOTE | surroundings(command.scene) | ({Trait.SECRET} if secret else set())
    environment = stricter(command.scene.environment, environment_of(target.text))
    gone = Effect(
        Operation.SEND,
        Resource(ResourceKind.HOST, target.text),
        Reversibility.COSTLY,
        BlastRadius.ONE,
        command.evidence,
        environment,
        traits,
    )
    found += Reading((gone,))
    if mirrors:
        every = _REMOTE | {Trait.UNBOUNDED, Trait.RECURSIVE} | surroundings(command.scene)
        lost = Effect(
            Operation.DELETE,
            Resource(FILE, target.text),
            Reversibility.IRREVERSIBLE,
            BlastRadius.SEVERAL,
            command.evidence,
            environment,
            every,
        )
        found += Reading((lost,))
    return found


def _fetched(source: Word, target: Word, command: Command) -> Reading:
    """Files come from another machine."""
    environment = stricter(command.scene.environment, environment_of(source.text))
    read = Effect(
        Operation.READ,
        Resource(ResourceKind.HOST, source.text),
        REVERSIBLE,
        ONE,
        command.evidence,
        environment,
        frozenset({Trait.REMOTE}) | surroundings(command.scene),
    )
    return Reading((read,)) + file_reading(Operation.UPDATE, (target,), command, overwrites=False)


_RSYNC_VALUES = _split(
    "-e --rsh -f --filter --exclude --exclude-from --include --include-from --files-from --rsync-path -T --temp-dir "
    "--compare-dest --copy-dest --link-dest --backup-dir --suffix --chmod --chown --bwlimit --log-file --port --password-file "
    "--timeout --max-size --min-size --partial-dir --info --debug --out-format -B --block-size --max-delete --iconv -M --usermap"
)
_RSYNC_DELETES = frozenset(
    _split(
        "--delete --del --delete-before --delete-during --delete-after --delete-delay --delete-excluded --delete-missing-args"
    )
)


def _rsync(command: Command) -> Reading:
    options = split(command.arguments, _RSYNC_VALUES)
    shells = [w.text for name in ("-e", "--rsh", "--rsync-path") for w in options.flags.get(name, ())]
    found = Reading(
        nested=tuple(
            Nested(Language.SHELL, command.scene, text)
            for text in shells
            if not re.fullmatch(r"ssh(?: -[piolFJ4v6] ?\S+| -\w+)*|rsync|sudo rsync", text)
        )
    )
    if options.has("-n", "--dry-run", "--list-only", "--help", "--version") or len(options.positionals) < 2:
        return found + file_reading(Operation.READ, tuple(w for w in options.positionals if not _host_of(w)), command)
    sources, target = options.positionals[:-1], options.positionals[-1]
    mirrors = any(
        flag in _RSYNC_DELETES or (len(flag) > 4 and any(name.startswith(flag) for name in _RSYNC_DELETES))
        for flag in options.flags
    )
    for source in (s for s in sources if options.has("--remove-source-files") and not _host_of(s)):
        found += Reading(
            (
                replace(
                    file_effect(Operation.DELETE, source, command, recursive=True), reversibility=Reversibility.COSTLY
                ),
            )
        )
    if _host_of(target):
        sent = sources if not options.has("--files-from") else (*sources, *options.flags["--files-from"])
        return found + _sent(sent, target, command, mirrors=mirrors)
    return found + _landed(sources, target, command, mirrors=mirrors)


def _landed(sources: Sequence[Word], target: Word, command: Command, *, mirrors: bool) -> Reading:
    found = NOTHING
    for source in sources:
        found += (
            _fetched(source, target, command) if _host_of(source) else file_reading(Operation.READ, (source,), command)
        )
    operation = Operation.DELETE if mirrors else Operation.UPDATE
    place = place_of(target, command.scene)
    if not mirrors and place.kind is FILE and not place.traits & {Trait.ROOT, Trait.HOME, Trait.SYSTEM}:
        return found + file_reading(Operation.UPDATE, (target,), command)
    extra = frozenset({Trait.UNBOUNDED} if mirrors else set())
    return found + file_reading(operation, (target,), command, recursive=True, overwrites=not mirrors, traits=extra)


def _scp(command: Command) -> Reading:
    options = split(command.arguments, _split("-c -D -F -i -J -l -o -P -S -X"))
    found = _ssh_options(options, command)
    words = options.positionals
    if len(words) < 2:
        return found
    sources, target = words[:-1], words[-1]
    if _host_of(target):
        return found + _sent([s for s in sources if not _host_of(s)], target, command)
    for source in sources:
        found += (
            _fetched(source, target, command) if _host_of(source) else file_reading(Operation.READ, (source,), command)
        )
    return (
        found
        if any(_host_of(s) for s in sources)
        else found + file_reading(Operation.UPDATE, (target,), command, overwrites=True)
    )


_SSH_RUNS = regex(
    r"(?:ProxyCommand|LocalCommand|KnownHostsCommand|RemoteCommand|Match\s+exec|ProxyUseFdpass)[=\s]\s*(.+)",
    re.IGNORECASE,
)


def _ssh_options(options: Options, command: Command) -> Reading:
    texts = [
        found[1].strip("\"'") for word in options.flags.get("-o", ()) for found in [_SSH_RUNS.match(word.text)] if found
    ]
    texts += [word.text for word in options.flags.get("-S", ())]
    return Reading(nested=tuple(Nested(Language.SHELL, command.scene, text) for text in texts))


def _sftp(command: Command) -> Reading:
    """A session, or a batch of commands: what is put leaves, what is removed is gone there."""
    options = split(command.arguments, _split("-b -B -c -D -F -i -J -l -o -P -R -s -S -X -u -e -f -p"))
    host = options.positionals[0] if options.positionals else Word("")
    effect = Effect(
        Operation.SEND,
        Resource(ResourceKind.HOST, host.text),
        Reversibility.COSTLY,
        ONE,
        command.evidence,
        stricter(command.scene.environment, environment_of(host.text)),
        _REMOTE | surroundings(command.scene),
    )
    return _ssh_options(options, command) + Reading(
        (effect,),
        _here(command),
        coverage=Coverage.PARTIAL,
        notes=(f"{command.program}: what the session does is not in view",),
    )


_OWN_SHELL = regex(r"(?:^|[\n;])[ \t]*!+[ \t]*([^\n]{1,2000})")


def _here(command: Command) -> tuple[Nested, ...]:
    """`!rm x` within a session runs on this machine."""
    said = [word.text for word in command.arguments if "!" in word.text]
    said += [command.stdin.text] if command.stdin is not None and command.stdin.text else []
    return tuple(
        Nested(Language.SHELL, command.scene, found[1]) for text in said for found in _OWN_SHELL.finditer(text)
    )  # fmt: skip


_TAR_VALUES = _split(
    "-f --file -C --directory -T --files-from -X --exclude-from --exclude -I --use-compress-program -b -g --listed-incremental "
    "-L -N --newer --mtime --owner --group --mode --transform --xform --strip-components --to-command --checkpoint-action --suffix "
    "--rmt-command --rsh-command -F --info-script --new-volume-script -V --label -H --format --checkpoint --warning -K --starting-file"
)
_TAR_RUNS = _split(
    "--to-command --use-compress-program -I --checkpoint-action --rsh-command --rmt-command -F --info-script --new-volume-script"
)


def _tar(command: Command) -> Reading:
    words = _old_style(command.arguments)
    given = command.scene.variables.get("TAR_OPTIONS", "")
    words = (*(Word(part) for part in given.split()), *words)
    options = split(words, _TAR_VALUES)
    if options.has("--help", "--version"):
        return NOTHING
    runs = [w.text for name in _TAR_RUNS for w in options.flags.get(name, ())]
    texts = [
        text.partition("exec=")[2] if "exec=" in text else text
        for text in runs
        if not re.fullmatch(r"(?:p?igz|p?bzip2|xz|zstd|gzip|lz4|lzma|dot|echo|ttyout|bell)(?: .*)?", text)
    ]
    found = Reading(nested=tuple(Nested(Language.SHELL, command.scene, text) for text in texts))
    archive = (options.flags.get("-f", ()) + options.flags.get("--file", ()))[-1:]
    tape = command.scene.variables.get("TAPE", "")
    archive = archive or ((Word(tape),) if tape else ())
    moved = options.flags.get("-C", ()) + options.flags.get("--directory", ())
    if options.has("-t", "--list", "--test-label", "-d", "--diff", "--compare"):
        return found + file_reading(Operation.READ, archive, command)
    if options.has("-x", "--extract", "--get"):
        return found + _extracted(options, archive, moved, command)
    return found + _packed(options, archive, moved, command)


def _extracted(options: Options, archive: tuple[Word, ...], moved: tuple[Word, ...], command: Command) -> Reading:
    found = file_reading(Operation.READ, tuple(w for w in archive if not _host_of(w)), command)
    if options.has("-O", "--to-stdout", "--to-command"):
        return found
    target = moved[-1] if moved else Word(".")
    effect = file_effect(
        Operation.UPDATE,
        target,
        command,
        traits=frozenset({Trait.UNBOUNDED} if options.has("-P", "--absolute-names") else set()),
    )
    return found + Reading((effect,))


def _packed(options: Options, archive: tuple[Word, ...], moved: tuple[Word, ...], command: Command) -> Reading:
    scene = command.scene
    inner = command
    if moved:
        base = moved[-1].text
        inner = replace(
            command,
            scene=replace(
                scene, cwd=base if base.startswith(("/", "~")) else f"{scene.cwd}/{base}" if scene.cwd else base
            ),
        )
    lists = (
        options.flags.get("-T", ())
        + options.flags.get("--files-from", ())
        + options.flags.get("-X", ())
        + options.flags.get("--exclude-from", ())
    )
    found = file_reading(Operation.READ, (*options.positionals, *lists), inner)
    if archive and _host_of(archive[0]):
        return _sent((*options.positionals, *lists), archive[0], inner)
    if options.has("--remove-files"):
        found += file_reading(Operation.DELETE, options.positionals, inner, recursive=True)
    return found + file_reading(Operation.UPDATE, archive, command)


def _old_style(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """`tar cfz x.tgz src`: bundled letters without a dash; values follow in the order of their letters."""
    if not words or not re.fullmatch(r"[A-Za-z]+", words[0].text) or not set(words[0].text) & set("cxtrudA"):
        return words
    out: list[Word] = []
    rest = list(words[1:])
    for letter in words[0].text:
        out.append(Word("-" + letter))
        if "-" + letter in _TAR_VALUES and rest:
            out.append(rest.pop(0))
    return (*out, *rest)


def _squeeze(keeps: str, values: str = "-S --suffix -T --threads -b -p") -> Usage:
    """Gzip and its like replace each file by its packed or unpacked form, unless told to keep it."""

    def reader(command: Command) -> Reading:
        options = split(command.arguments, values.split())
        if options.has(
            "-l", "--list", "-t", "--test", "-c", "--stdout", "--to-stdout", "-h", "--help", "-V", "--version", "-L"
        ):
            return file_reading(Operation.READ, options.positionals, command)
        secret = file_reading(Operation.READ, options.positionals, command)
        kept = Reading(tuple(e for e in secret.effects if Trait.SECRET in e.traits))
        recursive = options.has("-r", "--recursive")
        if options.has(*keeps.split()):
            return kept + file_reading(Operation.CREATE, options.positionals, command, recursive=recursive)
        return kept + file_reading(
            Operation.UPDATE, options.positionals, command, recursive=recursive, overwrites=options.has("-f", "--force")
        )

    return Usage(reader=reader)


def _zip(command: Command) -> Reading:
    options = split(command.arguments, _split("-x -i -P --password -n -t -b -TT --unzip-command"))
    runs = tuple(
        Nested(Language.SHELL, command.scene, w.text)
        for n in ("-TT", "--unzip-command")
        for w in options.flags.get(n, ())
    )
    found = Reading(nested=runs)
    if options.has("-sf", "-h", "--help", "-v", "-T") and not runs and len(options.positionals) < 2:
        return found
    archive, files = options.positionals[:1], options.positionals[1:]
    if options.has("-d", "--delete"):
        return found + file_reading(Operation.UPDATE, archive, command)
    if options.has("-m", "--move"):
        found += file_reading(Operation.DELETE, files, command, recursive=True)
    return found + file_reading(Operation.READ, files, command) + file_reading(Operation.UPDATE, archive, command)


_BOX = """
read : l | t | h | b | i | list | test | lt | lb | v | vt | vb
delete file +recursive @rest when -sdel : a | u
create file @first : a | u
update file @first : rn | d
create file @=. : e | x | extract
"""

PROGRAMS = each(
    {
        "tar gtar bsdtar": Usage(reader=_tar),
        "rsync": Usage(reader=_rsync),
        "scp pscp rcp": Usage(reader=_scp),
        "sftp lftp ftp ncftp tftp psftp": Usage(reader=_sftp),
        "gzip gunzip pigz unpigz bzip2 bunzip2 pbzip2 lbzip2 compress uncompress znew": _squeeze("-k --keep"),
        "xz unxz lzma unlzma pixz lzip plzip lrzip bzip3": _squeeze("-k --keep"),
        "zstd unzstd pzstd lz4 unlz4 brotli snzip lzop": use(
            case(reads(FILE, "args"), when="-l --list -t --test -c --stdout -h -V"), case(updates(FILE, "args"), when="--rm"),
            reads(FILE, "args"), creates(FILE, "-o"), values="-o -D -T",
        ),
        "zip": Usage(reader=_zip),
        "unzip": use(
            case(reads(FILE, "args"), when="-l -t -z -p -v -Z -c"), case(reads(FILE, "first"), updates(FILE, "-d"), when="-d"),
            reads(FILE, "first"), updates(FILE, "=."), values="-d -x -P",
        ),
        "7z 7za 7zz 7zr p7zip": Usage(reader=grammar(_BOX, inert="--help", verbs=None, single_dash_long=True)),
        "unrar rar lha arj cabextract unar unp dtrx atool aunpack apack": use(
            case(reads(FILE, "args"), first="l t v lb lt p vt vb"), case(reads(FILE, "args"), when="-l -t --list"), creates(FILE, "=."), values="-o -d"
        ),
        "cpio pax": use(case(reads(FILE, "args"), when="-t --list"), case(updates(FILE, "=."), when="-i --extract -p --pass-through -r"), creates(FILE, "-F -O"), values="-F -O -D -H -I", shells="--rsh-command"),
        "croc wormhole magic-wormhole ffsend transfer onionshare onionshare-cli": use(case(reads(FILE, "rest"), sends(ResourceKind.HOST, "=anyone with the code"), first="send share upload"), creates(FILE, "=.")),
        "unison osync": use(updates(FILE, "args", Reversibility.COSTLY, BlastRadius.SEVERAL)),
    }
)  # fmt: skip
