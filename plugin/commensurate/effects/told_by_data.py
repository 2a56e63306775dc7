"""What the data of a call says besides its verb: that everything is meant, that it is opened to all, that a safeguard goes.

Tools, requests and SDK calls of any vendor spell these alike (`filter: {}`, `visibility: "public"`, `replicas: 0`).
Sources: the parameter names of the Google, Microsoft Graph, GitHub, Slack, Stripe, Cloudflare and AWS API references.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from commensurate.effects.options import names
from commensurate.effects.verbs import words_of
from commensurate.model.effect import BlastRadius, Effect, Operation, Resource, ResourceKind, Reversibility, Trait
from commensurate.model.regex import regex

DEEPEST = 6
MOST = 400
"""Pairs that are looked at."""

_EVERYTHING = names("all * everything everyone everybody any @all @here @channel @everyone .* _all all-users all_users")
_ALL_KEYS = names("all everything")
_FILTERS = names(
    "filter filters where query conditions condition criteria match selector jql soql predicate prefix pattern"
)
_EMPTY: tuple[Any, ...] = ("", (), [], {}, "{}", "*", "**", "1=1", "true", "/", "//", "%", ".*")
_FOREVER = names(
    "permanent permanently force forced forcibly hard purge cascade skip_trash skiptrash bypass_trash no_backup"
    " delete_contents deletecontents force_destroy force_delete forcedelete hard_delete harddelete skip_final_snapshot"
    " recursive irreversible destroy delete_data deletedata"
)
_OPEN_KEYS = names(
    "visibility access audience scope type acl sharing share_with shared_with with who principal principals public_access"
    " members member grantee permission anyone general_access link_access privacy cidr source sources source_ranges"
    " cidr_ip ip_range source_address_prefix source_address_prefixes entity end_ip_address end_ip"
)
_OPEN = names(
    "public anyone everyone anyone_with_link anyone-with-link anyonewithlink world allusers allauthenticatedusers"
    " public-read public-read-write public_read internet external public_to_web 0.0.0.0/0 ::/0 255.255.255.255 domain_public"
)
_SHARING = names("sharing visibility audience")
_STARRED = names("principal principals members member source_address_prefix source_address_prefixes cidr source_ranges")
_OPENS = names(
    "public is_public ispublic publicly_accessible publiclyaccessible make_public anonymous allow_anonymous"
    " allow_public allow_external external_sharing world_readable allow_blob_public_access"
)
_CLOSES = names("private is_private isprivate internal_only restricted")
_RANK_KEYS = names(
    "role roles permission permissions access_level accesslevel privilege privileges policy policy_name policy_arn"
    " level grant rights scopes scope group groups"
)
_RANKS = regex(
    r"(?:.*[/:_.-])?(?:super)?(?:owner|admin|administrator|administrators|admins|superuser|super_admin|root|full_access|fullaccess"
    r"|administratoraccess|poweruseraccess|maintainer|global_admin)", re.IGNORECASE
)  # fmt: skip
_SAFEGUARDS = names(
    "mfa fa otp totp sso protection protections protected audit auditing logging logs backup backups encryption ssl tls"
    " firewall waf approval approvals reviews checks alerts alerting alarms monitoring versioning retention antivirus"
    " deletion_protection enforce enforcement safety rls captcha guard lock tracing secure verification verify"
    " termination dnssec autobackup pitr"
)
_OFF = (False, None, 0, "off", "disabled", "false", "none", "no", "0", "suspended", "essentially_off")
_SIZES = names(
    "replicas desired_count desiredcount quantity min_size minsize max_size maxsize desired_capacity desiredcapacity"
    " desired_size node_count nodecount num_nodes max_instances min_instances instance_count concurrency"
    " reserved_concurrent_executions scale"
)
_COUNTS = names("count limit max_results maxresults recipient_count total batch_size n number quantity_of num")
_SUMS = names("amount value qty quantity sum")
_CURRENCIES = names("currency asset coin token iban wallet beneficiary")
_SWITCHES = names("enabled active is_active isactive on account_enabled accountenabled login_enabled")
_BYPASSES = names("bypass override skip ignore")
_MIGHT = names("admin is_admin superuser is_superuser use_admin as_admin")
_ITS_CHECKS = names(
    "check checks rule rules review reviews hook hooks ci admin restrictions requirements policy policies"
)
_ENDS = names(
    "archived is_archived deleted is_deleted soft_deleted trashed cancel_at_period_end terminated cancelled canceled decommissioned"
)
_RUINS = names("delete purge destroy erase wipe")
_EVERYDAY_PARTS = names("branch source head cache caches temp tmp whitespace label labels draft drafts on at by")
"""What is deleted beside the act without loss: `delete_branch` after a merge, a cache."""
_KEEPS_LITTLE = regex(
    r"!=|<>|\bnot\s+(?:in|null|like|empty)\b|\bis\s+(?:not\b|known)|\bisn't\b|\bexists\b|>=?\s*'?0\b", re.IGNORECASE
)
"""A condition that says what it leaves out: nearly everything fits it."""
_AND = regex(r"\band\b|&&|,", re.IGNORECASE)
_KEEPS_KEYS = names("$ne $nin $not $exists ne neq not not_in nin not_eq exists")
_NAMED = names("key name variable var config_var setting env_var")
_CROWDS = names(
    "segment segments included_segments audience audience_id list_id mailing_list distribution_list bcc_segment broadcast"
    " to_all send_to_all all_users campaign_id newsletter_id"
)
_CROWD = regex(
    r"(?:all|everyone|everybody|company|staff|team|customers|users|subscribers|list|newsletter)[\w.+-]*@|.*@(?:lists?|groups?|googlegroups)\.",
    re.IGNORECASE,
)
_SHOUTS = regex(r"<!(?:channel|here|everyone)>|(?<!\w)@(?:channel|everyone|here|all)\b|<at>\s*everyone", re.IGNORECASE)
_ONWARD = names(
    "forward forward_to forwardto forwarding_address forwarding forwarding_email redirect_to delegate delegate_email"
)
_SPEECH = names("text message body content description html title subject comment note notes summary")


@dataclass(frozen=True, slots=True)
class Said:
    """What the data says. `count` is the largest number of things or people that it speaks of; None where none."""

    whole: bool = False
    """Nothing limits it, or it says "all"."""
    forever: bool = False
    public: bool = False
    mighty: bool = False
    """A rank is given that may do anything."""
    disarms: bool = False
    """A safeguard is switched off."""
    zero: bool = False
    """What runs is brought to none."""
    crowd: bool = False
    """It reaches a crowd: a segment, a list, everyone in a channel."""
    onward: bool = False
    """What comes in is passed on from then on."""
    money: bool = False
    """A sum in a currency goes along."""
    off: bool = False
    """What it is about is switched off."""
    chosen: bool = False
    """A condition, not a list, says what it is about."""
    ends: bool = False
    """A field says that the thing is over: archived, deleted, cancelled."""
    ruins: bool = False
    """A switch has something deleted beside the act itself."""
    unset: bool = False
    """What is set is set to nothing."""
    count: int | None = None


NOTHING_SAID = Said()


def said_in(data: Any) -> Said:
    """What plain data (the arguments of a call, a request's body) says."""
    if not isinstance(data, Mapping | Sequence) or isinstance(data, str | bytes):
        return NOTHING_SAID
    found: set[str] = set()
    counts: list[int] = []
    keys: set[str] = set()
    for seen, (key, value, depth) in enumerate(_pairs(data)):
        if seen >= MOST:
            break
        found |= _read(key, value, depth)
        keys.add(key)
        if key in _COUNTS and isinstance(value, int) and not isinstance(value, bool) and value > 1:
            counts.append(value)
    return Said(
        whole="whole" in found, forever="forever" in found, public="public" in found, mighty="mighty" in found,
        disarms="disarms" in found, zero="zero" in found, crowd="crowd" in found, onward="onward" in found,
        money=bool(keys & _SUMS) and bool(keys & _CURRENCIES), off="off" in found,
        chosen="chosen" in found, ends="ends" in found, ruins="ruins" in found, unset=_unset(data),
        count=max(counts, default=None),
    )  # fmt: skip


def _unset(data: Any) -> bool:
    """True for a variable that is given nothing: `{"key": "API_URL", "value": null}`, `{"API_URL": null}`."""
    if not isinstance(data, Mapping):
        return False
    if "value" in data and data["value"] is None and _NAMED & {str(key).lower() for key in data}:
        return True
    return any(
        (value is None and len(str(key)) > 2 and str(key).isupper()) or (isinstance(value, Mapping) and _unset(value))
        for key, value in data.items()
    )


def _pairs(data: Any, depth: int = 0) -> Iterator[tuple[str, Any, int]]:
    """(key in snake_case, value, depth) of all mappings within."""
    if depth > DEEPEST:
        return
    if isinstance(data, Mapping):
        for key, value in data.items():
            yield "_".join(words_of(str(key))) or str(key), value, depth
            yield from _pairs(value, depth + 1)
    elif isinstance(data, Sequence) and not isinstance(data, str | bytes):
        for value in data:
            if not isinstance(value, str):
                yield from _pairs(value, depth + 1)


def _read(key: str, value: Any, depth: int) -> set[str]:
    """The marks of one pair."""
    found: set[str] = set()
    words = frozenset(key.split("_"))
    plain = value.strip().lower() if isinstance(value, str) else value
    yes = plain is True or plain in ("true", "yes", "on", 1, "1")
    if (words & _ALL_KEYS and yes and not words & _SHOWN) or (depth == 0 and _is_everything(key, plain)):
        found.add("whole")
    if key in _FOREVER and yes:
        found.add("forever")
    if _opened(key, plain, yes=yes):
        found.add("public")
    if (key in ("read_only", "readonly") and plain in (False, "false")) or (key in _MIGHT and plain is True):
        found.add("mighty")
    if key in _RANK_KEYS and any(_RANKS.fullmatch(text) or text == "*" for text in _texts(value)):
        found.add("mighty")
    if words & _SAFEGUARDS and not words & _ASIDE and plain in _OFF and not isinstance(plain, float):
        found.add("disarms")
    if key in _SWITCHES and plain in (False, "false", "off", "disabled"):
        found.add("off")
    if key in _SIZES and plain in (0, "0") and plain is not False:
        found.add("zero")
    if (key in _CROWDS and plain not in _OFF and plain != ()) or (key in _SPEECH and _shouts(value)):
        found.add("crowd")
    if key in ("to", "recipients", "recipient", "cc", "bcc") and any(
        "@" in text and _CROWD.match(text) for text in _texts(value)
    ):
        found.add("crowd")
    if (yes and words & _BYPASSES and words & _ITS_CHECKS) or (key in ("bypass", "override") and plain is True):
        found.add("disarms")
    if key in _ENDS and yes:
        found.add("ends")
    if yes and key.split("_", maxsplit=1)[0] in _RUINS and len(words) > 1 and not words & (_EVERYDAY_PARTS | _ASIDE):
        found.add("ruins")
    if key in _FILTERS and plain not in _EMPTY and isinstance(plain, str | Mapping):
        found.add("chosen")
    if key in _ONWARD and plain not in (None, False, "", "false"):
        found.add("onward")
    return found


_SHOWN = names("day show include list fields columns results pages select for with")
_ASIDE = names("dry test days by with for as id name include show list get last updated at message")
"""Beside a safeguard's name, these say that it is not the switch itself."""


def _is_everything(key: str, plain: Any) -> bool:
    if key in _FILTERS:
        return plain in _EMPTY or _leaves_out(plain)
    if key in _SPEECH:
        return False
    return any(text.lower() in _EVERYTHING for text in _texts(plain))


def _leaves_out(plain: Any) -> bool:
    """True for a filter that nearly everything fits: none, or one that only says what it leaves out."""
    if isinstance(plain, Mapping):
        return tuple(plain) == ("match_all",) or all(
            isinstance(value, Mapping) and value and set(value) <= _KEEPS_KEYS for value in plain.values()
        )
    return isinstance(plain, str) and _KEEPS_LITTLE.search(plain) is not None and _AND.search(plain) is None


def _opened(key: str, plain: Any, *, yes: bool) -> bool:
    if key in _OPENS and yes:
        return True
    if key == "public_access" and plain in (True, "true", "blob", "container", "enabled"):
        return True
    if key in _CLOSES and plain in (False, "false"):
        return True
    if key not in _OPEN_KEYS and not frozenset(key.split("_")) & _SHARING:
        return False
    texts = [text.lower() for text in _texts(plain)]
    return any(text in _OPEN for text in texts) or (key in _STARRED and "*" in texts)


def _shouts(value: Any) -> bool:
    return isinstance(value, str) and _SHOUTS.search(value[:4_000]) is not None


def _texts(value: Any) -> list[str]:
    """The texts that a value is or lists."""
    if isinstance(value, str):
        return [value.strip()]
    if isinstance(value, Sequence) and not isinstance(value, bytes):
        return [part.strip() for part in value if isinstance(part, str)]
    if isinstance(value, Mapping):
        return [part.strip() for part in value.values() if isinstance(part, str)]
    return []


def weighed(effect: Effect, said: Said) -> Effect:
    """The effect of a call, with what its data says besides. It only ever grows; a look stays a look."""
    if said is NOTHING_SAID or not effect.changes:
        return effect
    found = effect
    if said.count is not None and effect.operation in _COUNTED:
        found = replace(found, resource=replace(found.resource, count=max(found.resource.count or 0, said.count)))
        found = _grown(found, radius=BlastRadius.SEVERAL)
    if said.whole and effect.operation in _COUNTED:
        worse = Reversibility.COSTLY if effect.operation is Operation.UPDATE else Reversibility.REVERSIBLE
        found = _grown(found, Trait.UNBOUNDED, back=worse, radius=BlastRadius.SEVERAL)
    if said.forever and effect.operation is Operation.DELETE:
        found = _grown(found, Trait.FORCED, back=Reversibility.IRREVERSIBLE)
    if said.forever and effect.operation is Operation.UPDATE and effect.resource.kind in _HISTORY:
        found = _grown(found, Trait.FORCED, Trait.HISTORY, back=Reversibility.IRREVERSIBLE)
    if said.money and effect.operation is Operation.SEND:
        found = replace(found, operation=Operation.PAY)
    if said.forever and effect.operation is Operation.STOP:
        found = _grown(found, Trait.FORCED, radius=BlastRadius.SEVERAL)
    if said.off and effect.operation is Operation.UPDATE and effect.resource.kind in _LOCKED:
        found = replace(_grown(found), operation=Operation.REVOKE)
    if said.ruins and effect.operation in _WRITES:
        found = replace(
            _grown(found, back=Reversibility.IRREVERSIBLE, radius=BlastRadius.SEVERAL), operation=Operation.DELETE
        )
    if said.ends and effect.operation is Operation.UPDATE and effect.resource.kind not in _PUT_AWAY:
        found = replace(_grown(found, radius=BlastRadius.SEVERAL), operation=Operation.DELETE)
    if said.unset and effect.operation is Operation.UPDATE and effect.resource.kind in _SET:
        found = replace(_grown(found), operation=Operation.DELETE)
    if said.crowd and effect.operation is Operation.SEND:
        found = _grown(found, Trait.UNBOUNDED, radius=BlastRadius.SEVERAL)
    posted = effect.operation is Operation.SEND and effect.resource.kind is ResourceKind.URL
    if effect.operation in _WRITES or posted:
        found = _posed(found, said)
    return found


_PUT_AWAY = frozenset({
    ResourceKind.MAIL, ResourceKind.MESSAGE, ResourceKind.TICKET, ResourceKind.DOCUMENT, ResourceKind.EVENT, ResourceKind.POST,
    ResourceKind.PAGE, ResourceKind.FILE, ResourceKind.FOLDER, ResourceKind.DEVICE, ResourceKind.MONITOR,
})  # fmt: skip
"""What is put away every day, and found again."""
_SET = frozenset(
    {ResourceKind.SETTING, ResourceKind.SECRET, ResourceKind.UNKNOWN, ResourceKind.STACK, ResourceKind.URL}
)
_LOCKED = frozenset({ResourceKind.USER, ResourceKind.ACCOUNT})
_HISTORY = frozenset({ResourceKind.BRANCH, ResourceKind.HISTORY})
_COUNTED = frozenset({
    Operation.DELETE, Operation.UPDATE, Operation.STOP, Operation.REVOKE, Operation.SEND, Operation.PAY
})  # fmt: skip
_WRITES = frozenset({Operation.UPDATE, Operation.CREATE, Operation.GRANT, Operation.EXECUTE})
_MADE_TO_BE_SEEN = frozenset({
    ResourceKind.REPOSITORY, ResourceKind.POST, ResourceKind.PAGE, ResourceKind.MESSAGE, ResourceKind.EVENT, ResourceKind.TICKET
})  # fmt: skip


def _posed(effect: Effect, said: Said) -> Effect:
    """A write whose data opens something, gives a rank, or switches a safeguard or what runs off."""
    makes = effect.operation is Operation.CREATE
    if said.zero and not makes:
        return replace(_grown(effect, radius=BlastRadius.SEVERAL), operation=Operation.STOP)
    if effect.operation is Operation.EXECUTE:
        return effect
    if said.public and not (makes and effect.resource.kind in _MADE_TO_BE_SEEN):
        return replace(_grown(effect, Trait.PUBLIC, Trait.WIDENS), operation=Operation.GRANT)
    if said.mighty and effect.resource.kind is ResourceKind.BRANCH and not makes:
        return _grown(effect, Trait.BYPASS, radius=BlastRadius.SEVERAL)
    if said.mighty or said.onward:
        resource = Resource(ResourceKind.PERMISSION, effect.resource.name, effect.resource.count)
        traits = (Trait.WIDENS, Trait.ELEVATED) if said.mighty else (Trait.WIDENS, Trait.OUTBOUND)
        return replace(_grown(effect, *traits), operation=Operation.GRANT, resource=resource)
    if said.disarms and not makes:
        return _grown(effect, Trait.BYPASS, radius=BlastRadius.SEVERAL)
    return effect


def _grown(
    effect: Effect, *traits: Trait, back: Reversibility = Reversibility.COSTLY, radius: BlastRadius = BlastRadius.ONE
) -> Effect:
    return replace(
        effect, traits=effect.traits | frozenset(traits), reversibility=max(effect.reversibility, back),
        blast_radius=max(effect.blast_radius, radius),
    )  # fmt: skip
