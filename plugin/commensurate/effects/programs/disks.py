"""Disks and file systems: formatting, partitioning, mounting, encrypting.

Sources: util-linux 2.40 (fdisk, sfdisk, wipefs, blkdiscard, mount, swapon, losetup), e2fsprogs, dosfstools, GPT fdisk,
GNU Parted, mdadm(8), cryptsetup(8), smartctl, hdparm, nvme-cli, diskutil(8), hdiutil(1), asr(8), dump(8).
"""

from commensurate.effects.grammar import grammar
from commensurate.effects.options import Options, split
from commensurate.effects.paths import place_of
from commensurate.effects.reading import NOTHING, Command, Reading, Word
from commensurate.effects.table import (
    COSTLY,
    ENVIRONMENT,
    IRREVERSIBLE,
    ONE,
    REVERSIBLE,
    SEVERAL,
    Usage,
    case,
    creates,
    deletes,
    each,
    effects_of,
    reads,
    stops,
    updates,
    use,
)
from commensurate.model.analysis import Coverage
from commensurate.model.effect import ResourceKind, Trait

DISK = ResourceKind.DISK
_WIPES = deletes(DISK, "args", IRREVERSIBLE, ENVIRONMENT)
_WIPES_FIRST = deletes(DISK, "first", IRREVERSIBLE, ENVIRONMENT)
_TABLE = updates(DISK, "args", IRREVERSIBLE, ENVIRONMENT)
_TUNES = updates(DISK, "args", COSTLY)
_LOOKS = reads(DISK, "args")


def _mkfs(command: Command) -> Reading:
    """A file system is made: what was on the device, or in the image file, is gone."""
    values = [
        "-t",
        "--type",
        "-L",
        "-n",
        "-U",
        "-b",
        "-C",
        "-F",
        "-m",
        "-N",
        "-O",
        "-E",
        "-I",
        "-i",
        "-J",
        "-G",
        "-g",
        "-M",
        "-o",
        "-T",
        "-S",
        "-r",
        "-R",
        "-f",
        "-s",
        "-d",
        "-l",
    ]
    options = split(command.arguments, [v for v in values if v not in _no_value(command.program)])
    if options.has("--help", "--version", "-V", "-h") or not options.positionals:
        return NOTHING
    if options.has("-n") and command.program.startswith(("mkfs.ext", "mke2fs")):
        return NOTHING
    target = options.positionals[0]
    place = place_of(target, command.scene)
    if place.kind is not DISK and place.traits & {Trait.TEMPORARY}:
        return Reading(effects_of(updates(ResourceKind.FILE, "first"), Options({}, (target,)), command))
    return Reading(effects_of(_WIPES_FIRST, Options({}, (target,)), command))


def _no_value(program: str) -> tuple[str, ...]:
    """Options that other file systems' tools give a value to, and this one does not."""
    if "ext" in program or program == "mke2fs":
        return ("-F", "-n", "-S", "-f", "-c", "-R")
    if "xfs" in program or "btrfs" in program or "f2fs" in program:
        return ("-f", "-F", "-R", "-S")
    if "ntfs" in program:
        return ("-F", "-f", "-C", "-n", "-I", "-T")
    if "fat" in program or "msdos" in program or "vfat" in program:
        return ("-C", "-I", "-a", "-c", "-l")
    return ("-F", "-f")


def _mount(command: Command) -> Reading:
    """Without operands it lists. Mounting over something, or anew with other rights, changes what is seen there."""
    options = split(
        command.arguments,
        ["-t", "--types", "-o", "--options", "-L", "-U", "-O", "--source", "--target", "-T", "--fstab"],
    )
    if options.has("-h", "--help", "-V", "--version", "-l", "--show-labels") or (
        not options.positionals and not options.has("-a", "--all", "-L", "-U", "--source")
    ):
        return NOTHING
    device = any(word.text.startswith(("/dev/", "LABEL=", "UUID=")) for word in options.positionals)
    remount = "remount" in (options.value("-o", "--options") or "")
    kind = DISK if device else ResourceKind.VOLUME
    if remount and any(word.text == "/" for word in options.positionals):
        kind, device = ResourceKind.SYSTEM, False
    radius = SEVERAL if kind is ResourceKind.SYSTEM else ONE
    part = updates(kind, "args", COSTLY if device or remount else REVERSIBLE, radius, Trait.SYSTEM)
    return Reading(effects_of(part, Options({}, options.positionals[:1] or (Word("all"),)), command))


def _parted(command: Command) -> Reading:
    options = split(command.arguments, ("-a", "--align"))
    words = [word.text for word in options.positionals]
    if options.has("-h", "--help", "-v", "--version") or not words:
        return NOTHING
    if options.has("-l", "--list") or set(words[1:2]) & {"print", "p", "help", "unit", "align-check", "version"}:
        return Reading(effects_of(_LOOKS, Options({}, options.positionals[:1]), command))
    return Reading(effects_of(_TABLE, Options({}, options.positionals[:1]), command))


def _fdisk(looks: str, values: str) -> Usage:
    """Fdisk and its kin change the partition table, unless an option only lists."""

    def reader(command: Command) -> Reading:
        options = split(command.arguments, values.split())
        if options.has("--help", "--version", "-h", "-V") or not options.positionals:
            return NOTHING
        part = _LOOKS if options.has(*looks.split()) else _TABLE
        return Reading(effects_of(part, Options({}, options.positionals[:1]), command))

    return Usage(reader=reader)


_DISKUTIL = """
read : list | info | information | activity | listFilesystems | apfs list/listSnapshots/listCryptoUsers/listUsers/listVolumeGroups | appleRAID list | coreStorage list/info | cs list/info | verifyVolume/verifyDisk/verifyvolume/verifydisk | resizeVolume limits | help | quota
delete disk irreversible environment @args : eraseDisk/erasedisk/eraseVolume/erasevolume/reformat/eraseOptical/zeroDisk/zerodisk/randomDisk/randomdisk/secureErase/secureerase/partitionDisk/partitiondisk
delete disk irreversible environment @args : apfs deleteContainer/deleteVolume/deleteVolumeGroup/eraseVolume/deletecontainer/deletevolume | appleRAID delete | coreStorage delete/deleteVolume/deleteLVG | cs delete/deleteVolume
delete snapshot irreversible several +backup @args : apfs deleteSnapshot/deletesnapshot
update disk costly several @args : apfs resizeContainer/addVolume/encryptVolume/decryptVolume/convert | addPartition | splitPartition | mergePartitions | resizeVolume | repairDisk/repairVolume | enableJournal/disableJournal | rename/renameVolume
stop volume costly @args : unmount/umount/unmountDisk/umountDisk/eject
create volume @args : mount/mountDisk
"""
_HDIUTIL = """
values -size -o -fs -volname -format -segmentSize -mountpoint : *
read : help | info | imageinfo | plugins | checksum | verify | isencrypted | pmap | hfsanalyze | fsid
create file reversible @-o : create | convert | makehybrid | segment
create volume @args : attach/mount | mountvol
stop volume reversible @args : detach/eject | unmount
update file costly @args : compact | resize | burn | internet-enable | flatten/unflatten | chpass | erasekeys | udifderez/udifrez
delete key irreversible @args : erasekeys
delete disk irreversible several @args : erase
"""
_CRYPT = """
values -c --cipher -s --key-size -h --hash -d --key-file -S --key-slot -i --iter-time -T -l -o --type --header --label : *
read : status | luksDump/isLuks/luksUUID/benchmark/bitlkDump/fvault2Dump/tcryptDump
delete disk irreversible environment @first : luksFormat/erase/luksErase/format
delete key irreversible several @first : luksKillSlot/luksRemoveKey
update key costly @first : luksAddKey/luksChangeKey/luksConvertKey/token/config
create volume @first : open/luksOpen/create/plainOpen/tcryptOpen/bitlkOpen/loopaesOpen
stop volume costly @args : close/luksClose/remove/luksSuspend/plainClose
update disk costly several @first : reencrypt/resize/repair/convert/luksHeaderRestore/refresh/luksResume
read disk : luksHeaderBackup
"""
_NVME = """
read : list | list-subsys | id-ctrl | id-ns | smart-log | error-log | fw-log | list-ns | list-ctrl | get-feature | show-regs | version | help | read | get-log | effects-log | self-test-log | show-topology
delete disk irreversible environment @args : format | sanitize | delete-ns | dsm | write-zeroes
update disk irreversible environment @args : write | fw-activate | fw-commit | fw-download | create-ns | attach-ns | detach-ns | set-feature | security-send | reset | subsystem-reset | write-uncor | device-self-test
"""


def _of(text: str, *, long: bool = False) -> Usage:
    return Usage(reader=grammar(text, inert="--help --version -h", verbs=Coverage.PARTIAL, single_dash_long=long))


def _swap(command: Command) -> Reading:
    options = split(command.arguments, ("-p", "-L", "-U"))
    if options.has("-s", "--summary", "--show", "-h", "--help", "-V") or (
        not options.positionals and not options.has("-a", "--all")
    ):
        return NOTHING
    part = (stops if command.program == "swapoff" else creates)(ResourceKind.SYSTEM, "=swap", REVERSIBLE)
    return Reading(effects_of(part, Options({}, ()), command))


def _hdparm(command: Command) -> Reading:
    wipes = any(
        w.text.startswith(("--security-", "--trim", "--write-sector", "--make-bad", "--fwdownload", "--dco"))
        for w in command.arguments
    )
    sets = any(w.text[:2] in ("-S", "-B", "-M", "-W", "-Q", "-K") and len(w.text) > 2 for w in command.arguments)
    part = _TABLE if wipes else _TUNES if sets else _LOOKS
    words = tuple(w for w in command.arguments if not w.text.startswith("-"))
    return Reading(effects_of(part, Options({}, words[-1:]), command))


_MKFS = "mkfs mke2fs mkdosfs mkntfs mkexfatfs mkswap mkudffs newfs newfs_msdos newfs_hfs newfs_apfs mkreiserfs"
_KINDS = "ext2 ext3 ext4 xfs btrfs fat vfat msdos ntfs exfat f2fs minix jfs reiserfs bfs cramfs udf erofs nilfs2 apfs hfs hfsplus ocfs2 gfs2 bcachefs"

PROGRAMS = each(
    {
        " ".join([_MKFS, *(f"mkfs.{kind}" for kind in _KINDS.split())]): Usage(reader=_mkfs),
        "fdisk cfdisk": _fdisk("-l --list -x --list-details", "-b -c -C -H -L -S -t -u -w -W -o"),
        "sfdisk": _fdisk("-l --list -d --dump -J --json -V --verify -n --no-act -F --list-free -T --list-types -s --show-size -g --show-geometry", "-N -b -o -w -W -X -Y"),
        "gdisk cgdisk fixparts": _fdisk("-l", ""),
        "sgdisk": _fdisk("-p --print -i --info -v --verify -O -S -D -f -E -F -P --pretend -L", "-b --backup -n -N -t -c -u -A -d -l -i -R -r"),
        "parted": Usage(reader=_parted),
        "partprobe partx kpartx": use(case(_LOOKS, when="-d --dry-run --show -l"), updates(DISK, "args", COSTLY)),
        "wipefs": use(case(_WIPES, when="-a --all -o --offset", unless="-n --no-act"), _LOOKS, values="-o --offset -t --types -O --output"),
        "blkdiscard sg_format sg_sanitize": use(_WIPES, values="-o --offset -l --length -p"),
        "badblocks": use(case(_WIPES, when="-w -n"), _LOOKS, values="-b -c -e -i -o -p -t"),
        "blockdev": use(case(_LOOKS, when="--report --getro --getsize64 --getsz --getss --getpbsz --getra --getbsz --getfra --getalignoff --getiomin --getioopt"), _TUNES, values="--setra --setfra --setbsz"),
        "fsck e2fsck fsck.ext4 fsck.ext3 fsck.ext2 fsck.vfat fsck.fat dosfsck xfs_repair ntfsfix fsck_hfs fsck_apfs btrfsck": use(case(_LOOKS, when="-n -N -M"), case(updates(DISK, "args", COSTLY, SEVERAL), when="-L"), updates(DISK, "args", COSTLY), values="-t -b -B -C -E"),
        "resize2fs tune2fs e2label fatlabel ntfslabel xfs_growfs xfs_admin ntfsresize e4defrag fstrim debugfs zerofree": use(case(_LOOKS, when="-l -P -n"), case(_LOOKS, most=0), case(updates(DISK, "args", COSTLY, SEVERAL), when="-w --shrink -M"), updates(DISK, "args", COSTLY), values="-c -C -e -E -g -i -I -j -J -L -m -M -o -O -Q -r -s -T -u -U -R"),
        "dumpe2fs xfs_info xfs_db e2image partclone.info smartctl lsscsi multipath": use(_LOOKS, values="-o -s -d -t -l -H -i"),
        "mdadm": use(
            case(_LOOKS, when="-D --detail -E --examine -Q --query --examine-bitmap --detail-platform --monitor -F --follow"),
            case(deletes(DISK, "args", IRREVERSIBLE, ENVIRONMENT), when="--zero-superblock -C --create -B --build"),
            case(updates(DISK, "args", COSTLY, SEVERAL), when="-S --stop"), case(stops(DISK, "args", COSTLY, SEVERAL), when="-f --fail --set-faulty -r --remove"), updates(DISK, "args", COSTLY), values="-l --level -n --raid-devices -c -x --name -e -o",
        ),
        "dmsetup losetup": use(
            case(_LOOKS, first="ls info status table deps version targets"), case(_LOOKS, when="-a --all -l --list -j --associated"), case(_LOOKS, most=0),
            case(stops(ResourceKind.VOLUME, "rest", COSTLY), first="remove remove_all wipe_table suspend clear"), updates(ResourceKind.VOLUME, "args"), values="-o --offset --sizelimit",
        ),
        "cryptsetup": _of(_CRYPT),
        "nvme": _of(_NVME),
        "hdparm sdparm": Usage(reader=_hdparm),
        "mount": Usage(reader=_mount),
        "umount unmount fusermount fusermount3 udisksctl pumount": use(case(updates(ResourceKind.SYSTEM, "=all mounts", COSTLY, SEVERAL, Trait.SYSTEM), when="-a --all"), case(reads(), first="status info dump help monitor"), case(reads(), when="-h --help -V"), stops(ResourceKind.VOLUME, "args", COSTLY), values="-t -O -b"),
        "sshfs mount.nfs mount.cifs pmount archivemount encfs gocryptfs": use(creates(ResourceKind.VOLUME, "last"), values="-o -p -t"),
        "swapon swapoff": Usage(reader=_swap),
        "diskutil": _of(_DISKUTIL, long=True),
        "hdiutil": _of(_HDIUTIL, long=True),
        "asr": use(case(_WIPES, first="restore"), reads()),
        "dump xfsdump": use(reads(DISK, "last"), updates(ResourceKind.FILE, "-f", REVERSIBLE, ONE, Trait.OVERWRITES), values="-f -b -d -s -T -L -l"),
        "restore xfsrestore": use(updates(ResourceKind.FILE, "=.", COSTLY, SEVERAL, Trait.OVERWRITES), values="-f -s -b -T"),
        "partclone.ext4 partclone.dd partimage clonezilla ocs-sr fsarchiver testdisk photorec": use(case(_LOOKS, when="-c --clone -l"), case(_LOOKS, first="probe archinfo savefs"), _WIPES),
        "quota repquota": use(reads()),
        "edquota setquota quotaon quotaoff": use(updates(ResourceKind.SETTING, "args", COSTLY)),
    }
)  # fmt: skip
