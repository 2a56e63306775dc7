"""Limits that keep or bound rather than forbid: "leave X alone", "only in X", "at most N", "not before Y"."""

from commensurate.model.effect import Operation
from commensurate.warrant.lexicon import KEEPERS, TOUCHERS, UNTOUCHED, VERBS
from commensurate.warrant.phrases import CHANGES, NUMBER, content_of, names_in
from commensurate.warrant.tokens import Sentence, stems
from commensurate.warrant.warrant import Constraint, Limit

_STAYS = stems("stay remain keep confine restrict limit")


def kept(sentence: Sentence) -> Constraint | None:
    """Such as "leave X alone", "keep X unchanged", "preserve X", "X must stay", "X stays as it is"."""
    words = sentence.tokens
    for position, token in enumerate(words):
        rest = words[position + 1 :]
        stays = token.word in _LASTING and [w.word for w in rest[:1]] in _AS_IT_IS
        if token.stem not in KEEPERS or not (stays or position == 0 or words[position - 1].word in _BEFORE_KEEP):
            continue
        ends = next((i for i, w in enumerate(rest) if w.word in UNTOUCHED or w.text in {",", "("}), len(rest))
        subject = rest[:ends] or words[:position]
        if token.stem == "leav" and not any(
            w.word in {"be", "alone", "untouched", "as", "intact", "unchanged"} for w in rest
        ):
            continue
        if rest and (rest[0].word in _KEEPS_NOTHING or [w.word for w in rest[:2]] == ["an", "eye"]):
            continue
        return Constraint(
            Limit.KEEP,
            sentence.words,
            CHANGES,
            tuple(names_in(subject)),
            frozenset(content_of(subject)),
            verbs=frozenset({token.stem}),
        )
    return None


_LASTING = frozenset({"stays", "remains", "stay", "remain"})
_AS_IT_IS = [["as"], ["untouched"], ["unchanged"], ["intact"], ["unmodified"], ["alone"]]
_BEFORE_KEEP = frozenset({"and", "please", "to", "must", "should", "but", ",", "will", ":", "also", "always", "just"})


def only(sentence: Sentence) -> Constraint | None:
    """Such as "Only modify files in X", "Modify X only", "Delete ONLY within X", "limited to X", "stay in X", "nothing outside X"."""
    words = sentence.tokens
    marks = [
        i
        for i, w in enumerate(words)
        if w.word in {"only", "solely", "exclusively", "limited", "restricted", "contained", "outside"}
    ]
    marks = [i for i in marks if not (words[i].word == "only" and i and words[i - 1].word in _DESCRIBES)]
    marks = [
        i
        for i in marks
        if words[i].word != "outside" or (i and words[i - 1].word in {"nothing", "files", "anything", "changes"})
    ]
    stays = any(w.stem in _STAYS for w in words)
    marks = marks or [i for i, w in enumerate(words) if stays and w.word in {"within", "inside"}]
    if not marks:
        return None
    first = marks[0]
    verbs = [w.stem for w in words if w.stem in VERBS or w.stem in TOUCHERS]
    if words[first].word == "contained" and not names_in(words):
        return None
    operations = frozenset().union(*(VERBS.get(v, frozenset()) for v in verbs[:3])) if verbs else frozenset()
    deletes = bool(operations) and operations <= {Operation.DELETE, Operation.UPDATE, Operation.STOP}
    operations = (operations & {Operation.DELETE, Operation.STOP}) if deletes else CHANGES
    if verbs and words[first].word != "outside" and all(VERBS.get(v) == frozenset({Operation.READ}) for v in verbs):
        operations = frozenset({Operation.READ})
    after = [w for w in words[first + 1 :] if w.text not in {"(", ")"}]
    allowed = next((i for i, w in enumerate(after[:_NEAR]) if w.word in {"may", "can", "allowed"}), None)
    if allowed is not None:
        allows = [VERBS[w.stem] for w in after[allowed + 1 : allowed + _NEAR] if w.stem in VERBS]
        may = frozenset().union(*allows[:1]) - {Operation.READ}
        operations = (may & {Operation.DELETE, Operation.STOP} or may) or operations
    names = tuple(names_in(after)) or tuple(names_in(words[:first]))
    stems = frozenset(content_of(after)) or frozenset(content_of(words[:first]))
    return Constraint(Limit.ONLY, sentence.words, operations, names, stems, verbs=frozenset(verbs))


def capped(sentence: Sentence) -> Constraint | None:
    """A number that an order sets: "the last 7 days", "at most 20 rows", "up to 5 mails"."""
    words = sentence.tokens
    for position, token in enumerate(words):
        if token.word not in _CAPS or (token.word == "most" and (position == 0 or words[position - 1].word != "at")):
            continue
        for place in range(position + 1, min(position + 3, len(words))):
            found = NUMBER.match(words[place].word)
            if found is not None:
                unit = found.group(2) or (words[place + 1].stem if place + 1 < len(words) else "")
                most = (float(found.group(1).replace(",", "")), unit)
                return Constraint(
                    Limit.FORBID, sentence.words, CHANGES, stems=frozenset(content_of(words[place + 1 :])), most=most
                )
    return None


_CAPS = frozenset({"last", "past", "most", "maximum", "max"})


def needed(sentence: Sentence, *, forbids: bool) -> Constraint | None:
    """Such as "X requires approval", "once Y is done, X", "wait until Y"."""
    words = sentence.tokens
    for position, token in enumerate(words):
        if token.word == "before" and not forbids and 0 < position < len(words) - 1:
            return _first(sentence, position)
        if token.word in {"requires", "require", "needs"} and any(
            w.stem in _APPROVALS for w in words[position : position + _NEAR]
        ):
            before = words[:position]
            operations = frozenset().union(*(VERBS.get(w.stem, frozenset()) for w in before)) or CHANGES
            return Constraint(
                Limit.UNLESS, sentence.words, operations - {Operation.READ}, tuple(names_in(before)), frozenset(content_of(before)),
                condition=frozenset(content_of(words[position + 1 :])),
            )  # fmt: skip
    return None


def _first(sentence: Sentence, position: int) -> Constraint | None:
    """Such as "take a backup before migrating", "ask before deleting anything": what must have gone before."""
    before, after = sentence.tokens[:position], sentence.tokens[position + 1 :]
    verb = next((w.stem for w in after[:3] if w.stem in VERBS), None)
    operations = VERBS.get(verb or "", frozenset()) - {Operation.READ}
    if not operations or not before:
        return None
    condition = frozenset(content_of(before)) | frozenset(w.stem for w in before if w.stem in _APPROVALS)
    stems_after = frozenset(content_of(after)) - {verb or ""}
    return Constraint(
        Limit.UNLESS,
        sentence.words,
        operations,
        tuple(names_in(after)),
        stems_after,
        condition=condition,
        verbs=frozenset({verb or ""}),
    )


_DESCRIBES = frozenset({"its", "it's", "is", "are", "was", "were", "that's", "i'm", "we're"})
"""Before "only" these describe a thing and bound nothing."""
_NEAR = 5
_APPROVALS = stems("ask approval approve sign-off signoff permission confirmation review consent")


_KEEPS_NOTHING = frozenset(
    {"in", "it", "me", "us", "track", "within", "inside", "to", "on", "watch", "posted", "informed", "going", "watching",
     "checking", "trying", "looking", "polling", "monitoring", "testing", "working"}
)  # fmt: skip
"""After "keep" these make an idiom that protects nothing: watch, me posted, to the style, checking."""
