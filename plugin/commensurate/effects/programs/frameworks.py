"""Task runners of web frameworks: rails and rake, Django's manage.py, flask, mix.

Sources: the Rails 8 guides (Command Line, Migrations), django-admin of Django 5.1 and django-extensions 3.2,
Flask-Migrate 4, Ecto 3.12 and Phoenix 1.7. Migrations forward are costly; resets lose the data.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from commensurate.effects.environment import environment_of, stricter
from commensurate.effects.grammar import Match, Sealed, grammar
from commensurate.effects.programs.carried_code import code_in
from commensurate.effects.programs.database_worlds import in_its_world
from commensurate.effects.reading import NOTHING, Command, Language, Reader, Reading, Word
from commensurate.effects.table import Usage
from commensurate.model.effect import Environment, Reversibility, Trait
from commensurate.model.regex import regex

_RAILS = """
values -e --environment -p --port -b --binding -f --rakefile -I -r --require -C --directory --trace-rules --database --db : *
delete database irreversible environment +rebuilds @none : db:reset | db:migrate:reset | db:drop:_unsafe | db:reset:all
delete database irreversible environment @none : db:drop | db:drop:all | db:purge | db:purge:all | db:drop:primary
delete schema irreversible environment +rebuilds @none : db:schema:load | db:structure:load | db:setup | db:schema:load:primary
delete row irreversible environment +unbounded @none : db:truncate_all | db:seed:replant
update schema irreversible several @none : db:rollback | db:migrate:down | db:migrate:redo | db:rollback:primary
update schema costly @none : db:migrate | db:migrate:up | db:prepare | db:forward | db:migrate:primary | db:migrate:with_data
update row irreversible several +overwrites @none : db:fixtures:load
create row costly several partial @none : db:seed
create database @none : db:create | db:create:all
update setting costly @none : db:environment:set
delete database reversible +temporary +rebuilds @=test : db:test:prepare | db:test:load | db:test:load_schema | db:test:purge
read database @none : db:migrate:status | db:version | db:abort_if_pending_migrations | db:charset | db:collation
create file @none : db:schema:dump | db:structure:dump | db:schema:cache:dump
delete file reversible @none : db:schema:cache:clear
update secret costly @none : credentials:edit | secrets:edit | encrypted:edit
read secret +secret @none : credentials:show | secrets:show | encrypted:show
delete folder reversible +rebuildable @none : tmp:clear | tmp:cache:clear | assets:clobber | assets:clean | webpacker:clobber
delete folder reversible +rebuildable @none : clobber | clean | tailwindcss:clobber | tmp:create | bootsnap:clear
delete log costly several @none : log:clear
delete cache reversible @none : cache:clear | dev:cache
delete queue irreversible several @none : jobs:clear | sidekiq:clear | resque:clear
create folder reversible @none : assets:precompile | webpacker:compile | tailwindcss:build | build | importmap:install
read system @none : routes | stats | notes | about | initializers | middleware | version | zeitwerk:check | time:zones:all
read system @none : unused_routes | secret | rubocop | brakeman
execute process reversible @none : test | spec | server | s | t | test:all | test:system | default | cucumber | lint | ci
create file @rest : generate | g | new | plugin | app:template | app:update | credentials:fetch | destroy_preview
create file @none : active_storage:install | action_text:install | action_mailbox:install | db:migrate:create
delete file costly @rest : destroy | d
call runner : runner | r
execute code costly +opaque opaque @none : console | c | dbconsole | db | db:console
nothing : help | -h | -T | --tasks
"""
_CHAINED = regex(
    r"^(?:db|assets|tmp|log|test|cache|spec|webpacker|tailwindcss)(?::|$)|^(?:test|spec|clobber|clean|build)$"
)

_DJANGO = """
values --settings --pythonpath --database -v --verbosity --app --format --indent -o --output --pks --exclude -e -c --command
    --username --email --interface --prefix --name -n --fixture --ignorenonexistent --pattern -p --tag --parallel
    --testrunner --script --locale -l --extension --ignore -i --link --using -u --workers : *
delete row irreversible environment +unbounded +forced @none when --noinput --no-input : flush
delete row irreversible environment +unbounded @none : flush
delete database irreversible environment @none : reset_db | reset_schema | drop_database
delete database reversible +temporary @=test : drop_test_database
delete table costly several @none : remove_stale_contenttypes | delete_squashed_migrations
call migrate : migrate
create row costly several +overwrites @args : loaddata
delete row costly several @none : clearsessions | clean_duplicate_history | clean_old_history | delete_expired
delete index costly several +rebuilds @none : rebuild_index | clear_index
update index costly @none : update_index
call search_index : search_index
delete cache reversible several @none : clear_cache | invalidate_cachalot | invalidate
grant user costly @none : createsuperuser
update user costly @first : changepassword
send mail irreversible +outbound @args : sendtestemail | send_mail | mail_debug
read database @none : sqlflush | showmigrations | sqlmigrate | sqlsequencereset | check | diffsettings | inspectdb | dumpdata
read database @none : show_urls | print_settings | validate_templates | graph_models | list_model_info | sqlcreate | sqldiff
read database @none : findstatic | version | describe_form | show_template_tags | makemessages_check | list_signals | testserver
read secret +secret @none : generate_secret_key
delete folder reversible +rebuildable every --clear @none : collectstatic
create file reversible @none : collectstatic | makemigrations | squashmigrations | startapp | startproject | compilemessages
create file reversible @none : makemessages | createcachetable | optimizemigration | create_command | create_template_tags | compress
delete file reversible +rebuildable @none : clean_pyc
execute process reversible @none : test | runserver | runserver_plus | qcluster | runworker | tailwind | spectacular
execute code costly +opaque opaque @first : runscript | dbshell | shell_plus | runjobs | runjob | cron
call shell : shell
nothing : help | completion
"""

_FLASK = """
values -A --app -e --env-file -d --directory -x --x-arg -m --message -h --host -p --port --tag --rev-id --head : *
nothing when --sql : db upgrade/downgrade
delete schema irreversible environment @none : db downgrade base
update schema irreversible several @none : db downgrade
update schema costly @none : db upgrade
update setting costly @none : db stamp
create file @none : db migrate/init/revision/merge/edit
read database @none : db history/current/heads/branches/show/check | routes
execute process reversible @none : run
execute code costly +opaque opaque @none : shell
nothing : help
"""

_MIX = """
values -r --repo -n --step --to -v --to-exclusive --prefix --only -e --migrations-path : *
delete database irreversible environment +rebuilds @none : ecto.reset
delete database irreversible environment +forced @none when -f --force --force-drop : ecto.drop
delete database irreversible environment @none : ecto.drop
delete schema irreversible environment @none when --all : ecto.rollback
update schema irreversible several @none : ecto.rollback
update schema costly @none : ecto.migrate | ecto.load
create database @none : ecto.create | ecto.setup
read database @none : ecto.migrations | phx.routes | deps | deps.tree | hex.info | hex.outdated | help | hex.audit | xref | profile.eprof
create file @none : ecto.gen.migration | ecto.dump | phx.gen.html | phx.gen.json | phx.gen.schema | phx.gen.context | phx.gen.auth
create file @none : phx.gen.live | phx.gen.secret | new | phx.new | phx.digest | release.init | gettext.extract | docs
delete folder reversible +rebuildable @none : clean | deps.clean | phx.digest.clean
execute process reversible @none : test | phx.server | credo | dialyzer | coveralls | check | sobelow | lint
update file reversible @none : format | compile | deps.compile | assets.build | assets.deploy | assets.setup | release | setup
create package costly @none : deps.get | deps.update | local.hex | local.rebar | archive.install | deps.unlock
send package irreversible @none : hex.publish
execute code costly +opaque opaque @none : run | eval | cmd
"""


def _migrate(match: Match) -> Reading:
    """Django's migrate: forward it is costly; `migrate app zero` drops all tables of the app; back is not undone."""
    options = match.options
    words = [word.text for word in options.positionals]
    if options.has("--plan", "--check"):
        return NOTHING
    if words[1:2] == ["zero"]:
        line = "delete table irreversible several @first"
    elif len(words) > 1:
        line = "update schema irreversible several @first"
    else:
        line = "update schema costly @first"
    faked = "update setting costly @first" if options.has("--fake") else line
    return _line(f"{faked} : migrate", match.command)


def _search_index(match: Match) -> Reading:
    if match.options.has("--delete", "--rebuild"):
        return _line("delete index costly several +rebuilds @none : search_index", match.command)
    return _line("update index costly @none : search_index", match.command)


def _line(text: str, command: Command) -> Reading:
    return grammar(f"values --database --settings -v : *\n{text}")(command)


_SPECIALS: dict[str, Callable[[Match], Reading]] = {
    "migrate": _migrate,
    "search_index": _search_index,
    "shell": code_in(Language.PYTHON, "-c", "--command"),
    "runner": code_in(Language.RUBY),
}


def _rules(text: str) -> Sealed:
    return grammar(text, _SPECIALS)


_RAILS_RULES = _rules(_RAILS)


def _rails(command: Command) -> Reading:
    """Rails and rake: tasks one after another, arguments in brackets, variables among them."""
    assigned = dict(
        word.text.split("=", 1) for word in command.arguments if re.match(r"[A-Z_]+=", word.text) is not None
    )
    words = [word for word in command.arguments if re.match(r"[A-Z_]+=", word.text) is None]
    variables = {**command.scene.variables, **assigned}
    world = environment_of(
        variables.get("RAILS_ENV", ""), variables.get("RACK_ENV", ""), _option(words, "-e", "--environment")
    )
    scene = replace(command.scene, variables=variables, environment=stricter(command.scene.environment, world))
    command = replace(command, scene=scene)
    tasks = [word for word in words if _CHAINED.match(word.text)]
    rest = [word for word in words if word not in tasks]
    if not tasks:
        return _RAILS_RULES(command.shifted((command.words[0], *words)))
    reading = Reading()
    for task in tasks:
        bare = replace(task, text=task.text.split("[")[0])
        reading += _RAILS_RULES(command.shifted((command.words[0], bare, *(w for w in rest if w.text.startswith("-")))))
    others = [
        word for word in rest if not word.text.startswith("-") and word.text != _option(words, "-e", "--environment")
    ]
    for word in others:
        reading += _RAILS_RULES(command.shifted((command.words[0], word)))
    return _guarded(reading, variables.get("DISABLE_DATABASE_ENVIRONMENT_CHECK", ""), variables.get("VERSION", ""))


def _option(words: list[Word], *names: str) -> str:
    for index, word in enumerate(words):
        if word.text in names and index + 1 < len(words):
            return words[index + 1].text
    return ""


def _guarded(reading: Reading, unchecked: str, version: str) -> Reading:
    """Without its check Rails drops production too; `VERSION=0` migrates everything away."""
    effects = []
    for effect in reading.effects:
        if unchecked in {"1", "true"} and effect.changes:
            effect = replace(effect, traits=effect.traits | {Trait.BYPASS, Trait.FORCED})  # noqa: PLW2901
            if effect.environment is Environment.UNKNOWN:
                effect = replace(effect, environment=Environment.PRODUCTION)  # noqa: PLW2901
        if version == "0" and effect.changes:
            effect = replace(effect, reversibility=Reversibility.IRREVERSIBLE)  # noqa: PLW2901
        effects.append(effect)
    return replace(reading, effects=tuple(effects))


def _mix(command: Command) -> Reading:
    """mix: one task, or `mix do one, two`."""
    words = command.arguments
    if words and words[0].text == "do":
        reading, part = Reading(), [command.words[0]]
        for word in (*words[1:], Word(",")):
            text = word.text.rstrip(",")
            if text not in {"", "+"}:
                part.append(replace(word, text=text))
            if (word.text.endswith(",") or word.text == "+") and len(part) > 1:
                reading += _RULES["mix"](command.shifted(tuple(part)))
                part = [command.words[0]]
        return reading
    return _RULES["mix"](command)


_RULES: dict[str, Sealed] = {
    "manage.py": _rules(_DJANGO),
    "flask": _rules(_FLASK),
    "mix": _rules(_MIX),
}
_READERS: dict[str, Reader] = {
    **dict.fromkeys(("rails", "rake"), _rails),
    **dict.fromkeys(("manage.py", "django-admin", "django-admin.py"), _RULES["manage.py"]),
    "flask": _RULES["flask"],
    "mix": _mix,
}
PROGRAMS: dict[str, Usage] = {name: Usage(reader=in_its_world(reader)) for name, reader in _READERS.items()}
