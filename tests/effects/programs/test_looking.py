"""Programs that only look, and their few options that do not."""

import pytest

from commensurate.effects.programs.index import FAMILY
from commensurate.model.effect import Trait
from effects.programs.told import carries, only_looks, said, told


@pytest.mark.parametrize(
    "line",
    [
        "ls -la", "cat a b", "head -5 a", "tail -f log", "grep -rn 'rm -rf' .", "rg -l x src", "ag x", "jq .a x.json", "yq .a x.yaml",
        "wc -l a", "sort -u a", "sort --check=quiet a", "sort --merge a b", "uniq -c a", "cut -d: -f1 a", "tr a b", "diff a b",
        "stat a", "file a", "which git", "ps aux", "df -h", "du -sh .", "whoami", "date", "date +%s", "date -d yesterday", "test -f a",
        "man ls", "tree -L 2", "lsof -i :80", "ss -ltn", "netstat -an", "ping -c 1 x", "dig x", "dmesg -T", "hostname", "less a",
        "history", "xxd a", "base64 a", "md5sum a", "column -t a", "fzf --bind=tab:toggle+up", "printf %s x", "exiftool a.jpg",
        "nmap -p 22 host", "arp -a", "id -u", "realpath -e a", "strings a", "tcpdump -i eth0", "iconv -f a -t b x", "man -k x",
    ],
)  # fmt: skip
def test_looking_changes_nothing(line: str) -> None:
    """All of it understood, all of it READ."""
    assert only_looks(line)


@pytest.mark.parametrize(
    ("line", "effect"),
    [
        ("sort -o a a", "update file costly one"),
        ("uniq a b", "update file costly one"),
        ("xxd -r a b", "update file costly one"),
        ("tree -o x", "update file costly one"),
        ("yq -i '.a = 1' x.yaml", "update file costly one"),
        ("date -s 2020-01-01", "update system costly several"),
        ("date 010203042020", "update system costly several"),
        ("hostname evil", "update system costly several"),
        ("dmesg -c", "delete log irreversible several"),
        ("dmesg -TcH", "delete log irreversible several"),
        ("history -c", "delete log irreversible one"),
        ("ss -K dst 1.2.3.4", "stop network costly several"),
        ("fuser -k 80/tcp", "stop process costly several"),
        ("tcpdump -w x.pcap", "update file costly one"),
        ("cat ~/.ssh/id_rsa", "read secret reversible one"),
        ("grep x .env", "read secret reversible one"),
        ("exiftool -Author=x a.jpg", "update file reversible one"),
        ("getent shadow", "read secret reversible one"),
    ],
)  # fmt: skip
def test_what_else_they_can_do_is_seen(line: str, effect: str) -> None:
    """Outputs, settings, kills, cleared logs, secrets."""
    assert effect in said(line)


@pytest.mark.parametrize(
    ("line", "carried"),
    [
        ("fzf --bind 'enter:execute(rm -rf {})'", "rm -rf {}"),
        ("fzf --preview 'cat {}'", "cat {}"),
        ("rg --pre ./evil x", "./evil"),
        ("sort --compress-program=./evil a", "./evil"),
        ("man -P 'sh -c id' ls", "sh -c id"),
    ],
)  # fmt: skip
def test_what_they_run_is_handed_on(line: str, carried: str) -> None:
    """Previews, preprocessors, pagers."""
    assert carried in carries(line)


def test_a_name_in_the_text_is_no_effect() -> None:
    """Law 3: text is not execution."""
    assert only_looks("grep 'rm -rf /' a")
    assert only_looks("echo rm -rf /")


def test_the_index_names_exactly_what_the_families_know() -> None:
    """Each program stands in one family's table, and the index says which."""
    from importlib import import_module

    families = set(FAMILY.values())
    known = {
        name: family
        for family in families
        for name in import_module(f"commensurate.effects.programs.{family}").PROGRAMS
    }
    assert known == dict(FAMILY)


def test_searching_a_whole_home_for_credentials_reads_credentials() -> None:
    """What is found is not known; what is looked for is."""
    assert Trait.SECRET in told("grep -r AKIA ~").effects[0].traits
    assert Trait.SECRET not in told("grep -rn password src").effects[0].traits
