"""The judges that ship, made from plain settings: what a policy file says under `judge`. The one place where they meet.

Unknown keys and wrong types raise TypeError or ValueError that say which; the reader of the file adds its line.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

from cattrs import BaseValidationError, Converter, transform_error

from commensurate.judges.endpoint import Form
from commensurate.judges.openai import OpenAIJudge, Settings
from commensurate.judges.pair import PairJudge
from commensurate.judges.prompts import SURPRISE, prompts
from commensurate.judges.replay import ReplayJudge
from commensurate.judges.staged import StagedJudge
from commensurate.ports import Judge

USUAL_MODEL = "gpt-4.1-mini"
"""Asked where no model is named."""

_STRICT = Converter(forbid_extra_keys=True)
_STRICT.register_structure_hook(float, lambda value, _: _number(value))
_STRICT.register_structure_hook(int, lambda value, _: int(_number(value)))
_STRICT.register_structure_hook(str, lambda value, _: _text(value))
_STRICT.register_structure_hook(Form, lambda value, _: Form(value))  # a Form is a str: it needs a hook of its own


NO_SECOND, FRAMING = "none", "framing"
"""What a policy may say of the second pair of eyes, besides naming another judge."""


def openai(*, second: Mapping[str, Any] | str = NO_SECOND, **rest: Any) -> Judge:
    """A judge behind OpenAI-compatible endpoints, and who looks a second time at what is grave.

    `second` is "none", "framing" (the same endpoints, asked from the other end: what would surprise the human?), or
    the settings of another judge. `rest` are those of `endpoints_asked`.
    """
    first = endpoints_asked(**rest)
    if second == NO_SECOND:
        return first
    if second == FRAMING:
        again = OpenAIJudge(first.settings, name=SURPRISE, texts=prompts(SURPRISE), spend=first.spend)
        return PairJudge(first, again)
    return PairJudge(first, _named(second))


def endpoints_asked(
    *, model: str = USUAL_MODEL, base_url: str = "", answers_as: Sequence[str] = (),
    endpoints: Sequence[Mapping[str, Any]] = (), **rest: Any,
) -> OpenAIJudge:  # fmt: skip
    """A judge that asks endpoints in their order.

    Either `endpoints`, or `model`, `base_url` and `answers_as` for a single one. `key_from` in an endpoint names the
    environment variable that holds its key, so that no key stands in a file. `rest` are the other fields of Settings.
    """
    given = list(endpoints) or [{"model": model, "base_url": base_url, "answers_as": answers_as}]
    return OpenAIJudge(_structured({**rest, "endpoints": [_with_key(endpoint) for endpoint in given]}))


def local(**settings: Any) -> Judge:
    """The judge that needs no model. It comes from its own file, imported only where it is asked for."""
    made: Judge = import_module("commensurate.judges.local").LocalJudge(**settings)
    return made


def replay(*, paths: Sequence[str] | None = None, stale_is_fine: bool = False) -> ReplayJudge:
    """Recorded judgements: of these files, else those that ship."""
    return ReplayJudge(
        None if paths is None else [Path(path).expanduser() for path in paths], stale_is_fine=stale_is_fine
    )


def pair(*, first: Mapping[str, Any] | str = "openai", second: Mapping[str, Any] | str = "openai") -> PairJudge:
    """Two judges for what is grave, named one by one; `second` of `openai` says the same more briefly."""
    return PairJudge(_named(first), _named(second))


def staged(*, first: Mapping[str, Any] | str = "local", model: Mapping[str, Any] | str = "openai") -> StagedJudge:
    """The first judge where it is sure, the model (or a pair of models) where it is not."""
    return StagedJudge(_named(first), _named(model))


_MAKERS: Mapping[str, Callable[..., Judge]] = {
    "local": local,
    "openai": openai,
    "replay": replay,
    "pair": pair,
    "staged": staged,
}


def _named(given: Mapping[str, Any] | str) -> Judge:
    settings = {"name": given} if isinstance(given, str) else dict(given)
    name = settings.pop("name", "openai")
    if name not in _MAKERS:
        raise ValueError(f"no judge is called {name!r} (known: {', '.join(_MAKERS)})")
    return _MAKERS[name](**settings)


def _with_key(endpoint: Mapping[str, Any]) -> dict[str, Any]:
    settings = dict(endpoint)
    variable = settings.pop("key_from", None)
    if "api_key" in settings:
        raise ValueError("a key does not stand in a file: name the environment variable that holds it as `key_from`")
    if isinstance(settings.get("answers_as"), str):
        raise TypeError("answers_as is a list of names")
    if variable is not None:
        if not os.environ.get(str(variable)):
            raise ValueError(f"the environment variable {variable} holds no key")
        settings["api_key"] = os.environ[str(variable)]
    return settings


def _structured(settings: Mapping[str, Any]) -> Settings:
    try:
        made = _STRICT.structure(settings, Settings)
    except BaseValidationError as error:
        raise ValueError("; ".join(transform_error(error, path="judge"))) from None
    wrong = [
        name for name in ("deadline", "attempts", "patience", "queue") if not 0 < getattr(made, name) < float("inf")
    ]
    if wrong or not made.patience <= 1 or not made.endpoints:
        raise ValueError(
            f"above 0 is needed for {', '.join(wrong) or 'patience (at most 1) and the number of endpoints'}"
        )
    return replace(made, endpoints=tuple(made.endpoints))


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"a number is needed, not {value!r}")
    return float(value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"a text is needed, not {value!r}")
    return value
