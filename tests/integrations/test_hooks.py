"""The hook registry: OpenClaw's semantics, and stricter where that host fails open."""

import asyncio
import time
from typing import Any

import pytest

from commensurate.integrations.hooks import HookApi, Hooks, ToolContext, ToolEvent


def hooks(*handlers: Any, **options: Any) -> Hooks:
    """A registry with these handlers, each (handler, priority) or a handler alone."""

    def register(api: HookApi) -> None:
        for handler in handlers:
            function, priority = handler if isinstance(handler, tuple) else (handler, 0)
            api.on("before_tool_call", function, priority=priority, **options)

    made = Hooks()
    made.load(register)
    return made


def call(**arguments: Any) -> ToolContext:
    return ToolContext("exec", arguments or {"command": "rm -rf /srv/victim"})


@pytest.mark.parametrize("name", ["before_tool_call", "tool:before"])
def test_both_spellings_reach_the_handler_and_abort_blocks(name: str) -> None:
    """A handler that aborts blocks the call, and its reason is what the model is told."""
    made = Hooks()
    made.load(lambda api: api.on(name, lambda event: event.abort("not part of the task")))
    outcome = made.before(call())
    assert outcome.blocked
    assert outcome.reason == "not part of the task"


def test_abort_through_the_context_and_messages_make_the_reason() -> None:
    """`event.context.abort()` blocks too; messages pushed to the event are the reason where none is given."""

    def handler(event: ToolEvent) -> None:
        event.messages.append("this deletes too much")
        event.context.abort()

    assert hooks(handler).before(call()).reason == "this deletes too much"


@pytest.mark.parametrize(
    "answer",
    [
        {"block": "true"},
        {"block": 1},
        {"blocked": True},
        {"decision": "block"},
        {"cancel": True},
        {"allow": False},
        "block",
        {"params": "rm"},
        ["block"],
    ],
)
def test_an_answer_that_the_host_would_ignore_blocks(answer: Any) -> None:
    """What OpenClaw takes silently for an allow is an error here, and an error blocks."""
    outcome = hooks(lambda _event: answer).before(call())
    assert outcome.blocked
    assert "hook failed" in outcome.reason


def test_a_handler_that_raises_blocks() -> None:
    """An exception in a handler blocks the call."""
    assert hooks(lambda _event: 1 / 0).before(call()).blocked


def test_a_handler_that_exits_blocks() -> None:
    """Not even SystemExit lets the call through."""

    def leave(_event: ToolEvent) -> None:
        raise SystemExit(0)

    assert hooks(leave).before(call()).blocked


@pytest.mark.parametrize("asynchronous", [False, True])
def test_a_handler_that_hangs_blocks_within_its_time(asynchronous: bool) -> None:
    """A handler that takes longer than its timeout blocks the call; the host goes on."""

    async def hang(_event: ToolEvent) -> None:
        await asyncio.sleep(5)

    made = hooks(hang if asynchronous else lambda _event: time.sleep(5), timeout=0.05)
    started = time.monotonic()
    assert made.before(call()).blocked
    assert asyncio.run(made.abefore(call())).blocked
    assert time.monotonic() - started < 4


def test_block_false_and_none_are_no_decision() -> None:
    """`block: False` does not outvote a later block."""
    made = hooks((lambda _event: {"block": False}, 9), (lambda _event: {"block": True, "block_reason": "no"}, 1))
    assert made.before(call()).reason == "no"
    assert not hooks(lambda _event: None).before(call()).blocked


def test_higher_priorities_are_asked_first_and_ties_in_order() -> None:
    """Priority high to low, ties in the order of registration; a block ends the asking."""
    asked: list[str] = []

    def saying(name: str, answer: Any = None) -> Any:
        def handler(_event: ToolEvent) -> Any:
            asked.append(name)
            return answer

        return handler

    hooks((saying("b"), 0), (saying("a"), 5), (saying("c", {"block": True}), 0), (saying("d"), -1)).before(call())
    assert asked == ["a", "b", "c"]


def test_each_handler_sees_its_own_copy_of_the_original_call() -> None:
    """In-place changes are discarded; the next handler and the host see what was proposed."""
    seen: list[Any] = []

    def change(event: ToolEvent) -> None:
        event.params["command"] = "ls"

    outcome = hooks((change, 1), lambda event: seen.append(dict(event.params))).before(call())
    assert seen == [{"command": "rm -rf /srv/victim"}]
    assert outcome.params == {"command": "rm -rf /srv/victim"}


def test_the_last_parameters_win() -> None:
    """Of several rewrites the last one runs."""
    made = hooks((lambda _e: {"params": {"command": "one"}}, 2), (lambda _e: {"params": {"command": "two"}}, 1))
    assert made.before(call()).params == {"command": "two"}


def test_the_first_approval_wins_and_freezes_the_parameters() -> None:
    """What a human is asked about is what would run: a later rewrite does not count."""
    made = hooks((lambda _e: {"require_approval": {"title": "t"}}, 9), (lambda _e: {"params": {"command": "evil"}}, 1))
    outcome = made.before(call())
    assert outcome.approval == {"title": "t"}
    assert outcome.params == {"command": "rm -rf /srv/victim"}


def test_a_matcher_fits_whatever_the_case_and_nothing_else() -> None:
    """A matcher names tools; case does not matter."""
    made = hooks(lambda event: event.abort("x"), matcher=["EXEC"])
    assert made.before(call()).blocked
    assert not made.before(ToolContext("read", {})).blocked


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("beforeToolCall", {}),
        ("toolBefore", {}),
        ("before_tool_call", {"matcher": []}),
        ("before_tool_call", {"matcher": ["*"]}),
        ("before_tool_call", {"matcher": ["bash"]}),
        ("before_tool_call", {"timeout": 0}),
    ],
)
def test_a_registration_that_would_never_fire_is_refused(name: str, options: Any) -> None:
    """An unknown name, an empty or wildcard matcher, a timeout of nothing: an error at the start, not silence."""
    with pytest.raises(ValueError, match=r"hook|matcher|timeout"):
        Hooks().load(lambda api: api.on(name, lambda _event: None, **options))


def test_an_asynchronous_register_is_refused() -> None:
    """`register` must be synchronous; one that raises stops the start."""

    async def register(_api: HookApi) -> None: ...

    with pytest.raises(TypeError, match="synchronous"):
        Hooks().load(register)  # type: ignore[arg-type]
    with pytest.raises(ZeroDivisionError):
        Hooks().load(lambda _api: 1 / 0)


def test_coroutine_handlers_run_on_the_hosts_loop() -> None:
    """An asynchronous host's coroutine handlers run on its own loop, and their block counts."""
    loops: list[Any] = []

    async def handler(event: ToolEvent) -> None:
        loops.append(asyncio.get_running_loop())
        event.abort("no")

    async def host() -> bool:
        outcome = await hooks(handler).abefore(call())
        return outcome.blocked and loops == [asyncio.get_running_loop()]

    assert asyncio.run(host())


def test_after_handlers_learn_the_result_and_their_failures_are_told() -> None:
    """tool:after sees success, result and duration; a failing handler is named and the rest still hear."""
    heard: list[Any] = []

    def register(api: HookApi) -> None:
        api.on("tool:after", lambda _event: 1 / 0, priority=1)
        api.on("after_tool_call", lambda event: heard.append((event.context.success, event.context.result)))

    made = Hooks()
    made.load(register, "observer")
    done = call()
    done.success, done.result = True, "ok"
    assert "observer: ZeroDivisionError" in made.after(done)[0]
    assert heard == [(True, "ok")]


@pytest.mark.parametrize("priority", [10, -5000])
def test_arguments_that_were_rewritten_around_a_judge_do_not_run(priority: int) -> None:
    """A judge pins what it judged; whoever answers with other arguments, before or behind it, cannot slip them in."""
    made = Hooks()

    def register(api: HookApi) -> None:
        api.on("before_tool_call", lambda event: {"params": event.params}, priority=-1000, pins=True)
        api.on("before_tool_call", lambda _: {"params": {"command": "rm -rf /"}}, priority=priority)

    made.load(register)
    outcome = made.before(call(command="ls"))
    assert outcome.blocked or outcome.params == {"command": "ls"}


def test_the_approval_of_a_judge_is_asked_even_where_another_hook_asked_first() -> None:
    """Somebody else's yes is not the answer to the judge's question, and does not freeze other arguments."""
    made = Hooks()

    def register(api: HookApi) -> None:
        asks = {"params": {"command": "rm -rf /"}, "require_approval": {"title": "routine"}}
        api.on("before_tool_call", lambda _: asks)
        judged = {"require_approval": {"title": "deletes"}}
        api.on("before_tool_call", lambda event: {"params": event.params, **judged}, priority=-1000, pins=True)

    made.load(register)
    outcome = made.before(call(command="ls"))
    assert outcome.params == {"command": "ls"}
    assert outcome.approval == {"title": "deletes"}
