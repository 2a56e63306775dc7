"""git's subcommands as tables; those whose arguments must be weighed are in git.py.

Source: the manual of git 2.47 (git-scm.com/docs), git-lfs 3.5, git-extras 7. What destroys uncommitted work cannot be
brought back; commits that lose their names can, by the reflog, for a while.
"""

from collections.abc import Mapping

from commensurate.effects.table import (
    COSTLY,
    ENVIRONMENT,
    IRREVERSIBLE,
    LOOKS,
    ONE,
    REVERSIBLE,
    SEVERAL,
    Usage,
    case,
    creates,
    deletes,
    each,
    grants,
    reads,
    runs,
    sends,
    stops,
    updates,
    use,
)
from commensurate.model.analysis import Coverage
from commensurate.model.effect import ResourceKind, Trait

BRANCH, HISTORY, WORKTREE = ResourceKind.BRANCH, ResourceKind.HISTORY, ResourceKind.WORKTREE
SETTING, REPOSITORY, FILE = ResourceKind.SETTING, ResourceKind.REPOSITORY, ResourceKind.FILE

LOSES_CHANGES = deletes(WORKTREE, "=uncommitted changes", IRREVERSIBLE, SEVERAL, Trait.FORCED)
LOSES_UNTRACKED = deletes(WORKTREE, "=untracked files", IRREVERSIBLE, SEVERAL, Trait.FORCED)
REWRITES_ALL = deletes(HISTORY, "=all commits", IRREVERSIBLE, ENVIRONMENT, Trait.HISTORY, Trait.FORCED)
_LOSES_STASH = deletes(HISTORY, "=stash", IRREVERSIBLE, ONE, Trait.HISTORY)
_LOSES_STASHES = deletes(HISTORY, "=all stashes", IRREVERSIBLE, SEVERAL, Trait.HISTORY)
_PRUNES = deletes(HISTORY, "=unreachable commits", IRREVERSIBLE, SEVERAL, Trait.HISTORY)
_ALL_CODE = reads(HISTORY, "=all of the code")
_COMMITS = creates(HISTORY, "=commit")
_AMENDS = updates(HISTORY, "=latest commit")
_UNCHECKED = updates(HISTORY, "=commit", REVERSIBLE, ONE, Trait.BYPASS)
_REBASES = updates(HISTORY, "=commits of this branch", COSTLY)
_APPLIES = updates(WORKTREE, "=worktree")
_GIVES_UP = updates(WORKTREE, "=worktree", REVERSIBLE, ONE, Trait.OVERWRITES)
_FETCHES = updates(REPOSITORY, "=remote branches")
_HOUSEKEEPS = updates(REPOSITORY, "=object store")
_INDEX = updates(REPOSITORY, "=index")
_FORCES_TAG = updates(HISTORY, "first", COSTLY, ONE, Trait.FORCED)
_RUNS = runs(ResourceKind.CODE, "=tool of the configuration", REVERSIBLE, ONE, Trait.OPAQUE)
_PREVIEW = "-n --dry-run"
_MESSAGE = "-m --message -F --file"
_OUTPUT = updates(FILE, "--output", REVERSIBLE, ONE, Trait.OVERWRITES)
_STRATEGY = "-s --strategy -X --strategy-option -S --gpg-sign"

_LOOKING = use(
    case(reads(), _OUTPUT, when="--output"), case(reads(), _RUNS, when="-O --open-files-in-pager --ext-diff"), reads(),
    values="-n --max-count --since --until --after --before --author --committer --grep --format --pretty -L -S -G --sort -e -f",
    shells="--upload-pack --exec -O --open-files-in-pager",
)  # fmt: skip

_STASH = use(
    creates(HISTORY, "=stash"),
    commands={
        "list show create": LOOKS,
        "push save store": use(creates(HISTORY, "=stash")),
        "apply pop branch": use(_APPLIES),
        "drop": use(_LOSES_STASH),
        "clear": use(_LOSES_STASHES),
    },
    values="-m --message",
)
_WORKTREE = use(
    commands={
        "list": LOOKS,
        "add": use(
            case(creates(WORKTREE, "first", REVERSIBLE, ONE, Trait.FORCED), when="-f --force"),
            creates(WORKTREE, "first"),
            values="-b -B --reason",
        ),
        "remove": use(
            case(deletes(WORKTREE, "args", IRREVERSIBLE, ONE, Trait.FORCED), when="-f --force"),
            deletes(WORKTREE, "args", REVERSIBLE),
        ),
        "prune": use(case(reads(), when=_PREVIEW), deletes(WORKTREE, "=stale entries", REVERSIBLE)),
        "move lock unlock repair": use(updates(WORKTREE, "first")),
    }
)
_SUBMODULE = use(
    reads(),
    commands={
        "status summary": LOOKS,
        "add": use(creates(REPOSITORY, "first", REVERSIBLE, ONE, Trait.INBOUND_CODE), values="-b --branch --name --reference --depth"),
        "init sync set-url set-branch absorbgitdirs": use(updates(SETTING, "=submodules")),
        "update": use(case(LOSES_CHANGES, when="-f --force"), updates(WORKTREE, "=submodules", REVERSIBLE, ONE, Trait.INBOUND_CODE), values="--depth --reference -j --jobs"),
        "deinit": use(
            case(deletes(WORKTREE, "=all submodules", IRREVERSIBLE, SEVERAL, Trait.FORCED), every="--all", when="-f --force"),
            case(deletes(WORKTREE, "args", IRREVERSIBLE, ONE, Trait.FORCED), when="-f --force"),
            deletes(WORKTREE, "args", COSTLY),
        ),
        "foreach": use(runs(ResourceKind.CODE, "args", COSTLY, SEVERAL)),
    },
)  # fmt: skip
_REMOTE = use(
    case(reads(), most=0),
    commands={
        "show get-url": LOOKS,
        "add rename set-head set-branches": use(updates(SETTING, "first"), values="-t -m"),
        "set-url": use(updates(SETTING, "first", REVERSIBLE, ONE, Trait.OVERWRITES)),
        "remove rm": use(deletes(SETTING, "args", REVERSIBLE)),
        "prune": use(case(reads(), when=_PREVIEW), deletes(BRANCH, "=stale remote branches", REVERSIBLE)),
        "update": use(_FETCHES),
    },
)
_LFS = use(
    commands={
        "status ls-files env version logs locks pointer fsck ext": LOOKS,
        "pull fetch checkout install update track untrack uninstall clone smudge clean": use(
            updates(WORKTREE, "=large files")
        ),
        "push": use(sends(REPOSITORY, "first", REVERSIBLE)),
        "lock unlock": use(updates(FILE, "args")),
        "prune": use(case(reads(), when="-d --dry-run"), deletes(ResourceKind.CACHE, "=large files", COSTLY)),
        "migrate": use(case(reads(), first="info"), REWRITES_ALL),
    }
)

SIMPLE: Mapping[str, Usage] = each(
    {
        "status log diff blame annotate shortlog describe rev-parse rev-list ls-files ls-tree ls-remote grep merge-base "
        "name-rev show-ref for-each-ref show-branch whatchanged range-diff diff-tree diff-index diff-files cherry "
        "count-objects fsck verify-commit verify-tag verify-pack check-ignore check-attr check-mailmap check-ref-format "
        "var version get-tar-commit-id merge-tree patch-id request-pull stripspace column fmt-merge-msg help "
        "interpret-trailers show-index unpack-file summary effort guilt last-modified gitk": _LOOKING,
        "mktree hash-object write-tree commit-tree mktag fast-export": LOOKS,
        "commit": use(
            case(reads(), when="--dry-run"), case(_UNCHECKED, _AMENDS, every="--amend", when="-n --no-verify"),
            case(_AMENDS, when="--amend"), case(_UNCHECKED, when="-n --no-verify"), _COMMITS,
            values=f"{_MESSAGE} -C -c --author --date -t --template --fixup --squash --trailer --reuse-message --cleanup",
        ),
        "fetch": use(
            case(reads(), when="--dry-run"), case(_FETCHES, deletes(BRANCH, "=stale remote branches", REVERSIBLE), when="-p --prune"),
            _FETCHES, values="--depth --shallow-since -o -j --refmap", shells="--upload-pack",
        ),
        "pull": use(
            case(_FETCHES, updates(WORKTREE, "=worktree", COSTLY, ONE, Trait.FORCED), when="-f --force"),
            case(_FETCHES, _REBASES, when="-r --rebase"), _FETCHES, _APPLIES, values=f"{_STRATEGY} --depth", shells="--upload-pack",
        ),
        "merge cherry-pick revert": use(
            case(_GIVES_UP, when="--abort"), case(_UNCHECKED, when="--no-verify"), _COMMITS, _APPLIES,
            values=f"{_MESSAGE} {_STRATEGY} --into-name --cleanup",
        ),
        "am": use(case(_GIVES_UP, when="--abort --skip --quit"), _COMMITS, _APPLIES, values="-p -C --directory --exclude --include"),
        "rebase": use(
            case(_GIVES_UP, when="--abort --quit --skip"), case(_APPLIES, when="--continue --edit-todo --show-current-patch"),
            _REBASES, values=f"{_STRATEGY} --onto", shells="-x --exec",
        ),
        "apply": use(case(reads(), when="--check --stat --numstat --summary"), case(_INDEX, when="--cached"), _APPLIES, values="-p -C --directory --exclude --include"),
        "stash": _STASH,
        "worktree": _WORKTREE,
        "submodule": _SUBMODULE,
        "remote": _REMOTE,
        "lfs": _LFS,
        "tag": use(
            case(deletes(HISTORY, "args", COSTLY, ONE, Trait.HISTORY), when="-d --delete"),
            case(reads(), when="-l --list -n -v --verify --contains --no-contains --points-at --merged --no-merged --sort --format"),
            case(reads(), most=0), case(_FORCES_TAG, when="-f --force"), creates(HISTORY, "first"),
            values=f"{_MESSAGE} -u --local-user --contains --no-contains --points-at --merged --no-merged --sort --format --cleanup",
        ),
        "branch": use(
            case(deletes(BRANCH, "args", REVERSIBLE), when="-r --remotes", every="-d"),
            case(deletes(BRANCH, "args", COSTLY, ONE, Trait.HISTORY, Trait.FORCED), when="-D"),
            case(deletes(BRANCH, "args", COSTLY, ONE, Trait.HISTORY, Trait.FORCED), when="-f --force", every="-d"),
            case(deletes(BRANCH, "args", COSTLY, ONE, Trait.HISTORY, Trait.FORCED), when="-f --force", every="--delete"),
            case(deletes(BRANCH, "args", REVERSIBLE), when="-d --delete"),
            case(updates(BRANCH, "first", COSTLY, ONE, Trait.FORCED, Trait.OVERWRITES), when="-f --force", unless="-m -c"), case(updates(BRANCH, "last", COSTLY, ONE, Trait.FORCED, Trait.OVERWRITES), when="-M -C -f --force"),
            case(updates(BRANCH, "last"), when="-m --move -c --copy -u --set-upstream-to --unset-upstream --edit-description"),
            case(reads(), when="-l --list -a --all -r --remotes -v -vv --show-current --contains --no-contains --merged --no-merged --points-at"),
            case(reads(), most=0), creates(BRANCH, "first"),
            values="-u --set-upstream-to --contains --no-contains --points-at --sort --format",
        ),
        "reflog": use(reads(), commands={"show list exists": LOOKS, "expire delete drop": use(case(reads(), when=_PREVIEW), _PRUNES)}, otherwise=(reads(),)),
        "gc": use(
            case(_PRUNES, when="--prune", unless="--no-prune"), case(_PRUNES, when="--cruft-expiration=now"), _HOUSEKEEPS,
            values="--max-cruft-size --expire-to",
        ),
        "prune": use(case(reads(), when=_PREVIEW), _PRUNES),
        "repack pack-refs pack-objects prune-packed commit-graph multi-pack-index update-server-info index-pack "
        "unpack-objects backfill refs": use(_HOUSEKEEPS),
        "maintenance": use(
            commands={
                "run": use(_HOUSEKEEPS),
                "start register": use(creates(ResourceKind.SCHEDULE, "=git maintenance", REVERSIBLE, ONE, Trait.PERSISTENT)),
                "stop unregister": use(deletes(ResourceKind.SCHEDULE, "=git maintenance", REVERSIBLE)),
            }
        ),
        "filter-repo": use(case(reads(), when="--analyze --dry-run -h"), REWRITES_ALL, values="--path --replace-text --refs"),
        "obliterate": use(REWRITES_ALL),
        "update-ref": use(
            case(deletes(BRANCH, "first", COSTLY, ONE, Trait.HISTORY, Trait.FORCED), when="-d --delete"),
            case(updates(BRANCH, "=references", COSTLY, SEVERAL, Trait.HISTORY), when="--stdin", coverage=Coverage.OPAQUE),
            updates(BRANCH, "first", COSTLY, ONE, Trait.HISTORY), values="-m",
        ),
        "symbolic-ref": use(case(deletes(BRANCH, "first", COSTLY), when="-d --delete"), case(reads(), most=1), updates(BRANCH, "first", COSTLY), values="-m"),
        "replace": use(case(reads(), when="-l --list"), case(reads(), most=0), case(deletes(HISTORY, "args", COSTLY), when="-d --delete"), updates(HISTORY, "first", COSTLY, ONE, Trait.HISTORY)),
        "notes": use(reads(), commands={
            "list show get-ref": LOOKS, "add append copy edit merge": use(updates(HISTORY, "=notes"), values=_MESSAGE),
            "remove prune": use(deletes(HISTORY, "=notes", COSTLY)),
        }),
        "init": use(creates(REPOSITORY, "args"), values="--template --separate-git-dir -b --initial-branch --object-format"),
        "mv": use(case(reads(), when=_PREVIEW), case(updates(FILE, "args", COSTLY, ONE, Trait.OVERWRITES), when="-f --force"), updates(FILE, "args")),
        "update-index stage": use(_INDEX),
        "read-tree": use(case(LOSES_CHANGES, when="--reset"), _INDEX),
        "checkout-index": use(case(LOSES_CHANGES, when="-f --force"), _APPLIES),
        "sparse-checkout": use(commands={"list check-rules": LOOKS, "set add init disable reapply": use(_APPLIES), "clean": use(LOSES_UNTRACKED)}),
        "subtree": use(commands={"add merge pull split": use(_COMMITS, _APPLIES), "push": use(sends(BRANCH, "last", REVERSIBLE))}, values="-P --prefix -b -m"),
        "bundle": use(commands={"verify list-heads": LOOKS, "create": use(creates(FILE, "first"), _ALL_CODE), "unbundle": use(_HOUSEKEEPS)}),
        "archive": use(case(reads(), updates(FILE, "-o --output", REVERSIBLE, ONE, Trait.OVERWRITES), when="-o --output"), _ALL_CODE, values="-o --output --format --prefix --remote", shells="--exec"),
        "format-patch": use(case(reads(), when="--stdout"), creates(FILE, "=*.patch"), values="-o --output-directory -n --start-number --subject-prefix"),
        "send-email": use(case(reads(), when="--dry-run"), sends(ResourceKind.MAIL, "--to --cc --bcc"), values="--to --cc --bcc --from --subject --in-reply-to", shells="--to-cmd --cc-cmd --sendmail-cmd"),
        "imap-send": use(sends(ResourceKind.MAIL, "none")),
        "credential": use(case(reads(ResourceKind.SECRET, "=git credentials", Trait.SECRET), first="fill get"), updates(ResourceKind.SECRET, "=git credentials")),
        "credential-store credential-cache credential-osxkeychain credential-manager": use(
            case(reads(ResourceKind.SECRET, "=git credentials", Trait.SECRET), first="get"), updates(ResourceKind.SECRET, "=git credentials")
        ),
        "bugreport diagnose": use(creates(FILE, "=git-bugreport.txt")),
        "difftool": use(_RUNS, values="-t --tool", shells="-x --extcmd"),
        "mergetool gui citool hook instaweb rerere fast-import quiltimport svn p4 archimport cvsimport": use(_RUNS),
        "daemon http-backend": use(grants(REPOSITORY, "=repository", COSTLY, ONE, Trait.PUBLIC)),
        # git-extras
        "delete-branch delete-merged-branches delete-squashed-branches": use(deletes(BRANCH, "args", COSTLY, SEVERAL, Trait.SHARED)),
        "delete-tag": use(deletes(HISTORY, "args", COSTLY, ONE, Trait.SHARED)),
        "delete-submodule": use(deletes(WORKTREE, "args", COSTLY)),
        "undo": use(case(LOSES_CHANGES, when="-h --hard"), _GIVES_UP),
        "clear reset-file sync": use(LOSES_CHANGES),
        "force-clone": use(LOSES_CHANGES),
        "rename-tag rename-branch squash touch ignore create-branch fresh-branch feature abort": use(updates(REPOSITORY, "first")),
        "flow": use(updates(REPOSITORY, "first")),
        "secret": use(commands={
            "whoknows list usage": LOOKS, "reveal cat": use(reads(ResourceKind.SECRET, "args", Trait.SECRET)),
            "init add tell hide changes remove": use(updates(ResourceKind.SECRET, "args")),
            "removeperson killperson": use(updates(ResourceKind.SECRET, "args", COSTLY)), "clean": use(deletes(ResourceKind.SECRET, "=encrypted files", IRREVERSIBLE, SEVERAL)),
        }),
        "fsmonitor--daemon": use(case(reads(), first="status"), stops(ResourceKind.PROCESS, "=fsmonitor", REVERSIBLE)),
    }
)  # fmt: skip
