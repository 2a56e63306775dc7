"""git, told by its effects."""

import pytest

from commensurate.effects.reading import Scene
from commensurate.model.analysis import Ask, Question
from commensurate.model.effect import ResourceKind, Trait
from effects.programs.told import carries, only_looks, said, told


@pytest.mark.parametrize(
    "line",
    [
        "git", "git --version", "git status", "git log --oneline -5", "git -C /x diff", "git --paginate diff", "git show HEAD:a.py",
        "git branch", "git branch -a", "git branch --show-current", "git branch --contains abc", "git tag", "git tag -l 'v*'",
        "git stash list", "git stash show -p", "git remote -v", "git remote show origin", "git config --get user.name",
        "git config -l", "git config user.name", "git worktree list", "git submodule status", "git reflog", "git clean -n",
        "git clean -fdn", "git clean --dry-run", "git push --dry-run origin main", "git ls-remote", "git blame a.py",
        "git rev-parse --show-toplevel", "git gc --help", "git reset --help", "git apply --check x.patch", "git notes list",
        "git lfs ls-files", "git bisect log", "git fetch --dry-run", "git rm -n x", "git symbolic-ref HEAD", "git reflog show",
        "git commit --dry-run", "git archive HEAD", "git worktree prune -n", "git sparse-checkout list", "git diff --stat HEAD~1",
    ],
)  # fmt: skip
def test_looking_changes_nothing(line: str) -> None:
    """Listing forms, dry runs and help."""
    assert only_looks(line)


@pytest.mark.parametrize(
    ("line", "effect"),
    [
        ("git reset --hard", "delete worktree irreversible several"),
        ("git reset --h", "delete worktree irreversible several"),
        ("git -c foo=bar reset -q --hard HEAD~3", "delete worktree irreversible several"),
        ("git checkout -- .", "delete worktree irreversible several"),
        ("git checkout .", "delete worktree irreversible several"),
        ("git checkout HEAD -- src/", "delete worktree irreversible several"),
        ("git checkout -- a.txt", "delete worktree irreversible one"),
        ("git checkout main a.txt b.txt", "delete worktree irreversible several"),
        ("git checkout -f", "delete worktree irreversible several"),
        ("git checkout -f -b topic origin/x", "delete worktree irreversible several"),
        ("git checkout src/main.rs", "delete worktree irreversible one"),
        ("git restore .", "delete worktree irreversible several"),
        ("git restore --staged --worktree x", "delete worktree irreversible one"),
        ("git switch -f main", "delete worktree irreversible several"),
        ("git switch --discard-changes main", "delete worktree irreversible several"),
        ("git clean -fd", "delete worktree irreversible several"),
        ("git clean --force", "delete worktree irreversible several"),
        ("git clean -xdf", "delete worktree irreversible several"),
        ("git clean -fdx node_modules", "delete worktree reversible one"),
        ("git stash drop", "delete history irreversible one"),
        ("git stash clear", "delete history irreversible several"),
        ("git worktree remove -f ../x", "delete worktree irreversible one"),
        ("git submodule deinit -f --all", "delete worktree irreversible several"),
        ("git reflog expire --expire=now --all", "delete history irreversible several"),
        ("git gc --prune=now", "delete history irreversible several"),
        ("git prune --exp=now", "delete history irreversible several"),
        ("git filter-branch --force", "delete history irreversible environment"),
        ("git filter-repo --path secrets --invert-paths", "delete history irreversible environment"),
        ("bfg --delete-files id_rsa", "delete history irreversible environment"),
        ("git push --force", "delete history costly several"),
        ("git push -f origin main", "delete history costly several"),
        ("git push origin +main", "delete history costly several"),
        ("git push --force-with-lease origin feature", "update history costly one"),
        ("git push --force-with-lease --force", "delete history costly several"),
        ("git push --mirror origin", "delete history irreversible environment"),
        ("git push origin :feature", "delete branch costly one"),
        ("git push origin --delete main", "delete branch costly several"),
        ("git push", "update branch reversible one"),
        ("git branch -D feature", "delete branch costly one"),
        ("git branch --delete --force feature", "delete branch costly one"),
        ("git branch -d feature", "delete branch reversible one"),
        ("git branch new", "create branch reversible one"),
        ("git tag -d v1", "delete history costly one"),
        ("git update-ref -d refs/heads/main", "delete branch costly several"),
        ("git rebase main", "update history costly one"),
        ("git commit --amend", "update history reversible one"),
        ("git commit -m 'rm -rf /'", "create history reversible one"),
        ("git rm -rf .", "delete file irreversible environment"),
        ("git rm a.py", "delete file costly one"),
        ("git send-email --to=a@b.c HEAD~3", "send mail irreversible one"),
        ("git credential fill", "read secret reversible one"),
        ("git show HEAD:.env", "read secret reversible one"),
        ("git obliterate x", "delete history irreversible environment"),
        ("git add .", "update repository reversible one"),
        ("git add .env", "update secret reversible one"),
        ("git switch main", "update worktree reversible one"),
        ("git checkout main", "update worktree reversible one"),
        ("git checkout -qbfeature", "create branch reversible one"),
        ("git checkout release/1.2", "update worktree reversible one"),
        ("git restore --staged x", "update repository reversible one"),
        ("git clone https://x/y.git", "create repository reversible one"),
    ],
)  # fmt: skip
def test_what_git_does_is_told_by_its_effect(line: str, effect: str) -> None:
    """What is lost, how wide, and whether it comes back."""
    assert effect in said(line)


@pytest.mark.parametrize(
    ("line", "carried"),
    [
        ("git -c alias.x='!rm -rf /' x", "rm -rf /"),
        ("git -c alias.x='reset --hard' x", "git reset --hard"),
        ("git -c core.sshCommand='rm -rf ~' fetch", "rm -rf ~"),
        ("git rebase -x 'make test' main", "make test"),
        ("git bisect run rm -rf x", "rm -rf x"),
        ("git submodule foreach 'git reset --hard'", "git reset --hard"),
        ("git submodule foreach git clean -fdx", "git clean -fdx"),
        ("git clone 'ext::sh -c id' x", "sh -c id"),
        ("git filter-branch --tree-filter 'rm -f x' HEAD", "rm -f x"),
        ("git config alias.nuke '!rm -rf /'", "rm -rf /"),
        ("git fetch --upload-pack='touch x' origin", "touch x"),
    ],
)  # fmt: skip
def test_what_git_would_run_is_handed_on(line: str, carried: str) -> None:
    """Aliases with `!`, ssh commands, exec options, foreach, ext:: remotes."""
    assert carried in carries(line)


@pytest.mark.parametrize(
    ("line", "trait"),
    [
        ("git push --force origin main", Trait.PROTECTED), ("git push origin :release/2.0", Trait.PROTECTED),
        ("git push --no-verify", Trait.BYPASS), ("git commit --no-verify -m x", Trait.BYPASS), ("git commit -n -m x", Trait.BYPASS),
        ("git push -f", Trait.FORCED), ("git push", Trait.OUTBOUND), ("git -c http.sslVerify=false fetch", Trait.BYPASS),
        ("git config core.hooksPath /dev/null", Trait.BYPASS), ("git config --global user.name x", Trait.PERSISTENT),
    ],
)  # fmt: skip
def test_what_else_is_true_of_it_is_a_trait(line: str, trait: Trait) -> None:
    """Protected branches, skipped checks, force."""
    assert any(trait in effect.traits for effect in told(line).effects)


def test_a_lease_on_a_feature_branch_is_not_force() -> None:
    """`--force-with-lease` on a branch of one's own refuses to overwrite what others pushed."""
    assert all(
        Trait.FORCED not in effect.traits for effect in told("git push --force-with-lease origin feature").effects
    )


def test_the_guards_own_folder_stays_the_guards() -> None:
    """Cleaning or restoring inside of it is a change of the guard."""
    assert told("git -C /home/ada/.nah clean -fdx").effects[0].resource.kind is ResourceKind.GUARD
    assert told("git restore trust.json", Scene(cwd="/home/ada/.nah")).effects[0].resource.kind is ResourceKind.GUARD


def test_restoring_a_file_without_changes_loses_nothing() -> None:
    """The disk is asked; git's "yes" means committed and unmodified."""
    question = Question(Ask.TRACKED_BY_GIT, "/work/app/a.txt")
    assert question in told("git checkout -- a.txt").questions
    clean = Scene(cwd="/work/app", answers={question: "yes"})
    assert said("git checkout -- a.txt", clean) == ["delete worktree reversible one"]


def test_an_unknown_subcommand_is_opaque() -> None:
    """It may be an alias for anything."""
    assert told("git frobnicate").coverage == "opaque"
