"""What a path or a glob of the shell stands for."""

import pytest

from commensurate.rules.match import reaches

LOG = "/home/ada/.local/share/commensurate/log.sqlite"


@pytest.mark.parametrize(
    ("name", "there"),
    [
        (LOG, True), (LOG.upper(), True), ("/", True), ("/home", True), ("/home/ada/", True), ("/home/*", True),
        ("/home/ada/.local/share/*", True), ("/home/ada/.[a-z]*", True), ("/h?me/ada/.local", True),
        ("/home/ada/*", False), ("/home/ada/*.sqlite", False), ("/home/adam", False), ("/home/ada/.local/bin", False),
        (f"{LOG}-wal", False), (f"{LOG}/x", False), ("home", False), ("", False), ("*", False), ("/tmp/*", False),
    ],
)  # fmt: skip
def test_a_name_reaches_what_it_stands_for_and_all_below_it(name: str, there: bool) -> None:
    """As a shell reads it: a star crosses no slash and finds no dot."""
    assert reaches(name, LOG) is there
