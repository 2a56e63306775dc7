"""What names of files and folders stand for: secrets, backups, build products, guards, system places.

Sources: Filesystem Hierarchy Standard 3.0; the manuals of the tools that own the names (OpenSSH, GnuPG, AWS CLI,
kubectl, npm, pip, cargo, PostgreSQL, Docker); gitignore templates for build products; the settings files that coding
agents and their guards document.
"""

import re
from collections.abc import Mapping, Sequence

from commensurate.model.regex import regex


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _pattern(text: str) -> re.Pattern[str]:
    return regex(text, re.IGNORECASE | re.VERBOSE)


_TMP = "/tmp"  # noqa: S108 - a name to compare with, nothing is written there
PLACES: Mapping[str, str] = {
    "HOME": "~", "USERPROFILE": "~", "TMPDIR": _TMP, "TEMP": _TMP, "TMP": _TMP, "PWD": ".", "CD": ".",
    "SYSTEMROOT": "C:/Windows", "WINDIR": "C:/Windows", "SYSTEMDRIVE": "C:/", "PROGRAMFILES": "C:/Program Files",
    "PROGRAMFILES(X86)": "C:/Program Files (x86)", "PROGRAMDATA": "C:/ProgramData", "APPDATA": "~/AppData/Roaming",
    "LOCALAPPDATA": "~/AppData/Local", "HOMEPATH": "~", "HOMEDRIVE": "C:/", "PUBLIC": "C:/Users/Public",
    "XDG_CONFIG_HOME": "~/.config", "XDG_CACHE_HOME": "~/.cache", "XDG_DATA_HOME": "~/.local/share",
    "XDG_RUNTIME_DIR": "/run/user/0", "ALLUSERSPROFILE": "C:/ProgramData", "RUNNER_TEMP": _TMP,
}  # fmt: skip
"""What a variable stands for on every machine, near enough to say what kind of place it is."""


REBUILDABLE_ANYWHERE = _names("""
    node_modules bower_components jspm_packages __pycache__ .pytest_cache .mypy_cache .ruff_cache .tox .nox .eggs
    .hypothesis .ipynb_checkpoints .venv .next .nuxt .svelte-kit .turbo .parcel-cache .angular .nyc_output .cache
    .gradle .terraform .serverless .dart_tool .stack-work .sass-cache .expo .docusaurus .astro .vite .webpack
    DerivedData cdk.out dist-newstyle elm-stuff htmlcov storybook-static Pods _cacache .wrangler .eslintcache
    .stylelintcache .terraform.lock.hcl package-lock.json yarn.lock pnpm-lock.yaml bun.lockb bun.lock npm-shrinkwrap.json poetry.lock
    Pipfile.lock uv.lock Gemfile.lock composer.lock Cargo.lock go.sum mix.lock pubspec.lock Podfile.lock flake.lock
    .coverage .DS_Store Thumbs.db .jest-cache .swc .pnpm-store .output cmake-build-debug
    cmake-build-release CMakeFiles .ccls-cache .clangd .zig-cache zig-cache zig-out
""")
"""Made by tools under names of their own: rebuildable wherever they lie, save directly under `/`."""

REBUILDABLE_INSIDE = _names("""
    dist build target out venv env coverage obj _build _site output generated cache .build bazel-bin bazel-out
    bazel-testlogs release playwright-report test-results test-reports allure-results allure-report .vitest
""")
"""Names that mean a build product only inside a project; never `/build`, never directly in a home folder."""

REBUILDABLE_SUFFIXES = (".pyc", ".pyo", ".o", ".obj", ".class", ".tsbuildinfo", ".egg-info", ".gcda", ".gcno", ".lo")
BESIDE_OBJ = "bin"
"""A build's own only where `obj` lies beside it, as .NET makes the two; alone it may hold scripts."""


def is_made_again(name: str, beside: Sequence[str]) -> bool:
    """True for the name of a build product, or a pattern of such names; `beside` are the names it stands with."""
    return (
        name in REBUILDABLE_ANYWHERE or name in REBUILDABLE_INSIDE or name.endswith(REBUILDABLE_SUFFIXES)
        or (name == BESIDE_OBJ and "obj" in beside)
    )  # fmt: skip


TEMPORARY = _pattern(r"""
    (?:/private)? (?: /tmp | /var/tmp | /var/folders ) (?:/.*)? | /dev/shm/.+
    | (?:[a-z]:|/mnt/[a-z]) /windows/temp (?:/.*)? | .* /appdata/local/temp (?:/.*)?
""")
TEMPORARY_INSIDE = _names("tmp temp scratch .tmp .temp .scratch")
TEMPORARY_SUFFIXES = (".tmp", ".temp", ".swp", ".swo")

SYSTEM_TOPS = _names("""
    bin boot dev etc lib lib32 lib64 libx32 opt proc run sbin srv sys usr var System Library Applications private
    cores lost+found snap nix root
""")
"""First parts of absolute paths that belong to the machine rather than to a task."""

SYSTEM_WINDOWS = _pattern(
    r"(?:[a-z]:|/mnt/[a-z])/(?:windows|program\ files(?:\ \(x86\))?|programdata|recovery|boot)(?:/.*)?"
)

HOMES = _pattern(r"~[^/]* | /home/[^/]+ | /Users/[^/]+ | /root | (?:[a-z]:|/mnt/[a-z]|/[a-z])/Users/[^/]+")
"""A home folder itself."""

ROOTS = _pattern(
    r"/ | /home | /Users | /mnt | /mnt/[a-z] | /[a-z] | /media | /Volumes | /Volumes/[^/]+"
    r"| [a-z]:/? | (?:[a-z]:|/mnt/[a-z])/Users"
)
"""The root of a file system or a drive, or the folder of all homes."""

DISKS = _pattern(r"""
    /dev/ (?: [shv]d[a-z] | xvd[a-z] | nvme\d | mmcblk\d | r?disk\d | md\d | md/ | dm-\d | mapper/ | loop\d | sr\d
            | zd\d | nbd\d | disk/ | vg[^/]*/ | pmem\d | a?da\d ) \S*
    | //\./ (?: physicaldrive | [a-z]: ) .*
""")
SINKS = _pattern(
    r"/dev/(?:null|stdout|stderr|stdin|tty\d*|zero|full|u?random|fd/\d+|pts/\d+) | /proc/self/fd/\d+ | nul | -"
)
"""Reading from these or writing to them changes nothing that stays."""

SOCKETS = _pattern(r"/dev/(?:tcp|udp)/([^/]+)/\S+")

SECRET_NAME = _pattern(r"""
    \.env (?: \. (?! (?:example|sample|template|dist|defaults?|schema|md) $ ) [\w.-]+ )? | [\w-]+\.env | \.envrc
    | [._]netrc | \.pgpass | \.my\.cnf | \.mylogin\.cnf | \.boto | \.s3cfg | \.npmrc | \.pypirc | \.git-credentials
    | \.dockercfg | \.htpasswd | \.vault-token | \.?vault[_-]pass(?:word)?(?:\.txt)? | \.terraformrc
    | id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)? (?! .*\.pub$ ) (?:[._-].*)?
    | [\w.@ -]+ \. (?:pem|key|p12|pfx|jks|keystore|kdbx|ppk|keytab|p8|agekey)
    | kubeconfig(?:[._-].*)? | [\w.-]+\.kubeconfig
    | credentials? (?:\.(?:json|ya?ml|toml|xml|ini|csv|db|txt|env|enc))? (?:\.(?:bak|old|backup|orig))?
    | \.?secrets? (?:\.(?:json|ya?ml|toml|env|txt|ini|tfvars))? | [\w-]+[._-]secrets?\.(?:json|ya?ml|toml|env|txt|ini)
    | (?:aws|gcp|google|azure)[-_]?credentials?.* | [\w-]*service[-_]?account[\w-]*\.json | client_secrets?.*\.json
    | application_default_credentials\.json | access_?tokens?\.(?:json|db) | credentials\.tfrc\.json | master\.key
    | (?:passwords?|tokens?|api[-_]?keys?)(?:\.(?:txt|json|ya?ml|csv|env|ini|db))?
    | g?shadow-? | sudoers | krb5cc_.* | wallet(?:[-_]?(?:backup|keys?))?\.(?:dat|json|txt) | (?:mnemonic|seed[-_ ]?phrase|recovery[-_ ]?(?:codes?|phrase|key))s?(?:\.(?:txt|json|md))? | [\w.-]+\.keychain(?:-db)?
    | login\ data | cookies(?:\.sqlite)? | logins\.json | key[34]\.db
""")
"""Whole names of files that hold credentials. Examples and public halves do not."""

SECRET_PATH = _pattern(r"""
    (?:^|.*/) (?:
      \.ssh (?: / (?! known_hosts | config$ | authorized_keys | [^/]*\.pub$ ) .* )?
    | \.aws (?:/.*)? | \.gnupg (?:/.*)? | \.azure (?:/.*)? | \.oci (?:/.*)? | \.password-store (?:/.*)?
    | \.kube (?:/config.*)? | \.docker/config\.json | \.config/containers/auth\.json
    | \.config/ (?: gh/hosts\.yml | hub | gcloud | doctl | op | rclone/rclone\.conf | sops/age | fly ) (?:/.*)?
    | \.cargo/credentials(?:\.toml)? | \.gem/credentials | \.m2/settings(?:-security)?\.xml | \.composer/auth\.json
    | \.gradle/gradle\.properties | \.terraform\.d/credentials.* | \.fly/config\.yml | \.subversion/auth (?:/.*)?
    | \.local/share/keyrings (?:/.*)? | Library/Keychains (?:/.*)? | \.electrum (?:/.*)? | \.bitcoin/wallet.*
    | \.mozilla/firefox (?:/.*)? | (?:google-chrome|chromium|BraveSoftware|Google/Chrome) (?:/.*)?
    | etc/ssl/private (?:/.*)? | etc/letsencrypt/(?:live|archive) (?:/.*)? | etc/kubernetes/[^/]+\.conf
    | etc/kubernetes/pki (?:/.*)? | rancher/k3s/k3s\.yaml | run/secrets (?:/.*)? | proc/[^/]+/environ
    | \.?secrets? /.* | \.?credentials /.*
    ) $
""")
SECRET_FOLDERS = _names("certs certificates private secrets .secrets keys creds credentials")
"""Folders whose whole content is likely to hold a key."""

BACKUP_NAME = _pattern(r"""
    .* \. (?: bak | backup | old | orig | save | dump | rdb | bkp ) (?:\.(?:gz|xz|zst|bz2))? | .*\.sql\.(?:gz|xz|zst|bz2)
    | (?!__snapshots__$) (?:.*[._-])? (?: back-?ups? | dumps? | snapshots? ) (?:[._-].*)? | \.snapshots? | .*\.sparsebundle | .*\.backupdb
    | @eaDir | \.zfs | \.Trash(?:-\d+)? | \$recycle\.bin
""")

HISTORY_PATH = _pattern(
    r"(?:^|.*/) (?: \.git | \.git/(?:objects|refs|logs|packed-refs|HEAD|worktrees|modules|annex|lfs)(?:/.*)?"
    r"| [^/]+\.git(?:/(?:objects|refs|packed-refs|HEAD)(?:/.*)?)? | \.(?:hg|svn|jj|bzr)(?:/.*)? ) $"
)
"""What a version control system remembers."""

GUARD_PATH = _pattern(r"""
    (?:^|.*/) (?:
      \.commensurate (?:/.*)? | commensurate\.(?:ya?ml|toml|json) | \.config/commensurate (?:/.*)?
    | \.claude (?: /settings[^/]*\.json | /hooks | /hooks/.* | /plugins | /plugins/.* )? | \.claude\.json
    | (?:ClaudeCode|claude-code)/managed[^/]* (?:/.*)? | managed-settings(?:\.d)? (?:\.json)? (?:/.*)?
    | \.codex (?: /config\.toml | /hooks[^/]* | /rules | /requirements\.toml | /hooks/.* | /rules/.* )?
    | \.cursor (?: /hooks[^/]* | /cli[^/]*\.json | /mcp\.json | /permissions\.json | /hooks/.* )?
    | \.gemini (?: /settings\.json | /hooks | /policies | /extensions | /hooks/.* | /policies/.* | /extensions/.* )?
    | \.qwen (?: /settings\.json )? | \.windsurf (?: /hooks\.json )? | \.codeium (?:/.*)? | \.antigravity (?:/.*)?
    | \.openclaw (?: /openclaw\.json[^/]* | /exec-approvals\.json | /(?:hooks|plugins|extensions|credentials)(?:/.*)? )?
    | \.?opencode\.jsonc? | \.opencode (?: /(?:plugins?|hooks)(?:/.*)? )? | \.config/opencode (?:/.*)?
    | \.kiro (?: /(?:hooks|settings|agents)(?:/.*)? )? | \.hermes (?: /(?:config\.ya?ml|hooks|plugins)(?:/.*)? )?
    | \.config/(?:amp|goose|crush|devin) (?:/.*)? | \.amp (?:/.*)? | \.factory (?: /(?:settings|hooks|mcp)[^/]* (?:/.*)? )?
    | \.copilot (?: /(?:config|hooks|mcp)[^/]* (?:/.*)? )? | \.github/hooks (?:/.*)? | \.pi/agent (?:/.*)?
    | \.goosehints | \.aider\.conf\.yml | \.vscode/mcp\.json | \.mcp\.json
    | \.(?:nah|dcg|dippy|shellfirm|tirith|cc-safety-net|safety-net|destructive_command_guard) (?:[./].*)?
    | \.config/(?:nah|dcg|dippy|shellfirm|tirith|cc-safety-net) (?:/.*)? | \.dcg\.toml
    | s?bin/(?:nah|dcg|dippy|shellfirm|tirith|cc-safety-net|commensurate)
    ) $
""")
"""The guard itself, its like, and the files in which agents register them."""

GUARD_FOLDERS = _names("""
    .commensurate .claude .codex .cursor .gemini .openclaw .opencode .kiro .hermes .nah .dcg .dippy .shellfirm .tirith
""")
"""Names that a wildcard may reach without spelling them out."""

SECRET_GLOBBED = _names(".env .ssh .aws .gnupg .netrc .npmrc .kube id_rsa id_ed25519 credentials server.key key.pem")

PERSISTENT_PATH = _pattern(r"""
    (?:~|/home/[^/]+|/Users/[^/]+|/root) / \. (?: bashrc | bash_profile | bash_login | bash_aliases | bash_logout | profile
      | zshrc | zprofile | zshenv | zlogin | kshrc | cshrc | tcshrc | xinitrc | xprofile | pam_environment | inputrc )
    | .*/\.config/(?:autostart|systemd|fish)(?:/.*)? | .*/LaunchAgents(?:/.*)? | .*/LaunchDaemons(?:/.*)?
    | /etc/(?:profile|profile\.d|bash\.bashrc|environment|rc\.local|init\.d|cron[^/]*|systemd|ld\.so\.preload|sudoers\.d
      |pam\.d|anacrontab|xdg/autostart|udev|modules-load\.d|update-motd\.d)(?:/.*)?
    | /var/spool/(?:cron|at)(?:/.*)? | /(?:usr/)?lib/systemd/.* | (?:.*/)?\.git/hooks/.* | (?:.*/)?\.husky/.*
    | .*/Start\ Menu/Programs/Startup(?:/.*)? | .*/sitecustomize\.py | .*/usercustomize\.py
""")
"""What is written here will run again by itself."""

TRACES = _pattern(
    r"/var/log(?:/.*)? | /var/audit(?:/.*)? | .*/\.(?:bash|zsh|sh|python|psql|mysql|node_repl|lesshst|viminfo)_?history? | .*/fish_history"
    r"| /var/(?:run|log)/(?:utmp|wtmp|btmp|lastlog) | /Library/Logs(?:/.*)? | .*\.evtx"
)
"""What remembers what was done on this machine."""
