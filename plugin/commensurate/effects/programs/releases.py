"""What runs on a cluster, and clusters of one's own: helm, argocd, flux, velero, istioctl, kubeadm, minikube, kind, k3d.

Sources: the command references of Helm 3.16, Argo CD 2.13, Flux 2.4, Velero 1.15, istioctl 1.24, kubeadm 1.32,
minikube 1.34, kind 0.25, k3d 5.
"""

from collections.abc import Mapping

from commensurate.effects.grammar import grammar
from commensurate.effects.table import Usage

_HELM = """
values -n --namespace --kube-context --kubeconfig -f --values --set --set-string --set-file --set-json --version --repo
    --timeout -o --output --description --username --password -d --destination --untardir --kube-token --kube-apiserver
    --history-max --max -l --selector --registry-config --repository-config --repository-cache --keyring --post-renderer : *
read : list | ls | status | history | hist | get | show | inspect | template | lint | search | env | version | verify
read : dependency/dep list/ls | repo list/ls | plugin list/ls | diff | registry --help
nothing : help | completion
nothing when --dry-run : install | upgrade | uninstall | delete | del | un | rollback
delete stack costly several @args : uninstall | delete | del | un
update stack costly several +forced @first when --force --reset-values --cleanup-on-fail : upgrade
update stack costly @first : upgrade | rollback
update stack costly several @first +forced when --force --recreate-pods : rollback
create stack @first : install
execute workload costly @first : test
create package +inbound_code : plugin install/update
delete package costly : plugin uninstall/remove/rm
create setting : repo add
update setting reversible : repo update/index
delete setting costly : repo remove/rm
create secret : registry login
delete secret reversible : registry logout
send package costly +outbound @first : push
create file : pull | fetch | create | package | dependency/dep build/update/up
"""
_ARGOCD = """
values --server --auth-token -N --app-namespace --project --revision -l --selector --timeout -o --output --context
    --grpc-web-root-path --port-forward-namespace --resource --repo --path --dest-server --dest-namespace : *
read : app list/get/diff/history/logs/resources/manifests/wait | proj list/get | cluster list/get | repo list/get
read : account list/get/can-i/get-user-info | version | context | cert list | gpg list/get | appset list/get | admin dashboard
nothing every --dry-run : app sync
delete stack irreversible environment +recursive @args : app delete | appset delete | proj delete
delete workload costly several @args : app delete-resource
update stack costly several +forced @args when --prune --force --replace : app sync
update stack costly @args : app sync/rollback/set/unset/patch/edit/patch-resource/terminate-op/actions | app create | proj
delete cluster costly environment @args : cluster rm
create cluster several @args : cluster add
create setting : repo add | login | relogin | appset create | account generate-token | cert add-ssh/add-tls
delete setting costly @args : repo rm | cert rm | account delete-token | gpg rm
update secret costly : account update-password
delete secret reversible : logout
"""
_FLUX = """
values -n --namespace --context --kubeconfig --timeout --url --branch --path --interval --source --owner --repository : *
read : get | logs | events | stats | tree | trace | diff | check | version | export | list
delete stack irreversible environment +recursive +forced : uninstall
delete stack costly several +recursive @args : delete
delete stack costly several +recursive @args : delete kustomization/helmrelease
create stack : create | bootstrap | install | push artifact
create secret : create secret
update stack costly @args : reconcile | pull | tag | envsubst | build | migrate
stop stack costly several @args : suspend
update stack reversible @args : resume
"""
_VELERO = """
values -n --namespace --kubecontext --kubeconfig -l --selector -o --output --from-backup --from-schedule --include-namespaces
    --exclude-namespaces --ttl --schedule --name --storage-location --provider --bucket --plugins --image --backup : *
read : get | describe | version | client config get | backup get/describe/logs/download | restore get/describe/logs
read : schedule get/describe | backup-location get | snapshot-location get | plugin get | repo get | datamover | debug
nothing : help | completion | --help
delete backup irreversible environment +backup +unbounded when --all -l --selector : delete | backup delete | delete backup | delete backups
delete backup irreversible several +backup @args|--name : backup delete | delete backup | delete backups | snapshot delete | restore delete | delete restore
delete schedule costly several @args : schedule delete | delete schedule
delete backup irreversible several +backup @args : delete | backup-location delete | delete backup-location | snapshot-location delete
delete stack irreversible environment +backup : uninstall
stop schedule costly @args : schedule pause
create backup @args : backup create | create backup | create
create schedule @args : schedule create | create schedule
update stack costly several +overwrites @args|--from-backup : restore create | create restore
update setting reversible : backup-location create/set | snapshot-location create/set | client config set | schedule unpause
create package : install
create package +inbound_code : plugin add
delete package costly : plugin remove
update setting costly @args : plugin set
"""
_ISTIO = """
values -n --namespace --context -f --filename --set --revision -r -i --istioNamespace -c --kubeconfig --log-output-level -o --output : *
read : analyze | version | proxy-status | ps | proxy-config | pc | describe | x | experimental | profile | manifest | validate | check
    | stat | get | list | diagnostics | endpoints | tap | top | edges | routes | viz | bug-report | dashboard | kube-inject | admin | tag list
create stack several @none : install | upgrade | inject | waypoint apply
delete stack irreversible environment +recursive when --purge : uninstall
delete stack costly environment @none : uninstall
delete workload costly several : waypoint delete | tag remove | uninject
"""
_LOCAL = """
values -p --profile -n --nodes --name --driver --cpus --memory --kubernetes-version --config --image --kubeconfig -a -s --agents
    --servers --port -c --control-plane --loglevel -v -o --output -i --cri-socket --api-port --volume --token : *
read : status | version | ip | logs | profile list | addons list | service | ssh-key | ssh-host | update-check | node list | image ls
    | get | export | list | config view/get | cluster list/get | node get | kubeconfig get | registry list | docker-env | podman-env | dashboard
nothing : help | completion
create cluster : start | create | create cluster | cluster create/start | node create/add/start | registry create | up
update cluster reversible : config set/unset/use | addons enable/disable/open/configure | load | image load/pull/build/import | profile
    | kubeconfig merge/write | update-context | mount | tunnel | cp | cache | unpause | build | cluster edit | tools | node edit
delete cluster costly environment +rebuildable +unbounded when --all --purge -a : delete | cluster delete | delete cluster | delete clusters
delete cluster costly several +rebuildable @args : delete | cluster delete | delete cluster | delete clusters
delete instance costly @args : node delete | registry delete
delete image reversible +rebuildable : image rm | cache delete
stop cluster reversible several : stop | pause | cluster stop | node stop
execute instance reversible : ssh | kubectl
"""
_KUBEADM = """
values --config --token --cri-socket --node-name --apiserver-advertise-address --pod-network-cidr --kubernetes-version
    --control-plane-endpoint --discovery-token-ca-cert-hash --ignore-preflight-errors --kubeconfig --certificate-key : *
read : version | config | token list | certs check-expiration | upgrade plan | upgrade diff
nothing when --dry-run : reset | init | join | upgrade apply | upgrade node
delete cluster irreversible environment +forced when -f --force : reset
delete cluster costly environment : reset
create cluster several : init
update cluster costly several : join | upgrade apply | upgrade node | init phase | join phase
update certificate costly several : certs renew
create secret +secret : token create/generate | certs certificate-key/generate-csr
delete secret costly : token delete
delete cluster costly environment : reset phase
"""

PROGRAMS: Mapping[str, Usage] = {
    **dict.fromkeys(("helm", "helm3"), Usage(reader=grammar(_HELM, inert="-h"))),
    "helmfile": Usage(reader=grammar("""
values -e --environment -f --file -l --selector -n --namespace --kube-context --args --set --values --state-values-set : *
read : diff | list | template | lint | status | build | write-values | version | test --help | show-dag | fetch
delete stack irreversible environment +recursive @-e|--environment : destroy | delete
update stack costly several @-e|--environment : apply | sync | charts | repos | deps | init | cache | test
""", inert="-h --help")),
    "argocd": Usage(reader=grammar(_ARGOCD, inert="-h")),
    "flux": Usage(reader=grammar(_FLUX, inert="-h --help")),
    "velero": Usage(reader=grammar(_VELERO, inert="-h")),
    **dict.fromkeys(("istioctl", "linkerd"), Usage(reader=grammar(_ISTIO, inert="-h"))),
    **dict.fromkeys(("minikube", "kind", "k3d", "microk8s", "colima", "ctlptl"), Usage(reader=grammar(_LOCAL, inert="-h"))),
    "kubeadm": Usage(reader=grammar(_KUBEADM, inert="-h")),
    "kustomize": Usage(reader=grammar(
        "read : build | version | cfg | openapi | localize\nupdate file reversible : edit | create | fix", inert="-h"
    )),
    **dict.fromkeys(("k3s-uninstall.sh", "k3s-agent-uninstall.sh", "rke2-uninstall.sh", "k3s-killall.sh"), Usage(reader=grammar(
        "delete cluster irreversible environment +recursive @none : *"
    ))),
}  # fmt: skip
