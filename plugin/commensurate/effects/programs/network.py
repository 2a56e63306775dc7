"""The machine's network: firewalls, addresses, routes, names, and programs that open a line to elsewhere.

Sources: iptables(8), nft(8), ufw(8), firewall-cmd(1), iproute2 6.10, net-tools, nmcli(1), netplan(5), tc(8), iw(8),
resolvectl(1), pfctl(8), netcat (OpenBSD, traditional, Ncat), socat(1), the manuals of ngrok, cloudflared and chisel.
"""

import re

from commensurate.effects.environment import environment_of, stricter
from commensurate.effects.grammar import grammar
from commensurate.effects.options import Options, split
from commensurate.effects.paths import file_reading, surroundings
from commensurate.effects.reading import NOTHING, Command, Language, Nested, Reading, Word
from commensurate.effects.table import (
    COSTLY,
    ENVIRONMENT,
    LOOKS,
    ONE,
    REVERSIBLE,
    SEVERAL,
    Does,
    Usage,
    case,
    creates,
    deletes,
    each,
    effects_of,
    grants,
    reads,
    stops,
    updates,
    use,
)
from commensurate.model.analysis import Coverage
from commensurate.model.effect import BlastRadius, Effect, Operation, Resource, ResourceKind, Reversibility, Trait
from commensurate.model.regex import regex

FIREWALL, NETWORK, HOST = ResourceKind.FIREWALL, ResourceKind.NETWORK, ResourceKind.HOST
_OPENS = deletes(FIREWALL, "=all rules", COSTLY, ENVIRONMENT, Trait.WIDENS, Trait.UNBOUNDED)
_LOSES_RULE = deletes(FIREWALL, "=rule", COSTLY)
_ADDS_RULE = updates(FIREWALL, "=rule", REVERSIBLE)


_TUNNEL = grants(NETWORK, "args", COSTLY, ONE, Trait.PUBLIC, Trait.OUTBOUND)


def _one(command: Command, part: Does, *words: Word) -> Reading:
    return Reading(effects_of(part, Options({}, words), command))


_IPTABLES = use(
    case(_OPENS, when="-F --flush -X --delete-chain"),
    case(updates(FIREWALL, "=policy", COSTLY, ENVIRONMENT, Trait.WIDENS), when="-P --policy"),
    case(_LOSES_RULE, when="-D --delete"), case(updates(FIREWALL, "=counters"), when="-Z --zero"),
    case(_ADDS_RULE, when="-A --append -I --insert -R --replace -N --new-chain -E --rename-chain"),
    case(reads(FIREWALL), when="-L --list -S --list-rules -C --check -V -h -n"), case(reads(FIREWALL), most=0), _ADDS_RULE,
    values="-t --table -P --policy -D --delete -A --append -I --insert -R --replace -N --new-chain -C --check -j --jump -p -s -d -i -o -m",
)  # fmt: skip
_NFT = """
values -f --file -I --includepath : *
read when -c --check : *
update firewall costly several @=ruleset when -f --file : *
read : list | describe | monitor | get | help
delete firewall costly environment +widens +unbounded @=all-rules : flush
delete firewall costly @args : delete | destroy | reset
update firewall reversible @args : add | insert | replace | create | rename | import
"""
_UFW = """
read : status | show | version | app list/info/default | help
read when --dry-run : *
delete firewall costly environment +widens +unbounded @=all-rules : disable | reset
update firewall costly environment +widens @=default : default
update firewall costly several +widens +public @=everyone : allow from any | allow any | allow from 0.0.0.0/0 | allow in from any
delete firewall costly @args : delete | route delete
update firewall reversible @args : enable | reload | allow | deny | reject | limit | insert | prepend | route | logging | app update
"""
_IP_READS = frozenset(
    ["show", "list", "ls", "lst", "sh", "s", "get", "save", "help", "monitor", "showdump", "stats", "dump", "count"]
)


def _ip(command: Command) -> Reading:
    """`ip OBJECT VERB`: without a verb it shows."""
    options = split(
        command.arguments,
        ("-n", "-netns", "--netns", "-f", "-family", "-b", "-batch", "-l", "-loops", "-rcvbuf"),
        single_dash_long=True,
    )
    words = [word.text for word in options.positionals]
    if options.has("-b", "-batch", "-force"):
        return Reading(
            effects_of(updates(NETWORK, "=batch", COSTLY, SEVERAL), Options({}, ()), command), coverage=Coverage.PARTIAL
        )
    if not words or words[0] == "help" or options.has("-V", "-Version", "-help", "-h", "-version"):
        return NOTHING
    verb = words[1] if len(words) > 1 else "show"
    if words[0] == "netns" and verb == "exec":
        start = next((i for i, word in enumerate(command.arguments) if word.text == "exec"), 0) + 2
        return Reading(nested=(Nested(Language.SHELL, command.scene, words=command.arguments[start:]),))
    if words[0] == "netns" and verb in ("list-id", "identify", "pids"):
        return _one(command, reads(NETWORK))
    if verb in _IP_READS or (len(verb) > 1 and "show".startswith(verb)) or "list".startswith(verb):
        return _one(command, reads(NETWORK))
    return _one(command, _ip_change(verb, words), Word(" ".join(words[:5])))


def _ip_change(verb: str, words: list[str]) -> Does:
    if verb in ("flush", "flu", "f"):
        return deletes(NETWORK, "args", COSTLY, SEVERAL, Trait.UNBOUNDED)
    if verb.startswith("del") or verb in ("d", "delete"):
        return deletes(NETWORK, "args", COSTLY, SEVERAL if words[0].startswith(("l", "r")) else ONE)
    if "down" in words:
        return stops(NETWORK, "args", COSTLY, SEVERAL)
    return updates(NETWORK, "args", REVERSIBLE)


def _ifconfig(command: Command) -> Reading:
    words = [word.text for word in command.arguments if not word.text.startswith("-")]
    if len(words) < 2 or (words[1] in ("inet", "inet6", "list") and len(words) == 2):
        return _one(command, reads(NETWORK))
    part = (
        stops(NETWORK, "args", COSTLY, SEVERAL)
        if set(words) & {"down", "destroy", "delete"}
        else updates(NETWORK, "args", REVERSIBLE)
    )
    return _one(command, part, Word(" ".join(words[:4])))


def _route(command: Command) -> Reading:
    words = [word.text for word in command.arguments if not word.text.startswith("-")]
    flushes = "flush" in words or any(w.text == "-f" for w in command.arguments)
    if (not words and not flushes) or words[:1] in (["get"], ["monitor"], ["print"], ["show"]):
        return _one(command, reads(NETWORK))
    if flushes or words[0] in ("del", "delete"):
        return _one(command, deletes(NETWORK, "args", COSTLY, SEVERAL), Word(" ".join(words[:4])))
    return _one(command, updates(NETWORK, "args"), Word(" ".join(words[:4])))


_NMCLI = """
values -f --fields -m --mode -w --wait -g --get-values : *
read : general status/hostname/permissions/logging | g status | general | connection/con/c show/monitor/export | connection/con/c | device/dev/d status/show/monitor | device/dev/d wifi list | dev/device/d wifi | radio all | networking connectivity | monitor | agent | help
delete network costly @rest : connection/con/c delete/del
stop network costly several @args : networking/n off | radio/r off | radio/r wifi/wwan/all off | connection/con/c down | device/dev/d disconnect/down/delete
update network reversible @args : connection/con/c up/add/modify/edit/reload/load/import/clone/migrate | device/dev/d connect/up/set/reapply/modify | device/dev/d wifi connect/hotspot/rescan | networking/n on | radio/r wifi/wwan on | general hostname
"""
_TC = """
read : qdisc show/list/ls | class show/list | filter show/list | monitor | qdisc | class | filter | -s qdisc | actions list/ls/show
update network costly @args : qdisc add/replace/change | class add/replace/change | filter add/replace/change
delete network costly @args : qdisc del/delete | class del/delete | filter del/delete
"""


def _netcat(command: Command) -> Reading:
    """A raw line to another machine; with `-e` or `-c` it hands over a program, listening it hands it to anyone."""
    options = split(
        command.arguments,
        [
            "-e",
            "--exec",
            "-c",
            "--sh-exec",
            "-p",
            "--source-port",
            "-s",
            "--source",
            "-w",
            "--wait",
            "-i",
            "-o",
            "--output",
            "-q",
            "-X",
            "-x",
            "--proxy",
            "-g",
            "-G",
            "-O",
            "-T",
            "-I",
            "-m",
            "--lua-exec",
            "-P",
            "--proxy-auth",
        ],
    )
    if options.has("-h", "--help", "--version") or (options.has("-z") and not options.has("-l", "-e", "-c")):
        return _one(command, reads(HOST, "first"), *options.positionals[:1])
    runs = [w for name in ("-e", "--exec", "-c", "--sh-exec") for w in options.flags.get(name, ()) if w.text]
    listens = options.has("-l", "--listen")
    name = " ".join(word.text for word in options.positionals[:2]) or (options.value("-p") or "listening")
    found = _line(name, command, opened=bool(runs) or _fed_by_a_shell(command), listens=listens)
    found += Reading(nested=tuple(Nested(Language.SHELL, command.scene, word.text) for word in runs))
    outputs = tuple(w for n in ("-o", "--output") for w in options.flags.get(n, ()))
    return found + file_reading(Operation.UPDATE, outputs, command, overwrites=True)


def _fed_by_a_shell(command: Command) -> bool:
    """`sh -i | nc host port`: what the shell says goes there, and what is typed there comes back by a pipe of its own."""
    return command.stdin is not None and command.stdin.source in ("sh", "bash", "zsh", "dash", "ksh", "ash")


def _line(name: str, command: Command, *, opened: bool, listens: bool) -> Reading:
    """A line to elsewhere. `opened`: a program of this machine sits at its end."""
    environment = stricter(command.scene.environment, environment_of(name))
    around = surroundings(command.scene)
    if opened:
        traits = (
            frozenset({Trait.OUTBOUND, Trait.PUBLIC, Trait.WIDENS} if listens else {Trait.OUTBOUND, Trait.WIDENS})
            | around
        )
        return Reading(
            (
                Effect(
                    Operation.GRANT,
                    Resource(HOST, name),
                    Reversibility.IRREVERSIBLE,
                    BlastRadius.ENVIRONMENT,
                    command.evidence,
                    environment,
                    traits,
                ),
            )
        )
    if listens:
        traits = frozenset({Trait.PUBLIC}) | around
        return Reading(
            (Effect(Operation.CREATE, Resource(NETWORK, name), REVERSIBLE, ONE, command.evidence, environment, traits),)
        )
    return Reading(
        (
            Effect(
                Operation.SEND,
                Resource(HOST, name),
                Reversibility.COSTLY,
                ONE,
                command.evidence,
                environment,
                frozenset({Trait.OUTBOUND}) | around,
            ),
        )
    )


_SOCAT_RUN = regex(r"(?:EXEC|SYSTEM|SHELL)(?::(.*))?", re.IGNORECASE | re.DOTALL)
_SOCAT_LISTEN = regex(r"[\w-]*-?(?:LISTEN|L|RECVFROM|RECV|BIND)(?::|,|$)", re.IGNORECASE)
_SOCAT_FILE = regex(r"(?:OPEN|CREATE|FILE|GOPEN):([^,]+)(.*)", re.IGNORECASE)
_SOCAT_LOCAL = regex(
    r"(?:-|STDIO|STDIN|STDOUT|STDERR|FD:.*|PIPE.*|PTY.*|UNIX.*|ABSTRACT.*|GOPEN:.*|OPEN:.*|FILE:.*|CREATE:.*|EXEC:.*|SYSTEM:.*|SHELL.*|READLINE.*|\d+|/.*|\./.*)",
    re.IGNORECASE | re.DOTALL,
)


def _socat(command: Command) -> Reading:
    """Two addresses joined: a network one and a program make a shell for someone elsewhere."""
    options = split(command.arguments, ("-b", "-T", "-t", "-lf", "-L", "-W", "-r", "-R", "-lp"), single_dash_long=True)
    if options.has("-h", "-hh", "-V", "-?"):
        return NOTHING
    found = NOTHING
    ends = options.positionals
    runs = [match for word in ends for match in [_SOCAT_RUN.match(word.text.partition("!!")[0])] if match]
    for match in runs:
        text = re.sub(r"\\(.)", r"\1", (match[1] or "sh").split(",pty")[0].split(",stderr")[0]).strip("\"'")
        found += Reading(nested=(Nested(Language.SHELL, command.scene, text),))
    for word in ends:
        opened = _SOCAT_FILE.match(word.text)
        if opened:
            written = (
                word.text[:6].upper() in ("CREATE", "GOPEN:")
                or "creat" in opened[2]
                or "wronly" in opened[2]
                or "append" in opened[2]
            )
            found += file_reading(Operation.UPDATE if written else Operation.READ, (Word(opened[1]),), command)
        elif word.text.startswith(("/", "./", "../")):
            found += file_reading(Operation.UPDATE, (word,), command)
    wire = [word for word in ends if not _SOCAT_LOCAL.fullmatch(word.text)]
    if wire:
        listens = any(_SOCAT_LISTEN.match(word.text) for word in wire)
        found += _line(wire[0].text, command, opened=bool(runs), listens=listens)
    return found


def _telnet(command: Command) -> Reading:
    words = [word.text for word in command.arguments if not word.text.startswith("-")]
    return _line(" ".join(words[:2]), command, opened=_fed_by_a_shell(command), listens=False) if words else NOTHING


PROGRAMS = each(
    {
        "iptables ip6tables ebtables arptables iptables-nft iptables-legacy": _IPTABLES,
        "iptables-save ip6tables-save": use(case(reads(FIREWALL), updates(ResourceKind.FILE, "-f --file"), when="-f --file"), reads(FIREWALL), values="-f --file -t"),
        "iptables-restore ip6tables-restore netfilter-persistent": use(case(reads(), when="-t --test"), updates(FIREWALL, "=all rules", COSTLY, ENVIRONMENT, Trait.OVERWRITES)),
        "nft": Usage(reader=grammar(_NFT, inert="--help --version -h -v", verbs=Coverage.PARTIAL)),
        "ufw gufw": Usage(reader=grammar(_UFW, inert="--help --version", verbs=Coverage.PARTIAL)),
        "firewall-cmd firewall-offline-cmd": use(
            case(_OPENS, when="--panic-off --set-default-zone"), case(stops(NETWORK, "=network", COSTLY, ENVIRONMENT), when="--panic-on"),
            case(_LOSES_RULE, when="--remove-port --remove-service --remove-rich-rule --remove-interface --remove-source --delete-zone --remove-masquerade --remove-forward-port"),
            case(updates(FIREWALL, "=every port", COSTLY, ENVIRONMENT, Trait.WIDENS, Trait.PUBLIC), when="--add-port=1-65535/tcp"), case(updates(FIREWALL, "=rules", REVERSIBLE), when="--add-port --add-service --add-rich-rule --add-interface --add-source --new-zone --add-masquerade --add-forward-port --reload --complete-reload --runtime-to-permanent --change-interface"), reads(FIREWALL),
        ),
        "ipset": use(case(reads(), first="list save test version help -L"), case(_OPENS, first="destroy flush -X -F"), case(_LOSES_RULE, first="del"), _ADDS_RULE),
        "fail2ban-client": use(case(stops(ResourceKind.SERVICE, "=fail2ban", COSTLY, ONE, Trait.BYPASS), first="stop"), case(reads(), first="status ping get version"), updates(FIREWALL, "args")),
        "pfctl ipfw": use(case(_OPENS, when="-F -d"), case(reads(), when="-s -n"), case(_OPENS, first="flush"), case(reads(), first="list show"), updates(FIREWALL, "=rules", COSTLY), values="-s -f -t -F"),
        "ip": Usage(reader=_ip),
        "ifconfig": Usage(reader=_ifconfig),
        "iwconfig iw wpa_cli iwctl connmanctl ethtool mii-tool bridge brctl vconfig ovs-vsctl wg bluetoothctl": use(
            case(reads(), most=1), case(stops(NETWORK, "args", COSTLY), when="-d --down"), case(reads(), first="dev list show showconf status scan info link fdb vlan phy services technologies state devices"), case(deletes(NETWORK, "args", COSTLY), first="del delete remove delbr del-br delif disconnect"), updates(NETWORK, "args"),
        ),
        "wg-quick ifup ifdown dhclient dhcpcd wpa_supplicant nmtui netplan openvpn openconnect vpnc tailscale zerotier-cli nordvpn": use(
            case(reads(), first="status get info version listnetworks listpeers ip netcheck ping whois countries cities"), case(stops(NETWORK, "args", COSTLY, SEVERAL), first="down logout disconnect d leave"), case(_TUNNEL, first="funnel"), case(updates(NETWORK, "args", REVERSIBLE)),
        ),
        "route": Usage(reader=_route),
        "routel": LOOKS,
        "nmcli": Usage(reader=grammar(_NMCLI, inert="--help --version -h -v", verbs=Coverage.PARTIAL)),
        "tc": Usage(reader=grammar(_TC, inert="-V -help", verbs=Coverage.PARTIAL)),
        "resolvconf systemd-resolve hostess": use(case(reads(), first="list has dump"), case(reads(), when="-l --status --statistics"), updates(ResourceKind.DNS, "args")),
        "nsupdate rndc pdnsutil": use(case(reads(), first="status list-zone show-zone list-all-zones"), updates(ResourceKind.DNS, "args", COSTLY, SEVERAL)),
        "nc ncat netcat nc.traditional nc.openbsd": Usage(reader=_netcat),
        "socat": Usage(reader=_socat),
        "telnet": Usage(reader=_telnet),
        "ngrok localtunnel lt bore frpc chisel pagekite serveo localhost.run expose zrok rathole inlets": use(case(reads(), first="version help diagnose list"), case(updates(ResourceKind.SETTING, "rest"), first="config authtoken"), _TUNNEL),
        "tor i2pd privoxy stunnel redsocks sslh v2ray xray shadowsocks ss-local": use(creates(NETWORK, "=proxy")),
        "wakeonlan etherwake": use(updates(HOST, "args")),
        "rpcclient smbclient smbmap crackmapexec evil-winrm impacket-psexec hydra ncrack sqlmap nikto gobuster ffuf dirb dirbuster wfuzz metasploit msfconsole msfvenom hping3 arpspoof ettercap bettercap aircrack-ng responder": use(
            updates(HOST, "args", COSTLY, SEVERAL, Trait.OUTBOUND, Trait.REMOTE)
        ),
    }
)  # fmt: skip
