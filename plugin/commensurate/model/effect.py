"""What an action would do to the world: operation × resource × environment × reversibility × blast radius."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Operation(StrEnum):
    """What is done to the resource."""

    READ = "read"
    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"
    EXECUTE = "execute"
    """Code runs whose effects are not in view, or a program is started for its own sake."""
    STOP = "stop"
    """A process, service, machine or schedule is ended or paused; its data stays."""
    SEND = "send"
    """Something leaves for people or machines outside: a message, an upload, a request with a body."""
    PAY = "pay"
    GRANT = "grant"
    """Someone may do more than before: permissions, keys, shares, memberships, public exposure."""
    REVOKE = "revoke"


class ResourceKind(StrEnum):
    """What the resource is. Rules are checked against these names."""

    FILE = "file"
    FOLDER = "folder"
    DISK = "disk"
    REPOSITORY = "repository"
    WORKTREE = "worktree"
    """Uncommitted changes of a checkout."""
    BRANCH = "branch"
    HISTORY = "history"
    """Commits, tags, reflogs, stashes: what a version control system remembers."""
    RELEASE = "release"
    PIPELINE = "pipeline"
    DATABASE = "database"
    SCHEMA = "schema"
    TABLE = "table"
    VIEW = "view"
    ROW = "row"
    QUEUE = "queue"
    CACHE = "cache"
    INDEX = "index"
    BUCKET = "bucket"
    OBJECT = "object"
    STACK = "stack"
    INSTANCE = "instance"
    FUNCTION = "function"
    CLUSTER = "cluster"
    WORKLOAD = "workload"
    CONTAINER = "container"
    IMAGE = "image"
    VOLUME = "volume"
    SNAPSHOT = "snapshot"
    BACKUP = "backup"
    NETWORK = "network"
    FIREWALL = "firewall"
    DNS = "dns"
    SECRET = "secret"
    KEY = "key"
    CERTIFICATE = "certificate"
    PERMISSION = "permission"
    USER = "user"
    POLICY = "policy"
    PROCESS = "process"
    SERVICE = "service"
    SCHEDULE = "schedule"
    PACKAGE = "package"
    SYSTEM = "system"
    """The machine itself: kernel, boot, packages of the system, its configuration."""
    SETTING = "setting"
    FLAG = "flag"
    MONITOR = "monitor"
    LOG = "log"
    MAIL = "mail"
    MESSAGE = "message"
    EVENT = "event"
    CONTACT = "contact"
    DOCUMENT = "document"
    TICKET = "ticket"
    RECORD = "record"
    PAYMENT = "payment"
    ORDER = "order"
    BOOKING = "booking"
    PAGE = "page"
    POST = "post"
    ACCOUNT = "account"
    HOST = "host"
    URL = "url"
    DEVICE = "device"
    MODEL = "model"
    AGENT = "agent"
    GUARD = "guard"
    """The guard itself: its policy, store, log, and the host's registration of it."""
    CODE = "code"
    REPORT = "report"
    """What the human is told of the agent's own work."""
    UNKNOWN = "unknown"


class Environment(StrEnum):
    """Which of the organisation's worlds is touched."""

    PRODUCTION = "production"
    STAGING = "staging"
    DEVELOPMENT = "development"
    UNKNOWN = "unknown"


class Reversibility(IntEnum):
    """What it takes to take it back. Higher is worse."""

    REVERSIBLE = 0
    COSTLY = 1
    IRREVERSIBLE = 2

    @property
    def word(self) -> str:
        """The name that tables, rules and people use."""
        return self.name.lower()


class BlastRadius(IntEnum):
    """How much is touched. Higher is worse."""

    ONE = 0
    """One thing of the task's own."""
    SEVERAL = 1
    """Several things, or a shared one."""
    ENVIRONMENT = 2
    """A whole environment, account, disk, home or history."""

    @property
    def word(self) -> str:
        """The name that tables, rules and people use."""
        return self.name.lower()


class Trait(StrEnum):
    """What else is true of an effect. Rules name these."""

    RECURSIVE = "recursive"
    FORCED = "forced"
    WILDCARD = "wildcard"
    """The set of things is known only when it runs."""
    UNBOUNDED = "unbounded"
    """No condition limits it: a WHERE absent or always true, a filter left out."""
    UNRESOLVED = "unresolved"
    """The name hangs on something that cannot be known here (a variable, a substitution)."""
    TEMPORARY = "temporary"
    """Lies in a place made for throwing away (/tmp, a scratch folder)."""
    REBUILDABLE = "rebuildable"
    """Made by a build or an install and made again by the next one (node_modules, dist, caches)."""
    OUTSIDE = "outside"
    """Lies outside the folders that belong to the task."""
    HOME = "home"
    ROOT = "root"
    """The root of a file system, a drive, or an ancestor of everything."""
    SYSTEM = "system"
    """Belongs to the operating system."""
    PROTECTED = "protected"
    """Marked as protected, default or shared: main branch, default namespace, deletion protection."""
    SHARED = "shared"
    """Other people use it."""
    BACKUP = "backup"
    """A backup, a snapshot, or the only copy."""
    SKIPS_BACKUP = "skips_backup"
    """Switches off the safety net that would have kept a copy."""
    HISTORY = "history"
    """Rewrites what is remembered."""
    SECRET = "secret"
    """A credential is read, moved or shown."""
    OUTBOUND = "outbound"
    """Data leaves this machine or this account."""
    INBOUND_CODE = "inbound_code"
    """Code from elsewhere is fetched and run."""
    PUBLIC = "public"
    """Becomes visible or writable to everyone."""
    WIDENS = "widens"
    """Permissions become wider."""
    HIDES = "hides"
    """Covers traces: logs, history, audit."""
    ELEVATED = "elevated"
    REMOTE = "remote"
    """Happens on another machine."""
    PERSISTENT = "persistent"
    """Will run again by itself: schedules, start-up files, services, hooks."""
    OPAQUE = "opaque"
    """What it does is not in view."""
    BYPASS = "bypass"
    """Switches a check off: --no-verify, disabled tests, disabled TLS verification."""
    OVERWRITES = "overwrites"
    """Replaces what was there."""
    REBUILDS = "rebuilds"
    """Deletes and creates anew."""
    CLAIMS = "claims"
    """Tells the human of a result that nothing in the same text brings about."""
    WORKSPACE = "workspace"
    """The whole folder that belongs to the task, or the folder that the action stands in."""


@dataclass(frozen=True, slots=True)
class Resource:
    """What is touched. `count` is how many things, where the action says so; None where it does not."""

    kind: ResourceKind
    name: str = ""
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing that an action would do to the world, with the words it was read from."""

    operation: Operation
    resource: Resource
    reversibility: Reversibility
    blast_radius: BlastRadius
    evidence: str
    environment: Environment = Environment.UNKNOWN
    traits: frozenset[Trait] = frozenset()

    @property
    def changes(self) -> bool:
        """True for anything but looking."""
        return self.operation is not Operation.READ

    @property
    def key(self) -> tuple[Operation, ResourceKind, str]:
        """What stays the same when the same effect is reached by another tool or in other words."""
        return (self.operation, self.resource.kind, self.resource.name)
