"""Payment, messaging and mail services, and model registries: stripe, twilio, sendgrid, wandb, huggingface-cli, mlflow.

Sources: the references of Stripe CLI 1.23, Twilio CLI 5, wandb 0.19, huggingface_hub 0.27, MLflow 2.19, DVC 3, Kaggle 1.6,
Shopify CLI 3, Contentful CLI 3, Auth0 CLI 1, Okta and Slack CLIs.
"""

from collections.abc import Mapping
from dataclasses import replace

from commensurate.effects.grammar import Match, fill, grammar, unknown_subcommand
from commensurate.effects.reading import NOTHING, Reading
from commensurate.effects.table import Does, Usage
from commensurate.effects.verbs import kind_of, meaning_of, words_of
from commensurate.model.analysis import Coverage
from commensurate.model.effect import Environment, Operation, ResourceKind, Reversibility, Trait

_STRIPE = """
values --api-key --project-name -d --data --config --log-level --stripe-account --stripe-version -e --expand --limit --starting-after --ending-before --device-name --idempotency --forward-to -f --events
    --amount --currency --charge --payment-intent --customer --source --destination --email --name --description --url --enabled-events --override --add --remove --skip : *
read : status | version | config --list | logs tail | open | resources | get | samples list | listen | whoami | fixtures --help
nothing : help | completion
create secret : login
delete secret reversible : logout
execute payment costly @args : trigger | fixtures
call resource : *
"""
_TWILIO = """
values -p --profile -l --cli-log-level -o --cli-output-format --properties --from --to --body --sid --path-account-sid --friendly-name --url --media-url --limit : *
read : profiles:list | phone-numbers:list | debugger:logs:list | plugins | email --help | feedback | serverless:list | serverless:logs | profiles:use --help
send mail irreversible @--to : email:send
send message irreversible @--to : api:core:messages:create | api:core:calls:create
pay order irreversible @args : phone-numbers:buy | phone-numbers:buy:local | phone-numbers:buy:toll-free | phone-numbers:buy:mobile | api:core:incoming-phone-numbers:create
update setting costly @args : phone-numbers:update | profiles:create | login | config:set | profiles:use
delete setting costly @args : profiles:remove
update function costly several @args : serverless:deploy | serverless:promote | serverless:activate | serverless:start
call colon : *
"""
_WANDB = """
values -p --project -e --entity -n --name -t --type -d --description --id --root --age --sweep --host --count --job -q --queue : *
read : status | artifact ls | verify | docker --help | sweep --help | login --verify | projects | runs | version | local --help
delete cache reversible : artifact cache cleanup | sync --clean
delete file costly several +unbounded @none when --clean --clean-force : sync
send object costly +outbound @args : sync | artifact put | save
create file : artifact get | pull | restore | init
stop pipeline costly @args : sweep --stop | sweep --cancel | sweep --pause
execute code costly @args : agent | launch | sweep | launch-agent | docker-run | scheduler
update setting reversible : login | online | enabled | server | beta
stop log reversible : offline | disabled | off
execute container reversible : docker | local
"""
_HF = """
values --repo-type --revision --token --include --exclude --cache-dir --local-dir -m --commit-message --commit-description --every --type --organization --space_sdk --name --hardware --timeout -e -s --pattern --namespace --branch : *
read : whoami | auth whoami | auth list | env | version | scan-cache | cache scan | cache list | cache ls | cache verify | repo list | repo-files --help | jobs ps/logs/inspect/stats | papers | models | datasets | spaces | tag -l
nothing : help
delete cache reversible +rebuildable @args : delete-cache | cache delete | cache rm | cache prune
delete repository irreversible several @args : repo delete | repos delete | repo-files delete | repo branch delete | repo tag delete | repo-files | endpoints delete
delete object irreversible several @args : repo-files delete
send model costly +outbound +public @first : upload | upload-large-folder
create repository @args : repo create | repos create | repo branch create | repo tag create | tag | repo duplicate
update repository costly several @args : repo move/settings | lfs-enable-largefiles | repos move/settings | endpoints update/scale-to-zero/pause/resume/deploy
create file : download
create secret : login | auth login | auth switch
delete secret reversible : logout | auth logout
execute code costly +remote @args : jobs run | jobs uv run | jobs scheduled
stop workload costly @args : jobs cancel
"""
_MLFLOW = """
values -t --tracking-uri --experiment-id -x --experiment-name --run-id -r -n --name -m --model-uri --host -p --port --backend-store-uri --default-artifact-root --older-than --registry-store-uri --artifact-path -a -u --artifact-uri --env-manager -P -d --dst-path --local-dir --version -l : *
read : experiments search/csv/list/get | runs list/describe | artifacts list | doctor | models --help | deployments list/get | deployments help | --version | traces search/get
delete record irreversible several +unbounded : gc
delete record costly several @--experiment-id|-x|--run-id|args : experiments delete | runs delete | deployments delete | traces delete
update record costly @--experiment-id|--run-id|args : experiments create/rename/restore | runs restore/create/link-traces | deployments create/update/run-local/create-endpoint | db upgrade | traces set-tag
send object costly +outbound @args : artifacts log-artifact | artifacts log-artifacts
create file : artifacts download
execute code costly @args : run | models serve/predict/build-docker/generate-dockerfile/prepare-env/update-pip-requirements | recipes run | sagemaker
execute service reversible : server | ui | gateway
"""
_KAGGLE = """
values -p --path -f --file -m --message -c --competition -s --search -u --user -d --dataset -k : *
read : competitions list/files/submissions/leaderboard | datasets list/files/status/metadata | kernels list/status/output/files | config view | models list/get | c list/files | d list/files | k list/status | --version
create file : competitions download | datasets download | datasets init | kernels pull | kernels init | c download | d download | models instances
send object irreversible +outbound +public @args|-p|-f : competitions submit | datasets create/version | kernels push | models create/update | c submit
delete model irreversible several @args : models delete | datasets delete | kernels delete | models instances delete | models instances versions delete
update setting reversible : config set/unset
"""
_AUTH0 = """
values --tenant -n --name --client-id -r --role --email -d --data -q --query -c --connection --type : *
read : apps list/show | users search/show | apis list/show | roles list/show | logs list/tail | tenants list | rules list/show | actions list/show | orgs list/show | domains list/show | universal-login show | attack-protection | ips | email | test --help
delete user irreversible several @args : users delete | roles delete
delete stack irreversible several @args : apps delete | apis delete | orgs delete | actions delete | rules delete | domains delete | log-streams delete | event-streams delete
update setting costly several @args : apps create/update/use | apis create/update/scopes | actions create/update/deploy | rules create/update/enable/disable | tenant-settings update | universal-login update | domains create/update/verify | email templates | login | logout | tenants use
grant permission costly several +widens @args : roles create/update | roles permissions add | users roles assign | users create/update/unblock/import | orgs create/update
revoke permission costly several @args : roles permissions remove | users roles remove
"""


def _resource(match: Match) -> Reading:
    """`stripe customers delete cus_1`, `stripe refunds create -d …`: a resource, a verb; live mode is production."""
    options = match.options
    words = [word.text for word in match.words]
    if not words:
        return NOTHING
    if words[0] in ("post", "delete"):
        operation, kind = (Operation.DELETE if words[0] == "delete" else Operation.UPDATE), kind_of(words[-1])
    elif len(words) < 2:
        return unknown_subcommand(match)
    else:
        meaning = meaning_of(words[1])
        if meaning is None:
            return unknown_subcommand(match)
        operation, kind = meaning.operation, kind_of(words[0])
    money = words[0].rpartition("/")[2] in _MONEY or words[-1].rpartition("/")[2] in _MONEY
    if money and operation in (Operation.CREATE, Operation.UPDATE, Operation.EXECUTE, Operation.PAY):
        operation, kind = Operation.PAY, ResourceKind.PAYMENT
    back = (
        Reversibility.IRREVERSIBLE
        if operation in (Operation.DELETE, Operation.PAY, Operation.SEND)
        else Reversibility.COSTLY
    )
    back = Reversibility.REVERSIBLE if operation in (Operation.READ, Operation.CREATE) else back
    kind = ResourceKind.ACCOUNT if kind is ResourceKind.UNKNOWN and operation is not Operation.READ else kind
    name = "last" if len(words) > 2 else "--charge|--payment-intent|--customer|none"
    effects = fill(Does(operation, kind, back, name=name), options, match.command)
    if options.has("--live"):
        effects = tuple(replace(effect, environment=Environment.PRODUCTION) for effect in effects)
    return Reading(effects)


_MONEY = frozenset(
    {"charges", "refunds", "payouts", "transfers", "payment_intents", "topups", "invoices", "subscriptions", "orders"}
)


def _colon(match: Match) -> Reading:
    """`twilio api:core:incoming-phone-numbers:remove --sid …`: the last part is the verb."""
    options = match.options
    text = options.positionals[0].text if options.positionals else ""
    parts = text.split(":")
    meaning = meaning_of(parts[-1]) if text else None
    if not text:
        return NOTHING
    if meaning is None:
        return unknown_subcommand(match)
    kind = kind_of(*words_of(" ".join(parts[:-1])))
    traits = frozenset({Trait.OUTBOUND} if meaning.operation is Operation.SEND else set())
    part = Does(meaning.operation, kind, meaning.reversibility, name="--sid|first", traits=traits)
    return Reading(fill(part, options, match.command))


PROGRAMS: Mapping[str, Usage] = {
    "stripe": Usage(reader=grammar(_STRIPE, {"resource": _resource}, inert="-h --help")),
    "twilio": Usage(reader=grammar(_TWILIO, {"colon": _colon}, inert="-h --help")),
    "sendgrid": Usage(reader=grammar("send mail irreversible @--to : *", inert="-h --help", switches="")),
    "wandb": Usage(reader=grammar(_WANDB, inert="--help")),
    **dict.fromkeys(("huggingface-cli", "hf"), Usage(reader=grammar(_HF, inert="-h --help"))),
    "mlflow": Usage(reader=grammar(_MLFLOW, inert="--help")),
    "kaggle": Usage(reader=grammar(_KAGGLE, inert="-h --help")),
    "auth0": Usage(reader=grammar(_AUTH0, inert="-h --help")),
    **dict.fromkeys(
        ("shopify", "contentful", "okta", "slack", "hubspot", "hs", "sf", "sfdx", "planetscale", "pscale", "neonctl", "neon", "confluent", "databricks", "snow", "elastic", "ecctl", "appwrite", "xata", "upstash"),
        Usage(reader=grammar("values -p --project --org -o --output -n --name --profile --region -e --environment --cluster -t --target : *",
                             inert="-h --help --version", verbs=Coverage.PARTIAL)),
    ),
}  # fmt: skip
