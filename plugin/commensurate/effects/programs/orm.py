"""Object mappers of JavaScript and Python, and their migrations: what they do to the database behind.

Sources: the CLI references of Prisma 6, drizzle-kit 0.30, Supabase CLI 2, Alembic 1.14, Knex 3, sequelize-cli 6,
TypeORM 0.3, MikroORM 6, Payload 3, AdonisJS 6, Convex, Strapi 5, Medusa 2, Wasp 0.15, graphile-migrate 1,
node-pg-migrate 7, db-migrate 0.11, migrate-mongo 11, Aerich 0.8, yoyo 9.
A reset drops every table and builds it anew; the data does not come back.
"""

from commensurate.effects.programs.database_worlds import in_its_world
from commensurate.effects.programs.migration_sql import migration_grammar
from commensurate.effects.table import Usage

_RESET = "delete database irreversible environment +rebuilds @none"

_PRISMA = f"""
values --schema --name -n --config --to-schema-datamodel --from-schema-datamodel --from-url --to-url --url --file
    --from-migrations --to-migrations --shadow-database-url --applied --rolled-back --generator --datasource-provider
    --port -p --browser -b --output -o --from-schema-datasource --to-schema-datasource : *
{_RESET} +forced when --force -f : migrate reset
{_RESET} : migrate reset
{_RESET} +forced when --force-reset : db push
update schema irreversible several @none when --accept-data-loss : db push
update schema costly @none : db push | migrate dev | migrate deploy
call execute : db execute
execute code reversible partial @none : db seed
update setting costly @none : migrate resolve
update file costly +overwrites @=schema.prisma : db pull | introspect
read database @none : migrate status/diff | validate | version | debug | studio | mcp | doctor
create file reversible @none : generate | init | format | platform
nothing : help | telemetry | completion
"""

_DRIZZLE = """
values --config --dialect --schema --url --out --driver --name --connectionString --host --port --user --password
    --database --tablesFilters --schemaFilters : *
update schema irreversible several +forced @none when --force : push
update schema costly @none : push | migrate | push:pg | push:mysql | push:sqlite | push:libsql
delete history costly several @=migrations : drop
create file reversible @none : generate | pull | introspect | up | generate:pg | generate:mysql | generate:sqlite | init
read database @none : check | studio | export
"""

_SUPABASE = """
values --db-url --linked-project --project-ref --password -p --schema -s --file -f --workdir --profile --network-id
    --version --output -o --org-id --region --size --name --env-file --experimental-db --dns-resolver --from --to : *
delete database irreversible environment +rebuilds @none +remote when --linked --db-url : db reset
delete database irreversible environment +rebuilds @none : db reset
read database @none every --dry-run : db push
update schema costly several +remote @none : db push
update schema irreversible several @none : migration down
update schema costly @none : migration up
update setting costly @none : migration repair
delete file costly @none : migration squash
read database @none : db dump/diff/lint/pull/test | migration list | inspect | inspect db | test | test db | status | services
read database @none : projects list | orgs list | functions list | branches list/get | storage ls | gen types/keys
read secret +secret @none : projects api-keys | secrets list
create file @none : init | migration new | functions new | functions download | bootstrap | migration fetch | snippets download
update setting reversible @none : link | unlink | login | logout | start | seed buckets | db start | functions serve
delete volume irreversible several @none +skips_backup when --no-backup : stop
stop container reversible @none : stop
delete database irreversible environment +remote @--project-ref|first : projects delete
create database costly +remote @first : projects create | branches create
delete database irreversible several +remote @first : branches delete
update database irreversible environment +remote @none : backups restore
update function costly +remote @first : functions deploy
delete function costly +remote @first : functions delete
update secret costly +remote @none : secrets set
delete secret irreversible several +remote @args : secrets unset
delete object irreversible several +remote @args : storage rm
create object costly +remote @last : storage cp
update object costly +remote @args : storage mv
update setting costly several +remote @none : config push | postgres-config update/delete | network-restrictions update
update setting costly several +remote @none : ssl-enforcement update | vanity-subdomains activate/delete | domains create/activate/delete/reverify
update setting costly several +remote @none : network-bans remove | encryption update-root-key | sso add/update/remove
read setting @none : postgres-config get | network-restrictions get | ssl-enforcement get | domains get | sso list/show/info
nothing : help | completion
"""

_ALEMBIC = """
values -c --config -n --name -x -m --message --rev-id --head --branch-label --depends-on --version-path --tag -r
    --rev-range --splice -t --template -d --directory : *
nothing when --sql : upgrade | downgrade | stamp
delete schema irreversible environment @none : downgrade base
update schema irreversible several @none : downgrade
update schema costly @none : upgrade
update setting costly @none : stamp | ensure_version
create file reversible @none : revision | init | merge | edit | migrate
read database @none : history | current | heads | branches | show | check | list_templates
"""

_OTHERS: dict[str, str] = {
    "knex": """
values --knexfile --env --client --connection --cwd --migrations-directory --migrations-table-name --timeout : *
delete schema irreversible environment @none when --all : migrate:rollback
update schema irreversible several @none : migrate:rollback | migrate:down
update schema costly @none : migrate:latest | migrate:up
update row costly several partial @none : seed:run
update setting costly @none : migrate:unlock
read database @none : migrate:list | migrate:status | migrate:currentVersion
create file @none : migrate:make | seed:make | init
""",
    "sequelize sequelize-cli": """
values --env --url --config --migrations-path --seeders-path --models-path --options-path --to --from --name --seed : *
delete database irreversible environment @none : db:drop
delete schema irreversible environment @none : db:migrate:undo:all
update schema irreversible several @none : db:migrate:undo
update schema costly @none : db:migrate | db:migrate:schema:timestamps:add
create database @none : db:create
create row costly several @none : db:seed | db:seed:all
delete row irreversible several @none : db:seed:undo
delete row irreversible several +unbounded @none : db:seed:undo:all
read database @none : db:migrate:status
create file @none : init | init:config | init:migrations | init:models | init:seeders | migration:generate | migration:create
create file @none : model:generate | model:create | seed:generate | seed:create
""",
    "typeorm typeorm-ts-node-commonjs typeorm-ts-node-esm": """
values -d --dataSource -f --config -c --connection --transaction -t -n --name : *
delete schema irreversible environment @none : schema:drop
update schema irreversible several @none : schema:sync | migration:revert
update schema costly @none : migration:run
call query : query
delete cache costly @none : cache:clear
read database @none : schema:log | migration:show | version
create file @none : init | migration:generate | migration:create | entity:create | subscriber:create
""",
    "mikro-orm mikro-orm-esm": """
values --config --contextName -m --migration --from --to --only --class --seeder -c : *
nothing when -d --dump unless -r --run : schema:drop | schema:create | schema:update | schema:fresh
delete schema irreversible environment @none : schema:drop
delete schema irreversible environment +rebuilds @none : schema:fresh | migration:fresh
update schema irreversible several @none : schema:update | migration:down
update schema costly @none : schema:create | migration:up
create row costly several @none : seeder:run
create database @none : database:create
delete cache reversible @none : cache:clear
read database @none : migration:list | migration:pending | migration:check | debug | database:import
create file @none : migration:create | seeder:create | cache:generate | generate-entities | generate-cache-file
""",
    "aerich": """
values -c --config -b --branch -v --version --app : *
update schema irreversible several @none : downgrade
update schema costly @none : upgrade | init-db
read database @none : heads | history | inspectdb
create file @none : init | migrate | init-migrations
""",
    "yoyo yoyo-migrate": """
values -d --database -m --match -r --revision -c --config --migration-table : *
delete schema irreversible environment @none when --all -a : rollback
update schema irreversible several @none : rollback | reapply | develop
update schema costly @none : apply
update setting costly @none : mark | unmark | break-lock
read database @none : list
create file @none : new | init
""",
    "graphile-migrate": """
values -c --config : *
delete database irreversible environment +rebuilds @none : reset
update schema costly @none : migrate | watch | commit | uncommit | run
read database @none : status | compile | completion
create file @none : init
""",
    "node-pg-migrate pg-migrate": """
values -m --migrations-dir -d --database-url-var --config-file -f -t --schema : *
update schema irreversible several @none : down | redo
update schema costly @none : up
create file @none : create
""",
    "db-migrate": """
values -e --env -m --migrations-dir -c --count --config : *
delete database irreversible environment @last : db:drop
delete schema irreversible environment @none : reset
update schema irreversible several @none : down
update schema costly @none : up
create database @last : db:create
read database @none : check
create file @none : create
""",
    "migrate-mongo": """
values -f --file : *
update schema irreversible several @none : down
update schema costly @none : up
read database @none : status
create file @none : create | init
""",
    "payload": f"""
{_RESET} : migrate:fresh | migrate:refresh
delete schema irreversible environment @none : migrate:reset
update schema irreversible several @none : migrate:down
update schema costly @none : migrate
read database @none : migrate:status | info
create file @none : migrate:create | generate:types | generate:importmap | generate:db-schema | build
""",
    "ace": f"""
values --connection -c --files --folders : *
{_RESET} : migration:fresh | migration:refresh | db:wipe
delete schema irreversible environment @none : migration:reset
update schema irreversible several @none : migration:rollback
delete row irreversible environment +unbounded @none : db:truncate
update schema costly @none : migration:run
create row costly several @none : db:seed
read database @none : migration:status | list:routes | list
""",
    "convex": """
values --deployment --deployment-name --url --admin-key --table --path --env-file --format : *
update table irreversible several +overwrites @none when --replace --replace-all : import
create row costly several @none : import
update function costly several @none : deploy
execute function costly partial @first : run
update setting costly @args : env set
delete secret costly several @args : env remove
read database @none : data | logs | export | dashboard | function-spec | docs | env list/get
update setting reversible @none : dev | codegen | init | login | logout
""",
    "strapi": """
values -f --file --from --from-token --to --to-token --key -k -e --env --only --exclude -d --dir --strategy : *
update database irreversible environment +overwrites @none : import
update database irreversible environment +overwrites +remote @none when --to : transfer
update database irreversible environment +overwrites @none : transfer
update setting costly several @none : configuration:restore | config:restore
update user costly @none : admin:reset-user-password
grant user costly @none : admin:create-user
create file @--file : export | configuration:dump | config:dump | generate | ts:generate-types | templates:generate
execute code reversible @none : develop | start | build | dev | console | deploy
read setting @none : version | report | routes:list | services:list | content-types:list | openapi | policies:list
nothing : help | telemetry:disable | telemetry:enable
""",
    "medusa": """
update schema irreversible several @none : db:rollback | migrations revert
update schema costly @none : db:migrate | migrations run | db:sync-links | db:setup
create database @none : db:create
create file @none : db:generate | new | build
create row costly several @none : seed
execute code costly partial @first : exec
grant user costly @none : user
execute code reversible @none : develop | start
""",
    "wasp": f"""
{_RESET} : db reset
update schema costly @none : db migrate-dev
create row costly several @none : db seed
read database @none : db studio | info | deps | version | db start
delete folder reversible +rebuildable @=.wasp : clean
execute code reversible @none : start | build | test | compile
""",
}

_TEXTS = {"prisma": _PRISMA, "drizzle-kit": _DRIZZLE, "supabase": _SUPABASE, "alembic": _ALEMBIC, **_OTHERS}
PROGRAMS: dict[str, Usage] = {
    name: Usage(reader=in_its_world(migration_grammar(text)))
    for names, text in _TEXTS.items()
    for name in names.split()
}
