"""Migration tools that belong to no one framework, and the tools of JVM, Go, Rust, .NET, Perl and PHP.

Sources: the CLI references of Flyway 11, Liquibase 4.31, dbmate 2, golang-migrate 4, Atlas 0.31, goose 3, sqlx-cli 0.8,
diesel 2.2, sea-orm-cli 1, Hasura 2, dbt 1.9, EF Core 9, Sqitch 1.5, Phinx 0.16, Turso 1, Encore 1.
"""

from commensurate.effects.programs.database_worlds import in_its_world
from commensurate.effects.programs.migration_sql import migration_grammar
from commensurate.effects.reading import Command, Reading, Word
from commensurate.effects.table import Usage

_TEXTS: dict[str, str] = {
    "flyway": """
values -url -user -password -locations -configFiles -environment -schemas -table -target -baselineVersion -X : *
delete schema irreversible environment @none : clean
update schema irreversible several @none : undo | baselineOnMigrate
update schema costly @none : migrate | deploy
update setting costly @none : repair | baseline | snapshot
read database @none : info | validate | check | version | list-engines | testConnection | prepare | diff | diffText
nothing : help | auth
create file @none : generate | init | add | model
""",
    "liquibase": """
values --changelog-file --url --username --password --classpath --tag --count --date --schemas --defaults-file
    --label-filter --contexts --output-file --sql --sql-file --reference-url --log-level : *
delete schema irreversible environment @none : drop-all | dropAll
update schema irreversible several @none : rollback | rollback-to-date | rollback-count | rollbackCount | rollbackToDate
update schema irreversible several @none : rollback-one-changeset | rollback-one-update | update-testing-rollback
update schema costly @none : update | update-count | update-to-tag | updateCount | updateToTag | update-one-changeset
call execute : execute-sql | executeSql
update setting costly @none : tag | changelog-sync | changelogSync | clear-checksums | clearCheckSums | mark-next-changeset-ran
update setting costly @none : release-locks | releaseLocks | changelog-sync-to-tag
read database @none : status | history | diff | validate | list-locks | tag-exists | snapshot | update-sql | updateSQL | rollback-sql
read database @none : unexpected-changesets | dbcl-history | rollbackSQL | future-rollback-sql | rollback-count-sql | checks | calculate-checksum
create file @none : generate-changelog | generateChangeLog | diff-changelog | diffChangeLog | init | db-doc | snapshot-reference
nothing : help | connect
""",
    "dbmate": """
values -e --env -u --url -d --migrations-dir -s --schema-file --migrations-table --wait-timeout --driver : *
delete database irreversible environment @none : drop
update schema irreversible several @none : down | rollback
update schema costly @none : up | migrate | load
create database @none : create
read database @none : status | dump | wait
create file @first : new | n
nothing : help
""",
    "migrate golang-migrate": """
values -source -path -database -prefetch -lock-timeout : *
delete schema irreversible environment +forced @none : drop
delete schema irreversible environment @none when -all --all : down
update schema irreversible several @none : down | goto
update setting costly @none : force
update schema costly @none : up
read database @none : version
create file @none : create
nothing : help
""",
    "atlas": """
values -u --url --to --dev-url --env -c --config --dir --var --format --from --schema -s --exclude --tx-mode --baseline
    --revisions-schema --to-version --to-tag --context --web --latest --git-base --name --edit : *
delete schema irreversible environment +forced @none when --auto-approve : schema clean
delete schema irreversible environment @none : schema clean
read database @none when --dry-run : schema apply | migrate apply/down
update schema irreversible several @none when --auto-approve : schema apply
update schema costly several @none : schema apply
update schema irreversible several @none : migrate down
update schema costly @none : migrate apply
update setting costly @none : migrate set/push | schema push/plan
delete file costly @args : migrate rm
read database @none : schema inspect/diff/fmt/test/lint/validate/stats | migrate status/lint/validate/test/ls | version | whoami
create file @none : migrate new/diff/hash/import/edit/checkpoint/rebase | init
nothing : help | login | logout | license | completion
""",
    "sqlx": """
values -D --database-url --source --connect-timeout : *
delete database irreversible environment +forced @none when -y -f --force : database drop | db drop
delete database irreversible environment @none : database drop | db drop
delete database irreversible environment +rebuilds @none : database reset | db reset
create database @none : database create/setup | db create/setup
read database @none when --dry-run : migrate run/revert
update schema irreversible several @none : migrate revert
update schema costly @none : migrate run
read database @none : migrate info | prepare
create file @none : migrate add/build-script
""",
    "diesel": """
values --database-url --config-file --locked-schema --migration-dir --schema -n --number -v --version --only-tables : *
delete database irreversible environment @none : database drop | db drop
delete database irreversible environment +rebuilds @none : database reset | db reset
create database @none : setup | database setup | db setup
delete schema irreversible environment @none when -a --all : migration revert
update schema irreversible several @none : migration revert/redo
update schema costly @none : migration run
read database @none : migration list/pending | print-schema | database | completions | bash-completion
create file @none : migration generate
""",
    "sea-orm-cli sea": """
values -d --migration-dir -u --database-url -s --database-schema -n --num -o --output-dir -t --tables : *
delete schema irreversible environment +rebuilds @none : migrate fresh/refresh
delete schema irreversible environment @none : migrate reset
update schema irreversible several @none : migrate down
update schema costly @none : migrate up | migrate
read database @none : migrate status
create file @none : migrate init/generate | generate | generate entity
""",
    "hasura": """
values --endpoint --admin-secret --database-name --down --up --goto --version --envfile --project --file -f --type
    --from-server --name --to : *
delete schema irreversible environment @none every --all-databases --force when --down : migrate apply
update schema irreversible several @none when --down --goto : migrate apply
update schema costly @none : migrate apply | deploy
delete file costly @none : migrate delete
update setting costly @none : migrate squash | metadata apply/reload | seed apply
delete setting irreversible several @none : metadata clear
delete setting costly @none : metadata inconsistency drop
read database @none : migrate status | metadata diff/export | metadata inconsistency list/status | version | console
create file @none : init | migrate create | seed create | actions create | scripts
nothing : help | completion | plugins
""",
    "dbt dbtf": """
values -s --select -m --models --exclude --target -t --profile --profiles-dir --project-dir --vars --threads
    --selector --state --args --output --log-level --target-path : *
delete table irreversible several +rebuilds @-s|--select|-m|--models|none when --full-refresh -f : run | build | seed | retry
update table costly @-s|--select|-m|--models|none : run | build | seed | snapshot | retry | clone
execute database costly +opaque opaque @first : run-operation
delete folder reversible +rebuildable @=target : clean
read table @none : test | compile | docs | docs generate/serve | ls | list | debug | parse | show | source | source freshness | freshness
create file @none : init | deps
""",
    "sqitch": """
values --target -t --to --to-change -C --chdir -f --plan-file -s --set -m --note --onto-change --upto --from-change : *
read database @none when --log-only : revert | deploy
delete schema irreversible environment @none unless --to --to-change : revert
update schema irreversible several @none : revert | rebase | checkout
update schema costly @none : deploy
read database @none : status | log | plan | show | verify | check
create file @none : init | add | rework | tag | bundle | config | engine | target
nothing : help
""",
    "phinx": """
values -c --configuration -e --environment -t --target -d --date -s --seed -p --parser -x --count : *
read database @none when --dry-run -x : migrate | rollback
delete schema irreversible environment @none when -t --target : rollback
update schema irreversible several @none : rollback
update schema costly @none : migrate
create row costly several @none : seed:run
update setting costly @none : breakpoint
read database @none : status | test | list | list:aliases
create file @none : create | init | seed:create
""",
    "turso": """
values --group --location -l --from-dump --from-db --from-file --timestamp --instance --expiration -e : *
delete database irreversible environment +remote @first : db destroy
delete database irreversible environment +remote @first : group destroy
create database costly +remote @first : db create | group create
call turso_shell : db shell
read database +remote @first : db list/show/inspect/export | group list/show | plan | org list | auth whoami | plan show
read secret +secret +remote @first : db tokens create | auth token | group tokens create
revoke secret costly several +remote @first : db tokens invalidate | group tokens invalidate | auth api-tokens revoke
nothing : help | completion
""",
    "dotnet-ef": """
values -p --project -s --startup-project -c --context -o --output -f --framework --connection --configuration : *
read database @none every --dry-run : database drop
delete database irreversible environment +forced @none when -f --force : database drop
delete database irreversible environment @none : database drop
delete schema irreversible environment @none : database update 0
update schema costly @none : database update
delete file costly @none : migrations remove
read database @none : migrations list/script/has-pending-model-changes | dbcontext list/info/script
create file @none : migrations add/bundle | dbcontext scaffold/optimize
""",
    "encore": """
delete database irreversible environment +rebuilds @args : db reset
call encore_shell : db shell
read database @none : db conn-uri/proxy | logs | check | version
execute code reversible @none : run | test | exec
""",
}
_SINGLE_DASH = frozenset({"flyway", "migrate", "golang-migrate"})
_ALL = {
    name: migration_grammar(text, single_dash_long=name in _SINGLE_DASH)
    for names, text in _TEXTS.items()
    for name in names.split()
}

_GOOSE = migration_grammar("""
values -dir -table -certfile -ssl-cert -ssl-key -timeout -env : *
delete schema irreversible environment @none : reset
update schema irreversible several @none : down | down-to | redo
update schema costly @none : up | up-to | up-by-one
read database @none : status | version | validate
create file @none : create | fix
nothing : env
""", single_dash_long=True)  # fmt: skip


def _goose(command: Command) -> Reading:
    """`goose [OPTIONS] DRIVER DBSTRING COMMAND`: the command stands after the database."""
    known = {phrase[0] for phrase in _GOOSE.opened.prefixes if phrase}
    words = command.words
    index = next((i for i, word in enumerate(words) if i and word.text in known), None)
    if index is None:
        return _GOOSE(command)
    return _GOOSE(command.shifted((words[0], *words[index:])))


def _flyway(command: Command) -> Reading:
    """`flyway clean migrate`: several commands, one after another."""
    options = [word for word in command.arguments if word.text.startswith("-")]
    tasks = [word for word in command.arguments if not word.text.startswith("-")]
    reading = Reading()
    for task in tasks or [Word("help")]:
        reading += _ALL["flyway"](command.shifted((command.words[0], task, *options)))
    return reading


PROGRAMS: dict[str, Usage] = {
    **{name: Usage(reader=in_its_world(rules)) for name, rules in _ALL.items()},
    "flyway": Usage(reader=in_its_world(_flyway)),
    "goose": Usage(reader=in_its_world(_goose)),
}
