"""The reducer's words: reasons, alternatives and headlines, built from the parts, never by a model."""

from commensurate.model.action import Action
from commensurate.model.analysis import Analysis
from commensurate.model.decision import Outcome, Voice
from commensurate.model.effect import BlastRadius, Effect, Environment, Operation, ResourceKind, Reversibility, Trait
from commensurate.model.judgement import Judgement
from commensurate.model.task import Provenance, Task

CLEARS_A_RULE = 7.0
"""The score that a judgement needs to silence a rule with `judge_may_clear`, whatever the cell says."""

QUIET = Voice("nothing", Outcome.ALLOW, "Nothing speaks against it.")

_KINDS = {ResourceKind.UNKNOWN: "something", ResourceKind.CODE: "code", ResourceKind.STACK: "stack"}
_RADIUS = {
    BlastRadius.ONE: "one thing",
    BlastRadius.SEVERAL: "several or shared things",
    BlastRadius.ENVIRONMENT: "a whole environment",
}
_BACK = {
    Reversibility.REVERSIBLE: "can be taken back",
    Reversibility.COSTLY: "is costly to take back",
    Reversibility.IRREVERSIBLE: "cannot be taken back",
}
_SMALLER = {
    Operation.DELETE: "Show what would be deleted first, name exactly the things that the task speaks of, or move them aside.",
    Operation.SEND: "Draft it and show it to the human before it leaves.",
    Operation.PAY: "Prepare the payment and let the human release it.",
    Operation.EXECUTE: "Show what it runs, or run the one step that the task needs.",
    Operation.GRANT: "Ask for the one permission that the task needs, for as long as it needs it.",
    Operation.STOP: "Stop only the one thing that the task names.",
    Operation.UPDATE: "Change only what the task names, and keep a copy of what was there.",
}


def object_of(effect: Effect) -> str:
    """The resource in words: «the production stack "cost-explorer"»."""
    world = "" if effect.environment is Environment.UNKNOWN else f"{effect.environment} "
    kind = _KINDS.get(effect.resource.kind, effect.resource.kind.replace("_", " "))
    name = f' "{short(effect.resource.name, 80)}"' if effect.resource.name else ""
    count = f" ({effect.resource.count} things)" if (effect.resource.count or 0) > 1 else ""
    return f"the {world}{kind}{name}{count}"


def verb(effect: Effect) -> str:
    """What it would do, in a word or two."""
    return "tell you" if Trait.CLAIMS in effect.traits else str(effect.operation)


def headline(action: Action, task: Task, effect: Effect | None) -> str:
    """One sentence that a human can answer: «Kiro wants to delete … to …. Approve?»"""
    act = f"{verb(effect)} {object_of(effect)}" if effect else f'call the tool "{action.tool}"'
    purpose = f' for the task "{short(task.words, 100)}"' if task.words.strip() else " without a task that we know of"
    return f"{action.agent} wants to {act}{purpose}. Approve?"


def floor(effect: Effect) -> str:
    """Why the table's cell says what it says."""
    where = " in production" if effect.environment is Environment.PRODUCTION else ""
    return (
        f"It would {effect.operation} {object_of(effect)}: that touches {_RADIUS[effect.blast_radius]}{where} "
        f"and {_BACK[effect.reversibility]}."
    )


def no_task(task: Task, effect: Effect | None) -> str:
    """Why an action that changes something needs a human when no human's words are known."""
    what = f"would {effect.operation} {object_of(effect)}" if effect else "may change something"
    if task.provenance is Provenance.MODEL:
        return f"It {what}, and the only task known was written by a model, which cannot give authority."
    return f"It {what}, and no human's task is known that could warrant it."


def opaque(analysis: Analysis) -> str:
    """Why what is not in view needs a second look."""
    why = f": {analysis.notes[0]}" if analysis.notes else ""
    return f"What it would do is not in view{why}."


def unjudged(judgement: Judgement | None) -> str:
    """Why nobody judged."""
    why = judgement.failure if judgement is not None and judgement.failure else "no judge was asked"
    return f"Not judged against its task ({why})."


def smaller(effect: Effect | None) -> str:
    """The smallest proportionate alternative that the effect itself suggests."""
    if effect is None:
        return ""
    if Trait.UNRESOLVED in effect.traits:
        return "Write out what the variable or substitution stands for, so that it can be seen."
    return _SMALLER.get(effect.operation, "")


def short(text: str, length: int) -> str:
    """One line of at most `length` characters."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"
