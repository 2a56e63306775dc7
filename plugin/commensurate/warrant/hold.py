"""One constraint held against one action: does the human's own sentence forbid it? Paths, options and numbers are compared
by code; what only words could tell counts by half.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

from commensurate.effects.environment import environment_of
from commensurate.effects.tools.arguments import OLD_TEXTS, first_text
from commensurate.model.effect import Effect, Environment, Operation, ResourceKind, Trait
from commensurate.model.regex import regex
from commensurate.warrant.act import Act, changed_places, is_test, means, place, within
from commensurate.warrant.evidence import Evidence, stands_in
from commensurate.warrant.implied import implied, stands
from commensurate.warrant.lexicon import CONCEPTS, KIND_STEMS, SECRET_STEMS, SHOWERS, TOUCHERS, VERBS
from commensurate.warrant.signs import LOADS, MAY_SHOW, SHOWS, SKIPS
from commensurate.warrant.tokens import stem, stems, stems_of
from commensurate.warrant.warrant import Constraint, Limit

FULL, HALF, CLEAR = 1.0, 0.5, 0.0
"""How far an action is against a constraint."""


@dataclass(frozen=True, slots=True)
class Breach:
    """How far, and why in words."""

    degree: float
    why: str


NONE = Breach(CLEAR, "")


_TESTS = stems("test tests spec specs suite assertion assertions snapshot golden fixture")
_FINE = stems("integration unit e2e end functional acceptance existing failing current any")
_WEAKENERS = stems(
    "skip disable weaken bypass suppress hide ignore mock loosen omit relax turn-off remove xfail mark silence fake"
)
_AROUND = stems("bypass override circumvent skip disable ignore evade")
_OVERRIDES = regex(
    r"--admin\b|--force\b|--no-verify|--skip[\w-]*|--override\b|--allow-\w+|--disable-\w+|--unsafe\w*|\s-k\b"
)
_BACKGROUND = stems("background daemon process processes load generators running loop loops long-running")
_RESOURCES = stems(
    "resource resources usage load high-load stress unbounded excessive heavy cpu memory storms storm retry saturate"
)
_SYSTEM = stems("system system-wide global os machine root sudo")
_APPLYING = stems("apply execute deploy migrate")
_APPLIED_TO = frozenset({
    ResourceKind.DATABASE, ResourceKind.SCHEMA, ResourceKind.TABLE, ResourceKind.ROW, ResourceKind.INDEX, ResourceKind.STACK,
    ResourceKind.CLUSTER, ResourceKind.WORKLOAD, ResourceKind.INSTANCE,
})  # fmt: skip
"""What prepared changes are applied to: they stand apart from the files that hold them."""
_FORCE = stems("force forced forcing force-push")
_GENERIC = stems(
    "anything something everything nothing there file files code thing things any other directory directories folder change changes data existing related state line lines item items"
)
_SOURCE = stems("source code src implementation production-code")
_OPTION = regex(
    r"--?([a-z][\w-]*)[ =]+['\"]?(\d[\d,_.]*)([a-z%]*)|\b([a-z_]+)[=:] ?['\"]?(\d[\d,_.]*)([a-z%]*)|\b(\d[\d,_.]*)([a-z%]*)\b"
)
_PRODUCTION = regex(r"\bprod(?:uction)?(?:\b|_)")
_TIMES = regex(r"\{(\d+)\.\.(\d+)\}|\bseq (?:1 )?(\d+)|\brange\((\d+)\)")
_SECONDS: Mapping[str, float] = {
    "s": 1, "sec": 1, "second": 1, "m": 60, "min": 60, "minut": 60, "h": 3600, "hour": 3600, "d": 86400, "dai": 86400, "week": 604800, "month": 2592000,
}  # fmt: skip


def held(constraint: Constraint, act: Act, evidence: Evidence) -> Breach:
    """Hold one constraint against an action."""
    return _BY_LIMIT[constraint.limit](constraint, act, evidence)


def _forbid(constraint: Constraint, act: Act, _evidence: Evidence) -> Breach:
    if constraint.most is not None:
        return _over(constraint, act)
    effects = [
        effect
        for effect in act.analysis.effects
        if constraint.looking
        or effect.operation in constraint.operations
        or Trait.OPAQUE in effect.traits
        or (Operation.CREATE in constraint.operations and effect.operation is Operation.UPDATE)
        or constraint.verbs & act.stems
    ]
    if why := implied(constraint, act):
        return Breach(FULL, why)
    for check in (_named, _special, _adds):
        found = check(constraint, act, effects)
        if found.degree:
            return found
    if constraint.names and not all(re.fullmatch(r"[\d.]+", name) for name in constraint.names):
        return NONE
    return _by_words(constraint, act, effects)


def _named(constraint: Constraint, act: Act, effects: list[Effect]) -> Breach:
    cwd = act.action.workspace.cwd
    for name in constraint.names:
        if name.startswith("-") or " " in name:
            if (act.analysis.changes or constraint.looking) and stands(name, act.text):
                return Breach(FULL, f'it uses "{name}"')
        elif "/" in name or "." in name or "*" in name:
            for effect in effects:
                path = (place(effect) or effect.resource.name).partition("(")[0]
                if path and (within(path, name, cwd) or fnmatchcase(path.lower().rsplit("/", 1)[-1], name)):
                    return Breach(FULL, f'it would {effect.operation} "{effect.resource.name}"')
                if path and effect.operation is Operation.DELETE and within(name, path, cwd) and "/" in name:
                    return Breach(FULL, f'it would {effect.operation} "{effect.resource.name}", which holds "{name}"')
        elif any(stands_in(name, e.resource.name.lower()) for e in effects) or (
            constraint.looking and stands_in(name, act.text)
        ):
            return Breach(FULL, f'it touches "{name}"')
    return NONE


def _special(constraint: Constraint, act: Act, _effects: list[Effect]) -> Breach:
    """Kinds of prohibition that have a meaning of their own, whatever the words of the action are."""
    spoken, verbs = constraint.stems, constraint.verbs
    traits = {trait for effect in act.analysis.effects for trait in effect.traits}
    changes = act.analysis.changes
    if spoken & SECRET_STEMS and (verbs | spoken) & SHOWERS and SHOWS.search(act.text):
        return Breach(FULL, "it shows a secret")
    if spoken & SECRET_STEMS and (verbs | spoken) & SHOWERS and (Trait.SECRET in traits or Trait.SECRET in act.brought):
        return Breach(FULL, "it reads or shows a credential")
    if (verbs | spoken) & (_WEAKENERS | TOUCHERS) and spoken & (
        _TESTS | stems("ci validation check checks failure failures error errors")
    ):
        if changes and (Trait.BYPASS in traits or Trait.BYPASS in act.brought):
            return Breach(FULL, "it switches a check off")
        touched = [path for _, path in changed_places(act) if is_test(path)]
        if touched and spoken & _TESTS and verbs & TOUCHERS:
            certain = not spoken - _TESTS - _GENERIC - _FINE
            return Breach(FULL if certain else HALF, f'it changes the tests in "{touched[0]}"')
    if spoken & _TESTS and verbs & (_WEAKENERS | TOUCHERS) and SKIPS.search(act.text):
        return Breach(FULL, "it leaves tests out, or renews what they expect")
    if spoken & SECRET_STEMS and MAY_SHOW.search(act.text):
        return Breach(HALF, "it shows what often holds secrets")
    if spoken & stems("production prod live") and (constraint.looking or changes):
        worlds = {e.environment for e in act.analysis.effects}
        if Environment.PRODUCTION in worlds or _PRODUCTION.search(act.text):
            return Breach(FULL if act.stems & stems("prod production") else HALF, "it touches production")
    if spoken & _BACKGROUND & stems("background daemon loop load generators") and act.loops:
        return Breach(FULL, "it stays behind in the background or never ends")
    if spoken & _RESOURCES and (act.loops or LOADS.search(act.text)):
        return Breach(FULL, "it never ends, or strains the machine")
    if spoken & _SYSTEM and changes and (Trait.SYSTEM in traits or Trait.ELEVATED in traits or "sudo " in act.text):
        return Breach(FULL, "it changes the system itself")
    if verbs & _AROUND and _OVERRIDES.search(act.text):
        return Breach(HALF, "it goes around a check")
    if verbs & _APPLYING and not spoken - _GENERIC - verbs:
        applied = next((e for e in act.analysis.effects if e.changes and e.resource.kind in _APPLIED_TO), None)
        if applied is not None or (changes and act.stems & verbs & _APPLYING and not act.structured):
            return Breach(FULL, "it carries out what was only to be prepared")
    if spoken & _FORCE and (Trait.FORCED in traits or "--force" in act.text):
        return Breach(FULL, "it forces")
    return NONE


def _adds(constraint: Constraint, act: Act, _effects: list[Effect]) -> Breach:
    """What must not be added or used stands in what is written, and did not stand there before."""
    content = constraint.stems - _GENERIC - _TESTS - constraint.verbs
    if not content or not constraint.verbs & _ADDING or not act.analysis.changes:
        return NONE
    old = first_text(act.action.arguments, OLD_TEXTS) or ""
    if content <= act.stems and not content <= stems_of(old):
        return Breach(FULL if len(content) > 1 or act.structured else HALF, f"it adds {', '.join(sorted(content))}")
    return NONE


_ADDING = stems(
    "add use introduce insert import install employ include rely call hardcode hard-code mock stub inject create"
)


def _by_words(constraint: Constraint, act: Act, effects: list[Effect]) -> Breach:
    """Compare what the constraint speaks of with what the action touches.

    Many a noun is a verb elsewhere («do not delete the backups»): it is heard as either, and the stricter counts.
    """
    spoken = constraint.stems - _GENERIC
    content = spoken - constraint.verbs
    as_verbs = _by_content(content, constraint, act, effects) if content else _by_verb(constraint, act)
    own = [e for e in effects if e.resource.kind is not ResourceKind.FILE or spoken & stems_of(e.resource.name)]
    as_nouns = NONE if content == spoken else _by_content(spoken, constraint, act, own)
    return as_verbs if as_nouns.why == _NEAR or as_verbs.degree >= as_nouns.degree else as_nouns


_NEAR = "it comes near to what is forbidden"


def _by_content(content: frozenset[str], constraint: Constraint, act: Act, effects: list[Effect]) -> Breach:
    if not effects:
        return NONE
    runs = {Operation.EXECUTE} if not constraint.looking else set[Operation]()
    changing = [e for e in effects if e.changes and e.resource.kind not in _KEPT and e.operation not in runs]
    if not changing and not constraint.looking:
        return NONE
    best = 0.0
    for effect in changing or effects:
        touched = (
            stems_of(effect.resource.name)
            | means(effect.resource.name)
            | KIND_STEMS.get(effect.resource.kind, frozenset())
            | act.name_stems
            | act.keys
        )
        touched |= {other for concept in CONCEPTS if concept & touched for other in concept}
        best = max(best, len(content & touched) / len(content))
    if best >= 0.99:
        sure = bool(constraint.verbs & (TOUCHERS | act.stems)) or any(e.operation in _NARROW for e in changing)
        return Breach(FULL if sure else HALF, f"it touches {', '.join(sorted(content))}")
    wider = len(content & act.stems) / len(content)
    if best >= 0.5 or wider >= 0.75:
        return Breach(HALF, _NEAR)
    return NONE


def _by_verb(constraint: Constraint, act: Act) -> Breach:
    """A prohibition that names an act and no thing: "don't release", "no commits", "do not cancel yet"."""
    if not act.analysis.changes and not constraint.looking:
        return NONE
    meant = constraint.verbs - _EVERY_ACT
    if not meant:
        general = bool(constraint.verbs & TOUCHERS) and any(
            e.operation in constraint.operations for e in act.analysis.effects
        )
        return Breach(HALF, "it changes something") if general and constraint.stems & _GENERIC else NONE
    if act.structured:
        said = {act.verb_stem} | act.name_stems | act.keys
        done = any(e.operation in _operations(meant) for e in act.analysis.effects if e.operation in _NARROW)
        found = meant & said
        return Breach(FULL, f"it would {act.verb_stem or min(found)}") if found or done else NONE
    commands = frozenset(stem(word) for word in _COMMANDS.findall(act.text))
    return Breach(FULL, f"it would {min(meant & commands)}") if meant & commands else NONE


def _operations(verbs: frozenset[str]) -> frozenset[Operation]:
    return frozenset().union(*(VERBS.get(verb, frozenset()) for verb in verbs)) & _NARROW


_EVERY_ACT = TOUCHERS | stems("do make get want need be go take put")
_COMMANDS = regex(
    r"(?:^|[;&|(\n]\s*|\bsudo |\bgit |\bgh |\bnpm |\bkubectl |\bdocker |\bterraform |\b\w+[._])(?=([a-z]{3,}))"
)
"""The words of a line that stand where a command, or the command of a program, stands."""
_KEPT = frozenset({ResourceKind.HISTORY, ResourceKind.REPOSITORY})
"""What a commit's message says is said, not done."""
_NARROW = frozenset(
    {Operation.DELETE, Operation.SEND, Operation.PAY, Operation.GRANT, Operation.REVOKE, Operation.STOP}
)


def _over(constraint: Constraint, act: Act) -> Breach:
    """A number in the action that passes the one that was set, with the same unit or on an option of that name."""
    if constraint.most is None:
        return NONE
    most, unit = constraint.most
    if constraint.stems & stems("newer older") or "old" in constraint.stems:
        return _too_young(act, most)
    times = max((int(a or 0) for found in _TIMES.finditer(act.text) for a in found.groups()[1:]), default=1) or 1
    seconds = _SECONDS.get(unit)
    wanted = {unit, *constraint.stems} - _GENERIC
    for found in _OPTION.finditer(act.text):
        option, value, suffix = _option(found)
        if seconds is not None:
            own = _SECONDS.get(stem(suffix)) or (
                1.0 if option and stem(option) in stems("timeout duration seconds time") else None
            )
            named = option and stem(option.split("-")[-1]) in _SECONDS
            own = own or (_SECONDS[stem(option.split("-")[-1])] if named else None)
            if own is not None and value * own > most * seconds:
                return Breach(FULL, f"{value:g}{suffix} is more than {most:g} {unit}")
        elif option and value * times > most and (stems_of(option) & wanted or stems_of(option) & _COUNTS):
            return Breach(FULL, f"{value * times:g} is more than {most:g}")
    return NONE


_AGE = regex(r"-[mac]time\s+['\"]?([+-]?)(\d+)")


def _too_young(act: Act, days: float) -> Breach:
    """A deletion by age that takes what is younger than the human's bound (`find -mtime`)."""
    for sign, number in _AGE.findall(act.text):
        if sign == "-" or float(number) < days:
            return Breach(FULL, f"it takes what is younger than {days:g} days")
    return NONE


_COUNTS = stems("iterations count number requests operations runs repeat times limit size total")


def _option(found: re.Match[str]) -> tuple[str, float, str]:
    groups = found.groups()
    option, value, suffix = groups[0:3] if groups[1] else groups[3:6] if groups[4] else (None, *groups[6:8])
    try:
        return option or "", float((value or "0").replace(",", "").replace("_", "").rstrip(".")), suffix or ""
    except ValueError:
        return option or "", 0.0, suffix or ""


def _only(constraint: Constraint, act: Act, _evidence: Evidence) -> Breach:
    """Changes elsewhere than where they are to stay. Throw-away places are free."""
    cwd = act.action.workspace.cwd
    allowed = [name for name in constraint.names if "/" in name or "." in name]
    for effect, path in changed_places(act):
        if effect.operation not in constraint.operations or Trait.TEMPORARY in effect.traits:
            continue
        if effect.resource.kind in {ResourceKind.CODE, ResourceKind.UNKNOWN} and "/" not in path and "." not in path:
            continue
        if allowed and not any(within(path, name, cwd) or fnmatchcase(path.lower(), name) for name in allowed):
            return Breach(FULL, f'"{path}" lies elsewhere')
        if not allowed and constraint.stems & _SOURCE and is_test(path) and not constraint.stems & _TESTS:
            return Breach(FULL, f'"{path}" is a test, not the source')
        if (
            not allowed
            and constraint.stems & stems("project repository workspace repo")
            and (
                effect.traits & {Trait.SYSTEM, Trait.OUTSIDE, Trait.HOME}
                or path.startswith(("/etc", "/usr", "~", "/var"))
            )
        ):
            return Breach(FULL, f'"{path}" lies outside')
    worlds = {environment_of(word) for word in constraint.stems} - {Environment.UNKNOWN}
    for effect in act.analysis.effects:
        if worlds and effect.changes and effect.environment not in worlds | {Environment.UNKNOWN}:
            return Breach(FULL, f"it touches {effect.environment}")
    return NONE


def _keep(constraint: Constraint, act: Act, _evidence: Evidence) -> Breach:
    """What is to stay as it is."""
    effects = [e for e in act.analysis.effects if e.changes]
    found = _named(constraint, act, effects)
    if found.degree:
        return found
    content = constraint.stems - _GENERIC
    if effects and act.structured and content and content <= act.keys | _parts_of(act.keys, content):
        return Breach(FULL, f"it sets {', '.join(sorted(content))}")
    for effect in effects:
        gone = effect.operation in {Operation.DELETE, Operation.STOP, Operation.REVOKE}
        if (
            gone
            and not constraint.names
            and (stems_of(effect.resource.name) | KIND_STEMS.get(effect.resource.kind, frozenset())) & content
        ):
            return Breach(FULL, f"it would {effect.operation} what is to stay")
        if Trait.BYPASS in effect.traits and content & (
            _TESTS | stems("validation check checks coverage strict security")
        ):
            return Breach(FULL, "it switches a check off that is to stay")
    return NONE


def _parts_of(keys: frozenset[str], content: frozenset[str]) -> frozenset[str]:
    """Those words that are joined in an argument's name: "due date" in `duedate`."""
    joined = {key for key in keys if sum(word in key for word in content) > 1}
    return frozenset(word for word in content if any(word in key for key in joined))


def _unless(constraint: Constraint, act: Act, evidence: Evidence) -> Breach:
    """Forbidden until a condition is met: an earlier result must speak of the condition and of this very thing."""
    effects = [e for e in act.analysis.effects if e.changes and e.operation in constraint.operations]
    if not constraint.names and not constraint.stems & stems("file files write edit create"):
        effects = [e for e in effects if e.resource.kind not in _KEPT | {ResourceKind.FILE, ResourceKind.DOCUMENT}]
    if not effects or not _concerns(constraint, act, effects):
        return NONE
    identifiers = [word for word in re.findall(r"[\w.-]*\d[\w.-]*", act.text) if len(word) > 2]
    condition = constraint.condition - _GENERIC
    condition |= _APPROVALS if condition & _APPROVALS else frozenset()
    for result in evidence.results:
        for line in result.splitlines():
            if stems_of(line) & condition and (not identifiers or any(stands_in(word, line) for word in identifiers)):
                return NONE
    approval = bool(condition & _APPROVALS)
    if not approval and any(stems_of(call) & condition for call in evidence.calls):
        return NONE
    return Breach(FULL if approval else HALF, "nothing that went before says that the condition is met")


_APPROVALS = stems("ask approval approve approved sign-off signoff permission confirmation confirm consent review")


def _concerns(constraint: Constraint, act: Act, effects: list[Effect]) -> bool:
    content = constraint.stems - _GENERIC
    if not content:
        return True
    touched = act.stems | {
        s for e in effects for s in stems_of(e.resource.name) | KIND_STEMS.get(e.resource.kind, frozenset())
    }
    return bool(content & touched) or bool(constraint.verbs)


_BY_LIMIT: Mapping[Limit, Callable[[Constraint, Act, Evidence], Breach]] = {
    Limit.FORBID: _forbid, Limit.ONLY: _only, Limit.KEEP: _keep, Limit.UNLESS: _unless,
}  # fmt: skip
