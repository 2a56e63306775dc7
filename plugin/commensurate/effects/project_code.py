"""Running the project's own code by a name: `make test`, `npm run build`, `./gradlew deployProd`.

What a target does stands in the project's files, out of view; its name is all that is known. An everyday name is taken
for an everyday thing that the project can do again; a name that speaks of destroying or deploying is not.
"""

import re

from commensurate.effects.environment import environment_of, stricter
from commensurate.effects.paths import surroundings
from commensurate.effects.reading import Command, Reading
from commensurate.effects.told_by_name import named_destruction
from commensurate.model.analysis import Coverage
from commensurate.model.effect import (
    BlastRadius,
    Effect,
    Environment,
    Operation,
    Resource,
    ResourceKind,
    Reversibility,
    Trait,
)
from commensurate.model.regex import regex

_TELLING = regex(
    r"(?<![a-z])(?:nuke|nuk|destroy|wipe|purge|reset|drop|truncate|tear-?_?down|delete|remove|erase|uninstall|flush|"
    r"deploy|release|publish|rollback|migrate|migration|promote|ship|push|upload|seed|restore|prod|production|live"
    r"|unpublish|kill|stop|down|obliterate|force|clobber|prune)(?![a-z])",
    re.IGNORECASE,
)


def telling(name: str) -> bool:
    """True where a target's own name says that it is more than an everyday one (`nuke-prod`, `db:reset`, `deployLive`)."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name)
    return _TELLING.search(spaced) is not None and not re.fullmatch(r"(?:test|lint|check|build)(?::\w+)?", name)


_BUILDS = regex(
    r"(?:run\s+)?(?:build|bundle|compile|webpack|vite|rollup|lint|type-?check|test|analyze|assets|css|js|dist|pack|generate|codegen|docs|format)(?:[:._-](?:prod(?:uction)?|live))?"
    r"(?:\s+(?:NODE_ENV|ENV|MODE|APP_ENV|TARGET)=(?:prod(?:uction)?|live))?"
)
"""How something is built for a world, and not put into it: `npm run build:prod`."""


def project_code(name: str, command: Command, program: str = "") -> Reading:
    """The effect of running a target of the project. A telling name is opaque and costly."""
    what = f"{program or command.program} {name}".strip()
    environment = stricter(command.scene.environment, environment_of(name))
    if _BUILDS.fullmatch(name):
        environment = command.scene.environment
    bad = (telling(name) and not _BUILDS.fullmatch(name)) or environment is Environment.PRODUCTION
    traits = surroundings(command.scene) | (frozenset({Trait.OPAQUE}) if bad else frozenset())
    effect = Effect(
        Operation.EXECUTE, Resource(ResourceKind.CODE, what), Reversibility.COSTLY if bad else Reversibility.REVERSIBLE,
        BlastRadius.SEVERAL if bad else BlastRadius.ONE, command.evidence, environment, traits,
    )  # fmt: skip
    destroyed = named_destruction(name, command)
    note = f"{what}: what it runs stands in the project's files"
    return Reading((effect, *destroyed), coverage=Coverage.OPAQUE if bad else Coverage.PARTIAL, notes=(note,))
