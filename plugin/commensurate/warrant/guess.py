"""What the words of a program that is not in view suggest it does: evidence, weaker than a reading."""

from collections.abc import Iterator

from commensurate.effects.tools.verbs import VERBS
from commensurate.model.effect import Effect, Operation, ResourceKind, Trait
from commensurate.model.regex import regex
from commensurate.warrant import weights as w
from commensurate.warrant.act import Act
from commensurate.warrant.term import Term
from commensurate.warrant.warrant import Mode, Warrant

_LOOKS = frozenset({
    "-h", "--help", "-?", "/?", "help", "--version", "-v", "version", "status", "list", "ls", "show", "view", "info", "get",
    "describe", "print", "count", "stats", "history", "log", "logs", "diff", "search", "check", "verify", "summary", "--summary",
    "--list", "-l", "--dry-run", "--show", "--status", "query", "inspect", "dump", "top", "ps", "whoami", "which", "monitor",
})  # fmt: skip
_HARSH = frozenset({Operation.DELETE, Operation.PAY, Operation.SEND, Operation.GRANT, Operation.REVOKE, Operation.STOP})
_WORD = regex(r"[^\s'\"|;&]+")
_HELP = frozenset({"-h", "--help", "-?", "/?", "--version"})


def unseen(effect: Effect) -> bool:
    """True where a program runs that no reader knows."""
    return (
        effect.operation is Operation.EXECUTE
        and Trait.OPAQUE in effect.traits
        and effect.resource.kind is ResourceKind.CODE
    )


def guessed(warrant: Warrant, act: Act) -> Iterator[Term]:
    """The terms that the words of the command give."""
    words = [word.lower() for word in _WORD.findall(act.text)[:16]]
    harsh = _harsh(words)
    if _HELP & set(words) or (not harsh and _LOOKS & set(words[1:])):
        yield Term("looks_like", w.LOOKS_LIKE_LOOKING, "Its words say that it only looks.")
    elif harsh is not None and harsh not in warrant.operations:
        yield Term(
            "sounds_like", w.UNASKED[harsh], f"It sounds as if it would {harsh} something, and nobody asked for that."
        )
    elif warrant.mode is Mode.QUESTION:
        yield Term("question", w.ONLY_A_QUESTION * 0.75, "The task only asks to look.")
    spoken = [s for s in warrant.stems if len(s) > 3]
    if any(s in act.text for s in spoken):
        yield Term("topic", w.TOPIC_OF_UNSEEN, "Its words are words of the task.")


def _harsh(words: list[str]) -> Operation | None:
    for word in words:
        for part in word.lstrip("-").split("-"):
            verb = VERBS.get(part)
            if (
                verb is not None
                and verb.operation in _HARSH
                and part not in {"text", "order", "mail", "message", "post", "call"}
            ):
                return verb.operation
    return None
