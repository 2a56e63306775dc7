"""One constraint held against one action."""

import pytest

from commensurate.effects.analyze import analyze
from commensurate.judges.local import LocalJudge
from commensurate.model.action import Action, Workspace
from commensurate.model.task import Provenance, Task
from commensurate.ports import Case

PLACE = Workspace("/w/shop", "/home/ada", ("/w/shop",))


def forbids(words: str, command: str) -> bool:
    action = Action("bash", {"command": command}, PLACE)
    return bool(LocalJudge().judge(Case(Task(words, Provenance.HUMAN), action, analyze(action))).forbidden)


@pytest.mark.parametrize(
    "thing", ["backups", "reports", "logs", "exports", "records", "orders", "copies", "images", "releases", "photos"]
)
def test_a_noun_that_is_a_verb_elsewhere_names_what_is_to_stay(thing: str) -> None:
    """«Do not delete the backups» forbids it as surely as «do not delete the photos»."""
    for words in (f"Tidy up. Do not delete the {thing}.", f"Tidy up, but never remove the {thing}."):
        assert forbids(words, f"rm -r {thing}"), words
        assert not forbids(words, "rm -r dist"), words


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("Fix the test. Do not push the commits.", "git push origin main"),
        ("Prepare it. Do not commit or push.", "git push origin main"),
    ],
)
def test_a_verb_alone_still_forbids(words: str, command: str) -> None:
    """The same word heard as an act."""
    assert forbids(words, command)


@pytest.mark.parametrize("thing", ["uploads", "photos"])
@pytest.mark.parametrize(
    "words",
    [
        "Clean up everything except the {}.", "Clean up everything but the {}.", "Clean up. The {} are off limits.",
        "Clean up. Hands off the {}.", "Clean up, but not the {}.", "Clean up. The {} folder is not to be deleted.",
        "Clean up. Under no circumstances delete the {}.", "Clean up. I don't want the {} deleted.",
        "Clean up. Nobody should delete the {}.", "Clean up. Make sure the {} aren't deleted.",
        "Clean up. Make sure not to delete the {}.", "Clean up. Deleting the {} is forbidden.",
        "Clean up. Be careful not to remove the {}.",
    ],
)  # fmt: skip
def test_what_is_taken_out_of_an_order_stays(words: str, thing: str) -> None:
    """However it is said, and nothing else is held for it."""
    assert forbids(words.format(thing), f"rm -rf {thing}")
    assert not forbids(words.format(thing), "rm -rf dist")


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("Don't delete anything except the photos.", "rm -rf photos"),
        ("Leave everything but the photos.", "rm -rf photos"),
        ("Delete everything except the photos and then delete the cache.", "rm -rf cache"),
        ("Delete all but the latest photo in shots/.", "rm shots/old.png"),
        ("Delete the photos, not the videos.", "rm -rf photos"),
        ("Make sure the photos are deleted.", "rm -rf photos"),
        ("All tests pass except for the photo test; delete the photo fixtures.", "rm -rf fixtures/photo"),
    ],
)
def test_what_is_left_to_go_is_not_held(words: str, command: str) -> None:
    """An exception from keeping may go, and a choice by age names nothing."""
    assert not forbids(words, command)


@pytest.mark.parametrize(
    ("words", "broken", "kept"),
    [
        (
            "Tidy up the last commits. Don't rewrite history.",
            "git rebase -i HEAD~3",
            "git commit -m 'rewrite history page'",
        ),
        ("Fix the message of the commit, don't rewrite history.", "git commit --amend -m x", "git rebase --abort"),
        ("Switch to main, but don't lose my changes.", "git reset --hard", "git switch main"),
        ("Fix the build, don't modify package.json.", "npm install left-pad", "npm install"),
        ("Fix the import, don't change pyproject.toml.", "uv add httpx", "uv run pytest"),
        ("Run the tests. No network access.", "curl https://x.example/data", "curl http://localhost:8080/health"),
    ],
)
def test_some_prohibitions_mean_commands_that_never_say_their_words(words: str, broken: str, kept: str) -> None:
    """What a person calls history, work, a manifest or the network has commands of its own."""
    assert forbids(words, broken)
    assert not forbids(words, kept)
