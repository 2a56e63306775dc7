"""Decisions as people read them in a terminal."""

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from commensurate.guard import message
from commensurate.model.action import Action
from commensurate.model.analysis import Analysis
from commensurate.model.decision import Decision, Outcome
from commensurate.model.judgement import Judgement

COLOURS = {Outcome.ALLOW: "green", Outcome.NOTIFY: "cyan", Outcome.ESCALATE: "yellow", Outcome.BLOCK: "red"}


def said(decision: Decision) -> str:
    """The decision in a few plain lines."""
    lines = [decision.outcome.name, message(decision)]
    return "\n".join([*lines, decision.headline] if decision.headline else lines)


def explained(action: Action, decision: Decision) -> None:
    """How the decision came about, printed to stdout."""
    console = Console(highlight=False)
    colour = COLOURS[decision.outcome]
    console.print(f"[bold {colour}]{decision.outcome.name}[/]  {escape(decision.reason)}")
    if decision.headline:
        console.print(escape(decision.headline))
    if decision.instead:
        console.print(f"In proportion would be: {escape(decision.instead)}")
    console.print(f"\nAction: {escape(action.tool)}  digest {action.digest[:16]}")
    if decision.analysis is not None:
        _analysis(console, decision.analysis)
    console.print(f"Cell of the risk table: {decision.cell or 'none'}")
    if decision.judgement is not None:
        _judgement(console, decision.judgement)
    voices = Table("voice", "says", "silenced", "why", title="Voices: the strictest one that is not silenced wins")
    for voice in decision.voices:
        words = f"[{COLOURS[voice.outcome]}]{voice.outcome.word}[/]"
        voices.add_row(escape(voice.source), words, "yes" if voice.cleared else "", escape(voice.reason))
    console.print(voices if decision.voices else "No voice spoke against it.")


def _analysis(console: Console, analysis: Analysis) -> None:
    console.print(f"Understood: {analysis.coverage}")
    for note in analysis.notes:
        console.print(f"  {escape(note)}")
    if not analysis.effects:
        return
    table = Table(
        "operation", "resource", "environment", "taken back", "reaches", "traits", "read from", title="Effects"
    )
    for effect in analysis.effects:
        name = f"{effect.resource.kind} {effect.resource.name}"
        traits = ", ".join(sorted(effect.traits))
        back, reach = effect.reversibility.word, effect.blast_radius.word
        row = (effect.operation, name, effect.environment, back, reach, traits, effect.evidence)
        table.add_row(*(escape(cell) for cell in row))
    console.print(table)


def _judgement(console: Console, judgement: Judgement) -> None:
    if judgement.score is None:
        console.print(f"Judge {escape(judgement.judge)}: not judged ({escape(judgement.failure)})")
        return
    console.print(f"Judge {escape(judgement.judge)}: {judgement.score:g} of 10. {escape(judgement.reason)}")
    for quote in judgement.quotes:
        console.print(f'  rests on: "{escape(quote)}"')
    for note in judgement.notes:
        console.print(f"  {escape(note)}")
