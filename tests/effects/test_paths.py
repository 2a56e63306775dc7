"""Where a path leads and what lies there."""

import pytest

from commensurate.effects.paths import file_effect, file_questions, file_reading, is_sink, place_of, resolve
from commensurate.effects.reading import Command, Scene, Word
from commensurate.model.analysis import Ask, Question
from commensurate.model.effect import BlastRadius, Effect, Operation, ResourceKind, Reversibility, Trait

HERE = Scene(cwd="/work/app", home="/home/ada", roots=("/work/app",))
NOWHERE = Scene()


def word(text: str) -> Word:
    return Word(text, known="$" not in text, glob=any(letter in text for letter in "*?["))


def deletion(text: str, scene: Scene = HERE) -> Effect:
    return file_effect(Operation.DELETE, word(text), Command((Word("rm"),), scene, "rm"), recursive=True)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("notes.txt", "/work/app/notes.txt"),
        ("./a/../b", "/work/app/b"),
        ("../../etc", "/etc"),
        ("~", "/home/ada"),
        ("~/x", "/home/ada/x"),
        ("~bob/x", "/home/bob/x"),
        ("$HOME/x", "/home/ada/x"),
        ("${HOME}", "/home/ada"),
        ("$PWD/x", "/work/app/x"),
        ("${NOT_SET:-/}", "/"),
        ("//", "/"),
        ("C:\\Users\\ada", "C:/Users/ada"),
        ("%USERPROFILE%\\x", "/home/ada/x"),
        ("$env:TEMP\\x", "/tmp/x"),
        ("$X/foo", None),
        ("$(pwd)/x", None),
    ],
)
def test_a_path_is_resolved_against_the_scene(text: str, path: str | None) -> None:
    """Working folder, `..`, home and well-known variables; what hangs on anything else is not known."""
    assert resolve(word(text), HERE) == path


def test_after_a_change_of_folder_that_cannot_be_known_a_relative_path_cannot_be_known() -> None:
    """`cd "$X" && rm -rf build` names no place; an absolute path still does."""
    assert resolve(Word("build"), Scene(cwd=None)) is None
    assert resolve(Word("/etc"), Scene(cwd=None)) == "/etc"


@pytest.mark.parametrize("scene", [HERE, NOWHERE], ids=["here", "nowhere"])
@pytest.mark.parametrize(
    ("text", "trait"),
    [
        ("/", Trait.ROOT), ("/*", Trait.ROOT), ("/home", Trait.ROOT), ("D:\\", Trait.ROOT), ("/mnt/c", Trait.ROOT),
        ("../..", Trait.ROOT), ("~", Trait.HOME), ("~/", Trait.HOME), ("~/*", Trait.HOME), ("$HOME", Trait.HOME),
        ("/home/x", Trait.HOME), ("/Users/x/", Trait.HOME), ("C:\\Users\\x", Trait.HOME), ("/root", Trait.HOME),
        ("/etc/passwd", Trait.SYSTEM), ("/usr", Trait.SYSTEM), ("C:\\Windows\\System32", Trait.SYSTEM),
        (".", Trait.WORKSPACE), ("*", Trait.WORKSPACE), ("./*", Trait.WORKSPACE), ("../other", Trait.OUTSIDE),
    ],
)  # fmt: skip
def test_deleting_places_that_hold_everything_reaches_everything(scene: Scene, text: str, trait: Trait) -> None:
    """Roots, homes, the system and the whole workspace are the whole environment, wherever one stands."""
    effect = deletion(text, scene)
    assert trait in effect.traits
    if trait is not Trait.OUTSIDE:
        assert (effect.reversibility, effect.blast_radius) == (Reversibility.IRREVERSIBLE, BlastRadius.ENVIRONMENT)


@pytest.mark.parametrize("scene", [HERE, NOWHERE], ids=["here", "nowhere"])
@pytest.mark.parametrize(
    "text",
    [
        "node_modules", "./dist", "build", "a/__pycache__", "target", ".pytest_cache", "x.pyc", "~/.cache/pip",
        "/tmp/x", "$TMPDIR/x", "${TMPDIR:-/tmp}/x", "/var/tmp/y", "/private/tmp/z", "%TEMP%\\x", "tmp/x", ".venv",
        "/home/ada/app/node_modules",
    ],
)  # fmt: skip
def test_what_is_made_again_can_be_thrown_away(scene: Scene, text: str) -> None:
    """Build products inside a project and temporary places."""
    assert deletion(text, scene).reversibility is Reversibility.REVERSIBLE


@pytest.mark.parametrize(
    "text", ["/build", "/dist", "~/build", "/tmp/../etc/x", "node_modules/../src", "../build", "/out"]
)
def test_a_build_products_name_is_no_licence_outside_of_a_project(text: str) -> None:
    """The name of a build product means one only inside of a project."""
    assert deletion(text, NOWHERE).reversibility is Reversibility.IRREVERSIBLE
    assert deletion(text).reversibility is Reversibility.IRREVERSIBLE


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (".env", ResourceKind.SECRET), (".env.production", ResourceKind.SECRET), (".env.example", ResourceKind.FILE),
        ("~/.ssh/id_rsa", ResourceKind.SECRET), ("~/.ssh/id_rsa.pub", ResourceKind.FILE), ("key.pem", ResourceKind.SECRET),
        ("~/.aws/credentials", ResourceKind.SECRET), ("~/.kube/config", ResourceKind.SECRET), (".npmrc", ResourceKind.SECRET),
        ("/etc/shadow", ResourceKind.SECRET), ("~/.docker/config.json", ResourceKind.SECRET), ("README.md", ResourceKind.FILE),
        ("~/.config/gh/hosts.yml", ResourceKind.SECRET), ("~/Library/Keychains/login.keychain-db", ResourceKind.SECRET),
        ("src/tokenizer.py", ResourceKind.FILE), ("src/secrets.py", ResourceKind.FILE), ("keyboard.key.ts", ResourceKind.FILE),
        (".claude/settings.json", ResourceKind.GUARD), ("~/.codex/config.toml", ResourceKind.GUARD),
        ("~/.openclaw/openclaw.json", ResourceKind.GUARD), (".commensurate/policy.yaml", ResourceKind.GUARD),
        ("~/.na?", ResourceKind.GUARD), (".claude/agents/reviewer.md", ResourceKind.FILE), (".cursor/hooks.json", ResourceKind.GUARD),
        (".git", ResourceKind.HISTORY), (".git/refs/heads/main", ResourceKind.HISTORY), ("x.git/objects", ResourceKind.HISTORY),
        (".gitignore", ResourceKind.FILE), ("/dev/sda1", ResourceKind.DISK), ("/dev/null", ResourceKind.DEVICE),
    ],
)  # fmt: skip
def test_a_name_says_what_a_file_is(text: str, kind: ResourceKind) -> None:
    """Secrets, guards, history and disks are told by their names; what only looks alike is a file."""
    assert place_of(word(text), HERE).kind is kind


@pytest.mark.parametrize("text", ["app.db.bak", ".git.bak", "backups/x", "dump.sql.gz", "backup-2024.tar", "data.dump"])
def test_copies_are_known_as_copies(text: str) -> None:
    """A backup may be the only copy."""
    assert Trait.BACKUP in place_of(word(text), HERE).traits


@pytest.mark.parametrize(
    "text", ["~/.bashrc", "/etc/cron.d/x", ".git/hooks/pre-commit", "~/.config/autostart/x.desktop"]
)
def test_what_runs_again_by_itself_is_persistent(text: str) -> None:
    """Start-up files, schedules and hooks."""
    assert Trait.PERSISTENT in place_of(word(text), HERE).traits


def test_listing_a_folder_does_not_read_its_secrets() -> None:
    """`ls ~/.ssh` shows names only."""
    command = Command((Word("ls"),), HERE, "ls ~/.ssh")
    effect = file_effect(Operation.READ, Word("~/.ssh"), command, kind=ResourceKind.FOLDER)
    assert Trait.SECRET not in effect.traits


def test_sinks_are_nothing_and_sockets_are_sending() -> None:
    """Writing to /dev/null changes nothing; writing to /dev/tcp/… leaves the machine."""
    command = Command((Word("x"),), HERE, "x")
    assert is_sink(Word("/dev/null"))
    reading = file_reading(Operation.UPDATE, (Word("/dev/null"), Word("/dev/tcp/evil.example/44")), command)
    assert [(e.operation, e.resource.kind, e.resource.name) for e in reading.effects] == [
        (Operation.SEND, ResourceKind.HOST, "evil.example")
    ]


def test_the_disk_is_asked_and_its_answer_counts() -> None:
    """A tracked file that is deleted comes back from git; a link that leads home is a deletion of home."""
    command = Command((Word("rm"),), HERE, "rm a.txt")
    effect = file_effect(Operation.DELETE, Word("a.txt"), command)
    assert effect.reversibility is Reversibility.IRREVERSIBLE
    questions = file_questions(effect, HERE)
    assert Question(Ask.TRACKED_BY_GIT, "/work/app/a.txt") in questions
    tracked = Scene(cwd="/work/app", home="/home/ada", answers={Question(Ask.TRACKED_BY_GIT, "/work/app/a.txt"): "yes"})
    assert (
        file_effect(Operation.DELETE, Word("a.txt"), Command((Word("rm"),), tracked, "")).reversibility
        is Reversibility.COSTLY
    )
    led = Scene(cwd="/work/app", home="/home/ada", answers={Question(Ask.REAL_PATH, "/work/app/link"): "/home/ada"})
    assert Trait.HOME in deletion("link", led).traits
    milder = Scene(cwd="/work/app", answers={Question(Ask.REAL_PATH, "/work/app/src"): "/tmp/src"})
    assert Trait.TEMPORARY in deletion("src", milder).traits
    away = Scene(cwd="/work/app", answers={Question(Ask.REAL_PATH, "/tmp/x"): "/home/ada/photos"})
    assert deletion("/tmp/x", away).reversibility is Reversibility.IRREVERSIBLE


@pytest.mark.parametrize("text", ["~/.bash_history", "/var/log/auth.log", "/var/log"])
def test_erasing_what_remembers_hides(text: str) -> None:
    """Logs and shell histories."""
    assert Trait.HIDES in deletion(text).traits
