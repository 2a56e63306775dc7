"""Programs that change who may use a file, and what it may be used for.

Sources: the GNU coreutils 9.5 manual (chmod, chown, chgrp), acl(5) and setfacl(1), chattr(1) of e2fsprogs, chflags(1)
of BSD, setcap(8), chcon(1), restorecon(8), xattr(1) of macOS and setfattr(1).
"""

import re
from dataclasses import replace

from commensurate.effects.options import Options, split
from commensurate.effects.paths import file_effect, place_of
from commensurate.effects.reading import NOTHING, Command, Reading, Word
from commensurate.effects.table import (
    COSTLY,
    ENVIRONMENT,
    ONE,
    SEVERAL,
    Usage,
    case,
    each,
    grants,
    reads,
    revokes,
    updates,
    use,
)
from commensurate.model.effect import Operation, ResourceKind, Reversibility, Trait
from commensurate.model.regex import regex

FILE = ResourceKind.FILE
_PRINTS = ("--help", "--version")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _long(options: Options, name: str) -> bool:
    """True where a long option was given, whole or cut short as getopt_long allows."""
    return any(len(flag) > 3 and flag[:2] == "--" and name.startswith(flag) for flag in options.flags)


def _mode(command: Command) -> Reading:
    """chmod: wider or narrower, of one thing or of a tree."""
    options = split(_without_minus_mode(command.arguments), _words("--reference"))
    if options.has(*_PRINTS):
        return NOTHING
    recursive = options.has("-R") or _long(options, "--recursive")
    words = options.positionals if options.has("--reference") else options.positionals[1:]
    mode = options.positionals[0].text if options.positionals and not options.has("--reference") else ""
    traits = _mode_traits(mode)
    operation = Operation.REVOKE if _shuts(mode) else Operation.GRANT if traits else Operation.UPDATE
    if not words and recursive:
        words = options.positionals[:1]
    narrows = _OWN_ONLY.fullmatch(mode) is not None
    return _permission(operation, words, command, recursive=recursive, traits=traits, narrows=narrows)


_OWN_ONLY = regex(r"0*[4567]00|go?-[rwx]+|u=[rwx]+,go=|go=|o-[rwx]+|og-[rwx]+")
"""Modes that keep a file to its owner: what a key needs before programs take it."""


def _without_minus_mode(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """`chmod -x file`: a mode may begin with a minus."""
    return tuple(Word("u" + w.text, w.known) if re.fullmatch(r"-[rwxXst]+", w.text) else w for w in words)


_WORLD = regex(r"0*[0-7]?[0-7]{2}[2367]|.*(?:^|,)[ugoa]*[oa][ugoa]*[+=][rxXst]*w.*|\+[rx]*w.*")
_SPECIAL = regex(r"0*[24567][0-7]{3}|.*[ug]*[+=][rwxX]*s.*")


def _mode_traits(mode: str) -> frozenset[Trait]:
    found = {Trait.WIDENS, Trait.PUBLIC} if _WORLD.fullmatch(mode) else set()
    return frozenset(found | {Trait.WIDENS, Trait.ELEVATED} if _SPECIAL.fullmatch(mode) else found)


def _shuts(mode: str) -> bool:
    return re.fullmatch(r"0+|[au]?-[rwx]*[rx][rwx]*|a=|u=", mode) is not None and mode not in ("a-x", "-x", "u-x")


def _owner(command: Command) -> Reading:
    options = split(command.arguments, _words("--reference --from"))
    if options.has(*_PRINTS):
        return NOTHING
    words = options.positionals if options.has("--reference") else options.positionals[1:]
    recursive = options.has("-R") or _long(options, "--recursive")
    return _permission(Operation.UPDATE, words, command, recursive=recursive)


def _acl(command: Command) -> Reading:
    options = split(command.arguments, _words("-m --modify -x --remove -M -X --set --set-file --restore"))
    given = options.has("-m", "--modify", "-M", "--set")
    wide = any(re.search(r"\b(?:o|other)::?:?[rwx-]*[rw]", word.text) for word in options.flags.get("-m", ()))
    traits = frozenset({Trait.WIDENS, Trait.PUBLIC} if wide else {Trait.WIDENS} if given else set())
    recursive = options.has("-R", "--recursive")
    return _permission(
        Operation.GRANT if given else Operation.UPDATE, options.positionals, command, recursive=recursive, traits=traits
    )


def _permission(
    operation: Operation, words: tuple[Word, ...], command: Command, *, recursive: bool,
    traits: frozenset[Trait] = frozenset(), narrows: bool = False,
) -> Reading:  # fmt: skip
    """Permissions of a tree are costly to bring back: nobody knows what they were."""
    found = []
    for word in words:
        place = place_of(word, command.scene)
        guarded = place.kind is ResourceKind.GUARD or (place.kind is ResourceKind.SECRET and not narrows)
        kind = place.kind if guarded else ResourceKind.PERMISSION
        effect = file_effect(operation, word, command, kind=kind, recursive=recursive, traits=traits)
        thrown = effect.traits & {Trait.TEMPORARY, Trait.REBUILDABLE}
        shut = operation is Operation.REVOKE and Trait.OUTSIDE in effect.traits
        costly = (not thrown or Trait.ELEVATED in traits) and (
            recursive or word.glob or shut or bool(traits) or Trait.SYSTEM in effect.traits
        )
        found.append(
            replace(effect, reversibility=max(effect.reversibility, Reversibility.COSTLY)) if costly else effect
        )
    return Reading(tuple(found))


def _attributes(command: Command) -> Reading:
    """chattr, chflags: `+i` protects, `-i` takes protection away."""
    options = split(
        tuple(w for w in command.arguments if not re.fullmatch(r"[-+=][aAcCdDeijmPsStTuF]+", w.text)), _words("-p -v")
    )
    words = options.positionals if command.program == "chattr" else options.positionals[1:]
    return _permission(
        Operation.UPDATE, words, command, recursive=options.has("-R") or "-R" in {w.text for w in command.arguments}
    )


PROGRAMS = each(
    {
        "chmod gchmod": Usage(reader=_mode),
        "chown chgrp gchown gchgrp": Usage(reader=_owner),
        "setfacl": Usage(reader=_acl),
        "chattr chflags": Usage(reader=_attributes),
        "setcap": use(
            case(revokes(ResourceKind.PERMISSION, "args"), when="-r"),
            grants(ResourceKind.PERMISSION, "last", COSTLY, ONE, Trait.WIDENS, Trait.ELEVATED),
        ),
        "chcon restorecon semanage setfattr": use(
            updates(ResourceKind.PERMISSION, "args", COSTLY, ONE), values="-t -u -r -l -n -v -x"
        ),
        "setenforce": use(
            case(
                updates(ResourceKind.POLICY, "=SELinux", COSTLY, ENVIRONMENT, Trait.BYPASS, Trait.SYSTEM),
                first="0 Permissive permissive",
            ),
            updates(ResourceKind.POLICY, "=SELinux", COSTLY, SEVERAL),
        ),
        "getenforce sestatus getfattr": use(reads()),
        "xattr": use(case(updates(FILE, "args"), when="-c -d -w -cr -rc"), reads(FILE, "args"), values="-p"),
        "SetFile".lower(): use(updates(FILE, "last")),
    }
)
