"""Second names that the line itself gives: a program copied to another name, a link that leads elsewhere."""

from commensurate.effects.options import split
from commensurate.effects.paths import resolve
from commensurate.effects.reading import Command, Word
from commensurate.effects.shell.state import State
from commensurate.model.regex import regex

_PROGRAM = regex(r"(?:/usr(?:/local)?|/opt/homebrew)?/s?bin/([\w.+-]+)")
COPIES = frozenset({"cp", "mv", "ln", "install", "rsync", "ditto", "mount"})
"""Programs that give things second names."""
_VALUES = frozenset({"-t", "--target-directory", "-S", "--suffix", "-m", "--mode", "-o", "--owner", "-g", "--group"})


def made(command: Command, state: State) -> None:
    """Remember what a copy or a link is a second name of: a program, a folder, a text that the line itself wrote."""
    places = [resolve(word, command.scene) for word in command.arguments if not word.text.startswith("-")]
    last = places[-1] if len(places) > 1 else None
    for place in places[:-1] if last is not None else ():
        if place in state.files and last is not None:
            state.files[last] = state.files[place]
        if place in state.fetched and last is not None:
            state.fetched.add(last)
    options = split(command.arguments, _VALUES - ({"-o"} if command.program != "install" else set()))
    if len(options.positionals) != 2:
        return
    source, target = options.positionals
    path = resolve(target, command.scene)
    if path is None or not source.known:
        return
    program = _PROGRAM.fullmatch(source.text.strip())
    if program is not None:
        state.programs[path] = program[1]
    linked = (command.program == "ln" and options.has("-s", "--symbolic")) or (
        command.program == "mount" and options.has("--bind", "--rbind", "-B", "-R")
    )
    leads = resolve(source, command.scene)
    if linked and leads is not None:
        state.links[path] = leads


def meant(words: tuple[Word, ...], state: State) -> tuple[Word, ...]:
    """The words of a command with the program's first name in the place of one that the line itself gave it."""
    if not state.programs or not words[0].known:
        return words
    name = state.programs.get(resolve(words[0], state.view()) or "")
    return words if name is None else (Word(name), *words[1:])


def remote_added(command: Command, state: State) -> None:
    """`git remote add NAME URL`: where a push of this line will go, kept where git itself once kept it."""
    words = [word.text for word in command.arguments if not word.text.startswith("-")]
    if words[:1] == ["remote"] and words[1:2] in (["add"], ["set-url"]) and len(words) > 3:
        path = resolve(Word(f".git/remotes/{words[2]}"), command.scene)
        if path is not None:
            state.files[path] = words[3]
