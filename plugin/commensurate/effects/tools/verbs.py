"""What the words of a tool's name say it does: verbs, nouns, and the pairs that mean more than their parts.

Sources: the naming guides of large API families (Google AIP-130 to AIP-136, Microsoft's approved PowerShell verbs,
AWS action names) and the tool lists of common MCP servers (mail, calendar, chat, drive, payment, tracker).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from commensurate.model.effect import Operation, ResourceKind, Reversibility, Trait

_KIND = ResourceKind
_NONE: frozenset[Trait] = frozenset()


@dataclass(frozen=True, slots=True)
class Verb:
    """What a verb does, and what it takes to take it back."""

    operation: Operation
    reversibility: Reversibility = Reversibility.REVERSIBLE
    traits: frozenset[Trait] = _NONE


LOOK = Verb(Operation.READ)
TALK = Verb(Operation.CREATE)
_BACK, _COSTLY, _GONE = Reversibility.REVERSIBLE, Reversibility.COSTLY, Reversibility.IRREVERSIBLE

_VERBS: tuple[tuple[str, Verb], ...] = (
    (
        ("get list search read find show fetch view count check describe lookup query browse inspect peek retrieve "
        "recommend suggest compare verify validate status stat exists head tail cat ls ll dir grep glob du pwd cd chdir "
        "wc diff sort display print preview explain summarize summarise analyze analyse detect recognize track estimate "
        "calculate compute convert measure simulate forecast predict classify extract parse format translate transcribe "
        "encode decode hash tokenize rank score sum mean median average min max mode round floor ceil sqrt square "
        "power logarithm log10 factorial multiply divide subtract absolute percentage standardize interpolate "
        "integrate differentiate solve evaluate monitor scan ping whois geocode open navigate scroll screenshot snapshot_page "
        "wait sleep think reflect filter group aggregate discover identify determine infer watch tree which locate "
        "select observe examine review audit lint ask echo is has can tell"),
        LOOK,
    ),
    ("submit finish complete done respond answer final conclude todo plan note remember record draft", TALK),
    (
        ("create add insert make new generate build write touch mkdir copy cp clone fork duplicate save store register "
        "init initialize start begin open_ticket raise file log attach upload_local append prepend bookmark star follow "
        "pin like favorite favourite subscribe tag label comment_draft download import stage commit checkout assign link"),
        Verb(Operation.CREATE),
    ),
    ("book reserve schedule enroll enrol rent hire apply", Verb(Operation.CREATE, _COSTLY)),
    (
        ("update edit set modify rename move mv patch put replace change adjust configure toggle enable turn switch "
        "increase decrease raise_level lower press fill activate deactivate engage play pause resume lock unlock close "
        "resolve mark unmark reorder sort_in sync refresh reload merge upsert correct fix unpin unlike unfollow unstar "
        "mute unmute snooze click type hover drag focus login signin authenticate auth logout signout connect "
        "disconnect reopen reschedule extend control handle manage sed chmod chown"),
        Verb(Operation.UPDATE),
    ),
    ("disable overwrite rollback revert reset migrate alter scale transition override resize rescale silence bypass deprecate ignore dismiss unprotect rebuild reinstall reimage reprovision", Verb(Operation.UPDATE, _COSTLY)),
    (
        ("delete remove rm rmdir drop purge clear erase destroy wipe truncate unlink discard del prune terminate "
        "uninstall deregister flush flushall flushdb unpublish offboard deprovision delist yank dissolve disband decommission teardown reap undeploy empty obliterate nuke zap annihilate eradicate expunge eliminate shred scrub demolish"),
        Verb(Operation.DELETE, _GONE),
    ),
    ("void expire archive trash cancel unsubscribe untag unlabel detach unassign decline withdraw_offer", Verb(Operation.DELETE, _COSTLY)),
    (
        ("send resend reply forward post tweet retweet publish notify call email mail message text sms broadcast announce "
        "comment share_message mention dm upload push respond_to submit_form dispatch fax invite_external transmit export"),
        Verb(Operation.SEND, _GONE),
    ),
    (
        ("pay transfer buy order purchase charge donate withdraw deposit checkout_cart sell liquidate trade invest wire remit tip "
        "refund topup fund bid checkout_order place"),
        Verb(Operation.PAY, _GONE),
    ),
    ("grant share invite authorize authorise allow permit approve delegate expose promote whitelist", Verb(Operation.GRANT, _COSTLY)),
    ("revoke kick ban block suspend evict expel demote deny reject unshare deauthorize deactivate_user lock_out", Verb(Operation.REVOKE, _COSTLY)),
    ("restore", Verb(Operation.UPDATE, _COSTLY, frozenset({Trait.OVERWRITES}))),
    ("stop kill halt shutdown abort interrupt restart reboot poweroff deallocate drain hibernate evacuate seal", Verb(Operation.STOP, _COSTLY)),
    (
        ("run execute exec eval invoke trigger deploy launch perform spawn dispatch_job install script shell bash sh "
        "command apply_plan"),
        Verb(Operation.EXECUTE, _COSTLY, frozenset({Trait.OPAQUE})),
    ),
)  # fmt: skip

VERBS: Mapping[str, Verb] = {word: verb for words, verb in _VERBS for word in words.split()}
"""A verb in lower case -> what it does."""

_NOUNS: tuple[tuple[ResourceKind, str], ...] = (
    (_KIND.MAIL, "email mail inbox mailbox draft newsletter thread campaign"),
    (_KIND.MESSAGE, "message dm sms chat notification text reply conversation"),
    (_KIND.POST, "post tweet status_update story comment retweet mention"),
    (_KIND.PAGE, "page webpage site website wiki blog article"),
    (_KIND.EVENT, "event calendar meeting appointment reminder invitation"),
    (_KIND.CONTACT, "contact address person people"),
    (_KIND.FILE, "file files filename directory_entry attachment image photo picture video notebook txt"),
    (_KIND.FOLDER, "folder directory dir path"),
    (_KIND.DOCUMENT, "document doc sheet spreadsheet slide presentation note content contentitem form drive"),
    (_KIND.TICKET, "ticket issue task todo bug card story incident case request"),
    (_KIND.USER, "user member participant guest collaborator employee customer profile attendee team channel_member"),
    (_KIND.ACCOUNT, "account subscription membership wallet fund funds"),
    (_KIND.PAYMENT, "payment transaction money invoice charge refund transfer payout bill donation payroll expense reimbursement bonus salary price prices pricing discount crypto bitcoin eth gift_card coupon"),
    (_KIND.ORDER, "order cart purchase stock share trade insurance watchlist"),
    (_KIND.BOOKING, "booking reservation hotel flight ticket_booking car restaurant room appointment_slot trip table_booking ride cab"),
    (_KIND.SECRET, "password secret credential credentials token apikey passphrase otp"),
    (_KIND.KEY, "key keypair"),
    (_KIND.PERMISSION, "permission permissions role access acl policy privilege privileges"),
    (_KIND.REPOSITORY, "repo repository"),
    (_KIND.BRANCH, "branch"),
    (_KIND.RELEASE, "release tag_release"),
    (_KIND.PIPELINE, "pipeline workflow build job"),
    (_KIND.DATABASE, "database db"),
    (_KIND.TABLE, "table collection"),
    (_KIND.ROW, "row record records entry item items"),
    (_KIND.BUCKET, "bucket"),
    (_KIND.OBJECT, "object blob"),
    (_KIND.STACK, "stack"),
    (_KIND.INSTANCE, "instance vm machine server droplet"),
    (_KIND.FUNCTION, "lambda"),
    (_KIND.CLUSTER, "cluster"),
    (_KIND.WORKLOAD, "deployment pod statefulset"),
    (_KIND.CONTAINER, "container"),
    (_KIND.VOLUME, "volume"),
    (_KIND.SNAPSHOT, "snapshot"),
    (_KIND.BACKUP, "backup"),
    (_KIND.DNS, "dns domain"),
    (_KIND.SERVICE, "service"),
    (_KIND.PROCESS, "process"),
    (_KIND.SCHEDULE, "cron schedule alarm timer"),
    (_KIND.PACKAGE, "package"),
    (_KIND.QUEUE, "queue"),
    (_KIND.CACHE, "cache"),
    (_KIND.INDEX, "index"),
    (_KIND.FLAG, "flag feature"),
    (_KIND.SETTING, "setting settings config configuration preference preferences budget limit navigation theme volume_level language"),
    (_KIND.DEVICE, "device light lamp door doors engine brake pedal tank window thermostat temperature tv speaker lock music song video_player vehicle fan ac climate cruise headlights tire"),
    (_KIND.MESSAGE, "channel slack room_chat group"),
    (_KIND.URL, "url link http"),
    (_KIND.MODEL, "model"),
    (_KIND.AGENT, "agent subagent"),
    (_KIND.LOG, "log logs"),
    (_KIND.CODE, "code script command shell terminal"),
)  # fmt: skip

NOUNS: Mapping[str, ResourceKind] = {word: kind for kind, words in reversed(_NOUNS) for word in words.split()}
"""A noun in lower case, singular or plural as listed -> the kind of resource."""

_PEOPLE = "user member collaborator guest participant attendee team people person employee contributor admin owner"
_ACCESS = "permission permissions role access acl policy privilege privileges sharing visibility"
_SPEECH = "post tweet message comment email mail reply announcement notification status"
_SECRETS = "password secret credential credentials token key passphrase pin"
_MONEY = "payment transaction transfer charge payout refund order purchase donation money"

_RESET_FOR_GOOD = (
    "database db project environment cluster tenant realm store index queue topic schema parent workspace account"
)

PAIRS: Mapping[tuple[str, str], Verb] = {
    **{
        (verb, noun): Verb(Operation.GRANT, _COSTLY, frozenset({Trait.WIDENS}))
        for verb in [
            "add",
            "invite",
            "assign",
            "enroll",
            "set",
            "update",
            "change",
            "modify",
            "create",
            "edit",
            "put",
            "attach",
        ]
        for noun in (_PEOPLE + " " + _ACCESS).split()
        if not (verb in {"set", "update", "change", "modify", "edit", "put", "create"} and noun in _PEOPLE.split())
    },
    **{
        (verb, noun): Verb(Operation.REVOKE, _COSTLY)
        for verb in ("remove", "kick", "unassign", "detach")
        for noun in (_PEOPLE + " " + _ACCESS).split()
    },
    **{
        (verb, noun): Verb(Operation.SEND, _GONE)
        for verb in ("create", "make", "add", "write", "submit", "publish")
        for noun in _SPEECH.split()
    },
    **{
        (verb, noun): Verb(Operation.UPDATE, _COSTLY, frozenset({Trait.SECRET}))
        for verb in ("update", "change", "set", "reset", "rotate")
        for noun in _SECRETS.split()
    },
    **{
        (verb, noun): Verb(Operation.PAY, _GONE)
        for verb in ("send", "create", "make", "place", "submit", "issue", "execute", "schedule", "add")
        for noun in _MONEY.split()
    },
    **{
        (verb, noun): Verb(Operation.READ)
        for verb in ("order", "transfer", "booking", "payment", "purchase", "trade", "build", "deploy")
        for noun in ("details", "status", "history", "info", "list", "count")
    },
    ("log", "in"): Verb(Operation.UPDATE),
    ("sign", "in"): Verb(Operation.UPDATE),
    ("create", "draft"): Verb(Operation.CREATE),
    ("save", "draft"): Verb(Operation.CREATE),
    ("set", "public"): Verb(Operation.GRANT, _COSTLY, frozenset({Trait.WIDENS, Trait.PUBLIC})),
    ("make", "public"): Verb(Operation.GRANT, _COSTLY, frozenset({Trait.WIDENS, Trait.PUBLIC})),
    ("force", "push"): Verb(Operation.UPDATE, _GONE, frozenset({Trait.FORCED, Trait.HISTORY})),
    **{("release", thing): Verb(Operation.DELETE, _COSTLY) for thing in ("ip", "address", "number", "domain", "eip")},
    ("power", "off"): Verb(Operation.STOP, _COSTLY),
    ("power", "down"): Verb(Operation.STOP, _COSTLY),
    ("shut", "down"): Verb(Operation.STOP, _COSTLY),
    ("scale", "down"): Verb(Operation.STOP, _COSTLY),
    ("close", "account"): Verb(Operation.DELETE, _GONE),
    ("factory", "reset"): Verb(Operation.DELETE, _GONE),
    **{
        pair: Verb(Operation.PAY, _GONE)
        for thing in ("trade", "payroll", "payout", "withdrawal")
        for verb in ("execute", "run", "process", "release")
        for pair in ((verb, thing), (thing, verb))
    },
    **{(verb, "position"): Verb(Operation.PAY, _GONE) for verb in ("close", "open", "liquidate")},
    **{("issue", thing): Verb(Operation.PAY, _GONE) for thing in ("card", "credit", "voucher", "bonus", "check")},
    **{("reset", thing): Verb(Operation.DELETE, _GONE) for thing in _RESET_FOR_GOOD.split()},
    **{
        ("dispatch", thing): Verb(Operation.EXECUTE, _COSTLY)
        for thing in ("workflow", "pipeline", "build", "job", "run")
    },
}
"""(verb, noun) -> what the two mean together."""

PUBLIC_VERBS = frozenset({"tweet", "retweet", "publish", "announce", "broadcast"})
PUBLIC_NOUNS = frozenset({"tweet", "post", "blog", "page", "webpage", "website", "comment", "story", "release"})
"""What is sent to nobody in particular is sent to everybody."""

REVERSIBLE_UPDATES = frozenset({
    _KIND.FILE, _KIND.FOLDER, _KIND.DOCUMENT, _KIND.SETTING, _KIND.DEVICE, _KIND.TICKET, _KIND.MAIL, _KIND.MESSAGE,
    _KIND.UNKNOWN, _KIND.ORDER, _KIND.BRANCH, _KIND.URL, _KIND.POST, _KIND.EVENT, _KIND.FLAG, _KIND.BOOKING, _KIND.SCHEDULE,
})  # fmt: skip
"""An update of these can be taken back; a record, an account or a payment that was overwritten is costly to restore."""
