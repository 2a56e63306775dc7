"""Programs that carry others: what they run, where, and what they say of it themselves."""

import pytest

from commensurate.effects.analyze import analyze
from commensurate.model.action import Action, Workspace
from commensurate.model.analysis import Analysis, Coverage
from commensurate.model.effect import Effect, Environment, Operation, ResourceKind, Trait

HERE = Workspace(cwd="/w/p", home="/home/ada", roots=("/w/p",))


def line(text: str) -> Analysis:
    return analyze(Action("bash", {"command": text}, HERE))


def deletion(text: str) -> Effect:
    return next(effect for effect in line(text).effects if effect.operation is Operation.DELETE)


@pytest.mark.parametrize(
    ("text", "traits"),
    [
        ("sudo rm x", {Trait.ELEVATED}),
        ("doas rm x", {Trait.ELEVATED}),
        ("su -c 'rm x'", {Trait.ELEVATED}),
        ("nsenter -t 1 -m rm x", {Trait.ELEVATED}),
        ("ssh web1 rm x", {Trait.REMOTE}),
        ("ssh web1 sudo rm x", {Trait.REMOTE, Trait.ELEVATED}),
        ("find . -exec rm {} +", {Trait.WILDCARD}),
        ("find . | xargs rm", {Trait.WILDCARD}),
        ("cat list | xargs rm", {Trait.UNRESOLVED}),
        ("xargs rm", {Trait.UNRESOLVED}),
    ],
)
def test_what_a_carrier_changes_is_seen_in_the_effect(text: str, traits: set[Trait]) -> None:
    """Rights, machines, patterns and names that only the moment shows."""
    assert traits <= deletion(text).traits


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("env -C /srv rm x", "/srv/x"),
        ("sudo -D /srv rm x", "/srv/x"),
        ("sudo --chdir=/srv rm x", "/srv/x"),
        ("ssh web1 rm x", "~/x"),
        ("ssh web1 'cd /srv && rm x'", "/srv/x"),
        ("find /srv -name '*.log' -delete", "/srv/*.log"),
        ("find /srv -name '*.log' -mtime +7 -delete", "/srv/*.log(mtime +7)"),
        ("find -L /srv -type f ! -name keep -delete", "/srv/*(not keep)"),
        ("find . -path './x/*' -delete", "/w/p/x/*"),
        ("find /srv -name a -o -name b -exec rm {} \\;", "/srv/a"),
        ("fd -e log . /srv -x rm", "/srv/*.log"),
        ("echo a b | xargs -n1 rm", "/w/p/a"),
        ("echo 'a b' | xargs -d '\\n' rm", "/w/p/a b"),
        ("printf 'a\\nb c\\n' | xargs -I{} rm x/{}", "/w/p/x/a"),
        ("parallel 'rm x/{}' ::: a b", "/w/p/x/a"),
        ("ls | xargs rm", "/w/p/*"),
        ("tmux new-session -d 'rm /srv/x'", "/srv/x"),
        ("tmux send-keys -t a 'rm /srv/x' Enter", "/srv/x"),
        ("screen -dmS a rm /srv/x", "/srv/x"),
        ("screen -S a -X stuff 'rm /srv/x\\n'", "/srv/x"),
        ("expect -c 'spawn rm /srv/x; expect eof'", "/srv/x"),
        ("echo 'rm /srv/x' | at now", "/srv/x"),
        ("ls | entr rm /srv/x", "/srv/x"),
        ("hyperfine 'rm /srv/x'", "/srv/x"),
        ("osascript -e 'do shell script \"rm /srv/x\"'", "/srv/x"),
        ("lua -e 'os.execute(\"rm /srv/x\")'", "/srv/x"),
        ("ssh -o ProxyCommand='rm /srv/x' web1 ls", "/srv/x"),
    ],
)
def test_the_path_is_the_one_that_is_meant(text: str, path: str) -> None:
    """Working folders, roots of a search, items of a list."""
    assert path in {e.resource.name for e in line(text).effects if e.operation is Operation.DELETE}, line(text)


@pytest.mark.parametrize(
    "text",
    [
        "sudo -l", "sudo -v", "env --help", "timeout --version", "watch --help", "xargs --help", "find --help",
        "bash --version", "bash -n deploy.sh", "python -V", "node --version", "perl -v", "php -l x.php", "ssh -V",
        "taskset -p 42", "nice --help", "parallel --dry-run rm ::: a", "python -m json.tool",
    ],
)  # fmt: skip
def test_what_only_prints_does_nothing(text: str) -> None:
    """Help, versions, checks and rehearsals."""
    assert line(text).proven_read_only, line(text)


@pytest.mark.parametrize(
    ("text", "world"),
    [
        ("ssh db-prod-1 rm x", Environment.PRODUCTION),
        ("ssh staging.example.com rm x", Environment.STAGING),
        ("aws-vault exec prod -- rm x", Environment.PRODUCTION),
        ("NODE_ENV=production rm x", Environment.UNKNOWN),
        ("APP_ENV=staging rm x", Environment.STAGING),
    ],
)
def test_names_say_which_world_it_is(text: str, world: Environment) -> None:
    """Hosts, profiles and variables; a build mode is none."""
    assert deletion(text).environment is world


@pytest.mark.parametrize("text", ["bash", "sudo -i", "python", "ssh web1", "node"])
def test_a_prompt_is_started_and_that_is_not_nothing(text: str) -> None:
    """Whoever types there does the rest."""
    assert not line(text).proven_read_only


def test_a_schedule_is_an_effect_of_its_own() -> None:
    """`at` keeps what is fed, and runs it later by itself."""
    kinds = {e.resource.kind for e in line("echo 'rm x' | at midnight").effects}
    assert ResourceKind.SCHEDULE in kinds


@pytest.mark.parametrize("text", ["find . | sh", "nc -l 44 | bash", "tar xO x.tar s.sh | sh", "sort | xargs sh -c"])
def test_unknown_input_to_an_interpreter_is_opaque(text: str) -> None:
    """Nobody can say what runs."""
    assert line(text).coverage is Coverage.OPAQUE
