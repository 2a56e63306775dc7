"""Backups and snapshots: the copies that bring things back.

Sources: restic 0.17, Borg 1.4 and 2, duplicity, Kopia, rdiff-backup, rsnapshot, Timeshift, Snapper, tmutil(8), OpenZFS
zfs(8) and zpool(8), btrfs(8), LVM2, Velero, etckeeper, bup, Proxmox vzdump.
"""

from commensurate.effects.grammar import grammar
from commensurate.effects.table import (
    COSTLY,
    IRREVERSIBLE,
    REVERSIBLE,
    SEVERAL,
    Usage,
    case,
    creates,
    deletes,
    each,
    reads,
    updates,
    use,
)
from commensurate.model.analysis import Coverage
from commensurate.model.effect import ResourceKind, Trait

_RESTIC = """
values -r --repo -p --password-file --password-command -o --option --tag --host -H --path --cache-dir -l --keep-last -d --keep-daily -w
    --keep-weekly -m --keep-monthly -y --keep-yearly --keep-within --keep-tag -t --target -i --include -e --exclude --files-from : *
read : snapshots | ls | find | stats | diff | check | version | cat | dump | list | help | features | options
read secret +secret : key list
read when -n --dry-run : forget | prune
create backup +outbound @args : backup | copy
create backup @args : init | tag | recover
delete backup irreversible several +backup +shared @args : forget
delete backup irreversible several +backup +shared @=unreferenced-data : prune
update file costly several +overwrites @-t|--target : restore
update backup costly several : rewrite | repair | migrate | rebuild-index
create key : key add/passwd
delete key irreversible +backup @args : key remove
update backup : unlock | cache
create volume @args : mount
"""
_BORG = """
values -r --repo -P --glob-archives -a --prefix --keep-last --keep-daily -d -w --keep-weekly -m --keep-monthly -y --keep-yearly -H --keep-hourly
    --keep-within --format --exclude -e --pattern --patterns-from --rsh --remote-path --encryption --compression -C --comment --sort-by --first --last : *
read when -n --dry-run : prune | delete | extract | create | recreate | import-tar | compact
read unless --repair : check
read : list | info | diff | version | help | export-tar | rlist | rinfo | repo-list | repo-info | key export | benchmark | analyze
create backup @args : create | init | rcreate | repo-create | import-tar | transfer | tag
delete backup irreversible several +backup +shared @args : delete | prune | rdelete | repo-delete
update backup costly several : recreate | compact | rename | config | check | upgrade | with-lock | break-lock | repo-space
update file costly several +overwrites @=. : extract
create volume @args : mount | umount | serve
update key costly : key change-passphrase/migrate-to-repokey/import/change-location
"""
_OTHERS = """
stop backup costly several +skips_backup : disable | stopbackup
values --keep --full-if-older-than --name -c --config --path --description --source -r --archive-dir : *
read : collection-status | list-current-files | verify | snapshot list/ls/verify/estimate | list | ls | show | policy list/show/get | repository status/throttle | content list/stats | blob list/stats
read : diff | log | status | blocks | info | get-config | listfiles | destinationinfo | latestbackup | listbackups | machinedirectory | uniquesize | isexcluded | version | cache info | maintenance info | check | compare | calculatedrift
read : backup describe/get/logs | restore describe/get/logs | schedule describe/get | backup-location get | snapshot-location get | plugin get | repo get | client config get | completion
read : listlocalsnapshots | listlocalsnapshotdates | localsnapshot list | --list | list-configs | get-config | diskusage
create backup @args : full | incr/incremental | backup | snapshot create | create | startbackup | localsnapshot | snapshot | save | backup create | create-config | schedule create
delete backup irreversible several +backup +shared @args : remove-older-than | remove-all-but-n-full | remove-all-inc-of-but-n-full | cleanup | snapshot delete/expire | delete | deletelocalsnapshots | thinlocalsnapshots | purge | backup delete | snapshot rm | blob delete/gc | content delete | delete-config | policy remove/delete | schedule delete | restore delete | repo delete
    | backup-location delete | removedestination | deleteinprogress | deletebackup | prune-older | rm
update file costly several +overwrites : restore | undochange | rollback
update setting costly : disable | removeexclusion | stopbackup | policy set | set-config | snapshot modify | modify | backup-location set | schedule pause | uninstall
update setting : enable | addexclusion | setdestination | repository connect/create/disconnect/sync-to | maintenance run/set | cache clear | mount | unmount | schedule unpause | install | setup-quota
"""
_ZFS = """
values -o -O -t -S -s -d -m -R -V -b : *
read when -n : destroy | rollback | receive/recv
read : list | get | diff | holds | userspace | groupspace | projectspace | version | help | status | iostat | history | events  | wait
delete volume irreversible several +recursive @args when -r -R -f : destroy
delete volume irreversible several @args : destroy
delete volume irreversible several +overwrites @args : rollback
create snapshot @args : snapshot/snap | bookmark | checkpoint
create volume @last : create | clone | promote | mount | import | add | attach
delete disk irreversible environment @args : labelclear
update volume costly several : upgrade | rename | split | replace | export | trim | scrub | resilver | online | clear | reguid | reopen | initialize
update setting costly @args : set | inherit | hold | release | allow | unallow | load-key | unload-key | change-key
update volume costly several +overwrites @last : receive/recv
read snapshot @args : send
stop volume costly @args : unmount/umount | offline | detach | remove | unshare
grant volume costly : share
"""
_BTRFS = """
read unless --repair : check
read : subvolume list/show/get-default/find-new/sync | filesystem show/df/usage/du | fi show/df/usage/du | device stats/usage/ready/scan | scrub status | balance status
read : qgroup show | property get/list | inspect-internal | version | help | quota status | inspect
read when --readonly : check
delete snapshot irreversible several +backup @args : subvolume/su/sub delete
create snapshot @last : subvolume/su/sub snapshot/create
update disk costly @args : filesystem resize/defragment/label | fi resize/defragment/label | balance start/cancel/pause/resume | balance | scrub start/cancel/resume | device add | subvolume set-default | quota enable/disable/rescan | qgroup create/assign/limit
delete disk costly several @args : device remove/delete | replace
update disk irreversible several : check | rescue | restore
update volume costly several @last : receive
read snapshot @args : send
"""


def _of(text: str, inert: str = "--help --version -h") -> Usage:
    return Usage(reader=grammar(text, inert=inert, verbs=Coverage.PARTIAL))


_LV = deletes(ResourceKind.DISK, "args", IRREVERSIBLE, SEVERAL)
_CHANGES = updates(ResourceKind.DISK, "args", COSTLY)

PROGRAMS = each(
    {
        "restic resticprofile rustic": _of(_RESTIC),
        "borg borgmatic": _of(_BORG),
        "duplicity kopia duplicati-cli rsnapshot backrest tmutil snapper bup attic etckeeper": _of(_OTHERS),
        "timeshift": use(
            case(deletes(ResourceKind.BACKUP, "=snapshots", IRREVERSIBLE, SEVERAL, Trait.BACKUP), when="--delete --delete-all"),
            case(updates(ResourceKind.SYSTEM, "=system", COSTLY, SEVERAL, Trait.OVERWRITES), when="--restore"),
            case(creates(ResourceKind.BACKUP, "=snapshot"), when="--create --check"), reads(), values="--snapshot --snapshot-device --comments --tags --target",
        ),
        "rdiff-backup": use(
            case(deletes(ResourceKind.BACKUP, "args", IRREVERSIBLE, SEVERAL, Trait.BACKUP), when="--remove-older-than"), case(deletes(ResourceKind.BACKUP, "args", IRREVERSIBLE, SEVERAL, Trait.BACKUP), first="remove"),
            case(reads(), when="-l --list-increments --list-at-time --compare --verify --calculate-average"), case(reads(), first="list info verify compare"), creates(ResourceKind.BACKUP, "last"), values="-r --restore-as-of --remove-older-than",
        ),
        "zfs zpool": _of(_ZFS),
        "btrfs": _of(_BTRFS),
        "lvs vgs pvs lvdisplay vgdisplay pvdisplay lvscan vgscan pvscan lvmdiskscan lvmconfig pvck vgck": use(reads()),
        "lvremove vgremove pvremove": use(_LV),
        "lvreduce vgreduce": use(updates(ResourceKind.DISK, "args", COSTLY, SEVERAL), values="-L -l -n -o -s -t -d"),
        "lvresize pvmove lvconvert vgmerge vgsplit pvresize lvchange vgchange pvchange lvrename vgrename lvextend vgextend lvmdevices vgimport vgexport": use(_CHANGES, values="-L -l -n -o -s -t -d"),
        "lvcreate vgcreate pvcreate": use(creates(ResourceKind.DISK, "args", REVERSIBLE), values="-L -l -n -s -T"),
        "lvm": _of(
            "read : lvs | vgs | pvs | lvdisplay | vgdisplay | pvdisplay | version | help | fullreport | lvscan | vgscan | pvscan\n"
            "delete disk irreversible several @args : lvremove | vgremove | pvremove\nupdate disk costly @args : lvreduce | lvresize | lvextend | vgreduce | pvmove | lvconvert | lvchange | vgchange\n"
            "create disk reversible @args : lvcreate | vgcreate | pvcreate\n"
        ),
    }
)  # fmt: skip
