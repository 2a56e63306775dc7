"""One OpenAI-compatible endpoint: what is sent to it, what it takes, and what its replies mean.

What an endpoint takes is learnt from its refusals: a 400 that names `response_format`, `temperature`, `seed` or
`max_tokens` makes the next request go without, and that is remembered.
"""

import asyncio
import importlib
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from commensurate.errors import CommensurateError
from commensurate.judges.answer import strict_json
from commensurate.judges.faults import Fault, Kind, kind_of_status, seconds_of
from commensurate.judges.prompts import Prompts
from commensurate.judges.spend import Cost
from commensurate.model.regex import regex

if TYPE_CHECKING:
    import openai

LARGEST = 1 << 20
"""Bytes of a reply that are read at all."""

MOST_ADAPTATIONS = 6
"""How often one request may be changed to what the endpoint takes."""


class Form(StrEnum):
    """How the answer's form is asked for, the strictest first."""

    JSON_SCHEMA = "json_schema"
    JSON_OBJECT = "json_object"
    NONE = "none"


_WEAKER = {Form.JSON_SCHEMA: Form.JSON_OBJECT, Form.JSON_OBJECT: Form.NONE}
_FORM_WORDS = ("response_format", "json_schema", "json_object", "structured output", "guided", "grammar")


_VERSION = regex(r"|[-@](?:\d{4}-?\d\d-?\d\d|\d{1,4}|latest|stable)|:.+")
"""What may follow a model's name: a date, a running number, a tag."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a model is asked. Empty `base_url` and `api_key` leave it to the client, which reads OPENAI_BASE_URL and
    OPENAI_API_KEY. `form` None means: found out at first use. Prices are per million tokens. `answers_as` holds other
    names under which the model may answer (what stands behind a proxy's alias or a deployment); "*" is any.
    """

    model: str
    base_url: str = ""
    api_key: str = field(default="", repr=False)
    form: Form | None = None
    temperature: float | None = 0.0
    seed: int | None = 7
    max_tokens: int = 2000
    price_in: float = 0.0
    price_out: float = 0.0
    answers_as: tuple[str, ...] = ()

    def is_model(self, answered: str) -> bool:
        """True where the answer came from the model asked for, from a dated version of it, or from a name that is
        known to be right. A longer name is another model: a "-mini" is no "large".
        """
        own = answered.rsplit("/", 1)[-1].lower()
        for name in (self.model, *self.answers_as):
            asked = name.rsplit("/", 1)[-1].lower()
            if name == "*" or (own.startswith(asked) and _VERSION.fullmatch(own[len(asked) :])):
                return True
        return False

    def cost_of(self, reply: "Reply", estimate: int) -> Cost:
        """What a reply cost. Where the endpoint does not say, the brief's estimate stands in for the tokens sent."""
        tokens_in = reply.tokens_in if reply.tokens_in is not None else estimate
        tokens_out = reply.tokens_out if reply.tokens_out is not None else len(reply.text) // 4
        money = (tokens_in * self.price_in + tokens_out * self.price_out) / 1e6
        return Cost(tokens_in, tokens_out, money, 1)


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, as far as it is of use."""

    text: str = ""
    model: str = ""
    finish: str = ""
    refusal: str = ""
    tokens_in: int | None = None
    tokens_out: int | None = None

    def usable(self) -> str:
        """The text, if it is a whole answer. Raises Fault where it is not."""
        if self.refusal or self.finish == "content_filter":
            raise Fault(Kind.REFUSED, f"the model refused: {self.refusal or 'content filter'}"[:200])
        if self.finish == "length":
            raise Fault(Kind.TRUNCATED, "the answer was cut off at the token limit")
        return self.text


class Wire:
    """The client of one endpoint, and what was learnt of it. Lives on one event loop."""

    def __init__(self, endpoint: Endpoint, prompts: Prompts) -> None:
        self.endpoint = endpoint
        self.form = endpoint.form or Form.JSON_SCHEMA
        self.dropped: set[str] = set()
        self.renamed = False
        self._prompts = prompts
        self._client: openai.AsyncOpenAI | None = None

    async def ask(self, messages: Sequence[Mapping[str, str]], more_room: int = 0) -> Reply:
        """Send one request. `more_room` doubles the room for the answer that often. Raises Fault."""
        for _ in range(MOST_ADAPTATIONS):
            try:
                return await self._send(self.request(messages, more_room))
            except _Unsupported as refusal:
                if not self.adapt(refusal.text):
                    raise Fault(Kind.BAD_REQUEST, f"the endpoint refused the request: {refusal.text[:200]}") from None
        raise Fault(Kind.BAD_REQUEST, "the endpoint refused the request in every form")

    async def close(self) -> None:
        """Let go of the connections."""
        if self._client is not None:
            await self._client.close()

    def request(self, messages: Sequence[Mapping[str, str]], more_room: int = 0) -> dict[str, Any]:
        """The request body, in what the endpoint is known to take."""
        endpoint = self.endpoint
        room = "max_completion_tokens" if self.renamed else "max_tokens"
        body: dict[str, Any] = {"model": endpoint.model, "messages": [dict(m) for m in messages]}
        optional = {"temperature": endpoint.temperature, "seed": endpoint.seed, room: endpoint.max_tokens << more_room}
        body |= {k: v for k, v in optional.items() if v is not None and k not in self.dropped}
        if self.form is Form.JSON_SCHEMA:
            schema = {"name": "judgement", "strict": True, "schema": self._prompts.wire_schema}
            body["response_format"] = {"type": "json_schema", "json_schema": schema}
        elif self.form is Form.JSON_OBJECT:
            body["response_format"] = {"type": "json_object"}
        return body

    def adapt(self, refusal: str) -> bool:
        """Learn from the words of a refusal. False where nothing in them can be met."""
        said = refusal.lower()
        if "max_completion_tokens" in said and not self.renamed:
            self.renamed = True
            return True
        for name in ("temperature", "seed", "max_completion_tokens", "max_tokens"):
            if name in said and name not in self.dropped:
                self.dropped.add(name)
                return True
        if self.endpoint.form is None and self.form in _WEAKER and any(word in said for word in _FORM_WORDS):
            self.form = _WEAKER[self.form]
            return True
        return False

    async def _send(self, body: dict[str, Any]) -> Reply:
        openai = await asyncio.to_thread(importlib.import_module, "openai")  # takes most of a second, once
        try:
            client = self._client = self._client or self._connect()
            async with client.chat.completions.with_streaming_response.create(**body) as response:
                return reply_of(await _read(response.iter_bytes()))
        except openai.APIStatusError as error:
            raise _fault_of_status(error) from None
        except openai.APITimeoutError:
            raise Fault(Kind.TIMEOUT, "the endpoint did not answer in time") from None
        except openai.APIConnectionError as error:
            raise Fault(Kind.UNREACHABLE, f"the endpoint cannot be reached: {error.__cause__ or error}"[:200]) from None
        except openai.OpenAIError as error:
            raise Fault(Kind.NOT_ALLOWED, f"the client cannot be set up: {error}"[:200]) from None
        except (Fault, TimeoutError):
            raise
        except Exception as error:  # noqa: BLE001 (a body that breaks off raises what the client's HTTP library raises)
            raise Fault(Kind.UNREACHABLE, f"the reply broke off: {type(error).__name__}: {error}"[:200]) from None

    def _connect(self) -> "openai.AsyncOpenAI":
        import openai  # noqa: PLC0415 (slow to import: only who asks a model pays for it)

        local = self.endpoint.base_url.startswith(("http://127.", "http://localhost", "http://[::1]"))
        key = self.endpoint.api_key or ("unused" if local else None)
        return openai.AsyncOpenAI(api_key=key, base_url=self.endpoint.base_url or None, max_retries=0)


async def _read(parts: AsyncIterator[bytes]) -> bytes:
    data = b""
    async for part in parts:
        data += part
        if len(data) > LARGEST:
            raise Fault(Kind.TOO_LARGE, f"the reply is larger than {LARGEST} bytes")
    return data


class _Unsupported(Exception):
    """A 400 or 422: something in the request is not to the endpoint's taste."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


def reply_of(data: bytes) -> Reply:
    """Read the envelope. Raises Fault where it is not that of a chat completion."""
    try:
        envelope = strict_json(data.decode("utf-8", errors="strict"))
        choice = envelope["choices"][0]
        message = choice["message"]
        usage = envelope.get("usage") or {}
        reply = Reply(
            text=message.get("content") or "",
            model=envelope.get("model") or "",
            finish=choice.get("finish_reason") or "",
            refusal=message.get("refusal") or "",
            tokens_in=usage.get("prompt_tokens"),
            tokens_out=usage.get("completion_tokens"),
        )
        sound = all(isinstance(v, str) for v in (reply.text, reply.model, reply.finish, reply.refusal))
        sound = sound and all(v is None or isinstance(v, int) for v in (reply.tokens_in, reply.tokens_out))
    except (CommensurateError, UnicodeDecodeError, LookupError, TypeError, AttributeError):
        sound = False
    if not sound:
        raise Fault(Kind.BAD_ENVELOPE, "the reply is not a chat completion")
    return reply


def _fault_of_status(error: "openai.APIStatusError") -> Exception:
    kind = kind_of_status(error.status_code)
    try:
        said = json.dumps(error.body) if isinstance(error.body, dict | list) else str(error.body or error.message)
    except (TypeError, ValueError):
        said = error.message
    if kind is Kind.BAD_REQUEST:
        return _Unsupported(said[:2000])
    wait = seconds_of(error.response.headers.get("retry-after"))
    return Fault(kind, f"the endpoint answered {error.status_code}: {said[:160]}", wait)
