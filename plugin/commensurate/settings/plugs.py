"""What is plugged in by name: the shipped judges, stores and channels, and those that entry points bring."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from commensurate.errors import ConfigError
from commensurate.settings.words import NONE, Named, meant

JUDGES: Mapping[str, str] = {
    "local": "commensurate.judges.local:LocalJudge",
    "openai": "commensurate.judges.configured:openai",
    "pair": "commensurate.judges.configured:pair",
    "replay": "commensurate.judges.configured:replay",
    "staged": "commensurate.judges.configured:staged",
}
"""The judges that ship. Others come in by entry points of the group commensurate.judges."""

STORES: Mapping[str, str] = {
    "memory": "commensurate.stores.memory:MemoryStore",
    "sqlite": "commensurate.stores.sqlite:SqliteStore",
}
"""The stores that ship. Others come in by entry points of the group commensurate.stores."""

CHANNELS: Mapping[str, str] = {
    "stream": "commensurate.channels.stream:StreamChannel",
    "command": "commensurate.channels.command:CommandChannel",
}
"""The channels that ship. Others come in by entry points of the group commensurate.channels."""


def plugged(group: str, shipped: Mapping[str, str], named: Named) -> Any:
    """Make what is plugged in, by a factory that takes the settings by keyword. Raises ConfigError."""
    place = f"{named.where}: " if named.where else ""
    if named.name in shipped:
        module, _, factory = shipped[named.name].partition(":")
        loaded = _loaded(f"{place}{named.name}", lambda: getattr(import_module(module), factory))
    else:
        loaded = _entry_point(group, shipped, named, place)
    make: Callable[..., Any] = getattr(loaded, "from_settings", loaded)
    try:
        return make(**named.settings)
    except (TypeError, ValueError, ConfigError) as error:
        raise ConfigError(f"{place}{named.name} cannot be set up: {error}") from None


def _entry_point(group: str, shipped: Mapping[str, str], named: Named, place: str) -> Any:
    from importlib.metadata import entry_points  # noqa: PLC0415 (50 ms that only plug-ins cost)

    found = {one.name: one for one in entry_points(group=group)}
    if named.name not in found:
        known = [NONE, *shipped, *found]
        raise ConfigError(
            f"{place}nothing is called {named.name!r} in {group} (known: {', '.join(known)}){meant(named.name, known)}"
        )
    return _loaded(f"{place}{named.name}", found[named.name].load)


def _loaded(what: str, get: Callable[[], Any]) -> Any:
    try:
        return get()
    except Exception as error:  # noqa: BLE001 (whatever somebody's plug-in does on import: the start stops)
        raise ConfigError(f"{what} cannot be loaded: {type(error).__name__}: {error}") from None
