"""Keys and secrets, messages, and macOS's own tools, told by their effects."""

import pytest

from commensurate.model.effect import Trait
from effects.programs.told import carries, only_looks, said, told


@pytest.mark.parametrize(
    "line",
    [
        "gpg --list-keys", "gpg --verify a.sig", "openssl x509 -noout -pubkey -in cert.pem", "openssl s_client -connect x:443",
        "openssl list -cipher-commands", "ssh-keygen -lf key.pub", "ssh-add -l", "op item list", "op whoami", "bw status", "vault status",
        "vault token lookup", "vault secrets list", "keytool -list", "security find-identity", "certbot certificates", "pass ls",
        "step certificate inspect a.crt", "sops --version", "age --help", "mailq", "pbpaste", "say hello", "lpstat", "defaults read -app Safari",
        "dscl . -read /Users/ada", "scutil --get ComputerName", "pmset -g", "launchctl list", "launchctl hostinfo", "spctl --assess -v x.app",
        "codesign -dv x.app", "softwareupdate -l", "csrutil status", "profiles list -type provisioning", "networksetup -getwebproxy Wi-Fi",
        "plutil -p x.plist", "nvram -p", "sips -g all a.png", "xcode-select -p", "log show", "mdimport -A", "qlmanage -t -s 512 a.pdf",
    ],
)  # fmt: skip
def test_looking_changes_nothing(line: str) -> None:
    """Lists, checks, what is public."""
    assert only_looks(line)


@pytest.mark.parametrize(
    ("line", "effect"),
    [
        ("gpg --delete-secret-keys ada", "delete key irreversible one"),
        ("gpg --send-keys X", "send key irreversible one"),
        ("gpg --export-secret-keys", "read secret reversible one"),
        ("openssl rsa -in key.pem -out x", "read secret reversible one"),
        ("ssh-keygen -t ed25519 -f x", "create file reversible one"),
        ("ssh-copy-id host", "grant host costly one"),
        ("op item delete x", "delete secret irreversible one"),
        ("op item delete x --archive", "delete secret costly one"),
        ("op vault delete x", "delete secret irreversible environment"),
        ("op read op://a/b", "read secret reversible one"),
        ("bw get password x", "read secret reversible one"),
        ("vault kv get secret/x", "read secret reversible one"),
        ("vault kv put secret/x k=v", "create secret reversible one"),
        ("vault kv destroy secret/x", "delete secret irreversible several"),
        ("vault secrets disable secret/", "delete secret irreversible environment"),
        ("vault audit disable file", "delete log irreversible several"),
        ("keytool -delete -alias x", "delete key irreversible one"),
        ("security delete-keychain x", "delete secret irreversible several"),
        ("security find-generic-password -w -s x", "read secret reversible one"),
        ("certbot delete --cert-name x", "delete certificate irreversible one"),
        ("pass rm -r x", "delete secret irreversible several"),
        ("sops -d x.yaml", "read secret reversible one"),
        ("ykman piv reset", "delete key irreversible several"),
        ("mail -s hi ada@example.com", "send mail irreversible one"),
        ("mutt -s x -a .env -- a@b.c", "read secret reversible one"),
        ("sendmail a@b.c", "send mail irreversible one"),
        ("open https://example.com", "execute process reversible one"),
        ("screencapture x.png", "update file reversible one"),
        ("defaults write com.x y -bool true", "update setting reversible several"),
        ("defaults delete com.x", "delete setting costly one"),
        ("dscl . -delete /Users/ada", "delete user irreversible one"),
        ("dscl . create /Users/ada", "create user costly one"),
        ("scutil --set ComputerName x", "update system costly one"),
        ("launchctl unload x.plist", "stop service costly one"),
        ("launchctl bootstrap system x.plist", "update service reversible several"),
        ("spctl --master-disable", "update policy costly environment"),
        ("csrutil disable", "update policy costly environment"),
        ("nvram -c", "delete system irreversible several"),
        ("log erase --all", "delete log irreversible several"),
        ("networksetup -setdnsservers Wi-Fi 1.1.1.1", "update network costly one"),
        ("codesign -s - x.app", "update file costly one"),
        ("pmset sleepnow", "stop system costly environment"),
        ("sips --rotate 180 a.png", "update file costly one"),
    ],
)  # fmt: skip
def test_what_they_do_is_told_by_its_effect(line: str, effect: str) -> None:
    """What is lost, shown or sent, and whether it comes back."""
    assert effect in said(line)


@pytest.mark.parametrize(
    ("line", "carried"),
    [("op run -- rm -rf x", "rm -rf x"), ("xcrun rm -rf x", "rm -rf x"), ("terminal-notifier -execute 'rm x'", "rm x")],
)
def test_what_they_run_is_handed_on(line: str, carried: str) -> None:
    """Launchers and notices."""
    assert carried in carries(line)


def test_each_recipient_is_one_sending() -> None:
    """Counts of people matter."""
    effects = [effect for effect in told("mail -s x a@b.c,d@e.f -c g@h.i").effects if effect.operation == "send"]
    assert [effect.resource.name for effect in effects] == ["a@b.c", "d@e.f", "g@h.i"]
    assert all(Trait.OUTBOUND in effect.traits for effect in effects)
