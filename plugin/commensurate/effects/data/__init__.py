"""Generated tables: what cloud operations are, by their providers' own descriptions. Unpacked on first use, no I/O."""

import base64
import zlib
from collections.abc import Mapping
from functools import cache
from importlib import import_module


def level_of(provider: str, service: str, operation: str) -> str:
    """The class of one operation: "r" looks, "c" looks and hands out credentials, "w" writes, "p" changes permissions,
    "t" tags; "" where the table does not hold it. Service and operation as `key` gives them.
    """
    line = _services(provider).get(service, "")
    found = line.find(f" {operation} ")
    return "" if found < 0 else line[line.rfind("\t", 0, found) + 1]


def knows(provider: str, service: str) -> bool:
    """True where the provider's table holds this service."""
    return service in _services(provider)


def key(name: str) -> str:
    """A name as the tables hold it: lower case, letters and digits only."""
    return "".join(letter for letter in name.lower() if letter.isalnum())


@cache
def _services(provider: str) -> Mapping[str, str]:
    packed: str = import_module(f"commensurate.effects.data.{provider}").PACKED
    text = zlib.decompress(base64.b64decode(packed)).decode()
    return {service: "\t" + line for service, _, line in (row.partition("\t") for row in text.splitlines())}
