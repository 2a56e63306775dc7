"""Kubernetes: kubectl, oc, kustomize, stern, k9s. Source: kubernetes.io kubectl reference 1.32, OpenShift CLI 4.17."""

from collections.abc import Mapping
from dataclasses import replace

from commensurate.effects.environment import environment_of, stricter
from commensurate.effects.grammar import Match, fill, grammar, lex
from commensurate.effects.reading import NOTHING, Language, Nested, Reading, Scene, Word
from commensurate.effects.table import Does, Usage
from commensurate.model.analysis import Coverage
from commensurate.model.effect import BlastRadius, Effect, Operation, ResourceKind, Reversibility, Trait

_TEXT = """
values -n --namespace --context --cluster --kubeconfig --user -s --server --as --as-group --token --request-timeout
    -l --selector -o --output --field-selector --certificate-authority --client-key --client-certificate --tls-server-name
    --username --password --cache-dir --profile --field-manager --template --timeout --grace-period --cascade --for
    --replicas --current-replicas --resource-version --sort-by --type -p --patch --patch-file --image --port --target-port
    --limits --requests --revision --to-revision --tail --since --since-time --duration --overrides --serviceaccount
    --clusterrole --role --verb --resource --from-literal --from-file --from-env-file --min --max --cpu-percent
    --pod-selector --address --subresource --api-group --chunk-size --limit-bytes --max-log-requests : *
values -c --container --pod-running-timeout : exec | rsh | attach | logs | cp | debug | set | rsync
values -f --filename -k --kustomize --prune-allowlist : apply | create | delete | replace | patch | diff | get | describe
    | annotate | label | expose | scale | autoscale | edit | set | rollout | wait | run | exec | attach | auth | process | kustomize
values -e --env : set | run | new-app
values --image --target --copy-to : debug

read : api-resources | api-versions | version | cluster-info | diff | explain | events | wait | options | top | kustomize
read : describe | logs | auth can-i/whoami | rollout status/history | plugin list | whoami | status | projects
read : config view/get-contexts/current-context/get-clusters/get-users | apply view-last-applied | krew list/search/info/version
read : apply view-last-applied | adm top/inspect/must-gather | image info | explain | project | rsh --help | get-token
read : create token --help | certificate --help
nothing : help | completion
grant secret +secret @first : create token
update setting reversible @first : config use-context/set-context/rename-context/use | project | ns | ctx
update setting costly @first : config set/set-cluster/set-credentials/unset/delete-context/delete-cluster/delete-user
call get : get
call delete : delete
call scale : scale
carry exec : exec | rsh | debug
call rollout : rollout restart/undo/cancel/pause/resume/latest/retry | rollback
call change : apply | create | replace | patch | edit | set | expose | autoscale | run | label | annotate | new-app
    | new-project | new-build | start-build | process | tag | import-image | apply edit-last-applied/set-last-applied
call widen : create clusterrolebinding/rolebinding | adm policy | auth reconcile | policy
stop instance costly several @first : drain | adm drain
stop instance reversible several @first : cordon | adm cordon
update instance reversible several @first : uncordon | adm uncordon
update instance costly several @most : taint | adm taint
grant certificate costly several @first : certificate approve | adm certificate approve
revoke certificate costly @first : certificate deny | adm certificate deny
send network reversible +outbound @first : port-forward | proxy
execute container reversible @first : attach
create file +overwrites @last : cp | rsync
create package +inbound_code : krew install/upgrade
delete package costly : krew uninstall
create secret : login
delete secret reversible : logout
delete workload costly several +unbounded : adm prune
update cluster costly environment : adm upgrade
delete stack irreversible environment @first : delete project
"""

_CLUSTER_WIDE = "namespace namespaces ns project projects crd crds customresourcedefinition customresourcedefinitions"
_VOLUMES = "pvc pvcs persistentvolumeclaim persistentvolumeclaims pv pvs persistentvolume persistentvolumes"
_KINDS: Mapping[str, tuple[ResourceKind, Reversibility, BlastRadius, frozenset[Trait]]] = {
    name: (kind, reversibility, radius, frozenset(traits))
    for names, kind, reversibility, radius, traits in (
        (_CLUSTER_WIDE, ResourceKind.STACK, Reversibility.IRREVERSIBLE, BlastRadius.ENVIRONMENT, {Trait.RECURSIVE}),
        (_VOLUMES, ResourceKind.VOLUME, Reversibility.IRREVERSIBLE, BlastRadius.SEVERAL, set()),
        (
            "volumesnapshot volumesnapshots backup backups",
            ResourceKind.BACKUP, Reversibility.IRREVERSIBLE, BlastRadius.SEVERAL, {Trait.BACKUP},
        ),
        ("node nodes no machine machines", ResourceKind.INSTANCE, Reversibility.COSTLY, BlastRadius.SEVERAL, set()),
        ("pod pods po", ResourceKind.CONTAINER, Reversibility.COSTLY, BlastRadius.ONE, {Trait.REBUILDABLE}),
        (
            "rs replicaset replicasets event events lease leases endpoints ep",
            ResourceKind.WORKLOAD, Reversibility.COSTLY, BlastRadius.ONE, {Trait.REBUILDABLE},
        ),
        ("job jobs build builds", ResourceKind.WORKLOAD, Reversibility.COSTLY, BlastRadius.ONE, set()),
        ("cronjob cronjobs cj", ResourceKind.SCHEDULE, Reversibility.COSTLY, BlastRadius.SEVERAL, set()),
        (
            "sts statefulset statefulsets",
            ResourceKind.WORKLOAD, Reversibility.COSTLY, BlastRadius.SEVERAL, set(),
        ),
        ("secret secrets", ResourceKind.SECRET, Reversibility.IRREVERSIBLE, BlastRadius.SEVERAL, set()),
        ("configmap configmaps cm", ResourceKind.SETTING, Reversibility.COSTLY, BlastRadius.SEVERAL, set()),
        (
            "svc service services ing ingress ingresses route routes netpol networkpolicy networkpolicies",
            ResourceKind.NETWORK, Reversibility.COSTLY, BlastRadius.SEVERAL, set(),
        ),
        (
            "role roles rolebinding rolebindings clusterrole clusterroles clusterrolebinding clusterrolebindings sa serviceaccount",
            ResourceKind.PERMISSION, Reversibility.COSTLY, BlastRadius.SEVERAL, set(),
        ),
    )
    for name in names.split()
}  # fmt: skip
"""What deleting a kind loses. Manifests can be applied again; volumes, namespaces and generated secrets cannot."""

_OTHER = (ResourceKind.WORKLOAD, Reversibility.COSTLY, BlastRadius.SEVERAL, frozenset[Trait]())
_SHOWS_VALUES = ("json", "yaml", "jsonpath", "go-template", "template", "custom-columns", "name=")


def _dry(match: Match) -> bool:
    options = match.options
    return any(word.text != "none" for word in options.flags.get("--dry-run", ())) or options.has("--help", "-h")


def _get(match: Match) -> Reading:
    options = match.options
    names = _targets(tuple(word.text for word in options.positionals))
    shown = (options.value("-o", "--output") or "").startswith(_SHOWS_VALUES)
    secret = shown and any(kind in ("secret", "secrets", "all,secret", "all,secrets") for kind, _ in names)
    kind, traits = (ResourceKind.SECRET, {Trait.SECRET}) if secret else (ResourceKind.WORKLOAD, set())
    part = Does(Operation.READ, kind, traits=frozenset(traits), name="rest|first")
    return Reading(fill(part, options, match.command))


def _delete(match: Match) -> Reading:
    """`delete KIND NAME…`, `delete KIND/NAME…`, `delete KIND --all`, `delete -l …`, `delete -f FILE`."""
    if _dry(match):
        return NOTHING
    options = match.options
    everything = options.has("--all", "-A", "--all-namespaces")
    selected = options.has("-l", "--selector", "--field-selector")
    forced = options.has("--force", "--now") or options.value("--grace-period") in ("0", "1")
    found: list[Effect] = []
    for kind, name in _targets(tuple(word.text for word in options.positionals)):
        what, reversibility, radius, traits = _KINDS.get(kind.partition(".")[0], _OTHER)
        if everything and what is not ResourceKind.CONTAINER:
            radius = BlastRadius.ENVIRONMENT
        elif everything or selected:
            radius = max(radius, BlastRadius.SEVERAL)
        extra = {Trait.UNBOUNDED} if everything else set()
        extra |= {Trait.WILDCARD} if selected else set()
        extra |= {Trait.FORCED} if forced else set()
        part = Does(Operation.DELETE, what, reversibility, radius, f"={name or kind}", traits | extra)
        known = all(word.known for word in options.positionals)
        found += (
            fill(part, options, match.command) if known else fill(replace(part, name="last"), options, match.command)
        )
    if not found:
        part = Does(
            Operation.DELETE, ResourceKind.WORKLOAD, Reversibility.COSTLY, BlastRadius.SEVERAL,
            "-f|--filename|-k|--kustomize",
        )  # fmt: skip
        return Reading(fill(part, options, match.command), coverage=Coverage.PARTIAL)
    if len(found) > 1:
        found = [replace(effect, blast_radius=max(effect.blast_radius, BlastRadius.SEVERAL)) for effect in found]
    return Reading(tuple(found))


def _targets(words: tuple[str, ...]) -> list[tuple[str, str]]:
    """(kind, name) pairs; name is "" where only a kind was given."""
    if not words:
        return []
    if "/" in words[0]:
        return [(kind.lower(), name) for kind, _, name in (word.partition("/") for word in words)]
    kinds = [kind.lower() for kind in words[0].split(",")]
    return [(kind, name) for kind in kinds for name in (words[1:] or ("",))]


def _scale(match: Match) -> Reading:
    if _dry(match):
        return NOTHING
    options = match.options
    zero = options.value("--replicas") == "0"
    radius = BlastRadius.SEVERAL if options.has("--all", "-l", "--selector") else BlastRadius.ONE
    part = Does(
        Operation.STOP if zero else Operation.UPDATE, ResourceKind.WORKLOAD,
        Reversibility.COSTLY if zero else Reversibility.REVERSIBLE, radius, "rest|args",
    )  # fmt: skip
    return Reading(fill(part, options, match.command))


_ROLLOUTS: Mapping[str, tuple[Operation, Reversibility]] = {
    "restart": (Operation.STOP, Reversibility.REVERSIBLE),
    "pause": (Operation.STOP, Reversibility.REVERSIBLE),
    "resume": (Operation.UPDATE, Reversibility.REVERSIBLE),
}


def _rollout(match: Match) -> Reading:
    if _dry(match):
        return NOTHING
    options = match.options
    operation, reversibility = _ROLLOUTS.get(match.phrase[-1], (Operation.UPDATE, Reversibility.COSTLY))
    named = [name or kind for kind, name in _targets(tuple(word.text for word in options.positionals))]
    part = Does(operation, ResourceKind.WORKLOAD, reversibility)
    words = (
        tuple(Word(name) for name in named) if all(word.known for word in options.positionals) else options.positionals
    )
    return Reading(fill(part, replace(options, positionals=words), match.command))


def _exec(match: Match) -> Reading:
    """What runs in a pod: the words after `--`, or after the pod's name in the old form."""
    words = match.before + match.rest
    split = next((index for index, word in enumerate(words) if word.text == "--"), None)
    if split is None:
        options = lex(words, match.grammar, match.values, leading=True)
        inner = tuple(options.positionals[1:])
    else:
        options, inner = lex(words[:split], match.grammar, match.values), words[split + 1 :]
    names = [word.text for given in options.flags.values() for word in given]
    pod = options.positionals[0].text if options.positionals else ""
    environment = stricter(match.command.scene.environment, environment_of(*names, pod))
    scene = Scene(cwd=None, host=f"pod:{pod}", environment=environment, answers=match.command.scene.answers)
    part = Does(Operation.EXECUTE, ResourceKind.CONTAINER, name=f"={pod}" if pod else "none")
    started = fill(part, options, match.command)
    if not inner:
        return Reading(started, coverage=Coverage.PARTIAL)
    return Reading(started, (Nested(Language.SHELL, scene, words=inner, stdin=match.command.stdin),))


def _change(match: Match) -> Reading:
    if _dry(match):
        return NOTHING
    options = match.options
    verb = match.phrase[0]
    options = replace(options, positionals=_without_values(verb, options.positionals))
    name = "-f|--filename|-k|--kustomize|args"
    if verb in ("apply", "replace") and options.has("--force") and match.phrase[-1] == verb:
        part = Does(
            Operation.UPDATE, ResourceKind.WORKLOAD, Reversibility.COSTLY, BlastRadius.SEVERAL, name,
            frozenset({Trait.FORCED, Trait.REBUILDS}),
        )  # fmt: skip
    elif verb == "apply" and options.has("--prune"):
        part = Does(
            Operation.DELETE, ResourceKind.WORKLOAD, Reversibility.COSTLY, BlastRadius.SEVERAL, name,
            frozenset({Trait.WILDCARD}),
        )  # fmt: skip
    elif verb in ("create", "expose", "autoscale", "run", "new-app", "new-project", "new-build", "start-build"):
        part = Does(Operation.CREATE, ResourceKind.WORKLOAD, name=name)
    elif verb in ("label", "annotate", "tag"):
        part = Does(Operation.UPDATE, ResourceKind.WORKLOAD, name=name)
    else:
        part = Does(Operation.UPDATE, ResourceKind.WORKLOAD, Reversibility.COSTLY, name=name)
    return Reading(fill(part, options, match.command))


def _without_values(verb: str, words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The names among `set image deploy/web app=web:2`, `label pod x a=b`: neither what is set nor to what."""
    kept = words[1:] if verb == "set" else words
    named = tuple(word for word in kept if "=" not in word.text and not word.text.endswith("-"))
    paired = len(named) > 1 and "/" not in named[0].text and verb != "create"
    return named[1:] if paired else named


def _widen(match: Match) -> Reading:
    if _dry(match):
        return NOTHING
    options = match.options
    said = [word.text for given in options.flags.values() for word in given] + [
        word.text for word in options.positionals
    ]
    broad = any(text in ("cluster-admin", "admin", "system:masters", "system:authenticated") for text in said)
    traits = {Trait.WIDENS} | ({Trait.ELEVATED} if broad else set())
    radius = BlastRadius.ENVIRONMENT if broad else BlastRadius.SEVERAL
    operation = Operation.REVOKE if any(text.startswith("remove-") for text in said) else Operation.GRANT
    part = Does(operation, ResourceKind.PERMISSION, Reversibility.COSTLY, radius, "rest|args", frozenset(traits))
    return Reading(fill(part, options, match.command))


_SPECIALS = {
    "get": _get,
    "delete": _delete,
    "scale": _scale,
    "rollout": _rollout,
    "exec": _exec,
    "change": _change,
    "widen": _widen,
}
_KUBECTL = grammar(_TEXT, _SPECIALS, inert="-h")

PROGRAMS: Mapping[str, Usage] = {
    **dict.fromkeys(("kubectl", "oc", "k", "kubecolor", "microk8s.kubectl"), Usage(reader=_KUBECTL)),
    **dict.fromkeys(
        ("stern", "kubetail", "k9s"), Usage(reader=grammar("read : *", verbs=Coverage.PARTIAL, switches=""))
    ),
    **dict.fromkeys(
        ("kubectx", "kubens"),
        Usage(reader=grammar("values -n : *\ndelete setting costly when -d : *\nupdate setting reversible : *")),
    ),
}
