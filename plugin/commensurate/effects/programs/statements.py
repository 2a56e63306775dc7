"""Statements of another shell that reach a shell's reader: what is typed into a terminal where psql, redis-cli or
PowerShell waits comes through the same tool. Sources: SQL:2016 statement heads; the command list of Redis 7; the
cmdlets of PowerShell 7.
"""

from collections.abc import Mapping

from commensurate.effects.options import names
from commensurate.effects.reading import Command, Language, Nested, Reading, opaque
from commensurate.effects.table import Usage, unknown

_SECOND: Mapping[str, frozenset[str]] = {
    "drop": names(
        "table database schema index view role user sequence type function procedure trigger materialized column owned"
        " tablespace extension keyspace collection"
    ),
    "alter": names("table database schema role user index system sequence type view"),
    "delete": names("from"),
    "insert": names("into overwrite"),
    "grant": names("all select insert update delete usage create execute role"),
    "revoke": names("all select insert update delete usage create execute role grant"),
}
"""What follows a statement's head, so that a program of the same name is not taken for one."""


def _sql(command: Command) -> Reading:
    words = [word.text for word in command.words]
    second = words[1].lower().strip(";") if len(words) > 1 else ""
    is_update = words[0].lower() == "update" and any(word.lower() == "set" for word in words[2:])
    if is_update or second in _SECOND.get(words[0].lower(), frozenset()):
        return Reading(nested=(Nested(Language.SQL, command.scene, " ".join(words)),))
    return _nobody_knows(command)


def _redis(command: Command) -> Reading:
    if len(command.words) > 2:
        return _nobody_knows(command)
    return Reading(nested=(Nested(Language.REDIS, command.scene, " ".join(word.text for word in command.words)),))


def _cmdlet(command: Command) -> Reading:
    return Reading(nested=(Nested(Language.POWERSHELL, command.scene, " ".join(word.text for word in command.words)),))


def _nobody_knows(command: Command) -> Reading:
    return opaque(f"{command.program}: not a program that is known", unknown(command))


PROGRAMS: Mapping[str, Usage] = {
    **dict.fromkeys((*_SECOND, "update"), Usage(reader=_sql)),
    **dict.fromkeys(("flushall", "flushdb"), Usage(reader=_redis)),
    **dict.fromkeys(
        names(
            "remove-item clear-content clear-item set-content add-content out-file move-item rename-item copy-item"
            " new-item get-content get-childitem remove-itemproperty set-itemproperty clear-recyclebin stop-process"
            " stop-service set-service remove-service stop-computer restart-computer format-volume clear-disk"
            " initialize-disk remove-partition invoke-expression invoke-webrequest invoke-restmethod invoke-command"
            " start-process set-executionpolicy remove-aduser remove-localuser clear-eventlog clear-history"
        ),
        Usage(reader=_cmdlet),
    ),
}
