"""Task runners of the PHP world: Laravel's artisan, Symfony's console, WP-CLI, Drush, Magento, spark, yii, cake.

Sources: `php artisan list` of Laravel 11, DoctrineBundle 2 and DoctrineMigrations 3, WP-CLI 2.11, Drush 13, Magento 2.4,
CodeIgniter 4, Yii 2, CakePHP 5.
"""

from collections.abc import Callable
from dataclasses import replace

from commensurate.effects.grammar import Match, Sealed, grammar
from commensurate.effects.programs.carried_code import code_in, run_sql
from commensurate.effects.programs.database_worlds import in_its_world
from commensurate.effects.reading import Command, Language, Reader, Reading
from commensurate.effects.table import Usage

_ARTISAN = """
values --database --path --realpath --schema-path --seeder --class --step --batch --env --queue --connection --timeout
    --tries --sleep --name --only --except --model --chunk --hours --provider --tag --port --host --memory --guard : *
read database @none when --pretend : migrate | migrate:rollback | migrate:reset | migrate:refresh | migrate:fresh
delete database irreversible environment +rebuilds +forced @none when --force : migrate:fresh | migrate:refresh
delete database irreversible environment +rebuilds @none : migrate:fresh | migrate:refresh
delete database irreversible environment @none : db:wipe | migrate:reset
update schema irreversible several @none : migrate:rollback
update schema costly @none : migrate
create table @none : migrate:install | queue:table | session:table | cache:table
create row costly several partial @none : db:seed
delete file costly every --prune : schema:dump
create file @none : schema:dump | storage:link | stub:publish | vendor:publish | ide-helper:generate | ide-helper:models
read database @none : migrate:status | db:show | db:table | db:monitor | model:show | route:list | about | env | list | inspire
read database @none : queue:monitor | queue:failed | schedule:list | event:list | config:show | channel:list | horizon:status
call tinker : tinker
delete cache reversible several @none : cache:clear | config:clear | route:clear | view:clear | event:clear | optimize:clear
delete cache reversible several @none : cache:forget | cache:prune-stale-tags | clear-compiled | debugbar:clear | permission:cache-reset
create cache reversible @none : config:cache | route:cache | view:cache | event:cache | optimize
delete queue irreversible several @none : queue:clear | queue:flush | horizon:clear | queue:prune-failed | queue:prune-batches
delete queue costly @args : queue:forget
execute process reversible @none : queue:work | queue:listen | queue:retry | serve | schedule:run | schedule:work | horizon | test | pail | octane:start
stop process reversible @none : queue:restart | horizon:terminate | horizon:pause | horizon:continue | reverb:restart | octane:reload
stop service costly several @none : down
update service reversible @none : up
update secret irreversible @none : key:generate | passport:keys | jwt:secret | passport:client
delete row irreversible several @none : model:prune | telescope:clear | telescope:prune | sanctum:prune-expired | auth:clear-resets | passport:purge | activitylog:clean
delete index costly several @args : scout:flush | scout:delete-index | scout:delete-all-indexes
update index costly @args : scout:import | scout:sync-index-settings
delete backup irreversible several @none : backup:clean
create backup @none : backup:run
read backup @none : backup:list | backup:monitor
update file costly @none : env:encrypt | env:decrypt | lang:publish | config:publish | install:api | install:broadcasting | breeze:install
nothing : help | completion | docs
"""

_SYMFONY = """
values --em --connection -c --env -e --configuration --shard --dialect --group --append_to --format --limit --time-limit : *
nothing when --dump-sql unless --force -f --complete : doctrine:schema:drop | doctrine:schema:update | doctrine:schema:create
delete database irreversible environment +forced @none when --full-database : doctrine:schema:drop
delete schema irreversible environment +forced @none when --force -f : doctrine:schema:drop | orm:schema-tool:drop
delete database irreversible environment +forced @none when --force -f : doctrine:database:drop
read database @none : doctrine:schema:drop | doctrine:database:drop | orm:schema-tool:drop
delete table irreversible environment @none : doctrine:mongodb:schema:drop
update schema irreversible several +forced @none when --force -f : doctrine:schema:update | orm:schema-tool:update
read database @none : doctrine:schema:update | doctrine:schema:validate | orm:validate-schema | orm:info
read database @none every --dry-run : doctrine:migrations:migrate | doctrine:migrations:execute
delete schema irreversible environment @none : doctrine:migrations:migrate first/0
update schema irreversible several @none : doctrine:migrations:migrate prev
update schema irreversible several @none when --down : doctrine:migrations:execute
update schema costly @none : doctrine:migrations:migrate | doctrine:migrations:execute | doctrine:schema:create
update setting costly @none : doctrine:migrations:version | doctrine:migrations:sync-metadata-storage
create row costly several @none when --append : doctrine:fixtures:load | hautelook:fixtures:load
delete row irreversible environment +unbounded +rebuilds @none : doctrine:fixtures:load | hautelook:fixtures:load | foundry:load-fixtures
create database @none : doctrine:database:create
call run_sql : doctrine:query:sql | dbal:run-sql | doctrine:query:dql
create file @none : doctrine:migrations:diff | doctrine:migrations:generate | doctrine:migrations:dump-schema | assets:install
read database @none : doctrine:migrations:status | doctrine:migrations:list | doctrine:migrations:latest | doctrine:mapping:info
read database @none : about | list | debug:router | debug:container | debug:config | debug:autowiring | lint:yaml | lint:twig | lint:container
delete cache reversible several @none : cache:clear | cache:pool:clear | cache:pool:prune | doctrine:cache:clear-metadata
create cache reversible @none : cache:warmup
read secret +secret @none : secrets:list
update secret costly @none : secrets:set | secrets:generate-keys | secrets:remove
execute process reversible @none : messenger:consume | server:start | server:run
delete queue irreversible @args : messenger:failed:remove
nothing : help | completion
"""

_WP = """
values --path --url --user --ssh --http --require --exec --format --fields --field --post_type --role --tables --prefix : *
delete database irreversible environment +rebuilds @none : db reset
delete database irreversible environment @none : db drop
delete schema irreversible environment @none : db clean
delete row irreversible environment +unbounded @none : site empty
delete database irreversible environment @args : site delete
call wp_sql : db query
read database @none : db size/tables/check/search/prefix/columns | db export
create file @first : db export/dump
update database irreversible several +overwrites @first : db import
update database reversible @none : db optimize/repair
create database @none : db create
nothing when --dry-run : search-replace
update row irreversible several @none : search-replace
delete post irreversible several +forced @args when --force : post delete
delete post costly several @args : post delete | comment delete | term delete | menu delete
delete user irreversible several @args : user delete | super-admin remove
grant user costly several @args : super-admin add | user add-role/set-role/create/add-cap
update user costly @args : user update/reset-password
delete package costly several @args : plugin delete/uninstall | theme delete
update package costly several @args : plugin update/install/activate/deactivate | theme update/install/activate | core update/download/update-db
delete setting costly @args : option delete | transient delete | widget delete | cron event delete | rewrite delete | config delete
update setting costly @args : option update/add/set/patch | config set/create/shuffle-salts | rewrite structure | language core install
delete cache reversible several @none : cache flush/delete | rewrite flush | transient delete-all
call wp_eval : eval
execute code costly +opaque opaque @first : eval-file | shell
read secret +secret @args : config get/list
read database @none : post list/get | user list/get/list-caps | plugin list/get/status/search | theme list/get/status | option list/get | core version/check-update/is-installed/verify-checksums | site list | comment list/get/count | media list | cron event list | transient get | menu list | role list | cap list | rewrite list | cli version/info | help | widget list | sidebar list
create post reversible @none : post create/generate | comment create/generate | media import/regenerate | term create | user generate
update post costly @args : post update | comment update/approve/spam/trash | term update
stop service costly @none : maintenance-mode activate
update service reversible @none : maintenance-mode deactivate
"""

_DRUSH = """
values -l --uri -r --root --db-url --result-file --extra --target --database --file --tables-key --account-name : *
delete database irreversible environment @none : sql-drop | sql:drop
delete database irreversible environment +rebuilds @none : sql-create | sql:create | site-install | si | site:install | sin
update database irreversible environment +overwrites @last : sql-sync | sql:sync
call wp_sql : sql-query | sqlq | sql:query
create file @--result-file : sql-dump | sql:dump
execute code costly +opaque opaque @none : sql-cli | sqlc | sql:cli | php:script | scr | php-script | php:cli | core:cli
call wp_eval : php-eval | ev | php:eval | eval
update schema costly several @none : updatedb | updb | update:db | entity:updates | entup
update setting costly several @none : config-import | cim | config:import | config-set | cset | config:set | state:set | sset
delete setting costly @args : config-delete | cdel | config:delete | state:delete | sdel | variable-delete
delete record irreversible several @args : entity:delete | edel | entity-delete
delete user irreversible @args : user:cancel | ucan | user-cancel
update user costly @args : user:password | upwd | user-password | user:block | user:unblock | user:role:remove | urrol
grant user costly @args : user:role:add | urol | user:create | ucrt | user-login | uli | user:login
delete package costly several @args : pm:uninstall | pmu | pm-uninstall
update package costly several @args : pm:enable | en | pm:install | pm-enable
delete cache reversible several @none : cache-rebuild | cr | rebuild | cache:rebuild | cache-clear | cc | cache:clear
update folder irreversible several @last : core:rsync | rsync | core-rsync
delete row irreversible several @none : watchdog:delete | wd-del | queue:delete | search-api:clear
execute process reversible @none : core:cron | cron | queue:run | runserver | serve
read database @none : status | core:status | st | pml | pm:list | config-get | cget | config:get | watchdog:show | ws | site:alias | sa | state:get | sget | user:information | uinf | sql-conf | sql:conf | sql-connect | sql:connect | config:status | cst | updatedb:status | updbst | pm:security | version | list | route | twig:debug
create file @none : config-export | cex | config:export | generate | archive:dump
"""

_MAGENTO = """
delete database irreversible environment @none : setup:uninstall
delete database irreversible environment +rebuilds @none when --cleanup-database : setup:install
update database costly several @none : setup:install | setup:upgrade | setup:db-schema:upgrade | setup:db-data:upgrade
update database irreversible environment +overwrites @none : setup:rollback
create backup @none : setup:backup
read setting @none : info:adminuri | module:status | cache:status | indexer:status | indexer:info | config:show | list | setup:db:status | maintenance:status | deploy:mode:show
delete cache reversible several @none : cache:flush | cache:clean
update index reversible several @none : indexer:reindex | indexer:reset
stop service costly several @none : maintenance:enable
update service reversible @none : maintenance:disable
update setting costly several @args : config:set | config:sensitive:set | app:config:import | module:enable | module:disable | deploy:mode:set
delete package costly several @args : module:uninstall | theme:uninstall | sampledata:remove
create folder reversible @none : setup:static-content:deploy | setup:di:compile
grant user costly @none : admin:user:create
execute process reversible @none : cron:run | queue:consumers:start
delete row costly several @none : customer:hash:upgrade | catalog:images:resize | catalog:product:attributes:cleanup
"""

_PHP_TASKS = """
delete database irreversible environment +rebuilds @none : migrate:refresh | migrate-fresh | migrate-refresh
update schema irreversible several @none : migrate:rollback | migrate-down | migrate-to | migrate-redo | migrations rollback
update schema costly @none : migrate | migrate-up | migrations migrate
read database @none : migrate:status | migrate-history | migrate-new | migrations status | routes | list | db:table
create row costly several @none : db:seed | fixture-load | migrations seed
delete row irreversible several +unbounded @none : fixture-unload
create file @none : make:migration | migrate-create | bake
delete cache reversible @none : cache:clear | cache-flush-all | cache-flush | cache clear_all
"""


_SPECIALS: dict[str, Callable[[Match], Reading]] = {
    "tinker": code_in(Language.PHP, "--execute"),
    "wp_eval": code_in(Language.PHP),
    "wp_sql": run_sql,
    "run_sql": run_sql,
}


def _rules(text: str) -> Sealed:
    return grammar(text, _SPECIALS)


_TASKS = _rules(_PHP_TASKS)


def _php_tasks(command: Command) -> Reading:
    """spark, yii, cake: Yii parts its tasks by a slash, which a grammar keeps for alternatives."""
    words = (command.words[0], *(replace(word, text=word.text.replace("/", "-")) for word in command.arguments[:1]))
    return _TASKS(command.shifted((*words, *command.arguments[1:])))


_READERS: dict[str, Reader] = {
    **dict.fromkeys(("artisan", "sail"), _rules(_ARTISAN)),
    **dict.fromkeys(("console", "symfony-console", "doctrine", "doctrine.php"), _rules(_SYMFONY)),
    **dict.fromkeys(("wp", "wp-cli", "wp-cli.phar", "wp.phar"), _rules(_WP)),
    **dict.fromkeys(("spark", "yii", "cake"), _php_tasks),
    "drush": _rules(_DRUSH),
    "magento": _rules(_MAGENTO),
}
PROGRAMS: dict[str, Usage] = {name: Usage(reader=in_its_world(reader)) for name, reader in _READERS.items()}
