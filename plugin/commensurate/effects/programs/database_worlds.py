"""What the families of databases share: the world that a connection speaks of, and SQL handed on to its reader."""

from collections.abc import Iterable
from dataclasses import replace

from commensurate.effects.environment import environment_of, stricter
from commensurate.effects.reading import Command, Language, Nested, Reader, Reading, Scene
from commensurate.model.effect import Environment

_TELLING = (
    "RAILS_ENV", "RACK_ENV", "NODE_ENV", "APP_ENV", "DJANGO_SETTINGS_MODULE", "MIX_ENV", "FLASK_ENV", "ENV",
    "ENVIRONMENT", "DATABASE_URL", "DB_URL", "DIRECT_URL", "POSTGRES_URL", "MYSQL_URL", "MONGO_URL", "MONGODB_URI",
    "REDIS_URL", "PGHOST", "PGDATABASE", "PGSERVICE", "MYSQL_HOST", "DB_HOST", "DB_NAME", "DBT_TARGET", "STAGE",
    "SUPABASE_DB_URL", "FLYWAY_URL", "TARGET_ENV", "DOTNET_ENVIRONMENT", "ASPNETCORE_ENVIRONMENT", "GOOSE_DBSTRING",
    "SPRING_PROFILES_ACTIVE", "HASURA_GRAPHQL_ENDPOINT", "CONVEX_DEPLOYMENT", "WP_ENV", "WP_ENVIRONMENT_TYPE",
)  # fmt: skip
"""Variables that say which world a tool works on."""


def world_of(scene: Scene, words: Iterable[str] = ()) -> Environment:
    """The most sensitive world that the scene, its telling variables, or these words speak of."""
    told = [scene.variables[name] for name in _TELLING if name in scene.variables]
    return stricter(scene.environment, environment_of(*told, *words))


def in_its_world(reader: Reader) -> Reader:
    """The reader, told the world that the variables in front of the command and its connection options speak of."""

    def read(command: Command) -> Reading:
        words = [word.text for word in command.arguments if "=" in word.text or "://" in word.text]
        scene = replace(command.scene, environment=world_of(command.scene, words))
        return reader(replace(command, scene=scene))

    return read


def sql_text(text: str, scene: Scene, *, dialect: str = "") -> Reading:
    """SQL that a client was given, for the reader of SQL."""
    return Reading(nested=(Nested(Language.SQL, scene, text=text, dialect=dialect),))
