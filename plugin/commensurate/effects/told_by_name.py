"""What the name of something unseen tells: `make nuke-db`, `npm run db:reset`, `./wipe.sh`.

Nobody knows the program or the project's own script, but its author named what it does. A name that speaks of
destroying counts as doing so, opaque besides; every other name says nothing here.
"""

from commensurate.effects.environment import environment_of, stricter
from commensurate.effects.options import names
from commensurate.effects.paths import surroundings
from commensurate.effects.reading import Command
from commensurate.effects.verbs import kind_of, words_of
from commensurate.model.effect import BlastRadius, Effect, Operation, Resource, ResourceKind, Reversibility, Trait

ALWAYS = names(
    "nuke obliterate destroy destroyall wipe purge erase annihilate teardown truncate drop dropdb droptables dropall"
    " selfdestruct decommission terminate"
)
"""Words that no author gives to something harmless."""
_WITH_DATA = names(
    "reset recreate reinit rebuild delete del remove rm flush empty fresh clear clean reseed prune expire undeploy down"
)
"""Words that are everyday ones, save together with what holds data."""
DATA = names(
    "db dbs database databases schema schemas table tables postgres pg mysql mariadb mongo mongodb redis sqlite volume"
    " volumes bucket buckets prod production cluster clusters users customers tenant tenants backups backup snapshots"
    " namespace namespaces infra infrastructure migrations migration migrate"
)
EVERYDAY = names(
    "cache caches build dist tmp temp log logs coverage artifacts node modules pycache test tests testing spec specs lint check"
    " dry plan preview format imports console debug mock mocks fixture fixtures example examples help docs"
)
"""With one of these, the name speaks of what is made again, or of no act at all."""


def destroys(name: str) -> bool:
    """True where a target's or script's own name speaks of destroying."""
    said = frozenset(words_of(name.rpartition("/")[2]))
    return not said & EVERYDAY and bool(
        said & ALWAYS or (said & _WITH_DATA and said & DATA) or {"tear", "down"} <= said
    )


def named_destruction(name: str, command: Command) -> tuple[Effect, ...]:
    """The effect that a target's or script's own name speaks of; nothing for any other name."""
    return (destruction(name, kind_of(name), command),) if destroys(name) else ()


def destruction(name: str, kind: ResourceKind, command: Command) -> Effect:
    """The effect of something unseen that says it destroys."""
    environment = stricter(command.scene.environment, environment_of(name, *(word.text for word in command.words)))
    traits = frozenset({Trait.OPAQUE}) | surroundings(command.scene)
    resource = Resource(kind, name[:120])
    return Effect(
        Operation.DELETE, resource, Reversibility.COSTLY, BlastRadius.SEVERAL, command.evidence, environment, traits
    )
