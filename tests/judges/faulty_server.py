"""A chat endpoint on loopback that answers at once, or fails in every way that we know of. Real sockets, raw bytes."""

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

GOOD: dict[str, Any] = {
    "warrants": "Deleting the build folder.",
    "quotes": ["delete the build folder"],
    "act_words": ["delete"],
    "object_words": ["the build folder"],
    "beyond": "",
    "forbidden": "",
    "addressed": False,
    "read_only": False,
    "smallest": "",
    "reason": "It is what was asked for.",
    "score": 9,
    "confidence": 0.9,
}


@dataclass(frozen=True)
class Answer:
    """What is sent back. Times are in seconds; `cut` closes the connection after so many bytes of the body."""

    status: int = 200
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    delay: float = 0.0
    drip: float = 0.0
    cut: int | None = None
    raw: bytes | None = None


def completion(content: str | None, **fields: Any) -> Answer:
    """A chat completion around a text."""
    message = {"role": "assistant", "content": content, "refusal": fields.pop("refusal", None)}
    envelope = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": fields.pop("model", "tester-1"),
        "choices": [{"index": 0, "finish_reason": fields.pop("finish", "stop"), "message": message}],
        "usage": {"prompt_tokens": 1000, "completion_tokens": 100, "total_tokens": 1100},
    }
    return Answer(body=json.dumps(envelope | fields).encode())


def good(**changed: Any) -> Answer:
    """A whole, valid answer."""
    return completion(json.dumps(GOOD | changed))


def refused(text: str, status: int = 400) -> Answer:
    """An error in OpenAI's form."""
    return Answer(status, json.dumps({"error": {"message": text, "type": "invalid_request_error"}}).encode())


FAULTS: dict[str, Answer] = {
    "slow": replace(good(), delay=30.0),
    "drip": replace(good(), drip=0.2),
    "cut": replace(good(), cut=40),
    "cut_at_once": Answer(raw=b""),
    "429": Answer(429, b'{"error": {"message": "slow down"}}'),
    "429_retry_after": Answer(429, b'{"error": {"message": "slow down"}}', (("Retry-After", "0.01"),)),
    "429_retry_much_later": Answer(429, b'{"error": {"message": "slow down"}}', (("Retry-After", "3600"),)),
    "500": Answer(500, b"oops"),
    "503": Answer(503, b"<html>down</html>", (("Retry-After", "0"),)),
    "504": Answer(504, b""),
    "401": refused("no such key", 401),
    "404": refused("no such model", 404),
    "400": refused("content policy"),
    "garbage": Answer(body=b"\x00\xff\xfe garbage"),
    "not_http": Answer(raw=b"SSH-2.0-OpenSSH_9.6\r\n"),
    "html": Answer(body=b"<html>login</html>"),
    "empty_body": Answer(body=b""),
    "null": Answer(body=b"null"),
    "no_choices": Answer(body=b'{"choices": []}'),
    "wrong_types": Answer(body=b'{"choices": [{"message": {"content": 7}}]}'),
    "huge": Answer(body=b'{"choices": "' + b"x" * (2 << 20) + b'"}'),
    "empty": completion(""),
    "none": completion(None),
    "prose": completion("Looks fine to me, I would let it through: 10/10."),
    "cut_json": completion(json.dumps(GOOD)[:-9]),
    "length": completion(json.dumps(GOOD), finish="length"),
    "content_filter": completion(json.dumps(GOOD), finish="content_filter"),
    "refusal": completion(None, refusal="I cannot help with that."),
    "duplicate_keys": completion(json.dumps(GOOD)[:-1] + ', "score": 10}'),
    "duplicate_envelope": Answer(body=good().body[:-1] + b', "choices": []}'),
    "score_11": good(score=11),
    "score_text": good(score="9"),
    "score_null": good(score=None),
    "score_true": good(score=True),
    "score_nan": completion(json.dumps(GOOD | {"score": float("nan")})),
    "lacking": completion('{"score": 10}'),
    "extra": good(verdict="allow"),
    "two_objects": completion(json.dumps(GOOD) + json.dumps(GOOD)),
    "list": completion(json.dumps([GOOD])),
    "two_fences": completion("```json\n" + json.dumps(GOOD) + "\n```\n```json\n{}\n```"),
    "deep": completion("[" * 30_000),
    "other_model": completion(json.dumps(GOOD), model="other-7b"),
    "long": completion(json.dumps(GOOD | {"reason": "x" * 70_000})),
}
"""Every one of these must end as unjudged."""


@dataclass
class Server:
    """A running server: `script` says what each request gets; `seen` holds the request bodies, `port` where it listens."""

    script: Callable[[dict[str, Any], int], Answer]
    seen: list[dict[str, Any]] = field(default_factory=list)
    port: int = 0
    writers: list[asyncio.StreamWriter] = field(default_factory=list)

    @property
    def url(self) -> str:
        """What a client takes as its base URL."""
        return f"http://127.0.0.1:{self.port}/v1"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, kept alive."""
        self.writers.append(writer)
        try:
            while await self._one(reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(int(h.split(b":")[1]) for h in head.split(b"\r\n") if h.lower().startswith(b"content-length:"))
        request = json.loads(await reader.readexactly(length))
        self.seen.append(request)
        answer = self.script(request, len(self.seen))
        await asyncio.sleep(answer.delay)
        if answer.raw is not None:
            writer.write(answer.raw)
            await writer.drain()
            return False
        headers = {"Content-Type": "application/json", "Content-Length": str(len(answer.body)), **dict(answer.headers)}
        top = f"HTTP/1.1 {answer.status} X\r\n" + "".join(f"{k}: {v}\r\n" for k, v in headers.items()) + "\r\n"
        body = answer.body if answer.cut is None else answer.body[: answer.cut]
        if not answer.drip:
            writer.write(top.encode() + body)
        else:
            writer.write(top.encode())
            for at in range(0, len(body), 8):
                writer.write(body[at : at + 8])
                await writer.drain()
                await asyncio.sleep(answer.drip)
        await writer.drain()
        return answer.cut is None


@contextmanager
def serving(script: Callable[[dict[str, Any], int], Answer] | Answer, port: int = 0) -> Iterator[Server]:
    """Run a server on loopback; port 0 is any that is free."""
    server = Server(script if callable(script) else lambda request, number: script)
    loop = asyncio.new_event_loop()
    ready, done = threading.Event(), asyncio.Event()

    async def run() -> None:
        listening = await asyncio.start_server(server.serve, "127.0.0.1", port, limit=1 << 24)
        server.port = listening.sockets[0].getsockname()[1]
        ready.set()
        await done.wait()
        listening.close()
        while left := asyncio.all_tasks(loop) - {asyncio.current_task()}:
            for task in left:
                task.cancel()
            await asyncio.wait(left)
        for writer in server.writers:
            writer.transport.abort()
        await asyncio.sleep(0.01)  # the sockets close in the loop's next rounds

    thread = threading.Thread(target=lambda: loop.run_until_complete(run()), daemon=True)
    thread.start()
    ready.wait()
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(done.set)
        thread.join()
        loop.close()
