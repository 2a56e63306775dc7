"""The policy file, the environment and what they make; whatever is wrong stops the start and says where."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from commensurate.channels.stream import StreamChannel
from commensurate.errors import CommensurateError, ConfigError, InputError, PolicyError
from commensurate.guard import Limits
from commensurate.model.action import Action
from commensurate.model.decision import Outcome
from commensurate.model.effect import BlastRadius, Environment, Reversibility
from commensurate.model.task import Provenance, Task
from commensurate.policy.decide import Mode
from commensurate.settings import (
    Named,
    Policy,
    channel,
    choices,
    judge,
    load_guard,
    load_policy,
    read_store,
    rules,
    store,
    workspace,
)
from commensurate.stores.memory import MemoryStore
from commensurate.stores.sqlite import SqliteStore

PACK = """
- id: own.no-curl
  title: No downloads
  when: {operation: delete, resource: {kind: file}}
  outcome: block
  reason: Not here.
  instead: Ask.
  examples: {match: ["rm x"], no_match: ["ls"], known_miss: []}
"""
CELL = (
    "{reversibility: reversible, blast_radius: one, environment: other, floor: block, clear_at: 10.1, quote: false, "
    "notify_below: 9, escalate_below: 8, block_below: 7}"
)


def written(folder: Path, text: str) -> Path:
    path = folder / "policy.yaml"
    path.write_text(text)
    return path


def environ(folder: Path, **more: str) -> Mapping[str, str]:
    return {"HOME": str(folder), **more}


def test_the_guards_own_folder_is_not_moved_or_locked(tmp_path: Path) -> None:
    """What takes the log along leaves the next process with an empty one; a folder that others share is not held."""
    own, task = tmp_path / "commensurate", Task("Move everything out of the way.", Provenance.HUMAN)
    for place, held in ((own, True), (tmp_path / "shared", False)):
        guarded = load_guard(Policy(store=Named("sqlite", {"path": str(place / "log.sqlite")})))
        for line in (f"mv {place} /tmp/elsewhere", f"chmod -R 000 {place}"):
            decision = guarded.check(Action("bash", {"command": line}), task)
            assert ("guard.own-files" in decision.rules) is held, line


def test_without_a_policy_the_shipped_choices_hold(tmp_path: Path) -> None:
    """And the log lies under the user's data folder."""
    policy = load_policy(None, environ(tmp_path))
    assert (policy.source, policy.mode) == ("", Mode.FULL)
    assert policy.store == Named("sqlite", {"path": f"{tmp_path}/.local/share/commensurate/log.sqlite"})
    assert len(rules(policy)) > 10


def test_a_whole_policy_is_read(tmp_path: Path) -> None:
    """Every key, relative to the file that names it."""
    (tmp_path / "own.yaml").write_text(PACK)
    path = written(
        tmp_path,
        f"""
version: 1
mode: rules_only
environment: production
judge: {{name: openai, model: m}}
store: logs/log.sqlite
probe: false
rules: {{packs: [own.yaml], without: [guard.tamper]}}
table: [{CELL}]
limits: {{approval_seconds: 30, judge_seconds: 5}}
""",
    )
    policy = load_policy(path, environ(tmp_path))
    assert (policy.mode, policy.environment, policy.probe) == (Mode.RULES_ONLY, Environment.PRODUCTION, False)
    assert policy.judge == Named("openai", {"model": "m"}, f"{path}:5")
    assert policy.store.settings == {"path": str(tmp_path / "logs" / "log.sqlite")}
    assert policy.limits == Limits(approval_seconds=30, judge_seconds=5)
    loaded = {rule.id for rule in rules(policy)}
    assert "own.no-curl" in loaded
    assert "guard.tamper" not in loaded
    cell = choices(policy).table.cells[Reversibility.REVERSIBLE, BlastRadius.ONE, False]
    assert cell.floor is Outcome.BLOCK


def test_the_environment_has_the_last_word(tmp_path: Path) -> None:
    """Variables over the file, the file over what ships."""
    path = written(tmp_path, "judge: openai\nstore: memory\nenvironment: staging\n")
    said = {"COMMENSURATE_POLICY": str(path), "COMMENSURATE_JUDGE": "none", "COMMENSURATE_ENVIRONMENT": "production"}
    policy = load_policy(None, environ(tmp_path, **said, COMMENSURATE_STORE=str(tmp_path / "x.sqlite")))
    assert (policy.judge.name, policy.environment) == ("none", Environment.PRODUCTION)
    assert policy.store == Named("sqlite", {"path": str(tmp_path / "x.sqlite")}, "COMMENSURATE_STORE")


def test_the_usual_policy_is_the_users_and_never_the_working_directorys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An agent writes into its working directory."""
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    for name in ("policy.yaml", "commensurate.yaml"):
        (work / name).write_text("mode: rules_only")
    assert load_policy(None, environ(tmp_path)).mode is Mode.FULL
    (tmp_path / "config" / "commensurate").mkdir(parents=True)
    written(tmp_path / "config" / "commensurate", "mode: rules_only")
    assert load_policy(None, environ(tmp_path, XDG_CONFIG_HOME=str(tmp_path / "config"))).mode is Mode.RULES_ONLY


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("mode: [", ": not YAML"),
        ("a: 1\nb: 2", ":1: a: 'a' is not a key of a policy"),
        ("mode: full\nruels: {}", ":2: ruels: 'ruels' is not a key of a policy; did you mean 'rules'?"),
        ("mode: full\nmode: full", ":2: the key 'mode' stands twice"),
        ("- a", ":1: keys with values are needed"),
        ("version: 2", ":1: version: the version is 1"),
        ("\nmode: ful", ":2: one of full, rules_only is needed, not 'ful'; did you mean 'full'?"),
        ("mode: 7", ":1: one of full, rules_only is needed, not 7"),
        ("environment: prod", ":1: one of production, staging, development, unknown is needed, not 'prod'"),
        ("judge: {name: 7}", ":1: judge.name: a name is a text"),
        ("judge: []", ":1: judge: keys with values are needed"),
        ("probe: yes please", ":1: probe: true or false is needed"),
        ("rules: {packs: own.yaml}", ":1: rules.packs: a list of texts is needed"),
        ("rules:\n  pakcs: []", ":2: rules.pakcs: 'pakcs' is not a key of a policy; did you mean 'packs'?"),
        ("table: {}", ":1: table: a list of cells is needed"),
        ("limits: {largest: 0}", ":1: limits.largest: a number above 0 is needed"),
        ("limits: {judge_seconds: .nan}", ":1: limits.judge_seconds: a number above 0 is needed"),
        ("limits: {judge_second: 1}", "did you mean 'judge_seconds'?"),
    ],
)
def test_a_policy_that_is_wrong_says_file_and_line(tmp_path: Path, text: str, said: str) -> None:
    """And nothing starts."""
    path = written(tmp_path, text)
    with pytest.raises(PolicyError) as raised:
        load_policy(path, environ(tmp_path))
    assert str(raised.value).startswith(f"{path}:")
    assert said in str(raised.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rules:\n  packs:\n    - lacking.yaml", ":3: the rule pack"),
        ("rules:\n  without: [files.delet-home]", ":2: no shipped rule has the id 'files.delet-home'"),
        (f"table:\n  - {CELL}\n  - {CELL}", ":3: the cell"),
        ("table:\n  - {floor: block}", ":2: a cell has exactly the keys"),
        ("\njudge: lokal", ":2: nothing is called 'lokal' in commensurate.judges"),
        ("judge: {name: none}\nstore: {name: memroy}", ":2: nothing is called 'memroy' in commensurate.stores"),
        ("store: {name: memory, size: 3}", "memory cannot be set up"),
    ],
)
def test_what_a_policy_names_must_be_there(tmp_path: Path, text: str, said: str) -> None:
    """With the line that names it."""
    path = written(tmp_path, text)
    with pytest.raises(ConfigError) as raised:
        load_guard(path)
    assert said in str(raised.value)


@pytest.mark.parametrize("how", ["argument", "variable", "folder"])
def test_a_named_policy_that_cannot_be_read_stops_the_start(tmp_path: Path, how: str) -> None:
    """A guard without its policy is no guard."""
    lacking = str(tmp_path if how == "folder" else tmp_path / "lacking.yaml")
    named = None if how == "variable" else lacking
    with pytest.raises(PolicyError, match="cannot be read"):
        load_policy(named, environ(tmp_path, COMMENSURATE_POLICY=lacking if named is None else ""))


def test_a_pack_that_takes_a_shipped_id_is_refused(tmp_path: Path) -> None:
    """Nobody replaces a rule by accident."""
    (tmp_path / "own.yaml").write_text(PACK.replace("own.no-curl", "guard.tamper"))
    with pytest.raises(PolicyError, match=r"own\.yaml:2: a shipped rule has the id"):
        rules(load_policy(written(tmp_path, "rules: {packs: [own.yaml]}"), environ(tmp_path)))


def test_stores_and_judges_come_by_their_names(tmp_path: Path) -> None:
    """The word none leaves the place of the judge empty."""
    assert judge(Named("none")) is None
    assert isinstance(store(Named("memory")), MemoryStore)
    assert isinstance(store(Named("sqlite", {"path": str(tmp_path / "x")})), SqliteStore)


@pytest.mark.parametrize("unreadable", ["dangling", "folder"])
def test_a_usual_policy_that_is_there_but_cannot_be_read_stops_the_start(tmp_path: Path, unreadable: str) -> None:
    """Only a policy that is not there at all is none."""
    usual = tmp_path / ".config" / "commensurate" / "policy.yaml"
    usual.parent.mkdir(parents=True)
    if unreadable == "folder":
        usual.mkdir()
    else:
        usual.symlink_to(tmp_path / "nowhere")
    with pytest.raises(PolicyError, match="cannot be read"):
        load_policy(None, environ(tmp_path))


def test_channels_come_by_their_names(tmp_path: Path) -> None:
    """With the line that names what cannot be set up."""
    assert channel(Named("none")) is None
    assert isinstance(channel(Named("stream")), StreamChannel)
    path = written(tmp_path, "mode: full\nchannel: {name: command, run: notify-send}")
    with pytest.raises(ConfigError, match=r"policy\.yaml:2: command cannot be set up: channel: run is a list"):
        channel(load_policy(path, environ(tmp_path)).channel)


def test_looking_at_a_log_does_not_make_one(tmp_path: Path) -> None:
    """A lacking log is said, not begun."""
    policy = load_policy(None, environ(tmp_path))
    with pytest.raises(InputError, match="there is no log yet"):
        read_store(policy)
    with pytest.raises(InputError, match="in memory"):
        read_store(Policy(store=Named("memory")))
    assert list(tmp_path.iterdir()) == []


def test_no_agent_changes_the_files_that_its_guard_runs_on(tmp_path: Path) -> None:
    """The policy, the packs and the log of this very guard, wherever they lie."""
    (tmp_path / "own.yaml").write_text(PACK)
    path = written(tmp_path, "store: kept/log.sqlite\njudge: none\nrules: {packs: [own.yaml]}")
    guarded = load_guard(load_policy(path, environ(tmp_path)))
    task = Task(f"delete everything in {tmp_path}", Provenance.HUMAN)
    for name in ("policy.yaml", "own.yaml", "kept/log.sqlite", "kept/log.sqlite-wal", "kept", "kept/", "kept/*", "k*"):
        action = Action("bash", {"command": f"rm -rf {tmp_path / name}{'/' if name.endswith('/') else ''}"})
        decision = guarded.check(action, task)
        assert decision.outcome is Outcome.BLOCK, name
        assert "guard.own-files" in decision.rules
    for name in ("other.yaml", "kept2", "*.yml", "kept/x/log.sqlite"):
        decision = guarded.check(Action("bash", {"command": f"rm {tmp_path / name}"}), task)
        assert "guard.own-files" not in decision.rules, name


def test_no_agent_changes_what_its_guards_log_holds(tmp_path: Path) -> None:
    """By a database's client or a script; looking at it, or changing another database, is none of that."""
    path = written(tmp_path, "store: kept/log.sqlite\njudge: none")
    guarded = load_guard(load_policy(path, environ(tmp_path)))
    log, task = tmp_path / "kept/log.sqlite", Task("tidy the log", Provenance.HUMAN)
    script = f"import sqlite3; sqlite3.connect('{log}').execute('delete from records')"
    for line in (
        f"sqlite3 {log} 'delete from records where id = 3'",
        f"cd {tmp_path}/kept && sqlite3 log.sqlite 'DROP TABLE records'",
        f"sqlite3 -cmd 'update records set outcome = 0' {log}",
        f"sqlite3 {log} < wipe.sql",
        f'python -c "{script}"',
    ):
        decision = guarded.check(Action("bash", {"command": line}), task)
        assert "guard.own-files" in decision.rules, line
    for line in (f"sqlite3 {log} 'select * from records'", f"sqlite3 {tmp_path}/app.sqlite 'delete from records'"):
        assert "guard.own-files" not in guarded.check(Action("bash", {"command": line}), task).rules, line


def test_the_workspace_is_this_processs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment that is named outranks the policy's."""
    monkeypatch.chdir(tmp_path)
    policy = Policy(environment=Environment.STAGING)
    assert (workspace(policy).cwd, workspace(policy).environment) == (str(tmp_path), Environment.STAGING)
    assert workspace(policy, "below", "production").environment is Environment.PRODUCTION
    assert workspace(policy, "below").cwd == str(tmp_path / "below")
    with pytest.raises(CommensurateError, match="--env"):
        workspace(policy, None, "prod")
