"""From a Policy to what it asks for: rules, table, judge, store, channel, and the Guard of them all."""

import os
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from pkgutil import get_data

from commensurate.errors import InputError, PolicyError
from commensurate.flow import Choices
from commensurate.guard import Guard
from commensurate.model.action import Workspace
from commensurate.model.decision import Outcome
from commensurate.model.effect import Environment, Operation, ResourceKind
from commensurate.policy.table import expand as expand_table
from commensurate.policy.table import overridden
from commensurate.ports import Channel, Judge, Probe, Store
from commensurate.rules.parse import expand
from commensurate.rules.parse import parse as parse_rules
from commensurate.rules.rule import Condition, Rule
from commensurate.settings.plugs import CHANNELS, JUDGES, STORES, plugged
from commensurate.settings.policy import Policy, store_named
from commensurate.settings.words import NONE, Named, meant, one_of

_KEPT_IN_FILES = frozenset(
    {
        ResourceKind.DATABASE,
        ResourceKind.SCHEMA,
        ResourceKind.TABLE,
        ResourceKind.VIEW,
        ResourceKind.ROW,
        ResourceKind.INDEX,
    }
)
_MOVING = frozenset({Operation.UPDATE, Operation.REVOKE})
_PLACES = frozenset({ResourceKind.FILE, ResourceKind.FOLDER, ResourceKind.PERMISSION})
"""A folder of the guard's own that is moved, overwritten or locked takes them along."""

_FILE_CLIENTS = ("sqlite*", "litecli", "sqlcipher")
"""What a database in a file consists of, and what runs statements that are not in view on one."""


def load_policy(policy: str | Path | None = None, environ: Mapping[str, str] | None = None) -> Policy:
    """Read the policy file that is named, or the usual one, and let the environment variables have the last word.

    COMMENSURATE_POLICY names the file, COMMENSURATE_STORE the store ("memory" or a path), COMMENSURATE_JUDGE a judge,
    COMMENSURATE_ENVIRONMENT what is worked on. Raises ConfigError (PolicyError with file:line for the file).
    """
    given = os.environ if environ is None else environ
    named = str(policy) if policy is not None else given.get("COMMENSURATE_POLICY", "")
    usual = _xdg(given, "XDG_CONFIG_HOME", ".config") / "policy.yaml"
    path = Path(named).expanduser() if named else usual
    found = _read(path) if named or _is_there(path) else Policy()
    if given.get("COMMENSURATE_JUDGE"):
        found = replace(found, judge=Named(given["COMMENSURATE_JUDGE"], where="COMMENSURATE_JUDGE"))
    if given.get("COMMENSURATE_ENVIRONMENT"):
        world = one_of(Environment, given["COMMENSURATE_ENVIRONMENT"], "COMMENSURATE_ENVIRONMENT")
        found = replace(found, environment=world)
    if given.get("COMMENSURATE_STORE"):
        found = replace(found, store=store_named(given["COMMENSURATE_STORE"], Path.cwd(), "COMMENSURATE_STORE"))
    if found.store.name == "sqlite" and "path" not in found.store.settings:
        usual_log = _xdg(given, "XDG_DATA_HOME", ".local/share") / "log.sqlite"
        found = replace(found, store=replace(found.store, settings={"path": str(usual_log)}))
    return found


def load_guard(policy: Policy | str | Path | None = None) -> Guard:
    """The guard that the configuration asks for. Raises ConfigError for what is wrong with it."""
    chosen = policy if isinstance(policy, Policy) else load_policy(policy)
    return Guard(
        choices(chosen),
        judge=judge(chosen.judge),
        probe=probe() if chosen.probe else None,
        store=store(chosen.store),
        channel=channel(chosen.channel),
        limits=chosen.limits,
        calendar=chosen.runs.calendar,
    )


def throwaway_guard() -> Guard:
    """The guard as it comes out of the box, whatever is configured here, with a log that ends with the process."""
    return load_guard(Policy(store=Named("memory")))


def choices(policy: Policy) -> Choices:
    """Rules, table and mode. Raises RuleError, PolicyError."""
    table = overridden(expand_table(_shipped("policy", "table.json")), policy.table)
    return Choices(rules(policy), table, policy.mode, policy.runs.budgets, policy.runs.scopes)


def rules(policy: Policy) -> tuple[Rule, ...]:
    """The shipped rules without those that are switched off, and the organisation's own."""
    shipped = _shipped_rules()
    known = {rule.id for rule in shipped}
    for name, where in policy.without:
        if name not in known:
            raise PolicyError(f"{where}: no shipped rule has the id {name!r}{meant(name, known)}")
    off = {name for name, _ in policy.without}
    own = tuple(rule for path, where in policy.packs for rule in _pack(path, where))
    for rule in own:
        if rule.id in known:
            raise PolicyError(f"{rule.where}: a shipped rule has the id {rule.id!r} already")
        known.add(rule.id)
    return (*(rule for rule in shipped if rule.id not in off), *own, *_own_files(policy))


def judge(named: Named) -> Judge | None:
    """The judge of that name, None for "none". Raises ConfigError."""
    if named.name == NONE:
        return None
    made: Judge = plugged("commensurate.judges", JUDGES, named)
    return made


def channel(named: Named) -> Channel | None:
    """The channel of that name, None for "none". Raises ConfigError."""
    if named.name == NONE:
        return None
    made: Channel = plugged("commensurate.channels", CHANNELS, named)
    return made


def store(named: Named) -> Store:
    """The store of that name. Raises ConfigError, StoreError."""
    made: Store = plugged("commensurate.stores", STORES, named)
    return made


def probe() -> Probe:
    """The probes that look at this machine, as one."""
    from commensurate.probes.local import LocalProbe  # noqa: PLC0415 (only where the world is asked)
    from commensurate.probes.several import Several  # noqa: PLC0415
    from commensurate.probes.shfmt import Shfmt  # noqa: PLC0415

    return Several(LocalProbe(), Shfmt())


def read_store(policy: Policy) -> Store:
    """The store for looking at it. Raises InputError where nothing was ever kept: looking does not make a log."""
    path = policy.store.settings.get("path")
    if policy.store.name == "memory":
        raise InputError("the store is in memory: nothing of it outlives its process")
    if isinstance(path, str) and not Path(path).expanduser().exists():
        raise InputError(f"{path}: there is no log yet")
    return store(policy.store)


def workspace(policy: Policy, cwd: str | None = None, environment: str | None = None) -> Workspace:
    """This process's place, in the environment that is named or else the policy's. Raises ConfigError."""
    here = str(Path.cwd() / cwd) if cwd else str(Path.cwd())
    world = policy.environment if environment is None else one_of(Environment, environment, "--env")
    return Workspace(here, str(Path.home()), (here,), os.environ.get("USER", ""), os.name, world)


def _read(path: Path) -> Policy:
    from commensurate.settings.file import read_policy  # noqa: PLC0415 (YAML and time zones, where there is a file)

    return read_policy(path)


def _own_files(policy: Policy) -> tuple[Rule, ...]:
    """The rule that keeps an agent off the very files that this policy names (law 8)."""
    named = [policy.source, str(policy.store.settings.get("path", "")), *(str(path) for path, _ in policy.packs)]
    paths = [str(Path(one).expanduser().absolute()) for one in named if one]
    names = tuple(f"{_literal(path)}{rest}" for path in paths for rest in ("", "-wal", "-shm"))
    if not names:
        return ()
    folders = tuple({_literal(str(Path(path).parent)) for path in paths if "commensurate" in Path(path).parent.name})
    changing = frozenset(Operation) - {Operation.READ}
    return (
        Rule(
            id="guard.own-files",
            title="Changes the policy, the rules or the log that this guard runs on",
            when=(
                Condition(operations=changing, names=names),
                Condition(operations=frozenset({Operation.DELETE}), reaches=tuple(paths)),
                *([Condition(operations=_MOVING, kinds=_PLACES, names=folders)] if folders else []),
                Condition(operations=changing, kinds=_KEPT_IN_FILES, also=Condition(names=names)),
                Condition(operations=changing, names=_FILE_CLIENTS, also=Condition(names=names)),
            ),
            outcome=Outcome.BLOCK,
            reason="What is guarded may not change its guard. Only a human does that, outside of the agent.",
            where=policy.source or "settings",
            instead="Ask the human to change the guard themselves.",
        ),
    )


def _shipped_rules() -> tuple[Rule, ...]:
    """The shipped packs in their compact form; a test holds it equal to packs/*.yaml, which are held to the schema."""
    return expand(_shipped("rules", "packs.json"))


def _shipped(folder: str, name: str) -> str:
    """A file of the package, by pkgutil: importlib.resources takes longer to load than all of the rules."""
    found = get_data(f"commensurate.{folder}", name)
    if found is None:
        raise PolicyError(f"{folder}/{name}: the package's loader reads no files")
    return found.decode("utf-8")


def _pack(path: Path, where: str) -> tuple[Rule, ...]:
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PolicyError(f"{where}: the rule pack {path} cannot be read: {error}") from None
    return parse_rules(text, str(path))


def _literal(path: str) -> str:
    """The glob that fits this path alone."""
    return re.sub(r"([*?[])", r"[\1]", path)


def _is_there(path: Path) -> bool:
    """True also for what is there and cannot be read: that is an error to come, not a lack."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def _xdg(environ: Mapping[str, str], variable: str, usual: str) -> Path:
    base = environ.get(variable, "")
    home = Path(environ["HOME"]) if environ.get("HOME") else Path.home()
    return (Path(base) if Path(base).is_absolute() else home / usual) / "commensurate"
