"""Other version control systems, and virtual machines, told by their effects."""

import pytest

from effects.programs.told import carries, only_looks, said


@pytest.mark.parametrize(
    "line",
    ["hg status", "hg log", "svn info", "svn log", "jj log", "virsh list", "qm list", "adb devices", "fossil status"],
)
def test_looking_changes_nothing(line: str) -> None:
    """Status and logs."""
    assert only_looks(line)


@pytest.mark.parametrize(
    ("line", "effect"),
    [
        ("hg update -C", "delete worktree irreversible several"),
        ("hg update tip", "update repository costly one"),
        ("hg strip tip", "delete history costly several"),
        ("hg push -f", "update branch costly several"),
        ("svn revert -R .", "delete worktree irreversible several"),
        ("svn commit -m x", "create history reversible one"),
        ("jj abandon x", "delete history costly one"),
        ("p4 obliterate //x", "delete history irreversible several"),
        ("virsh undefine x", "delete instance irreversible several"),
        ("virsh destroy x", "stop instance costly one"),
        ("qm destroy 100", "delete instance irreversible several"),
        ("VBoxManage unregistervm x --delete", "delete instance irreversible several"),
        ("virsh snapshot-delete x y", "delete snapshot irreversible several"),
    ],
)
def test_what_they_do_is_told_by_its_effect(line: str, effect: str) -> None:
    """What is lost, how wide, and whether it comes back."""
    assert effect in said(line)


@pytest.mark.parametrize(
    ("line", "carried"),
    [
        ("adb shell rm -rf /sdcard", "rm -rf /sdcard"),
        ("pct exec 100 -- rm -rf /", "rm -rf /"),
        ("lxc exec web -- rm x", "rm x"),
    ],
)
def test_what_runs_inside_is_handed_on(line: str, carried: str) -> None:
    """A command in a guest is read as a command on another machine."""
    assert carried in carries(line)
