"""Was this kind of act asked for, and on this kind of thing?"""

import math
from dataclasses import dataclass

from commensurate.model.effect import Effect, Operation, ResourceKind, Trait
from commensurate.warrant import weights as w
from commensurate.warrant.act import Act, means, place
from commensurate.warrant.guess import guessed, unseen
from commensurate.warrant.lexicon import CONCEPTS, KIND_STEMS
from commensurate.warrant.term import Term
from commensurate.warrant.tokens import stem, stems, stems_of
from commensurate.warrant.warrant import Mode, Request, Warrant

_WORKING = frozenset({Operation.CREATE, Operation.UPDATE, Operation.EXECUTE})
_PLACES = frozenset({ResourceKind.FILE, ResourceKind.FOLDER, ResourceKind.CODE, ResourceKind.UNKNOWN, ResourceKind.PACKAGE,
                     ResourceKind.WORKTREE, ResourceKind.BRANCH, ResourceKind.HISTORY, ResourceKind.REPOSITORY, ResourceKind.CACHE,
                     ResourceKind.CONTAINER, ResourceKind.IMAGE, ResourceKind.PROCESS})  # fmt: skip
_NARROW = frozenset(
    {Operation.DELETE, Operation.SEND, Operation.PAY, Operation.GRANT, Operation.REVOKE, Operation.STOP}
)
"""Acts that a verb asks for by itself; to make or change something needs an object to be asked for."""
_WITH_AGENTS = frozenset({Operation.SEND, Operation.EXECUTE, Operation.CREATE})
"""Talking to another agent, or starting one, is a way of working; what adds up is a matter of the run."""
_SENDS = frozenset({Operation.SEND})
_LOOSE = stems("reset clean rotate settle share manage process handle report withdraw flush reverse stop")
_DULL = stems(
    "get set create add update delete remove send list read new make do tool api server v1 v2 mcp by to "
    "of in for the from and id name data info all user item value run execute call request manager "
    "controller handle action based on"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """The terms, the human's words that ask for it, and whether the very kind of act was asked for."""

    terms: tuple[Term, ...]
    quotes: tuple[str, ...]
    requested: bool
    pins: tuple[str, ...] = ()
    """What the request that asks for it picks out."""


def asked(warrant: Warrant, act: Act, effect: Effect) -> Answer:
    """Compare an effect with all requests; the best fit counts."""
    if tells(act, effect):
        return Answer((Term("tells", w.TELLS, "It tells the human how the work went."),), (), requested=True)
    delegates = "subagent_type" in act.action.arguments and act.action.arguments.keys() <= _DELEGATES
    if delegates or (effect.resource.kind is ResourceKind.AGENT and effect.operation in _WITH_AGENTS):
        return Answer((Term("colleague", w.STEP, "It works with another agent."),), (), requested=False)
    subject = _subject(warrant, act, effect)
    best: tuple[float, Request | None, str] = (-math.inf, None, "")
    for request in warrant.requests:
        fit = _fit(warrant, request, act, effect, subject)
        if fit is not None and fit[0] > best[0]:
            best = (fit[0], request, fit[1])
    points, chosen, words = best
    if points < w.EDIT and ordinary_edit(effect) and _works(warrant):
        return Answer(
            (Term("edit", w.EDIT, "It edits a file of the project, on the way to what was asked for."),),
            (),
            requested=False,
        )
    topic = _topic(warrant, act, effect, asked=points > 0)
    if unseen(effect) and not act.structured and points <= w.STEP:
        step = (Term("step", points, words),) if points > 0 else ()
        return Answer((*step, *guessed(warrant, act)), (), requested=False)
    if chosen is None:
        drafted = effect.operation in {Operation.SEND, Operation.PAY} and any(
            r.verb in _DRAFTS for r in warrant.requests
        )
        only = (Term("only_drafted", w.ONLY_DRAFTED, "It was only to be drafted or prepared."),) if drafted else ()
        unasked = _unasked(warrant, effect, about=bool(subject & warrant.stems))
        return Answer((unasked, *only, *_question(warrant, effect), *topic), (), requested=False)
    quotes = (chosen.words,) if points > w.STEP else ()
    pins = (chosen.pins or warrant.pins) if points >= w.ASKED_KIND else ()
    return Answer((Term("asked", points, words), *topic), quotes, requested=points > w.STEP, pins=pins)


_DELEGATES = frozenset({"subagent_type", "prompt", "description", "model", "run_in_background", "name"})
"""The arguments of a plain order to a sub-agent; what else is given may widen what it may do."""
_DRAFTS = stems("draft prepare suggest propose compose sketch plan")
"""Verbs after which nothing goes out yet."""


def ordinary_edit(effect: Effect) -> bool:
    """True for one file of the task's own folders, made or changed, with nothing else to say against it."""
    return (
        effect.operation in {Operation.CREATE, Operation.UPDATE}
        and effect.resource.kind is ResourceKind.FILE
        and effect.reversibility == 0
        and effect.blast_radius == 0
        and not effect.traits - _HARMLESS
    )


_HARMLESS = frozenset({Trait.WORKSPACE, Trait.OVERWRITES, Trait.TEMPORARY, Trait.REBUILDABLE})


def _works(warrant: Warrant) -> bool:
    """True where something is to be made or changed, and not only looked at."""
    wanted = {Operation.CREATE, Operation.UPDATE}
    return warrant.mode is Mode.ORDER and any(request.operations & wanted for request in warrant.requests)


_THE_HUMAN = frozenset({"me", "user", "myself", "human", "requester", "owner_user", "you"})
"""To whom an agent speaks where it speaks to its human."""
_OWN_NOTES = frozenset(
    {"todowrite", "todo_write", "update_todo_list", "update_plan", "think", "exitplanmode", "task_progress"}
)
"""Tools in which an agent notes its own plan."""


def tells(act: Act, effect: Effect) -> bool:
    """True for a tool that hands the result or an answer back to the human, or notes a plan: a step of every task."""
    if act.action.tool.lower() in _OWN_NOTES:
        return True
    if act.structured and effect.operation is Operation.SEND and effect.resource.name.lower().strip("@ ") in _THE_HUMAN:
        return True
    return (
        act.structured
        and effect.operation is Operation.CREATE
        and effect.resource.kind is ResourceKind.UNKNOWN
        and bool(act.name_stems & _TELLING)
    )


_TELLING = stems("submit finish done complete report final answer respond conclude")


def _fit(
    warrant: Warrant, request: Request, act: Act, effect: Effect, subject: frozenset[str]
) -> tuple[float, str] | None:
    same_verb = _same_verb(act, effect, request)
    if not same_verb and not _means(request, effect):
        return None
    objects = request.stems or warrant.stems
    quote = f"The task asks for it: «{request.words}»."
    if objects & subject or (effect.resource.kind is ResourceKind.FILE and _akin(objects, subject)):
        return (w.ASKED_VAGUELY if request.vague else w.ASKED), quote
    if request.vague:
        return _other(effect)
    if not act.structured and len(request.verb) > _SHORT_VERB and request.verb in _command(effect):
        return w.ASKED_KIND, quote
    working = effect.operation in _WORKING and request.operations >= {Operation.UPDATE, Operation.EXECUTE}
    if working and not act.structured and effect.resource.kind in _PLACES:
        return w.STEP, "It is a step of the kind that the task needs."
    if working and effect.resource.kind is ResourceKind.FILE:
        return w.STEP, "It is a step of the kind that the task needs."
    if request.operations == _SENDS and effect.resource.kind in {
        ResourceKind.MAIL,
        ResourceKind.MESSAGE,
        ResourceKind.POST,
    }:
        return w.ASKED_KIND, quote
    narrow = effect.operation in _NARROW and request.verb not in _LOOSE
    if same_verb or (narrow and warrant.stems & subject):
        return w.ASKED_KIND, quote
    if (not act.structured and request.verb not in _LOOSE) or (narrow and effect.resource.kind is ResourceKind.UNKNOWN):
        return w.ASKED_KIND, quote
    return _other(effect)


_SHORT_VERB = 3


def _command(effect: Effect) -> frozenset[str]:
    """The words that stand where a program and its command stand: `git push`, `docker compose restart`."""
    return frozenset(stem(word) for word in effect.evidence.lower().split()[:3])


def _other(effect: Effect) -> tuple[float, str]:
    if effect.operation in _NARROW:
        return w.ASKED_OTHER_HARSH, f"The task asks to {effect.operation} something else."
    return w.ASKED_OTHER, ""


def _akin(objects: frozenset[str], subject: frozenset[str]) -> bool:
    """True where a path's word starts a word of the request, or the other way round: `auth.py` and "authentication"."""
    long = [s for s in subject if len(s) >= 4]
    return any(o.startswith(s) or s.startswith(o) for o in objects if len(o) >= 4 for s in long)


def _means(request: Request, effect: Effect) -> bool:
    """True where the request's verb may mean this operation, by itself or with the nouns that it takes."""
    if effect.operation in request.operations:
        return True
    if effect.resource.kind is ResourceKind.WORKTREE and request.verb in _PUTS_BACK:
        return True
    if effect.operation is Operation.SEND and request.verb == "writ" and any("@" in pin for pin in request.pins):
        return True
    if effect.resource.kind is ResourceKind.FIREWALL and request.verb in _SWITCHED:
        return True
    if effect.operation in {Operation.CREATE, Operation.UPDATE} and Operation.PAY in request.operations:
        return effect.resource.kind in _BOUGHT
    return any(
        effect.operation is done and said in request.operations and (not nouns or nouns & request.stems)
        for done, said, nouns in _ALSO
        if effect.resource.kind is _ON.get(done, effect.resource.kind)
    )


_PUTS_BACK = frozenset({"restor", "revert", "undo", "put-back", "roll-back", "reset", "discard", "checkout"})
"""Verbs of which the way is to give up what was changed in a working copy."""
_SWITCHED = frozenset({"turn-off", "switch-off", "turn-on", "switch-on", "disabl", "enabl"})
_BOUGHT = frozenset({ResourceKind.PAYMENT, ResourceKind.ORDER, ResourceKind.BOOKING, ResourceKind.ROW})
"""What is made or changed of these may be what a verb of paying asks for: a refund is created, a payout a row."""
_ON = {Operation.UPDATE: ResourceKind.FILE, Operation.DELETE: ResourceKind.DISK}
"""What is done of these counts on that kind alone: a file is written or made, a disk formatted."""
_ALSO: tuple[tuple[Operation, Operation, frozenset[str]], ...] = (
    (Operation.UPDATE, Operation.CREATE, frozenset[str]()),
    (
        Operation.GRANT,
        Operation.UPDATE,
        stems(
            "policy policies lifecycle permission permissions mode bit bits owner ownership group executable readable writable acl chmod access right rights sgid suid setuid public"
        ),
    ),
    (
        Operation.REVOKE,
        Operation.DELETE,
        stems("permission permissions access capability capabilities right rights role member user"),
    ),
    (Operation.DELETE, Operation.UPDATE, stems("disk drive stick usb partition exfat ext4 ntfs fat32")),
    (Operation.STOP, Operation.SEND, stems("sigterm sigkill sighup sigint signal process kill")),
    (
        Operation.PAY,
        Operation.SEND,
        stems("euro euros eur dollar dollars usd pound pounds gbp money cash bucks francs deposit rent"),
    ),
    (Operation.UPDATE, Operation.READ, stems("save write output redirect file")),
    (Operation.CREATE, Operation.READ, stems("save write output redirect")),
)
"""(what is done, what was said, nouns that make the one mean the other; none: always). For UPDATE: files alone, since to
write a file and to create one are the same to most people."""


def _same_verb(act: Act, effect: Effect, request: Request) -> bool:
    """The very word that was asked for: the tool's own verb, or a word of a program that is not in view."""
    if request.verb in {"get", "mak", "us", "run", "do", "set"}:
        return False
    if act.structured:
        noun = len(act.verb_stem) >= _LONG and any(s.startswith(act.verb_stem) for s in request.stems)
        said = (
            len(request.verb) >= _LONG
            and any(s.startswith(request.verb) for s in act.stems)
            and effect.operation in _NARROW
        )
        return act.verb_stem == request.verb or noun or said or (request.verb in act.name_stems - _DULL)
    unseen = effect.operation is Operation.EXECUTE and Trait.OPAQUE in effect.traits
    return unseen and len(request.verb) > 3 and any(s == request.verb or s.endswith(request.verb) for s in act.stems)


_LONG = 5
"""Letters of a verb that may be told from the beginning of another word: "reject" in "rejection"."""


def _subject(warrant: Warrant, act: Act, effect: Effect) -> frozenset[str]:
    """Words by which the human may speak of what is touched."""
    written = act.structured and effect.operation in {Operation.CREATE, Operation.SEND} and not place(effect)
    own = stems_of(effect.resource.name) | means(effect.resource.name)
    own = frozenset() if written and len(own & warrant.stems) < _TITLE else own
    own |= KIND_STEMS.get(effect.resource.kind, frozenset()) | (act.name_stems - _DULL)
    return own | {other for concept in CONCEPTS if concept & own & _CORE for other in concept}


_TITLE = 2
"""Words of the task that a title must hold to be more than something that is written."""
_CORE = frozenset(stem for concept in CONCEPTS for stem in concept)


def _unasked(warrant: Warrant, effect: Effect, *, about: bool) -> Term:
    points = w.UNASKED[effect.operation]
    if effect.traits & {Trait.TEMPORARY, Trait.REBUILDABLE} and effect.operation is not Operation.SEND:
        points /= 4
    if warrant.mode is Mode.UNCLEAR:
        return Term(
            "unclear",
            points / (4 if about else 2) + w.UNCLEAR,
            f"Nothing in the task clearly asks to {effect.operation} anything.",
        )
    if _tries(effect):
        return Term("tries", w.STEP / 2, "It runs the project's own code, which changes little.")
    working = effect.operation in _WORKING and effect.resource.kind in _PLACES and warrant.mode is Mode.ORDER
    if working:
        return Term("step", w.STEP / 2, "It may be a step towards what the task asks for.")
    return Term("unasked", points, f"Nobody asked to {effect.operation} anything.")


def _tries(effect: Effect) -> bool:
    """A build or a test run that is in view: also who only wants to know has to try."""
    return (
        effect.operation is Operation.EXECUTE and effect.reversibility == 0 and not effect.traits - {Trait.REBUILDABLE}
    )


def _question(warrant: Warrant, effect: Effect) -> tuple[Term, ...]:
    if warrant.mode is not Mode.QUESTION or effect.traits & {Trait.TEMPORARY} or _tries(effect):
        return ()
    mild = effect.operation in _WORKING and effect.reversibility == 0
    return (Term("question", w.ONLY_A_QUESTION * (0.5 if mild else 1.0), "The task only asks to look."),)


def _topic(warrant: Warrant, act: Act, effect: Effect, *, asked: bool) -> tuple[Term, ...]:
    """Whether a structured call's own words are words of the task."""
    if not act.structured or not effect.changes or warrant.mode is Mode.UNCLEAR:
        return ()
    words = act.name_stems - _DULL
    if not words:
        return ()
    wide = words | {other for concept in CONCEPTS if concept & words for other in concept}
    if wide & warrant.stems:
        return (Term("topic", w.TOPIC, "It is about what the task is about."),)
    if effect.resource.kind in {ResourceKind.FILE, ResourceKind.FOLDER} or (
        asked and effect.operation is Operation.SEND
    ):
        return ()
    return (Term("off_topic", w.OFF_TOPIC, "The task does not speak of anything like it."),)
