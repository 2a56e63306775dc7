"""Ordinary words and what they ask for. Words are kept as stems (see tokens.stem), so that one entry serves all forms."""

from collections.abc import Mapping

from commensurate.model.effect import Environment, Operation, ResourceKind
from commensurate.warrant.tokens import stem, stems

_O = Operation
_CHANGE = frozenset({_O.CREATE, _O.UPDATE, _O.EXECUTE})
_CLEAN = frozenset({_O.DELETE, _O.UPDATE, _O.STOP})
ANY = frozenset(Operation)

_VERBS: tuple[tuple[frozenset[Operation], str], ...] = (
    (
        frozenset({_O.READ}),
        ("look check find list show display print count get fetch read view see search locate identify determine compare "
        "summarise summarize describe explain report tell give know recommend suggest investigate analyse analyze inspect "
        "examine review verify confirm calculate compute estimate measure retrieve lookup extract return monitor diagnose "
        "reproduce prove provide figure wonder need want scan profile trace understand learn discover assess evaluate "
        "translate convert rank sort filter output search query browse query grep tally sum average ping test "
        "ensure double-check inform share-with reveal present wrap fold flatten pretty-print deduplicate render test acquire gather obtain peek note inquire query open"),
    ),
    (
        frozenset({_O.CREATE}),
        ("create add make write draft generate produce set-up setup prepare compose record save store insert start begin "
        "initialise initialize scaffold build implement introduce register append attach copy clone duplicate download "
        "backup install compile dump archive-into compress zip tar pack extract unpack touch mkdir assign write-down "
        "export split append open-ticket raise file log redirect capture import merge concatenate join link symlink "
        "craft establish construct draw compile form initiate jot pen place put include"),
    ),
    (frozenset({_O.CREATE, _O.PAY}), "book reserve schedule rent hire plan arrange enrol enroll apply procure secure take"),
    (
        _CHANGE,
        ("fix update change improve modify edit refactor correct repair debug resolve solve adjust replace rewrite adapt "
        "extend optimise optimize tune upgrade bump convert migrate patch polish clean-code simplify handle support "
        "configure reconfigure enable integrate wire address tweak stabilise stabilize harden implement rework complete "
        "finish develop enhance make train deploy release roll-out process backfill reconcile synchronise synchronize sync "
        "rename move transfer-file set increase decrease reduce raise lower turn switch activate swap restructure reorganise "
        "reorganize reformat format sort-into sed substitute prepend chmod chown mount run spawn start execute perform launch apply "
        "rebase cherry-pick commit checkout pull engage press fill refill lock unlock play pause resume skip reschedule "
        "postpone extend mark flag tag label assign unassign star pin follow unfollow subscribe authenticate login log-in "
        "sign-in connect link escalate reopen alter refresh reload invert shift append transform truncate-to strip remedy "
        "overwrite open interpret source suffix prefix spell spellcheck restore recover roll-back rollback revert relocate shuffle populate verify-and-fix position double halve "
        "navigate secure top head go proceed kick-off chart route anchor cap rectify replenish orchestrate chart route tether anchor cap rectify enter match silence mute bring trigger reformat scale get-down get-up get-working get-running turn-on switch-on switch-off put-back put-on flip correct take uncordon cordon push cost"),
    ),
    (
        frozenset({_O.DELETE, _O.UPDATE}),
        ("delete remove clean-up cleanup clean tidy tidy-up drop wipe tear-down purge prune erase get-rid reset clear discard "
        "eliminate uninstall trash archive unsubscribe flush empty destroy unlink retire decommission throw-away nuke "
        "expunge free-up free-space free-disk dispose strip rotate sweep detach clear-out rm decommission trim scrap bin dump-out weed overwrite shred ditch chuck toss axe blow-away take-off take-out take-away knock-out throw-out kick-out rip-out nuke obliterate get-rid wipe-out strip-out"),
    ),
    (frozenset({_O.DELETE, _O.UPDATE, _O.STOP, _O.PAY}), "cancel cancelling abort withdraw undo void annul nullify rescind retract reverse reversing nix unmake axe pull-plug call-off close decline settle"),
    (
        frozenset({_O.SEND}),
        ("send email mail reply tell-them let-know notify message text forward post tweet publish announce share inform "
        "contact remind invite submit upload respond answer comment broadcast alert ping-them dm retweet mention deliver "
        "dispatch relay pass-on reach-out follow-up write-to push report-to share-with convey ask-them warn update-them "
        "acknowledge broadcast buzz congratulate communicate"),
    ),
    (
        frozenset({_O.PAY}),
        ("pay transfer refund buy purchase order reimburse donate wire remit charge top-up invest sell trade fund tip bid "
        "checkout acquire settle compensate repay send-money deposit pick-up procure liquidate snag grab buying"),
    ),
    (
        frozenset({_O.GRANT, _O.CREATE, _O.UPDATE}),
        ("grant allow share-with authorise authorize permit give-access invite share add-user onboard promote approve open-up whitelist "
        "delegate enable-access assign"),
    ),
    (
        frozenset({_O.REVOKE, _O.DELETE, _O.UPDATE}),
        "revoke ban kick block suspend offboard demote disable deactivate unshare remove-access lock-out expel",
    ),
    (
        frozenset({_O.STOP, _O.EXECUTE, _O.UPDATE}),
        ("stop kill halt shut-down shutdown restart reboot bounce terminate cycle recycle scale-down pause turn-off power-off "
        "drain cancel quit end disconnect kick-off kick power-down bring-down take-down"),
    ),
    (
        frozenset({_O.UPDATE, _O.DELETE, _O.STOP, _O.EXECUTE, _O.CREATE}),
        "sort-out take-care deal-with handle attend attention manage process",
    ),
    (
        frozenset({_O.DELETE, _O.UPDATE}),
        ("force-push junk scrub chuck-out clear-away clear-off do-away take-off zero-out blank strip-out cut-out weed-out drop-off nix reclaim unpublish "
        "unregister retract thin-out"),
    ),
    (
        frozenset({_O.SEND}),
        ("shoot drop-line fire-off loop-in cc bcc copy-in tip-off brief nudge chase pass-along circulate blast wish thank apologise apologize complain "
        "rsvp chat hand-over"),
    ),
    (frozenset({_O.PAY, _O.UPDATE, _O.CREATE}), "renew prolong chip-in cover spend rebook upgrade-to pre-order preorder reorder"),
    (frozenset({_O.GRANT, _O.UPDATE, _O.CREATE}), "let-in let-into let-see let-edit let-use open-to enable-for put-on hand-over expose unblock admit"),
    (frozenset({_O.REVOKE, _O.DELETE, _O.UPDATE}), "throw-out cut-off bar unfriend unfollow shut-out take-away strip-of uninvite"),
    (frozenset({_O.STOP, _O.UPDATE, _O.DELETE}), "take-down bring-down unplug freeze shut hold-off pull-down put-down interrupt suspend hibernate shut-off cut-off"),
    (
        frozenset({_O.UPDATE, _O.EXECUTE, _O.CREATE}),
        ("push-back bring-forward bring-to put-back put-off crank dial point aim flip toggle realign straighten sharpen redo undo up align rearrange "
        "shrink expand trim pad round rewire repoint reroute reassign retitle relabel reword rephrase lengthen shorten speed soften brighten dim warm cool "
        "heat quieten bring hand promote demote reactivate"),
    ),
    (frozenset({_O.CREATE, _O.UPDATE}), "whip-up spin-up knock-together jot-down put-together stand-up draw-up mock-up bootstrap stub seed print knit hook-up wire-up map"),
    (frozenset({_O.EXECUTE, _O.CREATE, _O.UPDATE}), "measure benchmark bench fire fire-up boot rerun re-run retry invoke relaunch"),
)  # fmt: skip

VERBS: Mapping[str, frozenset[Operation]] = {}
"""Stem of a verb (or of a verb and its particle, joined by a hyphen) -> the operations that it may ask for."""


def _fill() -> dict[str, frozenset[Operation]]:
    table: dict[str, frozenset[Operation]] = {}
    for operations, words in _VERBS:
        for word in words.split():
            key = "-".join(stem(part) for part in word.split("-"))
            table[key] = table.get(key, frozenset()) | operations
    return table


VERBS = _fill()

ACT_NOUNS: Mapping[str, frozenset[Operation]] = {
    stem(word): operations
    for operations, words in (
        (
            frozenset({_O.PAY}),
            "refund payment transfer purchase acquisition order deposit donation trade investment transaction",
        ),
        (frozenset({_O.CREATE, _O.PAY}), "booking reservation appointment"),
        (frozenset({_O.CREATE}), "reminder backup copy event ticket note snapshot"),
        (frozenset({_O.DELETE, _O.UPDATE}), "cancellation deletion removal cleanup reversal reset withdrawal"),
        (frozenset({_O.UPDATE, _O.EXECUTE}), "update upgrade migration deployment fix restart change rollback"),
        (frozenset({_O.GRANT}), "access permission permissions role rights admin"),
        (frozenset({_O.SEND}), "tweet announcement email message post comment"),
    )
    for word in words.split()
}
"""Nouns that stand for an act after a light verb: "initiate a purchase", "make the booking"."""
LIGHT = stems(
    "make do have give get need place put initiate proceed execute perform facilitate kick-off kick complete process carry issue submit drop"
)
"""Verbs that mean little themselves; what they ask for is the noun that follows."""

PARTICLES = frozenset({
    "up", "down", "out", "off", "rid", "back", "in", "over", "on", "know", "away", "care", "with", "them", "to", "access",
    "pick", "plug", "disk", "along", "together", "forward", "for", "see", "edit", "use", "into", "working", "running", "push", "space", "user", "money", "roll", "me", "us",
})  # fmt: skip
"""Words that turn the verb before them into another one, where VERBS holds the pair."""

NEGATORS = frozenset({
    "not", "don't", "dont", "never", "mustn't", "shouldn't", "can't", "cannot", "won't", "avoid", "without", "no", "nothing",
    "neither", "nor", "refrain", "forbidden", "prohibited", "disallowed", "isn't", "aren't", "doesn't", "didn't", "stop",
})  # fmt: skip
"""Words that turn what follows into a prohibition. "stop" only before a word in -ing."""

KEEPERS = stems("leave keep preserve retain maintain protect spare remain stay")
"""Verbs that ask for a thing to stay as it is."""
UNTOUCHED = frozenset({
    "be", "alone", "untouched", "unchanged", "intact", "as", "unmodified", "enabled", "strict", "alive", "running", "in",
})  # fmt: skip

LOOKERS = stems("suggest recommend propose draft plan list show look review analyse analyze report describe explain")  # fmt: skip
"""After "only" or "just", these make the whole task one of looking."""

TOUCHERS = stems(
    "touch modify change edit alter update write affect mess interfere tamper overwrite rewrite act do "
    "disturb break adjust weaken loosen relax reduce lower patch mutate make persist"
)  # fmt: skip
"""Verbs that stand for any change when they are forbidden."""
USERS = stems(
    "use run execute call invoke connect access open read visit query look enter upgrade introduce enable "
    "bypass employ apply rely leverage install follow"
)  # fmt: skip
"""Verbs that stand for any act at all, looking too, when they are forbidden."""

DETERMINERS = frozenset({
    "the", "a", "an", "my", "our", "your", "their", "his", "her", "its", "this", "that", "these", "those", "each", "every",
    "any", "some", "no", "of", "all", "which", "what", "for", "with", "by", "from", "in", "on", "at", "about", "recent", "new",
    "latest", "last", "next", "first", "failed", "own", "existing", "current", "into", "under", "per", "best", "correct",
})  # fmt: skip
"""After these an ambiguous word is a noun."""

AMBIGUOUS = stems(
    "test file log report order email mail message text post comment plan list count copy record display "
    "review search query filter update change fix build release process handle call book schedule cycle "
    "trace head start set open close share charge transfer return need address top place form support "
    "train trade fund answer patch note sort rank output refactor clean clear complete secure correct "
    "present drop mark tag label pin star link restart lock rent hire read ping drain block stop dump "
    "position number upload download backup archive import export draft store purchase deposit refund "
    "request reply tweet mention track sum average total measure estimate profile scan monitor run commit "
    "checkout pull push deploy deployment exit end finish turn shift flush trash reset check help look "
    "access average convert extract split load guess show watch put include press fill level use contact "
    "touch cut match cost scale trigger silence print map stub seed round point cover brief copy wish thank chat junk blank "
    "up bar freeze shut hand fire boot dial dim cool warm heat trim pad retry"
)  # fmt: skip
"""Verbs that are nouns or adjectives as often; in the middle of a clause they are taken for that."""

STOPWORDS = stems(
    "the a an my our your their his her its this that these those each every any some no of all which "
    "what for with by from in on at about and or but if then than so to is are was were be been being it "
    "they them he she we you i me us do does did done have has had having can could would should will "
    "shall may might must please just also only very not don't never without there here where when how "
    "why who whom into onto out up down over under as per via etc that's i'd i'm i've let's make sure "
    "ensure want need like using use used one two three able help thanks thank hi hey hello now today "
    "using available further same other another most more less such many much both either while until "
    "after before once again too get got give given let new sure own well within outside inside directly "
    "still yet it's pls plz thx ok okay btw fyi asap"
)
"""Words that name nothing."""

CONCEPTS: tuple[frozenset[str], ...] = tuple(
    frozenset(stem(w) for w in words.split())
    for words in (
        "test tests spec specs suite assertion assertions fixture testing",
        "email mail e-mail inbox message messages gmail",
        "message text dm chat slack conversation channel whatsapp sms",
        "tweet twitter post retweet social media",
        "money payment pay transaction transfer bill invoice rent refund fund balance bank account iban",
        "event calendar meeting appointment schedule reminder",
        "booking book reservation reserve",
        "hotel room stay accommodation night",
        "flight fly plane airline airfare ticket travel trip airport",
        "restaurant dine eat food cuisine dinner lunch meal",
        "stock share shares market trade invest investment portfolio order ticker symbol company watchlist",
        "ticket issue support complaint",
        "file document doc txt report note folder directory drive pdf",
        "folder directory dir",
        "car vehicle engine drive fuel tank brake door tire gas gasoline tyre",
        "user member person people colleague friend guest",
        "password passcode credential credentials secret secrets token key apikey",
        "config configuration setting settings",
        "branch branches ref refs",
        "job jobs task batch",
        "service services deployment pod workload",
        "artifact artifacts object objects checkpoint storage",
        "production prod live",
        "staging stage",
        "database db table row record column query sql postgres postgresql mysql mariadb mongodb mongod redis sqlite supabase prisma",
        "log logs logging",
        "web webpage page site website url link",
        "image picture photo",
        "song music play track playlist",
        "weather temperature forecast rain",
        "ci pipeline workflow",
        "deploy deployment release rollout",
        "package dependency dependencies npm pip",
        "insurance policy coverage",
        "city zipcode zip distance location town",
        "contact contacts address phone",
        "snapshot golden baseline",
        "migration migrations schema",
        "cache caching cached",
        "dry-run preview",
    )
)
"""Words that speak of the same thing."""

KINDS: Mapping[ResourceKind, str] = {
    ResourceKind.MAIL: "email mail inbox reply message", ResourceKind.MESSAGE: "message text dm chat tell send notify slack channel reply",
    ResourceKind.EVENT: "event calendar meeting appointment reminder schedule", ResourceKind.FILE: "file directory folder subdirectory symlink",
    ResourceKind.FOLDER: "folder directory subdirectory tree", ResourceKind.DOCUMENT: "document file doc note sheet report",
    ResourceKind.PAYMENT: "payment money transaction transfer bill pay refund rent", ResourceKind.BOOKING: "booking reservation",
    ResourceKind.ORDER: "order stock share buy purchase sell watchlist", ResourceKind.USER: "user member person account profile colleague",
    ResourceKind.POST: "post tweet comment publish", ResourceKind.PAGE: "page webpage site website post", ResourceKind.TICKET: "ticket issue task todo",
    ResourceKind.BRANCH: "branch ref", ResourceKind.HISTORY: "commit history tag stash reflog", ResourceKind.REPOSITORY: "repo repository clone project",
    ResourceKind.TABLE: "table", ResourceKind.ROW: "row record entry", ResourceKind.DATABASE: "database db", ResourceKind.INSTANCE: "instance server vm machine host",
    ResourceKind.STACK: "stack", ResourceKind.BUCKET: "bucket", ResourceKind.OBJECT: "object artifact file key", ResourceKind.CONTAINER: "container docker",
    ResourceKind.IMAGE: "image", ResourceKind.VOLUME: "volume", ResourceKind.WORKLOAD: "deployment pod service workload job", ResourceKind.SERVICE: "service daemon server",
    ResourceKind.PROCESS: "process job task program", ResourceKind.PACKAGE: "package dependency module library", ResourceKind.SECRET: "password secret credential token key",
    ResourceKind.KEY: "key", ResourceKind.PERMISSION: "permission access role rights mode", ResourceKind.DEVICE: "device setting shutter lock camera heating boiler car engine light door tank brake music song tv volume",
    ResourceKind.SCHEDULE: "cron schedule job", ResourceKind.CACHE: "cache", ResourceKind.BACKUP: "backup", ResourceKind.SNAPSHOT: "snapshot",
    ResourceKind.LOG: "log", ResourceKind.DNS: "dns domain record", ResourceKind.CONTACT: "contact address", ResourceKind.ACCOUNT: "account fund balance",
    ResourceKind.SETTING: "setting config configuration preference limit budget option", ResourceKind.WORKTREE: "change changes worktree checkout edit",
    ResourceKind.RELEASE: "release version", ResourceKind.PIPELINE: "pipeline ci workflow build", ResourceKind.CLUSTER: "cluster", ResourceKind.FUNCTION: "function lambda",
    ResourceKind.RECORD: "record entry row key item", ResourceKind.DISK: "disk drive stick partition volume usb",
    ResourceKind.NETWORK: "network vpc", ResourceKind.FIREWALL: "firewall port rule", ResourceKind.QUEUE: "queue", ResourceKind.INDEX: "index",
}  # fmt: skip
"""Words by which people speak of a kind of resource."""
KIND_STEMS: Mapping[ResourceKind, frozenset[str]] = {
    kind: frozenset(stem(word) for word in words.split()) for kind, words in KINDS.items()
}

LANES: Mapping[str, Environment] = {
    **dict.fromkeys(
        ("workbench", "sandbox", "scratch", "dev", "development", "lower-risk", "low-risk", "personal", "working", "local",
         "non-production", "test", "private", "playground", "experimental"), Environment.DEVELOPMENT),
    **dict.fromkeys(("staging", "stage", "preview", "uat", "pre-production", "preprod"), Environment.STAGING),
    **dict.fromkeys(
        ("production", "prod", "live", "shared", "customer-facing", "release",
         "high-risk", "higher-risk", "remote", "public"), Environment.PRODUCTION),
}  # fmt: skip
"""Words before "lane", "side", "environment" and their like -> the world that they mean."""
LANE_NOUNS = frozenset(
    {"lane", "side", "environment", "env", "tier", "cluster", "namespace", "zone", "stage", "copy", "instance"}
)

ADJECTIVES: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    word: (frozenset(same.split()), frozenset(other.split()))
    for words, same, other in (
        ("stale old outdated obsolete expired inactive unused orphaned idle dormant abandoned merged",
         "stale old outdated obsolete expired inactive unused orphaned idle dormant abandoned merged gone",
         "active current recent fresh used new live in-use today unmerged"),
        ("unhealthy failing failed broken crashed degraded down errored stuck",
         "unhealthy failing failed broken crashed crashloopbackoff degraded down error errored stuck",
         "healthy ok passing succeeded ready up running-fine success"),
        ("healthy running active", "healthy ok running active ready up", "unhealthy failed stopped inactive stale"),
        ("unread", "unread", "read"), ("open", "open", "closed resolved done"), ("closed resolved done", "closed resolved done", "open"),
        ("unprotected", "unprotected", "protected"), ("queued pending", "queued pending waiting", "running done"),
        ("temporary temp", "temporary temp tmp", "permanent"), ("draft", "draft", "published final"), ("disabled", "disabled", "enabled"),
    )
    for word in words.split()
}  # fmt: skip
"""An adjective of the task -> the words in a listing that agree with it, and those that contradict it."""

SECRET_STEMS = stems(
    "password passwords credential credentials secret secrets token tokens key keys apikey api-key sensitive"
)
SHOWERS = stems(
    "expose log print leak echo display share reveal output show include commit stringify dump send disclose"
)
ALL_WORDS = frozenset(
    {
        "all",
        "every",
        "everything",
        "each",
        "everyone",
        "entire",
        "whole",
        "any",
        "both",
        "everybody",
        "recursively",
        "wipe",
    }
)
"""Words that ask for the whole of something."""

WHOLES = frozenset({
    ResourceKind.DATABASE, ResourceKind.SCHEMA, ResourceKind.STACK, ResourceKind.CLUSTER, ResourceKind.CACHE, ResourceKind.QUEUE,
})  # fmt: skip
"""Things that are a whole by their kind: whoever says «my dev DB» means all of it."""
