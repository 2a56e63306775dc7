"""Runs handlers: each within its time, its failures as values. The reduction itself is in registry.py."""

import asyncio
import contextvars
import inspect
import threading
from collections.abc import Generator
from typing import Any

from commensurate.integrations.hooks.call import HookOutcome, ToolEvent
from commensurate.integrations.hooks.hook import Hook

Asked = Generator[tuple[Hook, ToolEvent], Any, HookOutcome]


def drive(asked: Asked) -> HookOutcome:
    """Put the questions of a reduction to their handlers, one after another."""
    try:
        hook, seen = next(asked)
        while True:
            hook, seen = asked.send(call(hook, seen))
    except StopIteration as done:
        outcome: HookOutcome = done.value
        return outcome


async def adrive(asked: Asked) -> HookOutcome:
    """The same on an event loop."""
    try:
        hook, seen = next(asked)
        while True:
            hook, seen = asked.send(await acall(hook, seen))
    except StopIteration as done:
        outcome: HookOutcome = done.value
        return outcome


def call(hook: Hook, seen: ToolEvent) -> Any:
    """Run one handler in a thread of its own, so that a hanging one cannot hang the host. Errors are values."""
    box: list[Any] = []

    def run() -> None:
        try:
            answer = hook.handler(seen)
            box.append(asyncio.run(_awaited(answer)) if inspect.isawaitable(answer) else answer)
        except BaseException as error:  # noqa: BLE001 (whatever it is, the call is blocked)
            box.append(error if isinstance(error, Exception) else RuntimeError(repr(error)))

    thread = threading.Thread(
        target=contextvars.copy_context().run, args=(run,), daemon=True, name=f"hook {hook.plugin}"
    )
    thread.start()
    thread.join(hook.timeout)
    return box[0] if box else TimeoutError(f"no answer within {hook.timeout:g} s")


async def acall(hook: Hook, seen: ToolEvent) -> Any:
    """Run one handler: a coroutine function on this loop, anything else in a thread. Errors are values."""
    if not inspect.iscoroutinefunction(hook.handler):
        return await asyncio.to_thread(call, hook, seen)
    try:
        return await asyncio.wait_for(hook.handler(seen), hook.timeout)
    except TimeoutError:
        return TimeoutError(f"no answer within {hook.timeout:g} s")
    except Exception as error:  # noqa: BLE001 (whatever it is, the call is blocked)
        return error


async def _awaited(answer: Any) -> Any:
    return await answer
