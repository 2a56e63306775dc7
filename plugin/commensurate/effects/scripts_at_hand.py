"""A script named on the command line: its text where it is at hand, else what is said of running it unseen."""

import re
from dataclasses import dataclass

from commensurate.effects.code_unseen import executes, inbound, unresolved
from commensurate.effects.paths import place_of, resolve
from commensurate.effects.reading import NOTHING, Command, Reading, Scene, Stdin, Word
from commensurate.effects.told_by_name import named_destruction
from commensurate.model.analysis import Ask, Coverage, Question
from commensurate.model.effect import Trait
from commensurate.model.regex import regex

_ALARMING = regex(
    r"(?<![a-z])(?:nuke|nuk|destroy|wipe|purge|reset|drop|teardown|tear[-_]down|delete|remove|erase|clobber|uninstall"
    r"|deploy|release|publish|rollback|migrate|prod|production|payload|exploit|malware|evil)(?![a-z])",
    re.IGNORECASE,
)
"""Words in a script's own name that say it is more than an everyday one."""


@dataclass(frozen=True, slots=True)
class Script:
    """`text` is None where it is not at hand; `reading` is then what is said instead."""

    text: str | None
    reading: Reading = NOTHING


def read_script(word: Word, scene: Scene, evidence: str, stdin: Stdin | None = None) -> Script:
    """Find the text of a script: written by the line itself, fed, told by the world, or not at hand."""
    if word.text in ("/dev/stdin", "-", "/proc/self/fd/0") and stdin is not None:
        if stdin.text is not None:
            return Script(stdin.text)
        traits = [Trait.INBOUND_CODE] if inbound(stdin) else []
        return Script(None, _unseen(f"what {stdin.source or 'standard input'} gives", scene, evidence, *traits))
    path = resolve(word, scene)
    if path is None or word.glob:
        return Script(None, unresolved(word.text, scene, evidence))
    if path in scene.files:
        text = scene.files[path]
        traits = [Trait.INBOUND_CODE] if path in scene.fetched else []
        return Script(text) if text is not None else Script(None, _unseen(path, scene, evidence, *traits))
    question = Question(Ask.FILE_TEXT, path)
    answer = scene.answers.get(question)
    if answer is not None:
        return Script(answer)
    place = place_of(word, scene)
    strange = bool(place.traits & {Trait.TEMPORARY, Trait.OUTSIDE}) or bool(_ALARMING.search(evidence))
    destroyed = named_destruction(word.text, Command((word,), scene, evidence))
    reading = Reading(
        (*destroyed, executes(path, scene, evidence, *place.traits & {Trait.TEMPORARY, Trait.OUTSIDE})),
        coverage=Coverage.OPAQUE if strange else Coverage.PARTIAL,
        questions=() if scene.host else (question,),
        notes=(f"{path}: a script whose text is not at hand",),
    )
    return Script(None, reading)


def _unseen(name: str, scene: Scene, evidence: str, *traits: Trait) -> Reading:
    return Reading(
        (executes(name, scene, evidence, *traits),),
        coverage=Coverage.OPAQUE,
        notes=(f"{name}: a script whose text is not known",),
    )
