"""What a tool's words mean together where verb and noun alone do not say it: safeguards that go, light things, crowds.

Sources: the tool lists of common MCP servers (mail, chat, tracker, flags, IAM, monitoring) and the API references of
their vendors.
"""

from dataclasses import replace

from commensurate.effects.options import names
from commensurate.effects.told_by_data import Said
from commensurate.effects.tools.names import Name, singular
from commensurate.effects.verbs import kind_of, radius_of
from commensurate.model.effect import BlastRadius, Effect, Operation, Resource, ResourceKind, Reversibility, Trait

_OFF_VERBS = names(
    "ignore dismiss unprotect disable mute stop suspend bypass skip reset remove delete pause silence deactivate off override drop"
)
_SAFEGUARDS = names(
    "mfa fa otp sso protection protections audit logging trail backup backups encryption firewall waf approval approvals"
    " alert alerts alerting monitor monitors monitoring alarm alarms versioning retention antivirus defender captcha dnssec"
    " guardrail guardrails safeguard safeguards ruleset integration"
)
_LIGHT = names(
    "label tag reaction star bookmark filter draft selection highlight watcher favorite favourite breakpoint tab todo"
    " reminder cookie cart wishlist emoji pin mark console screen terminal clipboard form input undo redo import duplicate duplicates bullet cell row_style comment_draft watch subscription_filter"
    " attachment_preview notification vote like breadcrumb layer shape annotation marker alias todos timer alarm_clock queue_song"
    " song playlist_song track memory_item step preview widget"
)
_CROWDED = names("bulk mass broadcast campaign newsletter blast batch multiple everyone audience subscribers")
_SWITCHES = names("enable activate toggle set update change turn switch on put")
_STANDSTILL = names("kill_switch killswitch maintenance lockdown")
_MANY = names("bulk batch mass many multiple all")
_TIDIES = names("clear reset invalidate")
_REQUESTS = names("pull pr mr request")
_TRIES = names("preview dry suggest suggestion simulate propose candidates")
_SERVES = frozenset({
    ResourceKind.SERVICE, ResourceKind.POLICY, ResourceKind.PERMISSION, ResourceKind.MONITOR, ResourceKind.WORKLOAD,
    ResourceKind.FUNCTION, ResourceKind.PIPELINE, ResourceKind.INSTANCE, ResourceKind.FIREWALL, ResourceKind.KEY,
})  # fmt: skip
_OF_FILES = names("rm rmdir unlink")
_RIGHTS = frozenset({ResourceKind.PERMISSION, ResourceKind.ACCOUNT, ResourceKind.KEY, ResourceKind.POLICY})
_BINS = names("deleted trash bin junk recycle")
_REMAKES = names("rebuild reinstall reimage reprovision")
_MACHINES = frozenset(
    {ResourceKind.INSTANCE, ResourceKind.DATABASE, ResourceKind.VOLUME, ResourceKind.DEVICE, ResourceKind.CLUSTER}
)
_LOSES = frozenset({Operation.DELETE})
_NOT_LIGHT = frozenset(
    {ResourceKind.RELEASE, ResourceKind.IMAGE, ResourceKind.BRANCH, ResourceKind.DNS, ResourceKind.STACK}
)
_GATHERS = names("channel workspace team guild server conversation")
_SUMS = names("salary payroll price pricing discount coupon tax commission fee")
_PERSONS = names("user member collaborator guest participant employee person people admin")
_MONEY = names("crypto bitcoin eth ether money funds fund token_transfer wei coin coins")
_ONWARD = names("webhook webhooks forwarder forwarding autoforward")
_MAKES = frozenset({Operation.CREATE, Operation.UPDATE, Operation.SEND, Operation.GRANT})
_PEOPLE = frozenset({ResourceKind.USER, ResourceKind.ACCOUNT, ResourceKind.CONTACT})
_LOCKS_OUT = names("deactivate disable suspend lock offboard terminate block deprovision")


def kind_by_words(name: Name) -> ResourceKind:
    """The kind that the words speak of, where the tools' own nouns say nothing."""
    return kind_of(*(word for word in name.words if word != name.verb_word))


def meant(effect: Effect, name: Name) -> Effect:
    """The effect of a call, with what its name's words mean together."""
    words = frozenset(name.words) | {singular(word) for word in name.words}
    if not effect.changes:
        return effect
    if name.verb_word in _OF_FILES and effect.resource.kind is ResourceKind.UNKNOWN:
        effect = replace(effect, resource=replace(effect.resource, kind=ResourceKind.FILE))
    if name.verb_word == "merge" and words & _REQUESTS:
        effect = replace(effect, resource=replace(effect.resource, kind=ResourceKind.BRANCH))
    effect = _by_kind(effect, words)
    opened = _opened(effect, words)
    if opened is not effect:
        return opened
    if (
        words & _OFF_VERBS
        and words & _SAFEGUARDS
        and effect.operation in (Operation.UPDATE, Operation.STOP, Operation.DELETE)
    ):
        traits = effect.traits | {Trait.BYPASS}
        return replace(
            effect, traits=traits, reversibility=max(effect.reversibility, Reversibility.COSTLY),
            blast_radius=max(effect.blast_radius, BlastRadius.SEVERAL),
        )  # fmt: skip
    if ({"kill", "switch"} <= words or words & _STANDSTILL) and words & _SWITCHES:
        resource = Resource(ResourceKind.SERVICE, effect.resource.name, effect.resource.count)
        return replace(
            effect, operation=Operation.STOP, resource=resource, reversibility=Reversibility.COSTLY,
            blast_radius=BlastRadius.ENVIRONMENT,
        )  # fmt: skip
    if effect.operation is Operation.SEND and words & _CROWDED:
        return replace(
            effect, traits=effect.traits | {Trait.UNBOUNDED}, blast_radius=max(effect.blast_radius, BlastRadius.SEVERAL)
        )
    ended = _ended(effect, name.verb_word, words)
    if ended is not effect:
        return ended
    if {"scale", "zero"} <= words:
        return replace(
            effect, operation=Operation.STOP, reversibility=Reversibility.COSTLY, blast_radius=BlastRadius.SEVERAL
        )
    if effect.operation is Operation.GRANT and effect.resource.kind in _RIGHTS:
        return replace(effect, traits=effect.traits | {Trait.WIDENS})
    if "unprotect" in words and effect.operation is Operation.UPDATE:
        return replace(
            effect,
            traits=effect.traits | {Trait.BYPASS},
            reversibility=Reversibility.COSTLY,
            blast_radius=BlastRadius.SEVERAL,
        )
    if effect.operation is Operation.UPDATE and "move" in words and words & _BINS:
        return replace(effect, operation=Operation.DELETE, reversibility=Reversibility.COSTLY)
    if effect.operation is Operation.UPDATE and words & _REMAKES and effect.resource.kind in _MACHINES:
        return replace(
            effect, reversibility=Reversibility.IRREVERSIBLE, blast_radius=BlastRadius.SEVERAL,
            traits=effect.traits | {Trait.OVERWRITES},
        )  # fmt: skip
    if words & _MANY and effect.operation in (Operation.DELETE, Operation.UPDATE, Operation.REVOKE):
        return replace(effect, blast_radius=max(effect.blast_radius, BlastRadius.SEVERAL))
    return effect


def _ended(effect: Effect, verb: str, words: frozenset[str]) -> Effect:
    """What serves is stopped by disabling it; of people and rows that are merged, one remains."""
    operation = effect.operation
    if verb in ("disable", "deactivate") and effect.resource.kind in _SERVES:
        operation = Operation.STOP
    elif verb == "merge" and effect.resource.kind in _PEOPLE | {ResourceKind.ROW} and not words & _TRIES:
        operation = Operation.DELETE
    if operation is effect.operation:
        return effect
    return replace(
        effect, operation=operation, reversibility=max(effect.reversibility, Reversibility.COSTLY),
        blast_radius=max(effect.blast_radius, BlastRadius.SEVERAL),
    )  # fmt: skip


def in_bulk(effect: Effect, name: Name, said: Said) -> Effect:
    """What name and data say together: whatever fits a condition is changed at once, a safeguard is set to off."""
    words = frozenset(name.words) | {singular(word) for word in name.words}
    if words & _MANY and said.chosen and effect.operation in _CHANGES:
        return replace(
            effect, traits=effect.traits | {Trait.UNBOUNDED}, reversibility=max(effect.reversibility, Reversibility.COSTLY),
            blast_radius=max(effect.blast_radius, BlastRadius.SEVERAL),
        )  # fmt: skip
    if said.off and words & _SAFEGUARDS and effect.operation in _CHANGES:
        return replace(
            effect, traits=effect.traits | {Trait.BYPASS}, reversibility=max(effect.reversibility, Reversibility.COSTLY),
            blast_radius=max(effect.blast_radius, BlastRadius.SEVERAL),
        )  # fmt: skip
    return effect


_CHANGES = frozenset({Operation.UPDATE, Operation.DELETE, Operation.REVOKE, Operation.STOP, Operation.GRANT})


def _by_kind(effect: Effect, words: frozenset[str]) -> Effect:
    """Light things are soon made again; of heavy ones, more goes than the one that is named."""
    kind = effect.resource.kind
    if (
        effect.operation in _LOSES
        and kind is ResourceKind.CACHE
        and words & _TIDIES
        and Trait.UNBOUNDED not in effect.traits
    ):
        return replace(effect, reversibility=Reversibility.COSTLY, blast_radius=BlastRadius.ONE)
    if effect.operation in _LOSES:
        if words & _GATHERS and kind is ResourceKind.MESSAGE:
            return replace(effect, blast_radius=max(effect.blast_radius, BlastRadius.SEVERAL))
        if (
            words & _LIGHT
            and kind not in _NOT_LIGHT
            and effect.blast_radius is BlastRadius.ONE
            and not effect.traits & {Trait.UNBOUNDED, Trait.FORCED}
        ):
            return replace(effect, reversibility=Reversibility.REVERSIBLE)
        return replace(effect, blast_radius=max(effect.blast_radius, radius_of(kind)))
    if effect.operation is Operation.REVOKE and words & _PERSONS:
        return replace(effect, resource=replace(effect.resource, kind=ResourceKind.USER))
    if effect.operation is Operation.UPDATE and kind is ResourceKind.PAYMENT and words & _SUMS:
        return replace(effect, blast_radius=max(effect.blast_radius, BlastRadius.SEVERAL))
    if effect.operation is Operation.SEND and (kind is ResourceKind.PAYMENT and words & _MONEY):
        return replace(effect, operation=Operation.PAY)
    if Trait.HISTORY in effect.traits and kind is ResourceKind.UNKNOWN:
        return replace(effect, resource=replace(effect.resource, kind=ResourceKind.BRANCH))
    if effect.operation is Operation.UPDATE and kind in _PEOPLE and words & _LOCKS_OUT:
        return replace(effect, operation=Operation.REVOKE, reversibility=Reversibility.COSTLY)
    return effect


def _opened(effect: Effect, words: frozenset[str]) -> Effect:
    """A share or a link for everyone; a forwarding that passes on what comes in from then on."""
    public = {"public", "publicly", "anyone"} & words
    if (public and effect.operation is Operation.GRANT) or (
        effect.operation in _MAKES and {"link", "url"} & words and (public or {"shared", "share"} & words)
    ):
        traits = effect.traits | {Trait.PUBLIC, Trait.WIDENS}
        return replace(effect, operation=Operation.GRANT, reversibility=Reversibility.COSTLY, traits=traits)
    if effect.operation in _MAKES and (words & _ONWARD or {"auto", "forward"} <= words):
        resource = replace(effect.resource, kind=ResourceKind.PERMISSION)
        traits = effect.traits | {Trait.WIDENS, Trait.OUTBOUND, Trait.PERSISTENT}
        return replace(
            effect, operation=Operation.GRANT, resource=resource, reversibility=Reversibility.COSTLY, traits=traits
        )
    return effect
