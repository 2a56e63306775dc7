"""Programs that make, move and delete files, change text, and change permissions."""

import pytest

from commensurate.effects.reading import Scene
from commensurate.model.effect import ResourceKind, Trait
from effects.programs.told import carries, only_looks, said, told


@pytest.mark.parametrize(
    ("line", "effect"),
    [
        ("rm a.txt", "delete file irreversible one"),
        ("rm a.txt b.txt", "delete file irreversible several"),
        ("rm -rf src", "delete file irreversible several"),
        ("rm --recursive --force /", "delete file irreversible environment"),
        ("rm --rec -f ~", "delete file irreversible environment"),
        ("rm / -rf", "delete file irreversible environment"),
        ("rm -rf node_modules dist", "delete file reversible one"),
        ("rm -rf /tmp/x", "delete file reversible one"),
        ("rm -rf .git", "delete history irreversible environment"),
        ("rm -rf node_modules ..", "delete file irreversible environment"),
        ("rm *.log", "delete file irreversible several"),
        ("unlink a", "delete file irreversible one"),
        ("rmdir a", "delete file reversible one"),
        ("rimraf src", "delete file irreversible several"),
        ("trash a", "delete file reversible one"),
        ("mv a b", "update file costly one"),
        ("mv a dir/", "create file reversible one"),
        ("mv a /dev/null", "delete file irreversible several"),
        ("mv src /tmp", "delete file costly several"),
        ("mv /* /tmp", "delete file irreversible environment"),
        ("mv ~ /backup/", "update file costly environment"),
        ("cp a b", "update file costly one"),
        ("cp -n a b", "create file reversible one"),
        ("cp -t dir a b", "create file reversible one"),
        ("cp .env /tmp/x", "read secret reversible one"),
        ("ln -s ~/.aws/credentials x", "read secret reversible one"),
        ("tee notes", "update file costly one"),
        ("tee -a notes", "update file reversible one"),
        ("truncate -s 0 app.db", "delete file irreversible one"),
        ("dd if=x.img of=/dev/sda bs=4M", "update disk irreversible environment"),
        ("shred -u a", "delete file irreversible one"),
        ("shred /dev/sda", "delete disk irreversible environment"),
        ("mkdir -p a/b", "create file reversible one"),
        ("touch ~/.claude/settings.json", "create guard reversible one"),
        ("sed -i s/a/b/ x.py", "update file reversible one"),
        ("sed -n 1p ~/.ssh/id_rsa", "read secret reversible one"),
        ("sed 's/a/b/w notes.txt' x", "update file costly one"),
        ("awk '{print > \"notes\"}' x", "update file costly one"),
        ("chmod 755 x.sh", "update permission reversible one"),
        ("chmod -R 777 /", "grant permission costly environment"),
        ("chmod 777 x", "grant permission costly one"),
        ("chmod -R 755 src", "update permission costly several"),
        ("chown -R root:root /", "update permission costly environment"),
        ("chown ada x", "update permission reversible one"),
        ("chmod 000 /home/ada/.local/bin/nah", "revoke guard costly one"),
        ("chmod 000 ../shared", "revoke permission costly one"),
        ("chmod u+s /bin/sh", "grant permission costly several"),
        ("vim -es -c wq x", "update file costly one"),
        ("patch -p1 x", "update file reversible one"),
    ],
)  # fmt: skip
def test_what_is_done_to_files_is_told_by_its_effect(line: str, effect: str) -> None:
    """What is lost or changed, how wide, and whether it comes back."""
    assert effect in said(line)


@pytest.mark.parametrize(
    "line",
    [
        "sed s/a/b/ x", "sed -n 1,5p x", "awk '{print $1}' x", "awk 'NR==1'", "awk '$1 == \"foo\" {print}' x", "rm --help",
        "awk -F: '$3 > 100 {print $1}' /etc/passwd", "patch --dry-run -p1 x", "rename -n s/a/b/ x", "xattr x", "rimraf --dry-run x",
        "gawk --field-separator=, '{print $1}' f", "awk 'length > 80' f", "sed -e 's/rm -rf/x/' f", "sd -p a b f", "dd --help",
    ],
)  # fmt: skip
def test_text_tools_that_print_only_look(line: str) -> None:
    """Without an option or a command that writes, they only print."""
    assert only_looks(line)


@pytest.mark.parametrize(
    ("line", "carried"),
    [
        ("awk 'BEGIN{system(\"rm -rf /\")}'", "rm -rf /"),
        ("awk '{print | \"sh\"}' x", "sh"),
        ("sed '1e rm -rf x' f", "rm -rf x"),
        ("vim -c ':!rm -rf x' f", "rm -rf x"),
    ],
)  # fmt: skip
def test_what_a_script_runs_is_handed_on(line: str, carried: str) -> None:
    """Awk's system and pipes, sed's `e`, an editor's `!`."""
    assert carried in carries(line)


def test_awk_that_puts_a_command_together_is_opaque() -> None:
    """What it runs hangs on its input."""
    assert told("awk '{system($1)}' x").coverage == "opaque"


def test_widening_for_everyone_is_public() -> None:
    """Others may write."""
    assert Trait.PUBLIC in told("chmod o+w x").effects[0].traits
    assert Trait.PUBLIC in told("chmod 0666 x").effects[0].traits
    assert Trait.PUBLIC not in told("chmod +x x").effects[0].traits
    assert Trait.PUBLIC not in told("chmod -w x").effects[0].traits


def test_another_folder_is_where_the_command_stands() -> None:
    """`cd ~; rm -rf .` deletes the home folder."""
    assert Trait.HOME in told("rm -rf .", Scene(cwd="/home/ada", home="/home/ada")).effects[0].traits
    assert told("rm -rf *", Scene(cwd="/home/ada/.nah")).effects[0].resource.kind is ResourceKind.GUARD
