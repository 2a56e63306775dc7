"""What the words of a command tell whose program, or whose subcommand, nobody knows: `somectl delete cluster c1`.

A verb of destroying, stopping or granting among the first words; an option that is one (`--purge`); how surely it is
meant (`--force`, `--all`); what it is done to (data, a disk, production); a secret that it is handed. Sources of the
words: verbs.py, and the options of the programs that are known (effects/programs/), read with their names hidden.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from commensurate.effects.environment import environment_of, stricter
from commensurate.effects.options import names
from commensurate.effects.paths import file_effect, place_of, surroundings
from commensurate.effects.reading import Command
from commensurate.effects.told_by_name import ALWAYS, DATA, EVERYDAY, destruction
from commensurate.effects.verbs import kind_of, meaning_of, words_of
from commensurate.model.effect import (
    BlastRadius,
    Effect,
    Environment,
    Operation,
    Resource,
    ResourceKind,
    Reversibility,
    Trait,
)
from commensurate.model.regex import regex

_SURE_VERBS = names(
    "delete del destroy purge drop dropdb erase wipe terminate truncate nuke obliterate decommission teardown zap"
    " delete-all destroy-all remove-all deleteall removeall clear-all factory-reset shred sanitize unpublish abandon"
)
"""Verbs that mean a loss whatever they are said of."""
_VERBS = names("remove rm uninstall undeploy unprovision trash")
"""Verbs of everyday, save when something that holds data is named, or when nothing may ask again."""
_WEAK_VERBS = names(
    "reset recreate reinit rebuild flush fresh clear clean empty prune gc rollback revert undo downgrade discard expire forget"
    " yank evict drain restore replace overwrite rewind rewrite squash deregister revoke repair reinstall unset strip"
)
"""Verbs that destroy only where an option or the thing itself says so."""
_STOPS = names("stop kill shutdown poweroff halt reboot disable suspend mask pause deactivate unload bootout quiesce")
_LOOKS = names(
    "list ls get describe show view read search query find lookup look count status info inspect explain preview"
    " estimate check verify validate test tests diff compare tail scan filter poll watch help docs add create new generate"
    " scaffold init echo print grep lint fmt note say todo ask chat commit message completion schema-dump fixtures"
)
"""With one of these first, what follows is looked at, made or said."""
_SURE = names(
    "--force --yes --all --no-confirm --noconfirm --confirm --noinput --no-input --no-prompt --assume-yes --auto-approve"
    " --approve --hard --everything --cascade --recursive --purge --non-interactive --skip-confirmation --no-preserve-root"
    " --ignore-not-found --no-backup --skip-backup --no-wait --immediate --now --yolo --i-know-what-i-am-doing --destroy"
    " -y -af -fa -rf -fr -fy -yf -ff -fdx -xdf -fd -df --force-delete --permanent --permanently --accept-data-loss"
)
_HARMLESS = names(
    "--dry-run --dryrun --help --check --whatif --what-if --plan --preview --simulate --noop --no-op --diff --explain"
)
_PROSE = names(
    "-m --message --title --body --description --comment --name --notes --note --text --subject --query --search --prompt"
    " --reason --author --label --annotation"
)
_SPEAKS = regex(
    r"--?(?:(?:delete|destroy|purge|wipe|erase|zap|nuke|drop|terminate|force-(?:reset|delete|remove|drop|overwrite)|unpublish|shred)"
    r"(?:-(?:all|everything|data|db|database|databases|tables?|schema|volumes?|disks?|storage|users?|accounts?|keys?|secrets?|before"
    r"|existing|excluded|after|force|snapshots?|backups?|history|branch|repo|repository|remote|objects?|first|target|dest|destination))?"
    r"|(?:clear|reset|replace|overwrite|flush)-(?:all|everything)|(?:remove|clear|reset|replace|overwrite|flush)-(?:data|db|database|tables|volumes?|storage|history|disk|existing-data)"
    r"|(?:remove|delete)-all-(?:storage|data|volumes?|disks?|users?|snapshots?|files)|(?:secure|full)-?erase|factory-?reset|delete-?all|accept-data-loss|allow-data-loss"
    r"|no-preserve-root)(?:=(?:true|yes|1|all))?"
)
"""Options that are verbs of destroying: nothing follows but what says how much."""
_OPENS = regex(
    r"(?:--?(?:public|make-public|publicly-accessible|allow-unauthenticated|allow-all-users|visibility[= ]public|acl[= ]public\S*"
    r"|access[= ]public|privileged|allow-public-access|anonymous-access))(?:=(?:true|yes|on))?"
    r"|0\.0\.0\.0/0|::/0|allUsers|allAuthenticatedUsers"
)
"""Options and names by which something is opened to everyone."""
_ADMINS = names("admin administrator owner superuser root cluster-admin editor sudo wheel sudoers superadmin")
_GRANTS = names("grant add-admin make-admin promote-admin set-role add-role assign-role add-member invite grant-role")
_WHOLE = names("all everything * --all --everything")
_KEYS = names(
    "-i --identity --identity-file --key --keyfile --key-file --private-key --ssh-key --cert --cacert --ca --config -c"
    " --env-file --env --dotenv --credentials --kubeconfig --token-file --password-file --secret-file --config-file"
)
"""Options whose value is a credential that the program itself signs in with."""
_OFF = names("disable off deactivate unprotect suspend bypass")
_PROTECTS = names(
    "firewall protection protections integrity security sandbox monitoring audit auditing auditlog encryption alerts alerting"
    " backups backup versioning mfa 2fa gatekeeper selinux apparmor defender antivirus edr waf guardrails guardrail"
)
_UNPROTECTS = regex(
    r"--(?:no|disable|skip|without)-(?:deletion-protection|termination-protection|protection|firewall|encryption|audit(?:ing|-log)?|mfa|backups?|versioning|security|sandbox)"
    r"|--(?:deletion-protection|termination-protection|versioning|encryption|mfa)=(?:false|off|no|disabled|suspended)|--(?:master|global)-disable"
)
"""What keeps harm away, and the words that take it away."""
_SHOWS = names("show get read reveal decrypt export dump print lookup fetch view cat copy")
_CREDENTIALS = names(
    "password passwords passphrase credential credentials privatekey keychain recovery-codes mnemonic apikey"
)
_PRINTS_SECRETS = regex(
    r"--(?:export|dump|show|print|reveal|unmask)-(?:secret|secrets|private|passwords?|credentials?|tokens?|keys?)(?:-keys?)?|--reveal|--unmask|--show-values"
)
_FARTHEST = 6


def commanded(command: Command) -> tuple[Effect, ...]:
    """The effects that the words of an unknown program speak of; nothing where they say nothing of the kind."""
    texts = [word.text for word in command.arguments if word.known]
    if frozenset(texts) & _HARMLESS or texts[-1:] in (["-h"], ["-n"]):
        return ()
    plain = _plain(texts)
    found = [*_destroys(texts, plain, command), *_named_program(texts, command), *_touches(command)]
    if not found:
        found += [*_stops(texts, plain, command), *_grants(texts, plain, command), *_changes(plain, command)]
        found += [*_disarms(texts, plain, command), *_reveals(texts, plain, command)]
    return tuple(dict.fromkeys(found))


def _plain(texts: Sequence[str]) -> list[str]:
    """The first words that are no options, as far as what they say is no prose."""
    return [
        text for before, text in zip(["", *texts], texts, strict=False)
        if text and not text.startswith("-") and before not in _PROSE
    ][:_FARTHEST]  # fmt: skip


def _destroys(texts: Sequence[str], plain: Sequence[str], command: Command) -> list[Effect]:
    flag = next((text for text in texts if text.startswith("-") and _SPEAKS.fullmatch(text)), None)
    at = _verb_at(plain)
    if at is None and flag is None:
        return []
    about = [text for text in plain[: (at if at is not None else 1) + 2] if not {"/", "."} & set(text)]
    said = frozenset(word for text in about for word in words_of(text))
    kind = kind_of(*about)
    if (said | frozenset(words_of(command.program))) & EVERYDAY and not said & DATA:
        return []
    world = _world(texts, command)
    sure = bool(frozenset(texts) & _SURE) or flag is not None or world is Environment.PRODUCTION
    if at is not None and flag is None and not _meant(plain[at], kind, said, sure=sure):
        return []
    return [
        destruction(
            " ".join([command.program, *plain]) if at is not None else f"{command.program} {flag}", kind, command
        )
    ]


def _meant(verb: str, kind: ResourceKind, said: frozenset[str], *, sure: bool) -> bool:
    """True where a verb is enough by itself, or with what is said beside it."""
    words = frozenset(words_of(verb))
    if verb.lower() in _SURE_VERBS or words & _SURE_VERBS or words & ALWAYS:
        return True
    if words & _VERBS:
        return sure or kind is not ResourceKind.UNKNOWN
    return sure or bool(said & DATA)


def _verb_at(plain: Sequence[str]) -> int | None:
    """Where the verb stands: a word of destroying, before which nothing is only looked at or made."""
    for index, text in enumerate(plain):
        if len(text) > 40 or any(mark in text for mark in "/.=@ ") or not text[:1].isalpha():
            continue
        words = words_of(text)
        if not words:
            continue
        ends = {text.lower(), *(words if ":" in text else (words[0], words[-1]))}
        if index < _FARTHEST - 1 and ends & (_SURE_VERBS | _VERBS | _WEAK_VERBS):
            return index
        if {text.lower(), words[0]} & _LOOKS:
            return None
    return None


_PROGRAM = regex(
    r"(?:drop|wipe|erase|purge|destroy|nuke|shred|zap|kill|rm|del|remove)[-_]?(?:db|fs|user|group|disk|all|data|tables?|users?|volumes?"
    r"|buckets?|instances?|cluster|stack|everything|env)"
    r"|(?:user|group|lv|vg|pv|db|disk|acct|vol|snap|volume|bucket|cluster|image|stack)[-_]?(?:del|delete|remove|rm|drop|destroy|wipe|discard|purge)"
    r"|mkfs(?:[.-]\w+)?|(?:factory|db|data|disk)[-_](?:reset|wipe|erase)|\w+[-_](?:nuke|destroyer|wiper|eraser|uninstall(?:er)?)(?:\.sh)?"
)


def _named_program(texts: Sequence[str], command: Command) -> list[Effect]:
    """A program whose own name is a verb with its object: `dropcluster c1`, `voldel v1`."""
    if not texts or not _PROGRAM.fullmatch(command.program):
        return []
    return [destruction(" ".join([command.program, *texts[:2]]), kind_of(command.program), command)]


def _touches(command: Command) -> list[Effect]:
    """The disks and the secrets that it is handed: what it does with them nobody knows."""
    found = []
    before = ""
    for word in command.arguments:
        if word.known and not word.text.startswith("-") and ("/" in word.text or "." in word.text):
            kind = place_of(word, command.scene).kind
            if kind is ResourceKind.DISK:
                found.append(file_effect(Operation.UPDATE, word, command, traits=frozenset({Trait.OPAQUE})))
            elif kind is ResourceKind.SECRET and before not in _KEYS:
                found.append(file_effect(Operation.READ, word, command, traits=frozenset({Trait.OPAQUE})))
        before = word.text
    return found


def _stops(texts: Sequence[str], plain: Sequence[str], command: Command) -> list[Effect]:
    at = next(
        (
            index
            for index, text in enumerate(plain[:4])
            if text.lower() in _STOPS or (words_of(text)[:1] and words_of(text)[0] in _STOPS)
        ),
        None,
    )
    if at is None or frozenset(plain[:at]) & _LOOKS:
        return []
    everything = frozenset(texts) & _WHOLE
    if not (everything or _world(texts, command) is Environment.PRODUCTION):
        return []
    name = " ".join([command.program, *plain])
    return [_effect(Operation.STOP, ResourceKind.SERVICE, name, command, texts)]


def _disarms(texts: Sequence[str], plain: Sequence[str], command: Command) -> list[Effect]:
    """A protection switched off: `netguard disable firewall`, `tool --no-deletion-protection`."""
    words = [word for text in plain[:4] for word in words_of(text)]
    named = (
        bool(frozenset(words[:5]) & _OFF) and bool(frozenset(words) & _PROTECTS) and not frozenset(plain[:2]) & _LOOKS
    )
    flagged = next((text for text in texts if _UNPROTECTS.fullmatch(text)), None)
    if (not named and flagged is None) or frozenset(plain[:2]) & _LOOKS:
        return []
    name = " ".join([command.program, *(plain if named else [flagged or ""])])
    return [_effect(Operation.STOP, ResourceKind.POLICY, name, command, texts, Trait.BYPASS)]


def _reveals(texts: Sequence[str], plain: Sequence[str], command: Command) -> list[Effect]:
    """A credential printed: `keeper get password prod`, `certtool --export-secret-keys`."""
    words = [word for text in plain[:3] for word in words_of(text)]
    shows = bool(frozenset(words[:3]) & _SHOWS) and bool(frozenset(words) & _CREDENTIALS)
    if not shows and not any(_PRINTS_SECRETS.fullmatch(text) for text in texts):
        return []
    found = _effect(
        Operation.READ, ResourceKind.SECRET, " ".join([command.program, *plain]), command, texts, Trait.SECRET
    )
    return [replace(found, reversibility=Reversibility.REVERSIBLE, blast_radius=BlastRadius.ONE)]


def _grants(texts: Sequence[str], plain: Sequence[str], command: Command) -> list[Effect]:
    pairs = [f"{one}={two}" for one, two in pairwise(texts)]
    if frozenset(plain[:2]) & _LOOKS:
        return []
    name = " ".join([command.program, *texts[:6]])
    if any(_OPENS.fullmatch(text) for text in (*texts, *pairs)):
        return [_effect(Operation.GRANT, ResourceKind.PERMISSION, name, command, texts, Trait.PUBLIC, Trait.WIDENS)]
    if frozenset(plain) & _GRANTS and frozenset(text.lower() for one in texts for text in one.split("=")) & _ADMINS:
        return [_effect(Operation.GRANT, ResourceKind.PERMISSION, name, command, texts, Trait.ELEVATED, Trait.WIDENS)]
    return []


def _changes(plain: Sequence[str], command: Command) -> list[Effect]:
    """Anything but looking, in production."""
    texts = [word.text for word in command.arguments if word.known]
    if _world(texts, command) is not Environment.PRODUCTION or frozenset(plain[:3]) & _LOOKS:
        return []
    meanings = [meaning for text in plain[:4] if len(text) <= 40 and (meaning := meaning_of(text)) is not None]
    if not meanings or all(meaning.operation is Operation.READ for meaning in meanings):
        return []
    return [_effect(Operation.UPDATE, ResourceKind.UNKNOWN, " ".join([command.program, *plain]), command, texts)]


def _world(texts: Sequence[str], command: Command) -> Environment:
    return stricter(command.scene.environment, environment_of(*texts))


def _effect(
    operation: Operation, kind: ResourceKind, name: str, command: Command, texts: Sequence[str], *traits: Trait
) -> Effect:
    every = frozenset({Trait.OPAQUE, *traits}) | surroundings(command.scene)
    return Effect(
        operation, Resource(kind, name[:120]), Reversibility.COSTLY, BlastRadius.SEVERAL, command.evidence,
        _world(texts, command), every,
    )  # fmt: skip
