"""What the name of something unseen tells: `make nuke-db`, `npm run db:reset`, `./wipe.sh`, `somectl delete cluster c1`.

Nobody knows the program or the project's own script, but its author named what it does. A name that speaks of
destroying counts as doing so, opaque besides; every other name says nothing here.
"""

from commensurate.effects.environment import environment_of, stricter
from commensurate.effects.options import names
from commensurate.effects.paths import surroundings
from commensurate.effects.reading import Command
from commensurate.effects.verbs import kind_of, words_of
from commensurate.model.effect import BlastRadius, Effect, Operation, Resource, ResourceKind, Reversibility, Trait

_ALWAYS = names(
    "nuke obliterate destroy destroyall wipe purge erase annihilate teardown truncate drop dropdb droptables dropall"
    " selfdestruct decommission terminate"
)
"""Words that no author gives to something harmless."""
_WITH_DATA = names(
    "reset recreate reinit rebuild delete del remove rm flush empty fresh clear clean reseed prune expire undeploy down"
)
"""Words that are everyday ones, save together with what holds data."""
_DATA = names(
    "db dbs database databases schema schemas table tables postgres pg mysql mariadb mongo mongodb redis sqlite volume"
    " volumes bucket buckets prod production cluster clusters users customers tenant tenants backups backup snapshots"
    " namespace namespaces infra infrastructure migrations"
)
_EVERYDAY = names(
    "cache caches build dist tmp temp log logs coverage artifacts node modules pycache test tests testing lint check"
    " dry plan preview format imports console debug mock mocks fixture fixtures example examples help docs"
)
"""With one of these, the name speaks of what is made again, or of no act at all."""
_VERBS = names(
    "delete del destroy remove rm purge drop erase wipe terminate truncate nuke obliterate decommission teardown"
    " delete-all destroy-all remove-all factory-reset"
)
_SURE = names("--force --yes --all --no-confirm --confirm --noinput --no-input --assume-yes --auto-approve -y")
_HARMLESS = names("--dry-run --dryrun --help -h -n --check --whatif --what-if --plan --preview")
_PROSE = names("-m --message --title --body --description --comment --name --notes --text --subject --query --search")
_FARTHEST = 4


def named_destruction(name: str, command: Command) -> tuple[Effect, ...]:
    """The effect that a target's or script's own name speaks of; nothing for any other name."""
    said = frozenset(words_of(name.rpartition("/")[2]))
    if said & _EVERYDAY or not (said & _ALWAYS or (said & _WITH_DATA and said & _DATA) or {"tear", "down"} <= said):
        return ()
    return (_effect(name, kind_of(name), command),)


def commanded_destruction(command: Command) -> tuple[Effect, ...]:
    """The effect that the subcommands of an unknown program speak of: `somectl delete cluster c1`, `tool apps:destroy`."""
    texts = [word.text for word in command.arguments if word.known]
    if frozenset(texts) & _HARMLESS:
        return ()
    plain = [
        text for before, text in zip(["", *texts], texts, strict=False)
        if not text.startswith("-") and before not in _PROSE
    ][:_FARTHEST]  # fmt: skip
    at = next((index for index, text in enumerate(plain[:3]) if _is_verb(text)), None)
    if at is None:
        return ()
    about = [*plain[:at], *plain[at : at + 2]]
    kind = kind_of(*about)
    if kind is ResourceKind.UNKNOWN and not (frozenset(texts) & _SURE or _ALWAYS & frozenset(words_of(plain[at]))):
        return ()
    return (_effect(" ".join([command.program, *plain]), kind, command),)


def _is_verb(text: str) -> bool:
    """A subcommand that is a verb of destroying, or begins or ends with one: `delete-db`, `db:drop`."""
    if len(text) > 40 or any(mark in text for mark in "/.=@ ") or not text[:1].isalpha():
        return False
    words = words_of(text)
    return bool(words) and (text.lower() in _VERBS or words[0] in _VERBS or words[-1] in _VERBS)


def _effect(name: str, kind: ResourceKind, command: Command) -> Effect:
    environment = stricter(command.scene.environment, environment_of(name, *(word.text for word in command.words)))
    traits = frozenset({Trait.OPAQUE}) | surroundings(command.scene)
    resource = Resource(kind, name[:120])
    return Effect(
        Operation.DELETE, resource, Reversibility.COSTLY, BlastRadius.SEVERAL, command.evidence, environment, traits
    )
