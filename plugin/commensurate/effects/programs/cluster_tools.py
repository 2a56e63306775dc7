"""Tools around clusters, registries and accounts: crane, skopeo, kops, cf, hdfs, aws-nuke, skaffold, amplify and kin.

Sources: the references of crane 0.20, skopeo 1.17, regctl 0.7, oras 1.2, cosign 2, kops 1.30, RKE 1, talosctl 1.8, Cluster API
1.9, Cloud Foundry CLI 8, Skaffold 2, Tilt 0.33, DevSpace 6, Okteto 3, Hadoop 3.4, ZooKeeper 3.9, Cassandra 5 nodetool,
aws-nuke 3, cloud-nuke 0.38, SST 3, Amplify CLI 12, Chalice 1, Zappa 0.59, Cilium CLI 0.16, Calico 3.29.
"""

from collections.abc import Mapping
from dataclasses import replace

from commensurate.effects.grammar import Match, grammar
from commensurate.effects.options import names
from commensurate.effects.reading import NOTHING, Language, Nested, Reading, Word, opaque
from commensurate.effects.table import Usage, unknown
from commensurate.model.analysis import Coverage

_REGISTRIES = """
values --platform -p --creds --src-creds --dest-creds --authfile --format -f --registry-token --username --password -u --key -k --output
    --output-file -o --retry-times --artifact-type --annotation -a --type --host -r --concurrency --identity-token : *
read : ls | list | catalog | manifest | digest | config | inspect | list-tags | blob | validate | version | tag ls/list | repo ls | image inspect/manifest/digest/ratelimit
    | discover | resolve | verify | verify-attestation | tree | triangulate | standalone-verify | manifest-digest | manifest get/head | registry config | artifact get/tree/list | blob get
    | image config | manifest fetch | manifest fetch-config | repo tags | blob fetch | tags | ref | digest
delete image irreversible several @args : delete | image delete/rm | tag delete/rm | manifest delete/rm | blob delete/rm | repo delete | rm | remove
delete image irreversible several @args : clean
nothing : help | completion
create secret : login | auth login | registry login | registry set
delete secret reversible : logout | auth logout | registry logout
create file +overwrites @last : pull | export | save
send image costly +outbound +overwrites @last : push | copy | cp | sync | append | mutate | rebase | flatten | attach | sign | attest | upload | image copy/import/mod/create | artifact put
update image costly @args : tag | index | edit | image mod
create key +secret : generate-key-pair | import-key-pair
"""
_CLUSTERS = """
values --name --state --cloud --zones --config -c --node-count --kubeconfig -o --output -n --nodes -e --endpoints --talosconfig --context -f --filename
    --infrastructure --kubernetes-version --target-namespace --ip --host --user --ssh-key --k3s-version --namespace : *
read : get | version | validate | toolbox dump | describe | export kubecfg | dashboard | health | dmesg | logs | list | ls | stats | service | services | memory | containers | disks | mounts
    | config info/contexts | cert --help | util get-kubeconfig | check-config | kubectl get/describe/logs | status | connectivity test | sysdump | bgp peers | ipam show | node status | certificate rotate --help
    | edit --help | time | processes | netstat | inspect | etcd members/status | rollout status | alpha rollout | hubble port-forward
nothing : help | completion
nothing every --dry-run : delete | apply | move
delete cluster irreversible environment +recursive +forced @--name|args when --yes -y --force --all : delete cluster | remove | delete | reset | destroy
delete cluster costly environment +recursive @--name|args : delete cluster | remove | delete | reset | destroy | uninstall
delete instance costly several @args : delete instance | delete ig | delete instancegroup | etcd remove-member | etcd leave | node delete
delete secret irreversible several @args : delete secret | secrets-encrypt | delete sshpublickey
stop cluster costly environment @args : shutdown | reboot | upgrade | rolling-update | rolling-update cluster | upgrade cluster | stop | etcd forfeit-leadership
create cluster : create cluster | create | up | init | bootstrap | gen | install | join | generate | server | agent
update cluster costly several @args : update cluster | update | apply | apply-config | edit | patch | replace | restart | config | move | etcd snapshot | etcd-snapshot | upgrade-k8s | rollback | enable | disable | clustermesh | encryption
execute container reversible : kubectl | ctr | crictl
"""
_CF = """
values -a -b -c -d -f -i -k -m -n -o -p -s -u -t --hostname --path --strategy --domain --route-path --vars-file --var --app-start-timeout --space --org --offering --plan --broker : *
read : apps | a | app | target | orgs | org | spaces | space | services | s | service | marketplace | m | routes | r | domains | logs | events | env | e | buildpacks | stacks | quotas | org-users | space-users | security-groups
    | security-group | version | api | curl --help | service-keys | sk | tasks | revisions | packages | droplets | feature-flags | plugins | help | isolation-segments | network-policies | service-brokers | quota | deployments | ssh-enabled | check-route | running-security-groups
read secret +secret : service-key | oauth-token | ssh-code
delete stack irreversible environment +recursive @args : delete-org | delete-space
delete stack irreversible several @args : delete | d | delete-app
delete database irreversible several @args : delete-service | ds | purge-service-instance | purge-service-offering
delete setting costly several @args : delete-route | delete-orphaned-routes | delete-service-key | dsk | delete-domain | delete-shared-domain | delete-private-domain | delete-buildpack | delete-quota | delete-security-group | delete-service-broker
    | unbind-service | us | unmap-route | unset-env | delete-package | delete-shared-domain | delete-isolation-segment | remove-network-policy | unbind-security-group
delete user irreversible @args : delete-user
stop workload costly several @args : stop | sp | restart | rs | restage | rg | cancel-deployment | terminate-task | restart-app-instance | disable-ssh
update workload costly several @args : push | p | scale | start | st | rename | set-env | se | bind-service | bs | map-route | rollback | copy-source | update-service | set-health-check | create-app-manifest | set-droplet | share-service | continue-deployment
create setting @args : create-service | cs | create-service-key | csk | create-org | create-space | create-route | create-domain | create-user | create-app | create-quota | create-security-group | create-user-provided-service | cups | install-plugin | create-buildpack
grant permission costly several +widens @args : set-org-role | set-space-role | bind-security-group | enable-ssh | allow-space-ssh | enable-service-access | add-network-policy | bind-running-security-group
revoke permission costly several @args : unset-org-role | unset-space-role | disallow-space-ssh | disable-service-access
create secret : login | l | auth
delete secret reversible : logout | lo
execute container costly @args : ssh | run-task | rt
"""
_DEV = """
values -p --profile -f --filename -n --namespace --kube-context --kubeconfig -d --default-repo -t --tag -m --module -c --container --var -e --env --port --host --log-level -k --config -l --label-selector : *
read : diagnose | version | render | list | ls | schema | inspect | get | logs | status | doctor | print | analyze | validate | describe | config list/view | args | preview list | namespace list | pipeline list | context list/show | trigger --help
nothing : help | completion
update workload costly several @args|-p : run | deploy | apply | up | dev | debug | ci | test | exec | sync | build | redeploy | preview deploy
delete stack costly several +recursive @args|-p : delete | down | purge | destroy | cleanup | uninstall | reset | preview destroy | namespace delete | leave | quit
update setting reversible : init | config | use | context | login | logout | connect | intercept | namespace | add | set | fix | filter | survey | credits | enter | attach | port-forward | ui | open
"""
_HDFS = """
carry dfs : dfs | fs
read : version | dfsadmin -report | fsck | getconf | classpath | envvars | groups | lsSnapshottableDir | snapshotDiff | job -list | cacheadmin -listPools | application -list | node -list
delete disk irreversible environment +forced : namenode -format | namenode
delete snapshot irreversible several @args : dfsadmin -deleteSnapshot
update cluster costly several : dfsadmin | balancer | haadmin | mover | erasurecode | crypto | cacheadmin | oev | oiv | secondarynamenode | datanode | zkfc | debug | storagepolicies | ec
execute workload costly @args : jar | job | distcp | archive | daemonlog
stop workload costly @args : application -kill
"""
_SERVERLESS = """
values --stage -s --profile --region --env --appId --envName --function --payload --config -c --app-name : *
read : status | info | list | ls | logs | tail | version | url | diagnose | env list/get/checkout --help | secret list/get | console | help | show | manage | validate | diff | --version | undeploy --help | metrics | certificate list
delete stack irreversible environment +recursive @--stage|-s|args when --force -f --yes -y : delete | remove | undeploy | destroy | env remove
delete stack costly environment +recursive @--stage|-s|args : delete | remove | undeploy | destroy | env remove
delete secret irreversible several @args : secret remove | secret delete
update secret costly @args : secret set | secret load
update stack costly several @--stage|-s|args|none : deploy | push | update | publish | rollback | up | refresh | import | unlock | env add/checkout/pull/update | certify | upgrade | configure | schedule | unschedule
execute function costly @args : invoke | mock | function
create file : init | new-project | new | create | add | pull | package | generate | codegen | template
"""
_NUKE = """
values -c --config --access-key-id --secret-access-key --session-token --profile --default-region --force-sleep --region --exclude-region --resource-type --older-than --exclude-resource-type
    --log-level --assume-role-arn --target -t --exclude -e --project --timeout : *
read : resource-types | version | explain-config | inspect-aws | regions | list-resource-types | aws --list-resource-types | config | defaults
read when --dry-run --list-resource-types : * | aws
delete account irreversible environment +unbounded +recursive @--profile|--config|-c|none when --no-dry-run --force --yes : run | nuke | * | aws | defaults-aws | gcp | azure
delete account costly environment +unbounded +recursive @--profile|--config|-c|none : run | nuke | * | aws | defaults-aws | gcp | azure
"""
_NUKES_BY_DEFAULT = """
values --region --exclude-region --resource-type --older-than --exclude-resource-type --log-level --config --timeout --newer-than --exclude-after : *
read : inspect-aws | version
read when --dry-run --list-resource-types : aws | defaults-aws | *
delete account irreversible environment +unbounded +recursive @none : aws | defaults-aws | *
"""
_NODETOOL = """
values -h -p -u -pw -pwf -t -cf --host --port --username --table -kt : *
read : status | info | ring | describecluster | describering | tpstats | tablestats | cfstats | netstats | compactionstats | version | gossipinfo | getendpoints | proxyhistograms | tablehistograms | listsnapshots | statusgossip | statusbinary | getcompactionthroughput | toppartitions | failuredetector
delete instance irreversible several @args : removenode | assassinate | decommission
delete snapshot irreversible several +backup @args : clearsnapshot
delete row irreversible several @args : cleanup | garbagecollect | truncatehints
stop service costly several : drain | stopdaemon | disablegossip | disablebinary | disableautocompaction | disablebackup | disablehandoff | stop | pausehandoff
update cluster costly several @args : repair | compact | flush | rebuild | move | refresh | scrub | upgradesstables | setcompactionthroughput | import | enablegossip | enablebinary | enablebackup | snapshot | resetlocalschema | invalidatekeycache | reloadlocalschema | setlogginglevel | verify | rebuild_index
"""
_ZOOKEEPER = """
values -server -timeout -client-configuration : *
read : ls | ls2 | get | stat | getAcl | listquota | config | history | version | getAllChildrenNumber
delete record irreversible environment +recursive @args : deleteall | rmr
delete record irreversible several @args : delete
update record costly @args : set | create | setAcl | setquota | delquota | reconfig | addauth
"""
_STORAGE_READS = names(
    "-ls -cat -du -df -count -stat -tail -head -test -text -find -checksum -getfacl -getfattr -help -usage -lsr -dus"
)


def _dfs(match: Match) -> Reading:
    """`hdfs dfs -rm -r PATH` is rm, `-put` is an upload: the words of the shell's own programs, on another file system."""
    words = match.before + match.rest
    verb = next((word.text for word in words if word.text.startswith("-") and not word.text.startswith("-D")), "")
    if not verb or verb in _STORAGE_READS:
        return NOTHING
    inner = {"-rm": "rm", "-rmr": "rm", "-rmdir": "rmdir", "-mv": "mv", "-cp": "cp", "-mkdir": "mkdir", "-touchz": "touch",
             "-chmod": "chmod", "-chown": "chown", "-truncate": "truncate", "-put": "cp", "-copyFromLocal": "cp", "-get": "cp",
             "-copyToLocal": "cp", "-moveFromLocal": "mv", "-expunge": "rm"}.get(verb)  # fmt: skip
    if inner is None:
        return opaque(f"hdfs {verb}: what it does is not known", unknown(match.command))
    index = next(i for i, word in enumerate(words) if word.text == verb)
    rest = tuple(word for word in words[index + 1 :] if word.text not in ("-skipTrash", "-safely"))
    extra = (Word("-r"),) if verb == "-rmr" else ()
    scene = match.command.scene
    if verb in ("-rm", "-rmr", "-rmdir", "-mv", "-mkdir", "-touchz", "-chmod", "-chown", "-truncate", "-expunge"):
        scene = replace(scene, host="hdfs", cwd=None)
    return Reading(nested=(Nested(Language.SHELL, scene, words=(Word(inner), *extra, *rest)),))


_DFS = {"dfs": _dfs}


_ZK = grammar(_ZOOKEEPER, single_dash_long=True, inert="-h --help")
_HELP = "-h --help --version"

PROGRAMS: Mapping[str, Usage] = {
    **dict.fromkeys(("crane", "gcrane", "skopeo", "regctl", "oras", "cosign", "notation"), Usage(reader=grammar(_REGISTRIES, inert=_HELP))),
    **dict.fromkeys(("kops", "rke", "k3sup", "talosctl", "clusterctl", "cilium", "rke2", "k3s", "k0s", "k0sctl"), Usage(reader=grammar(_CLUSTERS, inert=_HELP))),
    **dict.fromkeys(("cf", "cf7", "cf8"), Usage(reader=grammar(_CF, inert=_HELP))),
    **dict.fromkeys(("skaffold", "tilt", "devspace", "okteto", "garden", "telepresence"), Usage(reader=grammar(_DEV, inert=_HELP))),
    **dict.fromkeys(("hdfs", "hadoop"), Usage(reader=grammar(_HDFS, _DFS, single_dash_long=True, inert="--help -h"))),
    **dict.fromkeys(("sst", "amplify", "chalice", "zappa", "apex", "nhost", "shuttle"), Usage(reader=grammar(_SERVERLESS, inert=_HELP))),
    **dict.fromkeys(("aws-nuke", "gcp-nuke", "az-nuke", "azure-nuke", "leftovers"), Usage(reader=grammar(_NUKE, inert=_HELP))),
    "cloud-nuke": Usage(reader=grammar(_NUKES_BY_DEFAULT, inert=_HELP)),
    "nodetool": Usage(reader=grammar(_NODETOOL, inert="--help")),
    **dict.fromkeys(("zkcli.sh", "zkcli", "zookeeper-shell", "zookeeper-shell.sh"), Usage(reader=_ZK)),
    **dict.fromkeys(("aliyun", "tccli", "ovh", "calicoctl", "boundary", "waypoint", "kubeseal", "krew", "acorn", "replicated"),
                    Usage(reader=grammar("values -n --namespace -o --output --region --profile -f --filename --name --id : *",
                                         inert=_HELP, verbs=Coverage.PARTIAL))),
}  # fmt: skip
