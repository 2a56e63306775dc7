"""Programs that only look, and the few options with which some of them change something.

Sources: POSIX.1-2024 utilities, the GNU coreutils 9.5, diffutils, grep, binutils and procps manuals, util-linux 2.40,
BIND 9 tools, and the manuals of ripgrep, ag, jq, yq (mikefarah and kislyuk), bat, tree, less, file, fzf, exiftool.
"""

import re
from dataclasses import replace

from commensurate.effects.options import Options, split
from commensurate.effects.paths import file_reading
from commensurate.effects.reading import NOTHING, Command, Language, Nested, Reading, Word
from commensurate.effects.secret_names import is_secret_name
from commensurate.effects.table import (
    COSTLY,
    IRREVERSIBLE,
    LOOKS,
    ONE,
    REVERSIBLE,
    SEVERAL,
    Usage,
    case,
    creates,
    deletes,
    each,
    effects_of,
    read,
    reads,
    runs,
    stops,
    updates,
    use,
)
from commensurate.model.effect import Operation, ResourceKind, Trait
from commensurate.model.regex import regex

FILE, FOLDER, SYSTEM = ResourceKind.FILE, ResourceKind.FOLDER, ResourceKind.SYSTEM
CLOCK = updates(SYSTEM, "=clock", COSTLY, SEVERAL, Trait.SYSTEM)
HOSTNAME = updates(SYSTEM, "=hostname", COSTLY, SEVERAL, Trait.SYSTEM)
_READ, _FIRST, _REST = reads(FILE, "args"), reads(FILE, "first"), reads(FILE, "rest")
_LIST = reads(FOLDER, "args")
_GIVEN = reads(FILE, "-f --file --exclude-from --ignore-file")
_ENDS_ALL = stops(ResourceKind.PROCESS, "args", COSTLY, SEVERAL, Trait.FORCED)
_WRITES = (REVERSIBLE, ONE, Trait.OVERWRITES)


def _out(options: str, values: str = "", *, shells: str = "") -> Usage:
    """Reads files, and writes one where an option says so."""
    return use(
        case(_READ, updates(FILE, options, *_WRITES), when=options), _READ, values=f"{options} {values}", shells=shells
    )


_CREDENTIALS = regex(
    r"AKIA|ASIA|ghp_|xox[bp]-|BEGIN.*PRIVATE|passw|secret|token|api[_-]?key|credential|aws_access", re.IGNORECASE
)
"""Patterns that look for credentials."""


_SEEKS = reads(ResourceKind.SETTING, "=what looks like a credential")


def _pattern(values: str, given: str, *, shells: str = "") -> Usage:
    """`grep PATTERN FILE…`: the first word is a pattern, unless an option gave it. Files of patterns are read, too.

    Who searches a whole home or disk for credentials reads credentials.
    """
    table = use(case(_READ, _GIVEN, when=given), _REST, _GIVEN, values=f"{values} {given}", inert="-V", shells=shells)

    def reader(command: Command) -> Reading:
        found = read(table, command)
        wide = any(effect.traits & {Trait.HOME, Trait.ROOT} for effect in found.effects)
        if not any(_CREDENTIALS.search(word.text) for word in command.arguments):
            return found
        if not wide:
            return found + Reading(effects_of(_SEEKS, Options({}, ()), command))
        return replace(found, effects=tuple(replace(e, traits=e.traits | {Trait.SECRET}) for e in found.effects))

    return Usage(reader=reader)


_FZF_VALUES = frozenset(
    [
        "-q",
        "--query",
        "-f",
        "--filter",
        "-d",
        "--delimiter",
        "-n",
        "--nth",
        "--with-nth",
        "--height",
        "--layout",
        "--prompt",
        "--header",
        "--algo",
        "--bind",
        "--preview",
    ]
)
_FZF_RUNS = regex(
    r"(?:execute(?:-silent|-multi)?|become|reload(?:-sync)?|preview|transform[\w-]*)(?:\((.*?)(?:\)(?=[+,]|$)|$)|:(.*)|\[(.*?)\])"
)
_TAG = regex(
    r"-[\w:#-]+[+<-]?=.*|-(?:overwrite_original\w*|delete_original!?|restore_original|TagsFromFile|csv=.*|json=.*)"
)


def _fzf(command: Command) -> Reading:
    """Choosing from a list changes nothing; what a key is bound to, and the preview, run in a shell."""
    options = split(command.arguments, _FZF_VALUES)
    found = [
        next(filter(None, run.groups()), "")
        for word in options.flags.get("--bind", ())
        for run in _FZF_RUNS.finditer(word.text)
    ]
    found += [word.text for word in options.flags.get("--preview", ())]
    return Reading(nested=tuple(Nested(Language.SHELL, command.scene, text) for text in found if text))


_LESS = use(
    case(_READ, updates(FILE, "-o -O --log-file --LOG-FILE", *_WRITES), when="-o -O --log-file --LOG-FILE"),
    _READ,
    values="-o -O --log-file --LOG-FILE -p --pattern -b -h -j -k -P -t -T -x -y -z",
    inert="-V -?",
)


def _less(command: Command) -> Reading:
    """`+COMMAND` is typed at the start: `!` runs a shell, `|` feeds one."""
    typed = [word.text for word in command.arguments if word.text.startswith("+")]
    rest = command.shifted(tuple(word for word in command.words if word.text not in typed))
    runs = [found[1] for text in typed if (found := _LESS_RUNS.fullmatch(text)) is not None]
    return read(_LESS, rest) + Reading(nested=tuple(Nested(Language.SHELL, command.scene, run) for run in runs))


_LESS_RUNS = regex(r"\+{1,2}[^!|]{0,20}(?:!!?|\|.)\s*(.+)")


def _exiftool(command: Command) -> Reading:
    """`-Tag=value` writes into the files, all else shows."""
    files = tuple(word for word in command.arguments if not word.text.startswith("-"))
    changes = any(_TAG.fullmatch(word.text) for word in command.arguments)
    return file_reading(Operation.UPDATE if changes else Operation.READ, files, command)


_AROUND = "-m --max-count -A --after-context -B --before-context -C --context --color --colour"
_MACHINE = """
    ps pgrep pidof pstree top htop btop atop glances w who whoami id groups uname uptime last lastb lastlog free vmstat
    iostat mpstat pidstat sar nproc lscpu lsusb lspci lsmod lshw lsns lsipc lslocks lsmem lslogins inxi neofetch fastfetch
    screenfetch hwinfo dmidecode sensors acpi logname users pinky finger locale getconf type which whereis whatis
    apropos info tldr compgen jobs findmnt lsblk df mountpoint modinfo getcap getfacl lsattr namei pathchk nvidia-smi
    tracepath ping ping6 fping traceroute traceroute6 mtr dig delv kdig drill nslookup host whois nstat vnstat iftop
    nethogs ipcalc sipcalc lsof nettop fs_usage iotop slabtop fc-list fc-match xdpyinfo glxinfo vainfo hostid
    systemd-detect-virt systemd-path systemd-cgls systemd-cgtop systemd-delta zdump dpkg-query apt-cache pkg-config pkgconf
    pacman-conf ifstat iwgetid wslpath cygpath sw_vers vm_stat system_profiler ioreg mdls mdfind pathping nbtstat
    tasklist systeminfo driverquery getmac where quser qwinsta ver filefrag ipinfo xwininfo xlsclients
    lsclocks lsfd lsirq irqtop utmpdump
"""
_CONTENT = """
    cat bat batcat nl tac rev od hexdump hd strings more most pg zless zmore zcat gzcat bzcat xzcat lzcat zstdcat zdiff
    zcmp bzdiff bzless xzless lz4cat md5sum md5 sha1sum sha224sum sha256sum sha384sum sha512sum b2sum b3sum shasum cksum
    sum crc32 rhash xxhsum wc cmp diff diff3 colordiff icdiff difft delta wdiff comm paste expand unexpand fold fmt look
    tsort readelf nm size c++filt addr2line ldd objdump otool ffprobe mediainfo pdfinfo pdffonts identify cloc scc tokei
    sloccount gron fx jless csvlook csvstat csvcut csvgrep csvsort csvjson in2csv xsv jc hexyl glow mdcat pygmentize chroma
    highlight enca uchardet chardet soxi zipinfo lsar zipdetails rpm2cpio rdjpgcom pngcheck head tail cut column join pr
    hunspell spell wdiff sdiff zipgrep texcount olevba xmlwf jsonlint yamllint markdownlint
    shellcheck hadolint codespell vale proselint
"""


def _printenv(command: Command) -> Reading:
    """Without names it is `env`; with one that holds a credential, the credential is shown."""
    asked = [word for word in command.arguments if not word.text.startswith("-")]
    if not asked:
        return Reading(nested=(Nested(Language.SHELL, command.scene, words=(Word("env"),)),))
    if not any(is_secret_name(word.text) for word in asked):
        return NOTHING
    return Reading(effects_of(reads(ResourceKind.SECRET, "args", Trait.SECRET), Options({}, tuple(asked)), command))


PROGRAMS = each(
    {
        "printenv": Usage(reader=_printenv),
        # these print what they are told
        "echo printf pwd true false : sleep seq expr basename dirname factor numfmt yes test [ [[ tput clear cal ncal tty let "
        "times cowsay fortune figlet toilet lolcat units bc dc dirs getopt getopts": Usage(reader=lambda _: NOTHING),
        _MACHINE: LOOKS,
        _CONTENT: use(_READ, values="-n -c --lines --bytes -d -f -w -s --skip -N -j -l -b --delimiter -t -k -x -X -r"),
        "ls dir vdir exa eza lsd stat du gdu dust realpath readlink locate mlocate plocate duf erd": use(
            _LIST,
            values="-I --ignore -w --width -T --tabsize --block-size -d --max-depth --exclude -t --threshold -c --format",
        ),
        "ncdu": use(_LIST, values="-o -f -e -x --exclude"),
        "tree": use(
            case(_LIST, updates(FILE, "-o", *_WRITES), when="-o"),
            _LIST,
            values="-o -L -P -I --charset --filelimit --sort",
        ),
        "file": use(
            case(creates(FILE, "=magic.mgc"), when="-C --compile"),
            _READ,
            values="-m --magic-file -F --separator -P --parameter -e --exclude -f --files-from",
        ),
        "less": Usage(reader=_less),
        "tr": LOOKS,
        "man": use(reads(), values="-C -R -L -m -M -S -e -r -E -p", shells="-P --pager -H --html"),
        "uniq": use(
            _FIRST, updates(FILE, "second", *_WRITES), values="-f --skip-fields -s --skip-chars -w --check-chars"
        ),
        "xxd": use(
            _FIRST, updates(FILE, "second", *_WRITES), values="-c -cols -g -groupsize -l -len -n -name -o -s -seek -R"
        ),
        "sort": _out(
            "-o --output",
            "-k --key -t --field-separator -S --buffer-size -T --temporary-directory --parallel --batch-size --sort",
            shells="--compress-program",
        ),
        "shuf": _out("-o --output", "-i --input-range -n --head-count --random-source"),
        "iconv": _out("-o --output", "-f --from-code -t --to-code"),
        "xmllint": _out("-o --output", "--xpath --schema --relaxng --dtdvalid --encode --pattern --path"),
        "base64 base32 basenc uuencode uudecode": _out("-o --output", "-w --wrap -b"),
        # the first word is a pattern or a filter
        "grep egrep fgrep zgrep zegrep bzgrep xzgrep pcregrep pcre2grep ugrep rgrep ggrep": _pattern(
            f"{_AROUND} -d -D --binary-files --exclude --exclude-dir --include --label --exclude-from",
            "-e --regexp -f --file",
        ),
        "rg": use(
            case(_LIST, when="--files --type-list"),
            case(_READ, when="-e --regexp -f --file"),
            _REST,
            values=f"{_AROUND} -e --regexp -f --file -g --glob --iglob -t --type -T --type-not --type-add -d --max-depth -r "
            "--replace --sort --sortr -j --threads -M --max-columns -E --encoding --colors --pre-glob --ignore-file "
            "--path-separator --engine --max-filesize",
            inert="-V",
            shells="--pre --hostname-bin",
        ),
        "ag ack": _pattern(
            f"{_AROUND} -G --file-search-regex --ignore --ignore-dir -p --depth -W --width --type",
            "-g",
            shells="--pager",
        ),
        "jq gojq jaq": use(
            case(_READ, when="-f --from-file"),
            _REST,
            values="-f --from-file --arg --argjson --slurpfile --rawfile --indent -L",
            inert="-h -V",
        ),
        "yq": use(
            case(updates(FILE, "rest", *_WRITES), when="-i --inplace --in-place"),
            case(creates(FILE, "=parts"), when="-s --split-exp"),
            _REST,
            values="-p --input-format -o --output-format -I --indent -s --split-exp --arg --from-file",
        ),
        # a few options or words of these change something
        "date": use(
            case(CLOCK, when="-s --set"),
            case(reads(), when="-d --date -r --reference -f --file -j -v"),
            case(reads(), most=0),
            case(reads(), first="+*"),
            CLOCK,
            values="-s --set -d --date -r --reference -f --file -v",
        ),
        "hostname dnsdomainname domainname nisdomainname": use(
            case(HOSTNAME, least=1), case(HOSTNAME, when="-F --file -b --boot"), reads(), values="-F --file"
        ),
        "dmesg": use(
            case(
                deletes(ResourceKind.LOG, "=kernel log", IRREVERSIBLE, SEVERAL, Trait.HIDES),
                when="-c --read-clear -C --clear",
            ),
            case(updates(SYSTEM, "=console"), when="-D --console-off -E --console-on -n --console-level"),
            reads(),
            values="-n --console-level -f --facility -l --level -s -F --file --since --until",
        ),
        "history": use(
            case(deletes(ResourceKind.LOG, "=shell history", IRREVERSIBLE, ONE, Trait.HIDES), when="-c -d"),
            case(updates(FILE, "=~/.bash_history"), when="-w -a"),
            case(updates(ResourceKind.LOG, "=shell history"), when="-s -n -r"),
            reads(),
        ),
        "fc": use(case(reads(), when="-l"), runs(ResourceKind.CODE, "=last command", COSTLY, ONE, Trait.OPAQUE)),
        "ss": use(
            case(stops(ResourceKind.NETWORK, "args", COSTLY, SEVERAL), when="-K --kill"), reads(), values="-f -A -F"
        ),
        "netstat": LOOKS,
        "tcpdump tshark dumpcap": use(
            case(updates(FILE, "-w", *_WRITES), when="-w"), reads(), values="-w -i -c -s -r -C -G -W -f -Y", shells="-z"
        ),
        "fuser": use(
            case(_ENDS_ALL, when="-m --mount", every="-k"),
            case(
                _ENDS_ALL,
                when="-k --kill",
                first="22/tcp 80/tcp 443/tcp 3306/tcp 5432/tcp 5672/tcp 6379/tcp 9200/tcp 27017/tcp",
            ),
            case(stops(ResourceKind.PROCESS, "args", COSTLY), when="-k --kill"),
            reads(),
            values="-n",
        ),
        "arp": use(
            case(updates(ResourceKind.NETWORK, "args", REVERSIBLE), when="-d --delete -s --set -f --file"),
            reads(),
            values="-i -A -t -H",
        ),
        "hash": use(case(updates(ResourceKind.SETTING, "args", COSTLY), when="-p"), reads(), values="-p"),
        "ulimit umask": LOOKS,
        "stty": use(case(reads(), most=0), updates(ResourceKind.DEVICE, "none"), values="-F --file"),
        "blkid": use(reads(), values="-s -o -t -L -U -c"),
        "getent": use(case(reads(ResourceKind.SECRET, "args", Trait.SECRET), first="shadow gshadow"), reads()),
        "fzf sk": Usage(reader=_fzf),
        "nmap rustscan masscan": use(
            case(reads(ResourceKind.HOST), updates(FILE, "-oN -oX -oG -oA", *_WRITES), when="-oN -oX -oG -oA"),
            reads(ResourceKind.HOST, "args"),
            values="-p -oN -oX -oG -oA -iL --script -T",
            single_dash_long=True,
        ),
        "exiftool": Usage(reader=_exiftool),
    }
)
