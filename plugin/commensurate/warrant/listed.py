"""What earlier listings say of the very thing that is touched, held against the words by which the human chose it."""

import re
from collections.abc import Iterator, Sequence

from commensurate.effects.environment import environment_of
from commensurate.model.effect import Effect, Environment, Operation, ResourceKind, Trait
from commensurate.model.regex import regex
from commensurate.warrant import weights as w
from commensurate.warrant.act import Act
from commensurate.warrant.evidence import Evidence, stands_in
from commensurate.warrant.listing import Row, rows_of
from commensurate.warrant.term import Term
from commensurate.warrant.warrant import Warrant

_UNDOING = frozenset({Operation.DELETE, Operation.UPDATE, Operation.STOP, Operation.REVOKE, Operation.EXECUTE})
_NUMBER = regex(r"\d+")
_IDENTIFIER = regex(r"^[a-z][a-z0-9]*(?:[-_][a-z0-9]+)+$")
_MINE = frozenset({"me", "self", "you", "myself"})


def listed(warrant: Warrant, act: Act, evidence: Evidence, effect: Effect) -> Iterator[Term]:
    """The terms that come from listings, from the environment, and from how the human named what is meant."""
    yield from _world(warrant, effect, effect.environment)
    if effect.operation not in _UNDOING or Trait.UNRESOLVED in effect.traits:
        return
    names = _targets(act, evidence, effect)
    meant: list[Term] = list(_more_than_named(warrant, names, effect))
    agrees = True
    for name in names:
        rows = rows_of(name, evidence.raw)
        meant += [*_meant(warrant, name, rows, evidence), *_against(warrant, act, evidence, name, rows)]
        if effect.environment is Environment.UNKNOWN and not meant:
            meant += _world(warrant, effect, environment_of(name))
        agrees = agrees and any(row.agrees(adjective) for adjective in warrant.adjectives for row in rows)
        if any(term.points < 0 for term in meant):
            break
    yield from meant
    if agrees and warrant.adjectives and all(term.points > 0 for term in meant):
        yield Term("such", w.SUCH, "A listing says that it is what the task speaks of.")


def _more_than_named(warrant: Warrant, names: Sequence[str], effect: Effect) -> Iterator[Term]:
    """Some of the things are those that the human named, and others are not; or nothing limits what it touches."""
    if warrant.everything or not warrant.names:
        return
    spoken = [name for name in names if name.lower() in warrant.names]
    other = next((name for name in names if name.lower() not in warrant.names), None)
    if spoken and other is not None:
        yield Term(
            "not_the_one", w.NOT_THE_ONE, f'The task names {", ".join(spoken[:3])}; "{other}" is not among them.'
        )
    elif Trait.UNBOUNDED in effect.traits and any(name.isdigit() for name in warrant.names):
        yield Term("not_the_one", w.NOT_THE_ONE, "The task names single things, and nothing limits what this touches.")


def _targets(act: Act, evidence: Evidence, effect: Effect) -> list[str]:
    """What is touched: by name, or, where a program is not in view, those of its words that a listing holds."""
    if effect.operation is not Operation.EXECUTE:
        names = effect.resource.name.split(", ") if act.structured else [effect.resource.name]
        return [name for name in names if name][:_MOST_NAMES]
    words = dict.fromkeys(_WORD.findall(act.text)) if not act.structured else {}
    return [word for word in words if any(c in word for c in "-_./0123456789") and rows_of(word, evidence.raw)][:20]


_MOST_NAMES = 40
"""Names of one act that are held against the words and the listings."""
_WORD = regex(r"[^\s'\";|&=]+")


def _against(warrant: Warrant, act: Act, evidence: Evidence, name: str, rows: Sequence[Row]) -> Iterator[Term]:
    """What the rows say against it: somebody else's, protected, not in the state that the task speaks of."""
    if not rows:
        return
    user = act.action.workspace.user.lower()
    if _owned(warrant, name, rows, evidence, user) is False:
        yield Term("not_theirs", w.NOT_THEIRS, f'A listing says that "{name}" belongs to somebody else.')
    if any(row.shielded() for row in rows) and "protected" not in warrant.adjectives:
        yield Term("shielded", w.SHIELDED, f'A listing says that "{name}" is protected or shared.')
    states = [row.agrees(adjective) for adjective in warrant.adjectives for row in rows]
    if False in states and True not in states:
        wanted = ", ".join(sorted(warrant.adjectives))
        yield Term("not_such", w.NOT_SUCH, f'A listing says that "{name}" is not {wanted}.')


def _owned(warrant: Warrant, name: str, rows: Sequence[Row], evidence: Evidence, user: str) -> bool | None:
    """Whether the thing belongs to the human: by an owner's column, else by the folder-like start of its name."""
    if not user:
        return None
    owners = {owner for row in rows if (owner := row.owner())}
    if owners:
        return bool(owners & ({user} | _MINE))
    start = _space(name)
    if start and warrant.mine and any(f"{user}/" in output.lower() for output in evidence.raw):
        return start == user
    return None


def _space(name: str) -> str:
    parts = name.lower().removeprefix("refs/heads/").removeprefix("origin/").split("/")
    return parts[0] if len(parts) > 1 else ""


def _world(warrant: Warrant, effect: Effect, world: Environment) -> Iterator[Term]:
    far = bool(effect.traits & {Trait.REMOTE, Trait.SHARED})
    if (far and warrant.lanes == {Environment.DEVELOPMENT}) or (
        not far and effect.resource.kind is ResourceKind.BRANCH and warrant.lanes == {Environment.PRODUCTION}
    ):
        yield Term("other_lane", w.OTHER_WORLD, "The task names the other side: what is here, or what is shared.")
        return
    if world is Environment.UNKNOWN or world in warrant.environments:
        return
    if not warrant.lanes and any(environment_of(name) is world for name in warrant.names):
        return
    if not warrant.lanes and effect.resource.name.lower() in warrant.names:
        return
    local = effect.operation is Operation.EXECUTE and world is effect.environment is Environment.DEVELOPMENT
    if local:
        return
    if warrant.environments and (world is not Environment.DEVELOPMENT or warrant.lanes):
        asked = ", ".join(sorted(warrant.environments))
        yield Term("other_world", w.OTHER_WORLD, f"The task speaks of {asked}, and this touches {world}.")
    elif world is Environment.PRODUCTION:
        yield Term("production", w.PRODUCTION, "It touches production, which the task does not name.")


def _meant(warrant: Warrant, name: str, rows: Sequence[Row], evidence: Evidence) -> Iterator[Term]:
    """Ranges, numbers and identifiers by which the human chose what is meant."""
    own = name.lower()
    if "/" in own and stands_in(_last(own), warrant.text):
        return
    cells = {own, *(cell for row in rows for cell in row.cells)}
    if any(named in cells for named in warrant.names):
        if own not in warrant.text:
            yield Term("named_row", w.NAMED, "The task names it.")
        return
    whole = not (warrant.ranges or warrant.adjectives or warrant.everything)
    for pattern in warrant.ranges:
        wanted = re.compile(pattern.lower().replace("x", r"\d"))
        numbers = [n for cell in cells for n in _NUMBER.findall(cell) if len(n) == len(pattern)]
        if not any(wanted.fullmatch(number) for number in numbers):
            yield Term("other_range", w.OTHER_RANGE, f'"{name}" lies outside {pattern}.')
            return
    tickets = (
        []
        if not rows
        else [named for named in warrant.names if named.isdigit() and len(named) >= 3 and _listed(named, evidence)]
    )
    if tickets and not any(number in _NUMBER.findall(cell) for cell in cells for number in tickets):
        yield Term("other_number", w.OTHER_RANGE, f'"{name}" is not {" or ".join(tickets)}.')
        return
    singles = [named for named in warrant.names if _IDENTIFIER.match(named) and not named.isdigit()]
    exact = [named for named in singles if rows_of(named, evidence.raw)]
    if exact and (whole or rows):
        yield Term("not_the_one", w.NOT_THE_ONE, f'The task names {", ".join(exact)}; this is "{name}".')
        return
    topics = [named for named in singles if named not in exact and _listed(named, evidence)]
    if topics and not any(topic in cell for topic in topics for cell in cells):
        yield Term("other_topic", w.OTHER_TOPIC, f'"{name}" is not one of {", ".join(topics)}.')


def _last(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2]


def _listed(word: str, evidence: Evidence) -> bool:
    return any(word in result for result in evidence.results)
