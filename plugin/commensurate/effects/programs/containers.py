"""Containers: docker, podman, nerdctl, buildah, compose. Source: docs.docker.com CLI reference 28, podman 5, buildah 1.

Containers are made again from their image; what lies in volumes is not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from commensurate.effects.environment import environment_of, stricter
from commensurate.effects.grammar import Match, grammar, lex
from commensurate.effects.reading import Command, Language, Nested, Reading, Scene, Word
from commensurate.effects.table import Usage
from commensurate.model.analysis import Coverage
from commensurate.model.effect import BlastRadius, Effect, Operation, Resource, ResourceKind, Reversibility, Trait

_RUN_VALUES = (
    "-v --volume --mount -e --env --env-file -p --publish --name -w --workdir -u --user --network --net --entrypoint"
    " -l --label --add-host --cap-add --cap-drop --cpus -c --cpu-shares --cpuset-cpus --cpuset-mems --device --dns"
    " --expose --gpus --group-add --health-cmd --hostname -h --ip --ipc --isolation --link --log-driver --log-opt"
    " --mac-address -m --memory --memory-swap --network-alias --pid --platform --pull --restart --runtime --security-opt"
    " --shm-size --stop-signal --stop-timeout --storage-opt --sysctl --tmpfs --ulimit --userns --uts --volumes-from"
    " --volume-driver -a --attach --cidfile --detach-keys --index --pod --secret --arch --os"
)

_TEXT = f"""
values -H --host -c --context --config -l --log-level --tlscacert --tlscert --tlskey --connection --url --root
    --namespace -n --address --storage-driver --runroot --cgroup-manager --log-driver --identity : *
values {_RUN_VALUES} : run | create | container run/create | exec | container exec
values -f --file -p --project-name --profile --env-file --project-directory --parallel --ansi --progress : compose | stack
values {_RUN_VALUES} : compose run/exec
values -t --timeout --rmi --scale --index --exit-code-from : compose
values -n --tail --since --until : compose logs | logs
values --filter -f --format -n --last : ps | images | volume ls/list | network ls/list | image ls/list | container ls/list/ps
values --filter --format --sort : search | system df | stats | container stats | inspect | info | version | events | ls
values --type --size -f : inspect | container/image/volume/network inspect
values --filter --keep-storage --reserved-space --max-used-space --min-free-space --builder --verbose : system prune
values --filter --keep-storage --reserved-space --max-used-space --min-free-space --builder : builder/buildx/image/container/volume/network prune
values -t --time -s --signal --timeout : stop | kill | restart | container stop/kill/restart
values -t --tag -f --file --build-arg --target --platform --secret --ssh --cache-from --cache-to -o --output --label
    --network --progress --iidfile --builder --add-host --build-context --metadata-file --pull-policy -v --volume : build | buildx build | image build | builder build | bud
values -o --output : save | image save | export | container export
values -m --message -a --author -c --change : commit | container commit
values -i --input : load | image load
values -u --username -p --password : login
values --tail -n --since --until : container logs | service logs

read : ps | images | inspect | logs | top | stats | port | events | history | diff | version | info | search | wait
read : image ls/list/inspect/history/exists/tree/diff/search | manifest inspect/exists | trust inspect | healthcheck run | checkpoint ls/list
read : container ls/list/ps/inspect/logs/top/stats/port/diff/wait/exists/check | volume ls/list/inspect/exists
read : network ls/list/inspect/exists | system df/info/events/dial-stdio | context ls/list/show/inspect
read : compose ps/logs/config/top/images/ls/version/port/events/convert/stats/volumes/wait
read : buildx ls/inspect/du/version | buildx history ls/list/logs/inspect/trace | buildx imagetools inspect
read : plugin ls/list/inspect | node ls/list/inspect/ps | service ls/list/inspect/ps/logs
read : stack ls/list/ps/services/config | secret/config ls/list/inspect | machine ls/list/inspect/info
read : pod ps/ls/list/inspect/stats/top/logs/exists | containers | mount | scout cves/quickview/recommendations/compare
read : generate kube/systemd/spec | auto-update | system connection list/ls | swarm unlock-key/join-token | builder du | unshare
nothing : help | completion | compose help | --version
create file +overwrites @--output|-o : save | image save | export | container export
create file +overwrites @last : cp | container cp | compose cp
create image : pull | image pull | load | image load | import | image import | tag | image tag | commit | compose pull
create image : buildx imagetools create | manifest create/add/annotate | container commit | from | config
create image @--tag|-t : build | buildx build | image build | builder build | compose build | bud | buildx bake
send image +outbound : push | image push | compose push | manifest push | trust sign | plugin push | compose publish
create secret +persistent @first : login | trust key
delete secret reversible @first : logout
create volume : volume create
create network : network create
update network : network connect/disconnect
create container : create | container create/init | init
create workload reversible several : compose up/create/start/scale/watch | compose -d up
update container reversible : rename | container rename/unpause/start | start | unpause | update | container update | attach | container attach | compose attach/unpause | restart-policy
execute container reversible : container restore/checkpoint | checkpoint create | play kube | kube play
stop container reversible : stop | kill | restart | pause | container stop/kill/restart/pause | pod stop/kill/restart/pause
stop workload reversible several : compose stop/kill/restart/pause
delete volume irreversible several & delete container costly several +rebuildable @rest when -v --volumes : compose down
stop workload reversible several & delete container reversible several +rebuildable @rest : compose down
delete volume irreversible several when -v : compose rm
delete container reversible several +rebuildable : compose rm
delete container costly +forced & delete volume irreversible several +unbounded when -a --all : rm
delete volume irreversible & delete container costly +forced when -v --volumes : rm | container rm
delete container costly +forced when -f --force : rm | container rm/remove | pod rm
delete container costly : rm | container rm/remove | pod rm | checkpoint rm
delete image costly several +rebuildable +forced when -f --force -a --all : rmi | image rm/remove
delete image reversible +rebuildable : rmi | image rm/remove/untag | manifest rm
delete volume irreversible : volume rm/remove
delete network costly : network rm/remove
delete volume irreversible environment +unbounded & delete container costly several +unbounded every --volumes when -f --force : system prune
delete container costly several +unbounded & delete image costly several +unbounded +rebuildable when -f --force : system prune
delete container costly +unbounded & delete image costly +unbounded +rebuildable : system prune
delete volume irreversible environment +unbounded every -a when -f --force : volume prune
delete volume irreversible environment +unbounded every --all when -f --force : volume prune
delete volume irreversible several +unbounded : volume prune
delete container costly several +unbounded : container/pod prune
delete network costly several +unbounded : network prune
delete image costly several +unbounded +rebuildable every -f when -a --all : image/builder/buildx prune
delete image costly several +unbounded +rebuildable every --force when -a --all : image/builder/buildx prune
delete image reversible +unbounded +rebuildable : image/builder/buildx prune
delete cache reversible +rebuildable : buildx rm | buildx history rm | builder rm
update setting reversible : buildx use/create/stop | context use/create/update/import/export | plugin set/enable
create package +inbound_code : plugin install/upgrade
delete package costly : plugin rm/remove/disable
delete setting costly : context rm/remove | system connection rm
delete instance irreversible several : machine rm/remove/reset
delete instance irreversible environment : system reset
update instance : machine init/start/stop/set/ssh | system migrate/renumber
delete workload costly several @args : service rm/remove
update workload costly @last : service update/rollback | service create
update workload costly : service scale
delete stack costly environment @args : stack rm/remove/down
update stack costly several @last : stack deploy/up
delete instance costly several : node rm/remove
update instance costly several @last : node update/promote/demote
delete cluster irreversible environment when -f --force : swarm leave
stop cluster costly environment : swarm leave
create cluster several : swarm init/join | swarm unlock
update cluster costly several : swarm update/ca
create secret : secret create
delete secret irreversible : secret rm/remove
create setting : config create
delete setting costly : config rm/remove
nothing : desktop start/status/version
carry run : run | container run | compose run
carry exec : exec | container exec | compose exec | buildah run
"""

_ENTRYPOINTS = {
    "amazon/aws-cli": "aws", "curlimages/curl": "curl", "hashicorp/terraform": "terraform", "bitnami/kubectl": "kubectl",
    "rclone/rclone": "rclone", "alpine/git": "git", "alpine/helm": "helm", "hashicorp/vault": "vault",
    "minio/mc": "mc", "pulumi/pulumi": "pulumi", "opentofu/opentofu": "tofu",
}  # fmt: skip
"""Images whose entry point is a program that readers know: what follows the image are its arguments."""

_OPEN_SOCKETS = ("/var/run/docker.sock", "/run/docker.sock", "/run/podman/podman.sock", "/run/containerd")


def _run(match: Match) -> Reading:
    options, image, words = _after_options(match)
    scene = match.command.scene
    mounts = _mounts(options)
    inner = tuple(_mapped(word, mounts) for word in words)
    host = "" if inner != words else f"container:{image.text if image else ''}"
    where = replace(scene, host=host, cwd=scene.cwd if not host else None)
    program = _ENTRYPOINTS.get(image.text.partition(":")[0] if image else "")
    entry = next((word for word in options.get("--entrypoint", ()) if word.text), None)
    if entry is not None:
        inner = (entry, *inner)
    elif program is not None:
        inner = (Word(program), *inner)
    nested = (Nested(Language.SHELL, where, words=inner, stdin=match.command.stdin),) if inner else ()
    started = _effect(match, Operation.EXECUTE, ResourceKind.CONTAINER, image.text if image else "")
    return Reading((started, *_openings(match, options, mounts)), nested)


def _exec(match: Match) -> Reading:
    _options, container, words = _after_options(match)
    if container is None:
        return Reading()
    scene = match.command.scene
    environment = stricter(scene.environment, environment_of(*(word.text for word in match.before), container.text))
    where = Scene(cwd=None, host=f"container:{container.text}", environment=environment, answers=scene.answers)
    started = _effect(match, Operation.EXECUTE, ResourceKind.CONTAINER, container.text)
    if not words:
        return Reading((started,), coverage=Coverage.PARTIAL)
    return Reading((started,), (Nested(Language.SHELL, where, words=words, stdin=match.command.stdin),))


def _after_options(match: Match) -> tuple[Mapping[str, tuple[Word, ...]], Word | None, tuple[Word, ...]]:
    """The options ahead of the image or container, that name, and the words that run inside."""
    options = lex(match.before + match.rest, match.grammar, match.values, leading=True)
    inside = options.positionals
    return options.flags, inside[0] if inside else None, tuple(inside[1:])


def _mounts(options: Mapping[str, tuple[Word, ...]]) -> list[tuple[str, str]]:
    """(source, target) of every folder of this machine that the container sees writable."""
    found = []
    for word in (*options.get("-v", ()), *options.get("--volume", ())):
        parts = word.text.split(":")
        if len(parts) >= 2 and parts[0][:1] in "/~.$" and "ro" not in parts[2:]:
            found.append((parts[0], parts[1].rstrip("/") or "/"))
    for word in options.get("--mount", ()):
        pairs = dict(part.partition("=")[::2] for part in word.text.split(","))
        source, target = pairs.get("source") or pairs.get("src"), pairs.get("target") or pairs.get("dst")
        if source and target and not {"readonly", "ro"} & pairs.keys() and source[:1] in "/~.$":
            found.append((source, target.rstrip("/")))
    return found


def _mapped(word: Word, mounts: Sequence[tuple[str, str]]) -> Word:
    for source, target in mounts:
        if word.text == target or word.text.startswith(target + "/"):
            return Word((source.rstrip("/") + word.text[len(target) :]) or "/", word.known, word.glob)
        if target in word.text and (" " in word.text):
            return Word(word.text.replace(target, source.rstrip("/")), word.known, word.glob)
    return word


def _openings(
    match: Match, options: Mapping[str, tuple[Word, ...]], mounts: Sequence[tuple[str, str]]
) -> tuple[Effect, ...]:
    """What lets the container out of its box."""
    found = []
    flagged = [word.text for word in options.get("--privileged", ())]
    if flagged and flagged[-1] != "false":
        found.append("--privileged")
    found += [
        f"--{name}=host" for name in ("pid", "userns") for word in options.get(f"--{name}", ()) if word.text == "host"
    ]
    caps = {word.text.upper().removeprefix("CAP_") for word in options.get("--cap-add", ())}
    found += sorted(caps & {"ALL", "SYS_ADMIN", "SYS_MODULE", "SYS_PTRACE", "SYS_RAWIO"})
    found += [source for source, _ in mounts if source in ("/", "/etc", "/root", "/home", *_OPEN_SOCKETS)]
    return tuple(
        Effect(
            Operation.GRANT, Resource(ResourceKind.PERMISSION, name), Reversibility.COSTLY, BlastRadius.SEVERAL,
            match.command.evidence, match.command.scene.environment, frozenset({Trait.ELEVATED, Trait.WIDENS}),
        )
        for name in found
    )  # fmt: skip


def _effect(match: Match, operation: Operation, kind: ResourceKind, name: str) -> Effect:
    command: Command = match.command
    environment = stricter(command.scene.environment, environment_of(name, *(word.text for word in match.before)))
    traits = frozenset({Trait.REMOTE} if command.scene.host else set())
    return Effect(
        operation,
        Resource(kind, name),
        Reversibility.REVERSIBLE,
        BlastRadius.ONE,
        command.evidence,
        environment,
        traits,
    )


_SPECIALS = {"run": _run, "exec": _exec}
_DOCKER = grammar(_TEXT, _SPECIALS)
_COMPOSE = _DOCKER.below("compose")

PROGRAMS: Mapping[str, Usage] = {
    **dict.fromkeys(("docker", "podman", "nerdctl", "buildah", "podman-remote", "finch"), Usage(reader=_DOCKER)),
    **dict.fromkeys(("docker-compose", "podman-compose"), Usage(reader=_COMPOSE)),
}
