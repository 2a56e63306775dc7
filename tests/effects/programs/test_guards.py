"""What changes a guard, what only looks at it, and what starts an agent without one."""

import pytest

from commensurate.effects.analyze import analyze
from commensurate.model.action import Action
from commensurate.model.effect import Effect, Operation, ResourceKind, Trait


def effects(line: str) -> tuple[Effect, ...]:
    return analyze(Action("bash", {"command": line})).effects


@pytest.mark.parametrize(
    "line",
    [
        "commensurate approve 17",
        "commensurate halt --all",
        "commensurate audit verify; commensurate deny 3",
        "python -m commensurate approve 17",
        "nah trust .",
        "dcg uninstall",
        "env A=1 nohup tirith disable",
        "claude config set hooks '{}'",
        "openclaw plugins disable commensurate",
        "gemini extensions uninstall guard",
        "hermes hooks rm commensurate",
    ],
)
def test_what_changes_a_guard_is_seen_as_that(line: str) -> None:
    """Approving one's own action is changing the guard, too."""
    assert [e for e in effects(line) if e.resource.kind is ResourceKind.GUARD and e.operation is Operation.UPDATE]


@pytest.mark.parametrize(
    "line",
    [
        "commensurate check 'rm -rf ~'",
        "commensurate audit verify",
        "commensurate rules list",
        "commensurate --help",
        "nah status",
        "claude config list",
        "openclaw plugins list",
        "claude --version",
    ],
)
def test_looking_at_a_guard_is_looking(line: str) -> None:
    """Nothing is changed, and nothing is out of view."""
    assert not any(effect.changes for effect in effects(line))


@pytest.mark.parametrize(
    ("line", "bypass"),
    [
        ("claude -p 'tidy up' --dangerously-skip-permissions", True),
        ("claude --permission-mode bypassPermissions -p x", True),
        ("claude --permission-mode=plan -p x", False),
        ("codex exec --dangerously-bypass-approvals-and-sandbox x", True),
        ("codex -s danger-full-access x", True),
        ("gemini --approval-mode yolo", True),
        ("PLUGINS=off amp", True),
        ("AGENT_DISABLE_HOOKS=1 opencode run x", True),
        ("AGENT_DISABLE_HOOKS=0 opencode run x", False),
        ("aider --message x", False),
    ],
)
def test_an_agent_that_is_started_without_its_checks_is_seen_as_that(line: str, bypass: bool) -> None:
    """What another agent does is out of view either way."""
    (effect,) = effects(line)
    assert (effect.operation, effect.resource.kind) == (Operation.EXECUTE, ResourceKind.AGENT)
    assert (Trait.BYPASS in effect.traits) is bypass
