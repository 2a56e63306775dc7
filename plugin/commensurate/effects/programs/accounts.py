"""Accounts of the machine: users, groups, passwords.

Sources: shadow-utils 4.16 (useradd, usermod, userdel, passwd, chage, gpasswd), Debian adduser, sudo (visudo).
"""

import re

from commensurate.effects.options import Options, split
from commensurate.effects.reading import Command, Reading, Word
from commensurate.effects.table import (
    COSTLY,
    ENVIRONMENT,
    IRREVERSIBLE,
    ONE,
    Does,
    Usage,
    case,
    creates,
    deletes,
    each,
    effects_of,
    grants,
    reads,
    revokes,
    updates,
    use,
)
from commensurate.model.effect import ResourceKind, Trait

USER, PERMISSION = ResourceKind.USER, ResourceKind.PERMISSION


def _one(command: Command, part: Does, *words: Word) -> Reading:
    return Reading(effects_of(part, Options({}, words), command))


def _usermod(command: Command) -> Reading:
    """More groups are more rights; a lock or an expiry is fewer."""
    options = split(
        command.arguments,
        [
            "-G",
            "--groups",
            "-g",
            "--gid",
            "-s",
            "--shell",
            "-d",
            "--home",
            "-l",
            "--login",
            "-u",
            "--uid",
            "-e",
            "--expiredate",
            "-c",
            "--comment",
            "-p",
            "--password",
            "-f",
        ],
    )
    names = options.positionals[-1:]
    if options.has("-L", "--lock", "-e", "--expiredate"):
        return _one(command, revokes(USER, "args", COSTLY), *names)
    if options.has("-G", "--groups", "-g", "--gid", "-U", "--unlock", "-u", "--uid", "-o"):
        wide = re.search(
            r"\b(?:sudo|wheel|root|admin|docker|adm|disk|lxd|shadow)\b",
            " ".join(w.text for n in ("-G", "--groups", "-g") for w in options.flags.get(n, ())),
        )
        return _one(
            command,
            grants(
                USER, "args", COSTLY, ONE, Trait.WIDENS, *([Trait.ELEVATED] if wide or options.has("-o", "-u") else [])
            ),
            *names,
        )
    return _one(command, updates(USER, "args", COSTLY), *names)


def _gpasswd(command: Command) -> Reading:
    options = split(command.arguments, ("-a", "--add", "-d", "--delete", "-M", "-A"))
    part = (
        revokes(USER, "args", COSTLY)
        if options.has("-d", "--delete", "-r", "-R")
        else grants(USER, "args", COSTLY, ONE, Trait.WIDENS)
    )
    return _one(command, part, *options.positionals)


_MIGHTY = re.compile(r"\b(?:sudo|wheel|root|admin|docker|adm|disk|lxd|shadow)\b")


def _adduser(command: Command) -> Reading:
    """A new user; `adduser NAME GROUP` puts one into a group. Number 0 and mighty groups are more than that."""
    options = split(command.arguments, _USER_OPTIONS.split())
    texts = [w.text for n in ("-G", "--groups", "-g", "--gid", "--ingroup") for w in options.flags.get(n, ())]
    joins = options.positionals[1:2] if command.program in ("adduser", "addgroup") else ()
    zero = options.value("-u", "--uid") == "0"
    if zero or any(_MIGHTY.search(text) for text in (*texts, *(word.text for word in joins))):
        return _one(command, grants(USER, "args", COSTLY, ONE, Trait.WIDENS, Trait.ELEVATED), *options.positionals[:1])
    return _one(command, creates(USER, "args", COSTLY), *options.positionals[-1:])


_USER_OPTIONS = (
    "-g -G -d -s -u -c -e -f -k -p --gid --groups --home-dir --shell --uid --comment --home --ingroup --gecos"
)

PROGRAMS = each(
    {
        "useradd adduser addgroup": Usage(reader=_adduser),
        "groupadd newusers": use(creates(USER, "last", COSTLY), values=_USER_OPTIONS),
        "userdel deluser groupdel delgroup": use(
            case(deletes(USER, "first", IRREVERSIBLE, ENVIRONMENT, Trait.RECURSIVE), when="-r --remove -f --force --remove-home --remove-all-files"), deletes(USER, "first", COSTLY), values="--group",
        ),
        "usermod groupmod": Usage(reader=_usermod),
        "gpasswd": Usage(reader=_gpasswd),
        "passwd chpasswd chage": use(case(reads(), when="-S --status --list"), case(revokes(USER, "args", COSTLY), when="-l --lock -e --expire"), case(grants(USER, "args", COSTLY, ONE, Trait.WIDENS), when="-d --delete -u --unlock"), updates(ResourceKind.SECRET, "args", COSTLY), values="-x -n -w -i -M -m -W -I -E"),
        "chsh chfn": use(updates(USER, "args"), values="-s -f"),
        "visudo vipw vigr": use(case(reads(), when="-c --check"), updates(PERMISSION, "=sudoers", COSTLY, ENVIRONMENT, Trait.WIDENS, Trait.ELEVATED, Trait.SYSTEM)),
    }
)  # fmt: skip
