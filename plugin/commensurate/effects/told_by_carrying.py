"""What an unknown program is likely to run: the command, the SQL or the code among its words.

`wrap -q git reset --hard`, `tool exec -- rm -rf x`, `tool --run 'rm -rf x'`, `dbtool -q 'DROP TABLE users'`. It is
read besides what is said of the program, never instead.
"""

from commensurate.effects.options import names
from commensurate.effects.reading import Command, Language, Nested
from commensurate.model.regex import regex

_WRAPPED = names(
    "rm git sh bash zsh dash psql mysql docker kubectl terraform aws dd shred chmod chown find sudo mkfs rails rake redis-cli"
    " mongosh mongo dropdb prisma drizzle-kit python python3 node perl ruby php mv cp truncate sqlite3 helm pip curl wget tee npx"
    " bunx manage.py flask alembic artisan wp nc ncat scp rsync rclone gsutil gcloud az kill pkill killall systemctl service"
    " crontab useradd usermod userdel passwd iptables ufw reboot shutdown poweroff mount umount tar xargs env eval rmdir unlink"
    " mkfs.ext4 wipefs cryptsetup zfs zpool lvremove restic borg vault npm yarn pnpm cargo gem gh apt apt-get su doas"
)
"""Programs that stand behind an unknown one more likely as what it runs than as words it takes for data."""
_SAID = names(
    "git service docker find mount eval env npm gem cargo tee node python php ruby terraform kill restic helm vault"
)
"""Programs whose names are words like others, too: they count behind what says that something is run."""
_RUNS = names(
    "-c -e -x -ex -o --run --exec --execute --command --cmd --eval --script --shell --code --expression --on-change --call"
    " cmd.run shell exec run sh eval -r -- -C --hook --pre --post --before --after --startup-command --init-command"
)
"""Words behind which a command, or code, is likely to stand."""
_QUERIES = names("-c -q -e -Q --query --execute --sql --command --eval --statement --exec -s query sql exec execute")
_SQL = regex(
    r"\s*(?i:drop\s+(?:table|database|schema|view|index|user|keyspace)|truncate\s|delete\s+from\s|update\s+\S+\s+set\s"
    r"|alter\s+(?:table|user|role)|grant\s|revoke\s|insert\s+into\s|create\s+(?:user|role)|begin;|with\s+\w+\s+as\b)"
)
_MONGO = regex(r"\s*(?:db|rs|sh)\.[A-Za-z_$][\w.$]*\(")
_FARTHEST = 5
"""A wrapper's own options are few: only a program among the first words after it counts."""


def carried(command: Command) -> tuple[Nested, ...]:
    """All that an unknown program may run of its words and of what is fed to it."""
    found: list[Nested] = []
    before = ""
    for index, word in enumerate(command.words[1 : 6 * _FARTHEST], 1):
        text = word.text
        if word.known and index <= _FARTHEST and len(command.words) > index + 1 and _program(text, before):
            found.append(Nested(Language.SHELL, command.scene, words=command.words[index:], stdin=command.stdin))
            break
        if word.known and (" " in text.strip() or _MONGO.match(text)):
            found += _text(text, before, command)
        if "=" in text and text[:2] == "--":
            option, _, value = text.partition("=")
            found += _text(value, option, command)
        before = text
    fed = command.stdin.text if command.stdin is not None else None
    if fed and (_SQL.match(fed) or _MONGO.match(fed)):
        found += _text(fed, "-q", command)
    return tuple(found)


def _program(text: str, before: str) -> bool:
    name = text.rpartition("/")[2]
    return name in _WRAPPED and (name not in _SAID or before in _RUNS)


def _text(text: str, before: str, command: Command) -> list[Nested]:
    """What a word with blanks in it may be: SQL, MongoDB's shell, a line for the shell."""
    if _SQL.match(text):
        return [Nested(Language.SQL, command.scene, text)] if before in _QUERIES or before.startswith("-") else []
    if _MONGO.match(text):
        return [Nested(Language.MONGO, command.scene, text)]
    line = text.lstrip("!: ")
    first = line.split(None, 1)[0] if line.strip() else ""
    name = first.rpartition("/")[2].lower()
    if name in _WRAPPED and (name not in _SAID or before in _RUNS):
        return [Nested(Language.SHELL, command.scene, line)]
    return []
