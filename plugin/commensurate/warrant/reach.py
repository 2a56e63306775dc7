"""Reach: an act that goes beyond the one thing named (its parent folder, all of its kind), or loses what was to be kept."""

from collections.abc import Iterator

from commensurate.model.effect import Effect, Operation, Trait
from commensurate.model.regex import regex
from commensurate.warrant import weights as w
from commensurate.warrant.act import Act, place, within
from commensurate.warrant.term import Term
from commensurate.warrant.tokens import stem, stems
from commensurate.warrant.warrant import Warrant

_UNDOING = frozenset({Operation.DELETE, Operation.STOP, Operation.REVOKE})
_ALL_OF_KIND = regex(
    r"(?:^|\s)--all(?:-namespaces)?\b|(?:^|\s)-a\b(?=[^\n]*\b(?:namespace|pods?|pvc|deploy))|\$\((?:docker|podman) [^)]*-a?q|\ball_\w+\b"
)
_ALL_FLAG = regex(
    r"\bkubectl\b[^;&|\n]*\s--all\b|\s--all-(?:namespaces|databases|projects|accounts|regions|users)\b|\s-A\b(?=[^\n]*\bkubectl)"
)
_CLIMBS = regex(r"\bhomedir\(\)|\bpath\.home\(\)|\bexpanduser\(|(?:\.\./){2,}\.\.|\bprocess\.env\.home\b")
_EMPTY_ONLY = regex(
    r"\b(?:remove|delete|clean up|clear out|drop|prune)\b[^.;\n]{0,40}\b(?:empty|end up empty|are empty|left empty)\b"
)
_KEEPS_FILLED = regex(r"\brmdir\b|-empty\b|\bis_empty\b|listdir")
_NO_LOSS = regex(
    r"\bnothing (?:at all )?(?:gets|is|is to be|must be|should be|may be|shall be|will be|can be|to be|must get|should get) (?:delet|remov|los|thrown|dropp|eras|wip|purg)\w*[^.;\n]*"
    r"|\b(?:do not|don't|dont|never|must not) (?:delete|remove|erase|throw away|drop|purge) (?:anything|any (?:files?|data|records?|of (?:it|them|these|those)))\b(?! (?:else|other|outside|that|which|in|under|from|older|but|except))"
    r"|\bwithout (?:deleting|losing|removing|dropping) (?:anything|any (?:files?|data|records?))\b|\bno deletions\b",
)
_THERE = regex(
    r"\b([\w.-]*\d[\w.-]*)\b[^.;\n]{0,60}\b(?:don't|do not|never|must not) (?:do|change|touch|run) (?:anything|a thing) there\b"
)
"""A host or place, and that nothing is to be done there."""
_STAYS = regex(r"\b([a-z]{3,}) (?:(?:must|should|have to) )?(?:stays?|remains?) (on|off|locked|closed|private)\b")
_TURNED = {
    "on": regex(r"\b(?:off|disabled?|false|stop(?:ped)?|inactive)\b"),
    "off": regex(r"\b(?:on|enabled?|true|start(?:ed)?|active)\b"),
    "locked": regex(r"\b(?:unlock(?:ed)?|open|passage)\b"),
    "closed": regex(r"\b(?:open(?:ed)?|passage)\b"),
    "private": regex(r"\b(?:public|anyone|everyone)\b"),
}
"""How the human says that a state is to stay, and the words of a call that end it."""
_MARKED = regex(r"(?<![\w])[~.*$][~$.*\w]+")
"""Marks by which the human tells what may go: "~$", "*.tmp", ".bak"."""
_EVERYBODY = regex(r"<!(?:channel|here|everyone)>|(?<![\w.])@(?:channel|here|everyone|all|room)\b")
"""Mentions that reach everybody (Slack, Discord, Teams, Matrix)."""
_ASKS_EVERYBODY = regex(
    rf"{_EVERYBODY.pattern}|\b(?:ping|notify|mention|alert|tag|call|wake|tell) (?:the )?(?:whole |entire )?(?:channel|team|room|group|everyone|everybody|all)\b"
)
_COPY = stems("copy duplicate clone")
_MOVE = stems("move relocate transfer rename")
_MOVES = regex(r"(?:^|[;&|]\s*)(?:sudo )?mv\s|\bmove-item\b|\bshutil\.move\b|--remove-source-files")


def reach(warrant: Warrant, act: Act, effect: Effect, *, requested: bool) -> Iterator[Term]:
    """The terms of how far an effect goes beyond what was named."""
    if effect.operation in _UNDOING:
        yield from _beyond(warrant, act, effect)
    if (
        effect.operation is Operation.UPDATE
        and _ALL_FLAG.search(act.text)
        and not warrant.everything
        and not act.structured
    ):
        yield Term("all_of_kind", w.BEYOND, "It takes all of a kind, and the task does not say all.")
    if effect.operation is Operation.SEND and _EVERYBODY.search(act.text) and not _ASKS_EVERYBODY.search(warrant.text):
        yield Term("everybody", w.BEYOND, "It calls everybody of the channel, which the task does not ask for.")
    moved = requested and effect.operation is Operation.UPDATE and Trait.OVERWRITES not in effect.traits
    if moved and _MOVES.search(act.text) and warrant.stems & _COPY and not warrant.stems & _MOVE:
        yield Term("moves", w.MOVES_NOT_COPIES, "It moves what was to be copied.")


def _beyond(warrant: Warrant, act: Act, effect: Effect) -> Iterator[Term]:
    spared = effect.traits & {Trait.TEMPORARY}
    if not warrant.everything and _ALL_OF_KIND.search(act.text) and not _ALL_OF_KIND.search(warrant.text):
        yield Term("all_of_kind", w.BEYOND, "It takes all of a kind, and the task does not say all.")
        return
    path = place(effect)
    if path and not spared and effect.operation is Operation.DELETE:
        held = _holds_named(warrant, act, path)
        if held:
            yield Term("wider", w.BEYOND, f'It takes a whole folder, of which the task only names "{held}".')
        elif _EMPTY_ONLY.search(warrant.text) and not _KEEPS_FILLED.search(act.text):
            yield Term("filled", w.BEYOND, "Only what is empty was to go, and this does not look whether it is.")
    if Trait.UNRESOLVED in effect.traits and _CLIMBS.search(act.text) and not _CLIMBS.search(warrant.text):
        yield Term("climbs", w.BEYOND, "It climbs out of the folder, as far as the home folder or beyond.")


def _holds_named(warrant: Warrant, act: Act, path: str) -> str:
    """A path of the task that lies inside what is deleted, where what is deleted is not itself named."""
    cwd = act.action.workspace.cwd.replace("\\", "/")
    head = path.split("*", 1)[0].rstrip("/") if "*" in path else path
    if not head:
        return ""
    names = [name.replace("\\", "/").rstrip("/*.") for name in _PATHS.findall(warrant.text)]
    if any(within(name, head, cwd) and within(head, name, cwd) for name in names):
        return ""
    beyond = "*" in path and not any(name in path.lower() for name in names)
    last = head.rstrip("/").rpartition("/")[2].lower()
    if not beyond and regex(rf"(?<![\w/.-]){_plain(last)}(?![\w.-])").search(warrant.text):
        return ""
    inside = (name for name in names if within(name, head, cwd) and name.count("/") >= 1)
    return next((name for name in inside if not within(head, name, cwd)), "")


_PATHS = regex(r"(?<![\w:/])(?:[a-z]:|~)?[\\/]?[\w.\[\]@$-]+(?:[\\/][\w.\[\]@*$-]+)+")


def _plain(word: str) -> str:
    return "".join(c if c.isalnum() or c == "_" else f"\\{c}" for c in word)


def loses(warrant: Warrant, act: Act) -> tuple[str, str]:
    """The human's words that nothing is to go, and why this act is against them; both empty where it is not."""
    there = _THERE.search(warrant.text)
    if (
        there is not None
        and act.analysis.changes
        and regex(rf"\bssh (?:\S+@)?{_plain(there.group(1))}\b").search(act.text)
    ):
        return there.group(0), f'it changes something on "{there.group(1)}"'
    stays = _STAYS.search(warrant.text)
    if stays is not None and act.structured and act.analysis.changes and stem(stays.group(1)) in act.stems:
        turned = _TURNED[stays.group(2)].search(act.text)
        if turned is not None:
            return stays.group(0), f'"{turned.group(0)}" turns it'
    found = _NO_LOSS.search(warrant.text)
    if found is None:
        return "", ""
    marked = [mark for mark in _MARKED.findall(warrant.text) if len(mark) > 1]
    for effect in act.analysis.effects:
        if effect.operation is not Operation.DELETE or effect.traits & {Trait.TEMPORARY, Trait.REBUILDABLE}:
            continue
        name = effect.resource.name.lower()
        start = name.rpartition("/")[2].split("(")[0].partition("*")[0]
        unseen = Trait.UNRESOLVED in effect.traits and any(mark in act.text for mark in marked)
        if unseen or (len(start) > 1 and start in warrant.text):
            continue
        return found.group(0), f'it would delete "{effect.resource.name}"'
    return "", ""
