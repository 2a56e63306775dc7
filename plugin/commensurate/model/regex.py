"""Regular expressions that are compiled when they are first used: hundreds stand in the readers, few are met."""

import re
from typing import Any, AnyStr, cast


class Regex:
    """Stands for a compiled pattern. The first use compiles it; from then on each method is the pattern's own."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self._source = (pattern, flags)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        compiled: re.Pattern[Any] = re.compile(*self._source)
        for method in ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split"):
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def regex(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """As re.compile, but later. A pattern that is wrong raises re.error on first use: a test compiles them all."""
    return cast("re.Pattern[AnyStr]", Regex(pattern, flags))
