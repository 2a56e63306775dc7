"""Version control systems other than git: Mercurial, Subversion, Jujutsu, Fossil, CVS, Perforce.

Sources: the manuals of Mercurial 6.8, Subversion 1.14, Jujutsu 0.24, Fossil 2.24, Perforce 2024.1.
"""

from commensurate.effects.grammar import grammar
from commensurate.effects.table import Usage, each
from commensurate.model.analysis import Coverage

_MERCURIAL = """
values -R --repository --cwd --config -r --rev -m --message -u --user -d --date -b --branch -X --exclude -I --include : *
read when -n --dry-run : *
read when --active : branch
read when -l : bookmarks
read when -l : shelve
read : status/st | log/history | diff | cat | annotate/blame | branches | heads | tip | tags | identify/id | manifest | paths | showconfig/config | summary/sum | incoming/in | outgoing/out | help | version | verify | locate | grep | root | parents | phase | files | glog | annotate
delete worktree irreversible several +forced when -C --clean : update/up/checkout/co
create repository @args : clone | init
create history : commit/ci | graft | import | backout | merge | tag | bookmark | branch
update repository : add | addremove | remove/rm | copy/cp | move/mv | rename | resolve | pull | update/up/checkout/co | unbundle | forget
delete worktree irreversible several +forced : revert | purge/clean
delete history costly several +history : strip | rollback | histedit | rebase | amend | uncommit | prune | obliterate | qdelete
update branch costly several +outbound +shared +forced +history when -f --force : push
update branch reversible +outbound +shared : push
"""
_SUBVERSION = """
values -m --message -F --file -r --revision --username --password --depth -c --change --config-dir -N --changelist : *
read : status/st/stat | log | diff/di | cat | blame/praise/annotate/ann | info | list/ls | propget/pget/pg | proplist/plist/pl | help | verify | lslocks | youngest | history | author | changed | tree | uuid
create worktree @last : checkout/co | export
create history +outbound +shared : commit/ci | import | copy/cp | mkdir
update worktree : add | update/up | switch/sw | merge | resolve/resolved | lock | unlock | propset/pset/ps | propedit | propdel | upgrade | relocate | patch | move/mv/rename/ren
delete worktree irreversible several +forced @args : revert
delete worktree irreversible several when --remove-unversioned --remove-ignored : cleanup
update worktree : cleanup
delete history costly +shared @args : delete/del/remove/rm
update history costly several +history +shared : setrevprop | load | setlog | setuuid | rmtxns
create backup : dump | hotcopy
"""
_JUJUTSU = """
values -r --revisions --revision -m --message -R --repository --at-op -T --template -s --source -d --destination -b --branch --remote --config : *
read when -l --list : resolve
read : log | show | diff | status/st | evolog/obslog | op/operation log/show/diff | bookmark/b list/l | branch/b list/l | config/c list/get/path/l | file list/show/annotate | git remote list | help | version | tag list | workspace list | root | sparse list | interdiff
create history : new | commit/ci | describe/desc | duplicate | merge | bookmark/b create/set/track | branch/b create/set | git clone/init/fetch/import/export | init | tag set/create | workspace add | metaedit
update history costly : rebase | squash | split | edit | absorb | fix | parallelize | simplify-parents | move | unsquash | backout | revert | sign | diffedit | next | prev
delete history costly +history @args : abandon
delete worktree costly : restore | undo | op/operation restore/undo/revert | file untrack
delete history irreversible several +history : op/operation abandon | util gc
delete branch costly @args : bookmark/b delete/forget | branch/b delete/forget | tag delete
update branch costly +outbound +shared : git push
update setting : config/c set/edit/unset/e/s | git remote add/remove/rename/set-url | workspace forget | sparse set/edit/reset | bookmark/b untrack/t
"""
_OTHERS = """
values -c -m -d -u --comment -r : *
read : status/changes | timeline | diff/gdiff | info | ls | cat | annotate/blame | branch list/ls | tag list/ls | help | version | finfo | log | describe | opened | changes | files | filelog | where | print | have | clients | users | counters | history | annotate | rlog
create history : commit/ci | checkin | submit | import | tag | new | init | open | clone | shelve
update worktree : add | addremove | update/up | sync | checkout/co | merge | edit | move/mv/rename | integrate | resolve | branch | stash | settings | unlock | lock
delete worktree irreversible several +forced @args : revert | clean | undo
delete history costly @args : rm/delete/remove | purge
delete history irreversible several +history @args : obliterate | shun | scrub | purge
"""


def _of(text: str) -> Usage:
    return Usage(reader=grammar(text, inert="--help --version", verbs=Coverage.PARTIAL))


PROGRAMS = each(
    {
        "hg chg": _of(_MERCURIAL),
        "svn svnadmin svnlook": _of(_SUBVERSION),
        "jj": _of(_JUJUTSU),
        "fossil p4 cvs bzr brz pijul darcs": _of(_OTHERS),
    }
)
