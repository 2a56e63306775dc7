"""Code that runs out of view: what is said of it, wherever it comes from."""

from commensurate.effects.environment import environment_of, stricter
from commensurate.effects.options import names
from commensurate.effects.paths import file_effect, place_of, surroundings
from commensurate.effects.reading import Command, Reading, Scene, Stdin, Word, opaque
from commensurate.model.effect import BlastRadius, Effect, Operation, Resource, ResourceKind, Reversibility, Trait
from commensurate.model.regex import regex

FETCHES = names(
    "curl wget fetch aria2c http https xh lynx w3m ftp tftp nc ncat netcat socat telnet ssh invoke-webrequest iwr irm"
)
"""Programs whose output comes from another machine."""


_LITERAL = regex(r"""(["'])((?:~|/|\.{1,2}/|\.\w|[A-Za-z]:)[^"'\n]{2,200})\1""")
_TOUCHED = {
    ResourceKind.GUARD: Operation.UPDATE,
    ResourceKind.DISK: Operation.UPDATE,
    ResourceKind.HISTORY: Operation.UPDATE,
    ResourceKind.SECRET: Operation.READ,
}
"""What code that nobody reads is taken to do, at the least, to a place of this kind that it names."""


def names_places(text: str, command: Command) -> tuple[Effect, ...]:
    """The guards, disks, histories and secrets that unread code names in its literals."""
    found = []
    for literal in dict.fromkeys(match[2] for match in _LITERAL.finditer(text)):
        word = Word(literal)
        operation = _TOUCHED.get(place_of(word, command.scene).kind)
        if operation is not None:
            found.append(file_effect(operation, word, command, traits=frozenset({Trait.OPAQUE})))
    return tuple(found)


def executes(name: str, scene: Scene, evidence: str, *traits: Trait) -> Effect:
    """The effect of running code that is not in view. Fetched code counts for more than the task's own."""
    every = frozenset({Trait.OPAQUE, *traits}) | surroundings(scene)
    radius = BlastRadius.SEVERAL if Trait.INBOUND_CODE in every else BlastRadius.ONE
    environment = stricter(scene.environment, environment_of(name))
    resource = Resource(ResourceKind.CODE, name[:120])
    return Effect(Operation.EXECUTE, resource, Reversibility.COSTLY, radius, evidence, environment, every)


def unresolved(name: str, scene: Scene, evidence: str) -> Reading:
    """The program or text is the outcome of something that only runs later: `$X`, `$(curl …)`."""
    traits = [Trait.UNRESOLVED]
    if any(f"{program} " in name for program in FETCHES):
        traits.append(Trait.INBOUND_CODE)
    return opaque(f"what {name[:120]} becomes is not known", executes(name, scene, evidence, *traits))


def inbound(stdin: Stdin | None) -> bool:
    """True where what is fed comes from another machine: a program that fetches, a socket."""
    if stdin is None:
        return False
    socket = any(
        effect.operation is Operation.SEND and effect.resource.kind is ResourceKind.HOST for effect in stdin.effects
    )
    return stdin.source in FETCHES or (socket and not stdin.source)


def fed(language: str, stdin: Stdin | None, scene: Scene, evidence: str) -> Reading:
    """An interpreter runs what is fed to it, and that is not known."""
    source = stdin.source if stdin is not None else ""
    traits = [Trait.UNRESOLVED]
    if inbound(stdin):
        traits.append(Trait.INBOUND_CODE)
    origin = f"what {source} gives" if source else "its standard input"
    name = f"{language} runs {origin}"
    return opaque(f"{name}, and that is not known", executes(name, scene, evidence, *traits))


def remote_shell(sent: Effect, scene: Scene) -> Reading:
    """A shell whose input or output is a socket: whoever is at the other end types the commands."""
    name = f"a shell for {sent.resource.name}"
    traits = (Trait.INBOUND_CODE, Trait.PUBLIC, Trait.OUTBOUND)
    return opaque(f"{name}: what is typed there runs here", executes(name, scene, sent.evidence, *traits))


def endless(name: str, scene: Scene, evidence: str) -> Reading:
    """A function that calls itself, a loop that never waits: processes without end, in the worst case."""
    effect = Effect(
        Operation.STOP, Resource(ResourceKind.SYSTEM, "every process (it starts itself again without end)"),
        Reversibility.COSTLY, BlastRadius.ENVIRONMENT, evidence, scene.environment,
        frozenset({Trait.UNBOUNDED, Trait.OPAQUE}) | surroundings(scene),
    )  # fmt: skip
    return opaque(f"shell: {name} starts processes without end", effect)
