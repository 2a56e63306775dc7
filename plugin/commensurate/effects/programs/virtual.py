"""Virtual machines and system containers: libvirt, VirtualBox, Proxmox, LXC, Incus, Multipass, QEMU, Android; and
what writes the memory of devices.

Sources: the manuals of virsh 10, VBoxManage 7, qm(1) and pct(1) of Proxmox VE 8, lxc 5, Incus 6, Multipass, adb, fastboot,
flashrom(8), avrdude(1), esptool, OpenOCD, dfu-util(1), ipmitool(1), mtd-utils, fwupdtool(1).
"""

from dataclasses import replace

from commensurate.effects.grammar import Match, grammar
from commensurate.effects.reading import NOTHING, Language, Nested, Reading
from commensurate.effects.table import (
    COSTLY,
    ENVIRONMENT,
    IRREVERSIBLE,
    LOOKS,
    SEVERAL,
    Usage,
    case,
    creates,
    deletes,
    each,
    reads,
    runs,
    stops,
    updates,
    use,
)
from commensurate.model.analysis import Coverage
from commensurate.model.effect import ResourceKind


def _inside(match: Match) -> Reading:
    """`lxc exec NAME -- command`, `adb shell command`: the rest runs in there."""
    words = match.rest
    if match.phrase[0] != "shell" or match.command.program == "multipass":
        host, words = (words[0].text if words else ""), words[1:]
    else:
        host = "device"
    if words and words[0].text == "--":
        words = words[1:]
    scene = replace(match.command.scene, host=host or "guest", cwd="")
    if len(words) == 1 and " " in words[0].text:
        return Reading(nested=(Nested(Language.SHELL, scene, words[0].text),))
    return Reading(nested=(Nested(Language.SHELL, scene, words=words),)) if words else NOTHING


_TEXT = """
values -c --connect --node --storage --vmid --type --format --profile -p --pool --vm --name --mode --snapname -s : *
read : list | ls | info | dominfo/domstate/domstats/domblklist/domiflist/domblkinfo/domuuid/domid/domname | vcpuinfo | nodeinfo/nodelist | capabilities | dumpxml | version | help | status | config | listsnapshot | pending | show | showvminfo | showmediuminfo | showhdinfo | find | networks | aliases | get | top | query
read when --help : autostart
read : net-list/net-info/net-dumpxml | pool-list/pool-info/pool-dumpxml | vol-list/vol-info/vol-path | snapshot-list/snapshot-info/snapshot-dumpxml | iface-list | image list/info | storage list/info/show | network list/info/show | profile list/show | remote list | project list | snapshot list | warning | devices | logcat | bugreport | get-state | get-serialno | guestproperty get | metrics | df | disks | cpusets | memory | mem
create instance @args : create | define | start | launch | run | clone | copy | import | restore | resume | init | domrename | startvm | createvm | clonevm | registervm | importovf | recover | boot | unsuspend | attach | ct | vm
create snapshot @args : snapshot-create/snapshot-create-as | snapshot | save | checkpoint | managedsave | vol-clone
create backup @args : dump | export | backup | exportvm | dumpxml
stop instance costly @args : shutdown | stop | destroy | reboot | reset | suspend | pause | controlvm | poweroff | terminate | sleep | hibernate | discardstate | unmount | umount | kill
delete instance irreversible several @args : undefine | delete | des | unregistervm | rm | purge | unlink | terminate
delete snapshot irreversible several +backup @args : snapshot-delete | delsnapshot | snapshot rm/delete
update instance costly several +overwrites @args : snapshot-revert | rollback | restoresnapshot | snapshot restore
delete volume irreversible several @args : vol-delete | vol-wipe | pool-delete | closemedium | storage delete/volume | destroy-disk | unlink
delete network costly several @args : net-destroy | net-undefine | pool-destroy | pool-undefine | network delete
delete image costly @args : image delete
delete package costly @args : uninstall | extpack
create package +inbound_code @args : install
update instance costly @args : set | setvcpus | setmem | setmaxmem | edit | migrate | modifyvm | resize | move | rename | attach-disk | detach-disk | attach-device | detach-device | autostart | config | template | move-disk | storageattach | modifyhd | modifymedium | sharedfolder | setproperty | unlock | remote | profile | project | file | push | pull | sideload | root | remount | forward | reverse | tcpip | connect | disconnect | wait-for-device
call inside : exec | ex | enter | shell
"""


def _of(text: str = _TEXT) -> Usage:
    return Usage(reader=grammar(text, {"inside": _inside}, inert="--help --version -h", verbs=Coverage.PARTIAL))


_WIPES_DEVICE = deletes(ResourceKind.DISK, "=a device's own memory", IRREVERSIBLE, SEVERAL)
_POWERS = stops(ResourceKind.DEVICE, "args", COSTLY, ENVIRONMENT)

PROGRAMS = each(
    {
        "qm pct": _of("delete instance irreversible several @args : destroy\n" + _TEXT.replace("stop | destroy | reboot", "stop | reboot")),
        "virsh vboxmanage lxc incus multipass limactl orb utmctl prlctl vmrun govc": _of(),
        "adb": _of("values -s -t -H -P -L : *\nstop device costly : kill-server | reboot\nupdate service : start-server\n" + _TEXT),
        "fastboot": use(
            case(reads(), first="devices getvar help"), case(_WIPES_DEVICE, when="-w"),
            case(_WIPES_DEVICE, first="erase format flash flashall update oem flashing set_active wipe-super"), updates(ResourceKind.DEVICE, "args"), values="-s",
        ),
        "heimdall flashrom avrdude openocd dfu-util st-flash stm32flash bossac esptool esptool.py espefuse.py nrfjprog pyocd probe-rs rpiboot idevicerestore flashcp nandwrite flash_erase flash_eraseall ubiformat fwupdtool afulnx_64 ilorest efivar racadm ipmitool ipmi-chassis": use(
            case(reads(), first="print-pit detect info list devices version help read chip_id flash_id read_mac image_info get-devices get-history sensor sel_ sdr fru lan_ getsysinfo getsel power_status status mc"),
            case(reads(), when="--help --version -l --list -r --read -h"), case(reads(), most=0, unless="-w -e -D -W -U"),
            case(_POWERS, first="chassis power serveraction"), _WIPES_DEVICE,
            values="-p -c -U -P -f -b --port --chip -I -H -d",
        ),
        "lxc-ls lxc-info lxc-checkconfig lxc-top virt-top virt-what virt-df virt-ls virt-cat pveversion": LOOKS,
        "lxc-destroy": use(deletes(ResourceKind.INSTANCE, "args", IRREVERSIBLE, SEVERAL), values="-n --name"),
        "lxc-stop": use(stops(ResourceKind.INSTANCE, "args"), values="-n --name -t"),
        "lxc-create lxc-start lxc-copy lxc-snapshot virt-install virt-clone vzdump": use(creates(ResourceKind.INSTANCE, "args"), values="-n --name -t --template"),
        "qemu-img": use(case(reads(), first="info check compare map measure"), updates(ResourceKind.VOLUME, "args"), values="-f -O -o -b -F"),
        "qemu-system-x86_64 qemu-system-aarch64 kvm": use(runs(ResourceKind.PROCESS, "none")),
    }
)  # fmt: skip
