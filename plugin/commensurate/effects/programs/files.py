"""Programs that make, move and delete files.

Sources: POSIX.1-2024 utilities, the GNU coreutils 9.5 manual, BSD rm, rename(1) of util-linux and of Perl, and the
manuals of trash-cli, rimraf, del-cli, wipe and srm.
"""

from dataclasses import replace

from commensurate.effects.emptying import emptied
from commensurate.effects.options import Options, split
from commensurate.effects.paths import file_effect, file_reading, place_of
from commensurate.effects.reading import NOTHING, Command, Language, Nested, Reading, Word
from commensurate.effects.table import (
    IRREVERSIBLE,
    ONE,
    REVERSIBLE,
    SEVERAL,
    Usage,
    case,
    creates,
    deletes,
    each,
    reads,
    updates,
    use,
)
from commensurate.model.effect import BlastRadius, Effect, Operation, Resource, ResourceKind, Reversibility, Trait

FILE, FOLDER = ResourceKind.FILE, ResourceKind.FOLDER
_PRINTS = ("--help", "--version")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _rm(command: Command) -> Reading:
    options = split(command.arguments)
    if options.has(*_PRINTS):
        return NOTHING
    recursive = options.has("-r", "-R") or _long(options, "--recursive")
    forced = options.has("-f") or _long(options, "--force")
    return deletion(options.positionals, command, recursive=recursive, forced=forced)


def _rm_tree(command: Command) -> Reading:
    """Rimraf and del: always recursive, always forced."""
    options = split(command.arguments, _words("--impl --retry-delay --max-retries --backoff --tmp"))
    if options.has("--dry-run", "-n", *_PRINTS):
        return NOTHING
    return deletion(options.positionals, command, recursive=True, forced=True)


def deletion(
    words: tuple[Word, ...], command: Command, *, recursive: bool = False, forced: bool = False,
    traits: frozenset[Trait] = frozenset(),
) -> Reading:  # fmt: skip
    """Several things named for deletion are several, unless they are made again anyway."""
    found = file_reading(Operation.DELETE, words, command, recursive=recursive, forced=forced, traits=traits)
    lost = [effect for effect in found.effects if effect.reversibility is not Reversibility.REVERSIBLE]
    if len(lost) < 2:
        return found
    effects = tuple(_at_least_several(effect) if effect in lost else effect for effect in found.effects)
    return Reading(effects, questions=found.questions)


def _taken_back(command: Command) -> Reading:
    """What goes to the bin can be taken out of it; an empty folder can be made again."""
    found = file_reading(Operation.DELETE, split(command.arguments).positionals, command)
    return Reading(tuple(_milder(effect) for effect in found.effects))


def _rmdir(command: Command) -> Reading:
    """Rmdir takes empty folders only; that of Windows takes all with `/s`."""
    if any(word.text.lower() in ("/s", "/q", "/s/q", "/q/s") for word in command.arguments):
        return Reading(nested=(Nested(Language.SHELL, command.scene, words=(Word("rd"), *command.arguments)),))
    return _taken_back(command)


def _mv(command: Command) -> Reading:
    """The source leaves its place; what stood at the target's name is replaced, unless `-n`."""
    options = split(command.arguments, _words("-t --target-directory -S --suffix --backup"))
    if options.has(*_PRINTS):
        return NOTHING
    sources, target = _target(options)
    if target is None:
        return file_reading(Operation.UPDATE, sources, command)
    away = target.text == "/dev/null"
    thrown = Trait.TEMPORARY in place_of(target, command.scene).traits
    found = NOTHING
    for source in sources:
        if away:
            found += deletion((source,), command, recursive=True)
        elif thrown and Trait.TEMPORARY not in place_of(source, command.scene).traits:
            effects = deletion((source,), command, recursive=True).effects
            found += Reading(tuple(_milder(effect, Reversibility.COSTLY) for effect in effects))
        else:
            found += Reading((_moved(source, command),))
    if away:
        return found
    return found + _arrival(options, sources, target, command)


def _moved(source: Word, command: Command) -> Effect:
    effect = file_effect(Operation.UPDATE, source, command)
    if effect.traits & {Trait.HOME, Trait.ROOT, Trait.SYSTEM, Trait.WORKSPACE}:
        return _weighed(effect, Reversibility.COSTLY, BlastRadius.ENVIRONMENT)
    return effect


def _cp(command: Command) -> Reading:
    options = split(command.arguments, _words("-t --target-directory -S --suffix --sparse --reflink_ --context -Z_"))
    if options.has(*_PRINTS):
        return NOTHING
    sources, target = _target(options)
    if target is not None and [source.text for source in sources] == ["/dev/null"]:
        return emptied((target,), command)
    found = file_reading(Operation.READ, sources, command)
    return found if target is None else found + _arrival(options, sources, target, command)


def _ln(command: Command) -> Reading:
    """A link gives a thing a second name: what is linked to is as good as read."""
    options = split(command.arguments, _words("-t --target-directory -S --suffix"))
    if options.has(*_PRINTS):
        return NOTHING
    sources, target = _target(options)
    found = file_reading(Operation.READ, sources, command)
    if target is None:
        return found + Reading((file_effect(Operation.CREATE, Word(_base(sources[0])), command),)) if sources else found
    if options.has("-f", "--force"):
        return found + _arrival(options, sources, target, command)
    return found + file_reading(Operation.CREATE, (target,), command)


def _install(command: Command) -> Reading:
    options = split(
        command.arguments, _words("-m --mode -o --owner -g --group -t --target-directory -S --suffix --strip-program")
    )
    if options.has("-d", "--directory"):
        return file_reading(Operation.CREATE, options.positionals, command)
    sources, target = _target(options)
    if target is not None and [source.text for source in sources] == ["/dev/null"]:
        return emptied((target,), command)
    found = file_reading(Operation.READ, sources, command)
    return found if target is None else found + _arrival(options, sources, target, command)


def _target(options: Options) -> tuple[tuple[Word, ...], Word | None]:
    """Sources and target of cp, mv, ln and install."""
    given = options.flags.get("-t", ()) + options.flags.get("--target-directory", ())
    if given:
        return options.positionals, Word(given[-1].text.rstrip("/") + "/", given[-1].known)
    if len(options.positionals) < 2:
        return options.positionals, None
    return options.positionals[:-1], options.positionals[-1]


def _arrival(options: Options, sources: tuple[Word, ...], target: Word, command: Command) -> Reading:
    """What appears at the target. In a folder it bears the source's name; a bare name may be one that is there."""
    if options.has("-n", "--no-clobber", "-b", "--backup", "-i", "--interactive", "-u"):
        return file_reading(Operation.CREATE, (target,), command)
    folder = len(sources) > 1 or target.text.endswith(("/", "/.")) or target.text in (".", "..", "~")
    if not folder:
        return file_reading(Operation.UPDATE, (target,), command, overwrites=True)
    stem = target.text.rstrip("/") or "/"
    names = [Word(f"{stem}/{_base(source)}", source.known and target.known, source.glob) for source in sources]
    return file_reading(Operation.CREATE, tuple(names), command)


def _base(source: Word) -> str:
    return source.text.rstrip("/").rsplit("/", 1)[-1] or source.text


def _tee(command: Command) -> Reading:
    options = split(command.arguments, _words("--output-error"))
    appends = options.has("-a", "--append")
    fed = command.stdin
    if not appends and fed is not None and fed.text is not None and not fed.text.strip():
        return emptied(options.positionals, command)
    return file_reading(Operation.UPDATE, options.positionals, command, overwrites=not appends)


def _truncate(command: Command) -> Reading:
    options = split(command.arguments, _words("-s --size -r --reference"))
    size = options.value("-s", "--size") or ""
    found = file_reading(Operation.UPDATE, options.positionals, command, overwrites=True)
    if size.startswith("+"):
        return found
    return Reading(tuple(_emptied(effect) for effect in found.effects), questions=found.questions)


def _dd(command: Command) -> Reading:
    given = dict(word.text.partition("=")[::2] for word in command.arguments)
    by_name = {word.text.partition("=")[0]: word for word in command.arguments}
    found = NOTHING
    if "if" in given:
        found += file_reading(Operation.READ, (_value(by_name["if"]),), command)
    if "of" in given and given.get("if") == "/dev/null":
        return emptied((_value(by_name["of"]),), command)
    endless = given.get("if") in ("/dev/zero", "/dev/urandom", "/dev/random") and "count" not in given
    if endless and "of" in given and place_of(_value(by_name["of"]), command.scene).kind is ResourceKind.FILE:
        full = Effect(
            Operation.CREATE, Resource(ResourceKind.SYSTEM, "a file without end, until the disk is full"), Reversibility.COSTLY,
            BlastRadius.ENVIRONMENT, command.evidence, command.scene.environment, frozenset({Trait.UNBOUNDED}),
        )  # fmt: skip
        found += Reading((full,))
    if "of" in given:
        found += file_reading(Operation.UPDATE, (_value(by_name["of"]),), command, overwrites=True)
    return found


def _value(word: Word) -> Word:
    return Word(word.text.partition("=")[2], word.known, word.glob)


def _shred(command: Command) -> Reading:
    options = split(command.arguments, _words("-n --iterations -s --size --random-source"))
    if options.has(*_PRINTS):
        return NOTHING
    recursive = command.program in ("srm", "wipe") and options.has("-r", "-R", "--recursive")
    found = deletion(options.positionals, command, recursive=recursive, forced=True)
    worse = tuple(
        replace(
            effect,
            reversibility=Reversibility.IRREVERSIBLE,
            traits=effect.traits | ({Trait.OVERWRITES} if effect.traits & {Trait.WILDCARD, Trait.OUTSIDE} else set()),
        )
        for effect in found.effects
    )
    return Reading(worse)


def _long(options: Options, name: str) -> bool:
    """True where a long option was given, whole or cut short as getopt_long allows."""
    return any(len(flag) > 3 and flag[:2] == "--" and name.startswith(flag) for flag in options.flags)


def _at_least_several(effect: Effect) -> Effect:
    return _weighed(effect, effect.reversibility, max(effect.blast_radius, BlastRadius.SEVERAL))


def _milder(effect: Effect, most: Reversibility = Reversibility.REVERSIBLE) -> Effect:
    if effect.traits & {Trait.HOME, Trait.ROOT, Trait.SYSTEM} or effect.resource.kind is ResourceKind.GUARD:
        return effect
    return _weighed(effect, min(effect.reversibility, most), effect.blast_radius)


def _emptied(effect: Effect) -> Effect:
    if effect.reversibility is Reversibility.REVERSIBLE:
        return effect
    return replace(effect, operation=Operation.DELETE, reversibility=Reversibility.IRREVERSIBLE)


def _weighed(effect: Effect, reversibility: Reversibility, radius: BlastRadius) -> Effect:
    return replace(effect, reversibility=reversibility, blast_radius=radius)


PROGRAMS = each(
    {
        "rm grm": Usage(reader=_rm),
        "unlink": use(deletes(FILE, "args")),
        "rmdir": Usage(reader=_rmdir),
        "rimraf del-cli rimraf.js": Usage(reader=_rm_tree),
        "trash trash-put gio-trash trash-cli rmtrash": Usage(reader=_taken_back),
        "trash-empty": use(deletes(ResourceKind.BACKUP, "=trash", IRREVERSIBLE, SEVERAL, Trait.BACKUP)),
        "trash-list": use(reads()),
        "trash-restore restore-trash": use(creates(FILE, "args")),
        "trash-rm": use(deletes(ResourceKind.BACKUP, "args", IRREVERSIBLE, ONE, Trait.BACKUP)),
        "mv gmv": Usage(reader=_mv),
        "cp gcp": Usage(reader=_cp),
        "ln link gln": Usage(reader=_ln),
        "install ginstall": Usage(reader=_install),
        "mkdir mkfifo gmkdir": use(creates(FILE, "args"), values="-m --mode -Z --context"),
        "mktemp tempfile": use(creates(FILE, "=/tmp/new"), values="-p --tmpdir --suffix -t"),
        "touch gtouch": use(creates(FILE, "args"), values="-d --date -r --reference -t --time"),
        "mknod": use(creates(FILE, "first"), values="-m --mode"),
        "tee gtee": Usage(reader=_tee),
        "truncate gtruncate": Usage(reader=_truncate),
        "fallocate": use(
            case(
                updates(FILE, "args", IRREVERSIBLE, ONE, Trait.OVERWRITES),
                when="-p --punch-hole -c --collapse-range -z --zero-range",
            ),
            creates(FILE, "args"),
            values="-l --length -o --offset",
        ),
        "dd dcfldd dc3dd ddrescue": Usage(reader=_dd),
        "shred gshred srm wipe scrub": Usage(reader=_shred),
        "split csplit gsplit": use(
            reads(FILE, "first"), creates(FILE, "second"), values="-b -l -n -a -C -d --bytes --lines --number -f -k"
        ),
        "rename prename perl-rename rename.ul mmv": use(
            case(reads(FILE, "rest"), when="-n --no-act --nono --dry-run"),
            updates(FILE, "rest", REVERSIBLE, SEVERAL),
            values="-e",
        ),
        "sync": Usage(reader=lambda _command: NOTHING),
        "fdupes jdupes rdfind": use(
            case(deletes(FILE, "args", IRREVERSIBLE, SEVERAL), when="-d --delete -deleteduplicates"),
            reads(FOLDER, "args"),
        ),
        "mkisofs genisoimage xorriso": use(
            updates(FILE, "-o", REVERSIBLE, ONE, Trait.OVERWRITES), values="-o -V -b -c -J -R"
        ),
        "pv": use(reads(FILE, "args"), values="-L -s -i -w -H -N"),
        "sponge": use(updates(FILE, "args", REVERSIBLE, ONE, Trait.OVERWRITES)),
    }
)
