"""What PowerShell's cmdlets do. Source: learn.microsoft.com/powershell/module (7.4, Windows Server 2025 modules).

A cmdlet that is not listed is read by its verb, as the approved verbs define them; its noun says what it is about.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from commensurate.effects.emptying import thrown_away
from commensurate.effects.options import Options
from commensurate.effects.path_names import is_made_again
from commensurate.effects.paths import file_reading
from commensurate.effects.reading import NOTHING, Command, Language, Nested, Reading, Word
from commensurate.effects.table import (
    COSTLY,
    ENVIRONMENT,
    IRREVERSIBLE,
    ONE,
    REVERSIBLE,
    SEVERAL,
    Does,
    creates,
    deletes,
    effects_of,
    grants,
    reads,
    revokes,
    runs,
    sends,
    stops,
    unknown,
    updates,
)
from commensurate.effects.verbs import kind_of, loss_of
from commensurate.model.analysis import Coverage
from commensurate.model.effect import Operation, ResourceKind, Trait

K = ResourceKind
ALIASES: Mapping[str, str] = dict(
    pair.split("=")
    for pair in ["rm=remove-item", "ri=remove-item", "del=remove-item", "erase=remove-item", "rd=remove-item", "rmdir=remove-item", "ls=get-childitem", "gci=get-childitem", "gi=get-item", "dir=get-childitem", "cat=get-content", "gc=get-content", "type=get-content", "cp=copy-item", "copy=copy-item", "cpi=copy-item", "mv=move-item", "move=move-item", "mi=move-item", "ren=rename-item", "rni=rename-item", "ni=new-item", "md=new-item", "mkdir=new-item", "sc=set-content", "ac=add-content", "clc=clear-content", "cli=clear-item", "si=set-item", "sp=set-itemproperty", "rp=remove-itemproperty", "clp=clear-itemproperty", "gp=get-itemproperty", "cd=set-location", "sl=set-location", "chdir=set-location", "pushd=push-location", "popd=pop-location", "pwd=get-location", "gl=get-location", "echo=write-output", "write=write-output", "iex=invoke-expression", "iwr=invoke-webrequest", "curl=invoke-webrequest", "wget=invoke-webrequest", "irm=invoke-restmethod", "icm=invoke-command", "ps=get-process", "gps=get-process", "kill=stop-process", "spps=stop-process", "saps=start-process", "start=start-process", "gsv=get-service", "sasv=start-service", "spsv=stop-service", "sls=select-string", "select=select-object", "where=where-object", "?=where-object", "foreach=foreach-object", "%=foreach-object", "sort=sort-object", "measure=measure-object", "ft=format-table", "fl=format-list", "fw=format-wide", "group=group-object", "tee=tee-object", "diff=compare-object", "compare=compare-object", "gm=get-member", "gcm=get-command", "gal=get-alias", "sal=set-alias", "man=get-help", "help=get-help", "h=get-history", "history=get-history", "ghy=get-history", "clhy=clear-history", "rv=remove-variable", "sv=set-variable", "gv=get-variable", "clv=clear-variable", "cls=clear-host", "clear=clear-host", "ipmo=import-module", "rmo=remove-module", "sajb=start-job", "rjb=remove-job", "gjb=get-job", "rcjb=receive-job", "sleep=start-sleep", "gwmi=get-wmiobject", "rwmi=remove-wmiobject", "iwmi=invoke-wmimethod", "swmi=set-wmiinstance", "etsn=enter-pssession", "nsn=new-pssession", "epcsv=export-csv", "ipcsv=import-csv", "ogv=out-gridview", "oh=out-host", "lp=out-printer", "gu=get-unique", "rvpa=resolve-path", "epal=export-alias"]
)  # fmt: skip

_DISK = deletes(K.DISK, "args", IRREVERSIBLE, ENVIRONMENT)
CMDLETS: Mapping[str, tuple[Does, ...]] = {
    "stop-process": (stops(K.PROCESS, "args", COSTLY, SEVERAL),),
    "stop-service": (stops(K.SERVICE, "args", COSTLY),), "suspend-service": (stops(K.SERVICE, "args", COSTLY),),
    "remove-service": (deletes(K.SERVICE, "args", COSTLY),), "restart-service": (updates(K.SERVICE, "args"),),
    "start-service": (updates(K.SERVICE, "args"),), "set-service": (updates(K.SERVICE, "args", COSTLY),),
    "new-service": (creates(K.SERVICE, "args", COSTLY, ONE, Trait.PERSISTENT, Trait.OPAQUE),),
    "stop-computer": (stops(K.SYSTEM, "=machine", COSTLY, ENVIRONMENT, Trait.SYSTEM),),
    "restart-computer": (stops(K.SYSTEM, "=machine", COSTLY, ENVIRONMENT, Trait.SYSTEM),),
    "remove-computer": (deletes(K.SYSTEM, "=membership of the domain", COSTLY, ENVIRONMENT, Trait.SYSTEM),),
    "rename-computer": (updates(K.SYSTEM, "=name", COSTLY, SEVERAL, Trait.SYSTEM),),
    "reset-computermachinepassword": (updates(K.SECRET, "=machine", COSTLY),),
    "restore-computer": (updates(K.SYSTEM, "=machine", IRREVERSIBLE, ENVIRONMENT),),
    "checkpoint-computer": (creates(K.SNAPSHOT, "=restore point"),),
    "disable-computerrestore": (stops(K.BACKUP, "args", COSTLY, SEVERAL, Trait.SKIPS_BACKUP, Trait.BACKUP),),
    "format-volume": (_DISK,), "clear-disk": (_DISK,), "initialize-disk": (_DISK,), "remove-partition": (_DISK,),
    "reset-physicaldisk": (_DISK,), "remove-virtualdisk": (_DISK,), "remove-storagepool": (_DISK,), "resize-partition": (updates(K.DISK, "args", COSTLY),),
    "set-partition": (updates(K.DISK, "args", COSTLY),), "new-partition": (updates(K.DISK, "args", COSTLY),), "set-disk": (updates(K.DISK, "args", COSTLY),),
    "dismount-diskimage": (stops(K.VOLUME, "args", REVERSIBLE),), "repair-volume": (updates(K.DISK, "args", COSTLY),), "disable-bitlocker": (updates(K.DISK, "args", COSTLY, SEVERAL, Trait.BYPASS),),
    "set-executionpolicy": (updates(K.POLICY, "=execution policy", COSTLY, SEVERAL, Trait.BYPASS),),
    "set-mppreference": (updates(K.POLICY, "=Defender", COSTLY, ENVIRONMENT, Trait.BYPASS, Trait.SYSTEM),),
    "add-mppreference": (updates(K.POLICY, "=Defender", COSTLY, SEVERAL, Trait.BYPASS),),
    "set-netfirewallprofile": (updates(K.FIREWALL, "=profiles", COSTLY, ENVIRONMENT, Trait.WIDENS),),
    "disable-netfirewallrule": (updates(K.FIREWALL, "args", COSTLY),), "remove-netfirewallrule": (deletes(K.FIREWALL, "args", COSTLY, SEVERAL),),
    "new-netfirewallrule": (updates(K.FIREWALL, "args", COSTLY),), "disable-netadapter": (stops(K.NETWORK, "args", COSTLY, SEVERAL),),
    "remove-netipaddress": (deletes(K.NETWORK, "args", COSTLY, SEVERAL),), "remove-netroute": (deletes(K.NETWORK, "args", COSTLY, SEVERAL),),
    "set-dnsclientserveraddress": (updates(K.DNS, "args", COSTLY),), "remove-dnsserverzone": (deletes(K.DNS, "args", IRREVERSIBLE, ENVIRONMENT),),
    "remove-dnsserverresourcerecord": (deletes(K.DNS, "args", IRREVERSIBLE, SEVERAL),),
    "clear-eventlog": (deletes(K.LOG, "args", IRREVERSIBLE, SEVERAL, Trait.HIDES),), "remove-eventlog": (deletes(K.LOG, "args", IRREVERSIBLE, SEVERAL, Trait.HIDES),),
    "limit-eventlog": (updates(K.LOG, "args", COSTLY, ONE, Trait.HIDES),), "clear-history": (deletes(K.LOG, "=history", IRREVERSIBLE, ONE, Trait.HIDES),),
    "new-localuser": (grants(K.USER, "args", COSTLY, ONE, Trait.WIDENS),), "remove-localuser": (deletes(K.USER, "args", COSTLY),), "disable-localuser": (revokes(K.USER, "args"),),
    "set-localuser": (updates(K.USER, "args", COSTLY),), "add-localgroupmember": (grants(K.USER, "args", COSTLY, ONE, Trait.WIDENS, Trait.ELEVATED),),
    "remove-localgroupmember": (revokes(K.USER, "args"),), "remove-localgroup": (deletes(K.USER, "args", COSTLY, SEVERAL),),
    "remove-aduser": (deletes(K.USER, "args", IRREVERSIBLE, SEVERAL, Trait.SHARED),), "disable-adaccount": (revokes(K.USER, "args", COSTLY),),
    "remove-adgroup": (deletes(K.USER, "args", IRREVERSIBLE, SEVERAL, Trait.SHARED),), "remove-adcomputer": (deletes(K.USER, "args", IRREVERSIBLE, SEVERAL, Trait.SHARED),),
    "remove-adobject": (deletes(K.ACCOUNT, "args", IRREVERSIBLE, SEVERAL, Trait.SHARED),), "remove-adorganizationalunit": (deletes(K.ACCOUNT, "args", IRREVERSIBLE, ENVIRONMENT, Trait.SHARED),),
    "set-adaccountpassword": (updates(K.SECRET, "args", COSTLY),), "add-adgroupmember": (grants(K.USER, "args", COSTLY, ONE, Trait.WIDENS),),
    "set-acl": (updates(K.PERMISSION, "args", COSTLY),), "grant-smbshareaccess": (grants(K.PERMISSION, "args", COSTLY, ONE, Trait.WIDENS),),
    "new-smbshare": (grants(K.PERMISSION, "args", COSTLY, ONE, Trait.WIDENS, Trait.PUBLIC),), "remove-smbshare": (revokes(K.PERMISSION, "args"),),
    "register-scheduledtask": (creates(K.SCHEDULE, "args", COSTLY, ONE, Trait.PERSISTENT, Trait.OPAQUE),), "unregister-scheduledtask": (deletes(K.SCHEDULE, "args", COSTLY),),
    "disable-scheduledtask": (stops(K.SCHEDULE, "args", COSTLY),), "register-scheduledjob": (creates(K.SCHEDULE, "args", COSTLY, ONE, Trait.PERSISTENT, Trait.OPAQUE),),
    "remove-itemproperty": (deletes(K.SETTING, "args", IRREVERSIBLE),), "set-itemproperty": (updates(K.SETTING, "args", COSTLY),), "new-itemproperty": (updates(K.SETTING, "args"),),
    "clear-itemproperty": (deletes(K.SETTING, "args", IRREVERSIBLE),), "rename-itemproperty": (updates(K.SETTING, "args"),),
    "uninstall-package": (deletes(K.PACKAGE, "args", COSTLY),), "uninstall-module": (deletes(K.PACKAGE, "args", REVERSIBLE),), "remove-appxpackage": (deletes(K.PACKAGE, "args", COSTLY, ONE, Trait.SYSTEM),), "suspend-bitlocker": (updates(K.POLICY, "=BitLocker", COSTLY, SEVERAL, Trait.BYPASS),), "get-clipboard": (reads(K.DEVICE, "=the clipboard"),), "set-psreadlineoption": (),
    "remove-appxprovisionedpackage": (deletes(K.PACKAGE, "args", COSTLY, SEVERAL, Trait.SYSTEM),), "uninstall-windowsfeature": (deletes(K.PACKAGE, "args", COSTLY, SEVERAL, Trait.SYSTEM),),
    "disable-windowsoptionalfeature": (deletes(K.PACKAGE, "args", COSTLY, SEVERAL, Trait.SYSTEM),), "install-module": (creates(K.PACKAGE, "args", REVERSIBLE, ONE, Trait.INBOUND_CODE),),
    "install-package": (creates(K.PACKAGE, "args", REVERSIBLE, ONE, Trait.INBOUND_CODE),), "install-script": (creates(K.PACKAGE, "args", REVERSIBLE, ONE, Trait.INBOUND_CODE),),
    "publish-module": (sends(K.RELEASE, "args", IRREVERSIBLE, SEVERAL, Trait.PUBLIC),), "publish-script": (sends(K.RELEASE, "args", IRREVERSIBLE, SEVERAL, Trait.PUBLIC),),
    "remove-vm": (deletes(K.INSTANCE, "args", IRREVERSIBLE),), "stop-vm": (stops(K.INSTANCE, "args", COSTLY),), "remove-vmsnapshot": (deletes(K.SNAPSHOT, "args", IRREVERSIBLE, SEVERAL, Trait.BACKUP),),
    "restore-vmsnapshot": (updates(K.INSTANCE, "args", IRREVERSIBLE, ONE, Trait.OVERWRITES),), "remove-vmharddiskdrive": (deletes(K.DISK, "args", COSTLY),),
    "send-mailmessage": (sends(K.MAIL, "args"),), "import-module": (runs(K.CODE, "args"),), "add-type": (runs(K.CODE, "=C#", COSTLY, ONE, Trait.OPAQUE),),
    "start-process": (runs(K.PROCESS, "args"),), "enter-pssession": (runs(K.HOST, "args", COSTLY, ONE, Trait.REMOTE),), "enable-psremoting": (grants(K.HOST, "=remote shell", COSTLY, ONE, Trait.PUBLIC, Trait.WIDENS),),
    "remove-wmiobject": (deletes(K.SYSTEM, "args", IRREVERSIBLE, SEVERAL),), "remove-ciminstance": (deletes(K.SYSTEM, "args", IRREVERSIBLE, SEVERAL),), "invoke-wmimethod": (runs(K.SYSTEM, "args", COSTLY, SEVERAL, Trait.OPAQUE),),
    "invoke-cimmethod": (runs(K.SYSTEM, "args", COSTLY, SEVERAL, Trait.OPAQUE),), "set-date": (updates(K.SYSTEM, "=clock", COSTLY, SEVERAL, Trait.SYSTEM),), "set-timezone": (updates(K.SYSTEM, "=time zone", COSTLY),),
    "clear-recyclebin": (deletes(K.BACKUP, "=recycle bin", IRREVERSIBLE, SEVERAL, Trait.BACKUP),), "compress-archive": (creates(K.FILE, "args"),), "expand-archive": (updates(K.FILE, "=."),),
    "start-bitstransfer": (creates(K.FILE, "none"),), "new-object": (reads(),), "set-variable": (), "remove-variable": (), "set-alias": (updates(K.SETTING, "args", COSTLY),), "start-sleep": (), "clear-host": (),
    "import-csv": (reads(K.FILE, "first"),), "new-guid": (), "new-timespan": (), "start-job": (), "remove-job": (), "stop-job": (), "import-clixml": (reads(K.FILE, "first"),), "set-psdebug": (), "set-strictmode": (),
    "foreach-object": (), "where-object": (), "set-location": (), "push-location": (), "pop-location": (), "write-host": (), "read-host": (), "set-clipboard": (updates(K.DEVICE, "=clipboard"),),
    "new-variable": (), "clear-variable": (), "add-member": (), "new-psdrive": (creates(K.VOLUME, "args"),), "remove-psdrive": (), "remove-module": (), "update-help": (creates(K.PACKAGE, "=help"),), "start-transcript": (creates(K.LOG, "args"),),
    "stop-transcript": (updates(K.LOG, "=transcript"),), "wait-process": (), "wait-job": (), "debug-process": (runs(K.PROCESS, "args"),), "export-pfxcertificate": (reads(K.SECRET, "args", Trait.SECRET),), "get-credential": (reads(K.SECRET, "=credential", Trait.SECRET),),
    "get-secret": (reads(K.SECRET, "args", Trait.SECRET),), "remove-secret": (deletes(K.SECRET, "args", IRREVERSIBLE),), "set-secret": (updates(K.SECRET, "args", COSTLY),),
}  # fmt: skip
"""Cmdlet in lower case -> what it does to what its path or name parameter names."""

_LOOKING = frozenset(
    [
        "get",
        "show",
        "find",
        "search",
        "test",
        "measure",
        "compare",
        "select",
        "sort",
        "where",
        "format",
        "out",
        "convertto",
        "convertfrom",
        "join",
        "split",
        "resolve",
        "write",
        "read",
        "group",
        "tee",
        "trace",
        "watch",
        "wait",
        "ping",
        "assert",
        "exit",
        "use",
        "foreach",
        "confirm",
        "receive",
        "convert",
    ]
)
_BY_VERB: Mapping[str, tuple[Operation, ...]] = {
    "remove": (Operation.DELETE,), "clear": (Operation.DELETE,), "uninstall": (Operation.DELETE,), "reset": (Operation.DELETE,), "unregister": (Operation.DELETE,),
    "stop": (Operation.STOP,), "disable": (Operation.STOP,), "suspend": (Operation.STOP,), "restart": (Operation.STOP,), "disconnect": (Operation.STOP,), "dismount": (Operation.STOP,),
    "send": (Operation.SEND,), "publish": (Operation.SEND,), "push": (Operation.SEND,), "grant": (Operation.GRANT,), "unblock": (Operation.GRANT,), "revoke": (Operation.REVOKE,), "block": (Operation.REVOKE,), "deny": (Operation.REVOKE,),
    "new": (Operation.CREATE,), "add": (Operation.CREATE,), "copy": (Operation.CREATE,), "import": (Operation.CREATE,), "export": (Operation.CREATE,), "install": (Operation.CREATE,), "save": (Operation.CREATE,), "register": (Operation.CREATE,), "backup": (Operation.CREATE,), "mount": (Operation.CREATE,),
    "invoke": (Operation.EXECUTE,), "start": (Operation.EXECUTE,), "enter": (Operation.EXECUTE,), "deploy": (Operation.EXECUTE,), "debug": (Operation.EXECUTE,),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Call:
    """One cmdlet call: parameters in lower case with their values, and the paths or names it is about."""

    name: str
    flags: Mapping[str, Word]
    targets: tuple[Word, ...]
    command: Command

    def has(self, name: str) -> bool:
        """True where a parameter was given, whole or cut short (PowerShell takes any unambiguous beginning)."""
        return any(len(flag) > 0 and name.startswith(flag) for flag in self.flags)


def read_cmdlet(call: Call) -> Reading | None:
    """What one cmdlet does; None where its name has not the form of one."""
    if call.has("whatif") and any("whatif".startswith(flag) and len(flag) > 1 for flag in call.flags):
        return NOTHING
    special = _special(call)
    if special is not None:
        return special
    filed = _FILES.get(call.name)
    if filed is not None:
        return filed(call)
    found = CMDLETS.get(call.name)
    if found is not None:
        return Reading(tuple(e for part in found for e in effects_of(part, Options({}, call.targets), call.command)))
    return _by_verb(call)


def found_by(call: Call) -> tuple[Word, ...]:
    """What `Get-ChildItem` passes on: everything in its folders, or only what is made again where it asks for no more."""
    folders = call.targets or (Word("."),)
    patterns = [part.strip("'\"@() ") for key in ("include", "filter") for part in _value(call, key).split(",")]
    patterns = [part for part in patterns if part]
    within = all(folder.known and not folder.text.startswith(_FAR) and ":" not in folder.text for folder in folders)
    if not within or not patterns or not all(is_made_again(part, patterns) for part in patterns):
        patterns = ["*"]
    return tuple(
        Word(f"{folder.text.rstrip('/' + chr(92))}/{part}", folder.known, glob=True)
        for folder in folders for part in patterns
    )  # fmt: skip


_FAR = ("/", "\\", "~", "..", "$")
"""What begins so may be a drive or a home: what others made lies there too."""


def _value(call: Call, key: str) -> str:
    found = call.flags.get(key)
    return found.text if found is not None and found.known else ""


_RUN_KEYS = (
    "\\run",
    "\\runonce",
    "winlogon",
    "\\image file execution options",
    "currentversion\\policies\\explorer\\run",
)


def _one(call: Call, part: Does) -> Reading:
    return Reading(effects_of(part, Options({}, call.targets), call.command))


def _special(call: Call) -> Reading | None:
    """Calls whose parameters make another thing of them."""
    texts = [word.text.lower() for word in (*call.targets, *call.flags.values())]
    said = " ".join(word.text.lower() for word in call.command.words)
    if call.name in ("set-itemproperty", "new-itemproperty", "new-item") and any(
        text.endswith(_RUN_KEYS) for text in texts
    ):
        return _one(call, updates(K.SETTING, "args", COSTLY, ONE, Trait.PERSISTENT, Trait.OUTSIDE))
    if call.name == "set-service" and "disabled" in said:
        return _one(call, stops(K.SERVICE, "args", COSTLY))
    if call.name == "set-executionpolicy" and ("process" in said or "remotesigned" in said or "allsigned" in said):
        return _one(call, updates(K.SETTING, "=execution policy"))
    if call.name == "set-psreadlineoption" and "savenothing" in said:
        return _one(call, stops(K.LOG, "=history", COSTLY, ONE, Trait.HIDES))
    if call.name == "get-childitem" and any(text.startswith("env:") for text in texts):
        return _one(call, reads(K.SETTING, "=the environment"))
    if call.name == "invoke-sqlcmd":
        words = call.command.words
        query = next((b for a, b in pairwise(words) if a.text.lower() in ("-query", "-q")), None)
        return (
            None
            if query is None
            else Reading(nested=(Nested(Language.SQL, call.command.scene, query.text, dialect="tsql"),))
        )
    if call.name == "set-item" and "trustedhosts" in said:
        return _one(call, updates(K.POLICY, "=trusted hosts", COSTLY, SEVERAL, Trait.BYPASS))
    if call.name == "set-content" and call.command.words[-1].text == "":
        return thrown_away(file_reading(Operation.UPDATE, call.targets[:1], call.command, overwrites=True))
    if call.name == "copy-item" and call.targets[:1] and call.targets[0].text.lower() == "nul":
        return thrown_away(file_reading(Operation.UPDATE, call.targets[1:2], call.command, overwrites=True))
    return None


def _by_verb(call: Call) -> Reading | None:
    verb, dash, noun = call.name.partition("-")
    if not dash or not noun.isidentifier():
        return None
    if verb in _LOOKING:
        return NOTHING
    kind = kind_of(noun)
    (operation,) = _BY_VERB.get(verb, (Operation.UPDATE,))
    how, radius = loss_of(kind) if operation is Operation.DELETE else (COSTLY, ONE)
    part = Does(operation, kind, how, radius, name="args")
    known = verb in _BY_VERB or verb in (
        "set",
        "update",
        "enable",
        "edit",
        "rename",
        "move",
        "merge",
        "restore",
        "sync",
    )
    if not known:
        return Reading(
            (unknown(call.command),), coverage=Coverage.OPAQUE, notes=(f"{call.name}: not a verb that is known",)
        )
    return Reading(effects_of(part, Options({}, call.targets), call.command), coverage=Coverage.PARTIAL)


_DRIVES = (
    "hklm:",
    "hkcu:",
    "hkcr:",
    "hku:",
    "registry::",
    "env:",
    "cert:",
    "function:",
    "variable:",
    "alias:",
    "wsman:",
    "iis:",
    "ad:",
)


def _on_drive(call: Call, operation: Operation) -> Reading | None:
    """Items that are no files: the registry, certificates, variables."""
    words = [word for word in call.targets if word.text.lower().startswith(_DRIVES)]
    if not words:
        return None
    text = words[0].text.lower()
    if text.startswith(("env:", "variable:", "function:", "alias:")):
        return NOTHING
    kind = K.CERTIFICATE if text.startswith("cert:") else K.SETTING
    traits = frozenset({Trait.SYSTEM} if text.startswith(("hklm:", "registry::", "hkcr:")) else set())
    how = IRREVERSIBLE if operation is Operation.DELETE else COSTLY
    part = Does(operation, kind, how, SEVERAL if call.has("recurse") else ONE, "args", traits)
    return Reading(effects_of(part, Options({}, call.targets), call.command))


def _remove(call: Call) -> Reading:
    drive = _on_drive(call, Operation.DELETE)
    if drive is not None:
        return drive
    return file_reading(
        Operation.DELETE, call.targets, call.command, recursive=call.has("recurse"), forced=call.has("force")
    )


def _emptied(call: Call) -> Reading:
    return file_reading(Operation.DELETE, call.targets, call.command, overwrites=True)


def _written(call: Call) -> Reading:
    drive = _on_drive(call, Operation.UPDATE)
    if drive is not None:
        return drive
    adds = call.name == "add-content" or call.has("append") or call.has("noclobber")
    return file_reading(Operation.UPDATE, call.targets[:1], call.command, overwrites=not adds)


def _created(call: Call) -> Reading:
    drive = _on_drive(call, Operation.UPDATE)
    return drive or file_reading(Operation.CREATE, call.targets, call.command, forced=call.has("force"))


def _copied(call: Call) -> Reading:
    target = (call.flags["destination"],) if "destination" in call.flags else call.targets[1:2]
    return file_reading(Operation.READ, call.targets[:1], call.command) + file_reading(
        Operation.UPDATE, target, call.command, overwrites=True
    )


def _moved(call: Call) -> Reading:
    target = (call.flags["destination"],) if "destination" in call.flags else call.targets[1:2]
    found = file_reading(Operation.UPDATE, call.targets[:1], call.command)
    return (
        found
        if call.name == "rename-item"
        else found + file_reading(Operation.UPDATE, target, call.command, overwrites=True)
    )


def _looked(call: Call) -> Reading:
    words: Sequence[Word] = [word for word in call.targets if not word.text.lower().startswith(_DRIVES)]
    return file_reading(Operation.READ, tuple(words), call.command)


_FILES = {
    "remove-item": _remove, "clear-content": _emptied, "clear-item": _emptied, "set-content": _written, "add-content": _written, "out-file": _written,
    "export-csv": _written, "export-clixml": _written, "tee-object": _written, "set-item": _written, "new-item": _created, "copy-item": _copied,
    "move-item": _moved, "rename-item": _moved, "get-content": _looked, "import-csv": _looked, "import-clixml": _looked,
}  # fmt: skip
