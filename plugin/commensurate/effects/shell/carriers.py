"""Variables whose value a program runs: what `PAGER=…`, `EDITOR=…` or `BASH_ENV=…` before a command brings along.

Sources: the ENVIRONMENT sections of the manuals of bash, less, man, systemd, GNU tar, rsync, psql, kubectl, gh and the
AWS CLI; ld.so(8) and dyld(1). What git runs is read with git.
"""

from commensurate.effects.options import names
from commensurate.effects.reading import Word
from commensurate.effects.shell.state import Value
from commensurate.model.regex import regex

_COMMANDS = names(
    "PAGER MANPAGER SYSTEMD_PAGER AWS_PAGER GH_PAGER PSQL_PAGER DELTA_PAGER BAT_PAGER EDITOR VISUAL SYSTEMD_EDITOR KUBE_EDITOR"
    " GH_EDITOR PSQL_EDITOR FCEDIT SUDO_EDITOR BROWSER LESSOPEN LESSCLOSE PROMPT_COMMAND RSYNC_RSH CVS_RSH SVN_SSH MAILER"
    " KUBECTL_EXTERNAL_DIFF SSH_ASKPASS SUDO_ASKPASS GIT_ASKPASS GIT_SSH GIT_SSH_COMMAND GIT_PAGER GIT_EDITOR GIT_EXTERNAL_DIFF"
)
_STRANGE = regex(r"(?:/var|/private)?/tmp/|/dev/shm/")
"""Places where anybody may leave a program of any name."""
_FILES = names("BASH_ENV ENV PYTHONSTARTUP LD_PRELOAD LD_AUDIT DYLD_INSERT_LIBRARIES")
_NOBODY = names("cat less more most bat true false : vi vim nvim nano emacs micro hx pico delta open xdg-open ssh echo")
"""Programs that people name there every day, and that do nothing by themselves."""


_PROMPTS = names("PS0 PS1 PS2 PS4 PROMPT RPROMPT")
"""What a shell expands, and so runs, before it asks for the next line."""
_LISTS = names("PATH GIT_EXEC_PATH SHELL GCONV_PATH")
_OPTIONS = names(
    "NODE_OPTIONS PERL5OPT RUBYOPT JAVA_TOOL_OPTIONS _JAVA_OPTIONS JDK_JAVA_OPTIONS RUSTC_WRAPPER MAVEN_OPTS GRADLE_OPTS"
)
"""Options that a program takes from its environment; among them are such that load code."""
_PLACE = regex(r"(?:(?:/var|/private)?/tmp/|/dev/(?:shm|fd)/)[^\s:\"']*")


def strange(word: Word) -> bool:
    """True for a place where anybody may leave a program of any name."""
    return _PLACE.fullmatch(word.text) is not None


def run_by(name: str, value: Value) -> tuple[Word, ...]:
    """The words of the command that a variable of this name brings along; none for most."""
    text = value.text.strip()
    if name in _LISTS:
        place = next((place for place in text.split(":") if _STRANGE.match(place + "/")), "")
        return (Word("sh"), Word(f"{place}/program")) if place else ()
    if name in _OPTIONS:
        loaded = _PLACE.search(text)
        return (Word("sh"), Word(loaded.group())) if loaded else ()
    if name in _PROMPTS:
        inner = text.replace('"', "")
        return (Word("sh"), Word("-c"), Word(f': "{inner}"')) if "$(" in inner or "`" in inner else ()
    if not text or (value.known and _everyday(text)):
        return ()
    if name in _COMMANDS:
        return (Word("sh"), Word("-c"), Word(text.lstrip("|- ") if name.startswith("LESS") else text, value.known))
    if name in _FILES and text != "/dev/null":
        return (Word("sh"), Word(text, value.known))
    return ()


def _everyday(text: str) -> bool:
    """True for one of the usual programs with a few options, and nothing behind them."""
    words = text.split()
    usual = words[0].rpartition("/")[2] in _NOBODY and len(words) <= _MOST_WORDS
    return usual and not set(text) & set(";|&$`<>\n")


_MOST_WORDS = 6
