"""Code in a language without a reader: the commands and paths among its literals, and the calls that delete.

What is found counts; what is not found stays opaque. Sources: the file modules of Emacs Lisp, Elixir, Erlang, Groovy,
Julia, Kotlin, Nim, Scala, Swift, Tcl, Haskell and Common Lisp.
"""

from commensurate.effects.code_unseen import executes, names_places
from commensurate.effects.paths import file_effect
from commensurate.effects.reading import Command, Language, Nested, Reading, Word, opaque
from commensurate.model.effect import Effect, Operation, Trait
from commensurate.model.regex import regex

_STRINGS = regex(r"\"((?:[^\"\\]|\\.){2,2000})\"|'((?:[^'\\]|\\.){2,2000})'|`([^`]{2,2000})`")
_LINE = regex(
    r"\s*!?\s*(?:/(?:usr/)?s?bin/)?(?:(?:sudo|env|nohup|doas)\s+)?(?:/(?:usr/)?s?bin/)?(?:rm|rmdir|mv|dd|chmod|chown|git|find|shred|curl|wget|kill|killall|pkill|docker"
    r"|kubectl|terraform|aws|mkfs(?:\.\w+)?|psql|mysql|truncate|tee|bash|sh|cat|scp|rsync|nc|crontab|systemctl|npm|npx|python3?|unlink|cp)\s+[-/~.\w\"'$].*"
)
_WORDS = regex(
    r"\"(rm|git|dd|shred|chmod|chown|curl|kill|docker|kubectl|find|sh|bash)\"\s*[,)\s]\s*[\[(]?((?:\s*\"[^\"]*\"\s*[,\s]?){1,12})"
)
_WORD = regex(r"\"([^\"]*)\"")
_SAID = regex(
    r"\b(?:exec|system|sh|run|callCommand|shell)\s+((?:rm|git|dd|shred|chmod|chown|find|mkfs\S*)\s+[^\"'\n;|&]{2,300})"
)
_DELETES = regex(
    r"\b(?:delete-(?:directory|file)|rm_rf!?|rm!?\s*\(|deleteDir|deleteRecursively|deleteTree|file\s+delete|rmtree|removeDir\w*|RemoveAll"
    r"|remove_all|delete_recursively|delete_file|del_dir(?:_r)?|unlink|removeItem|removeFile|removeDirectoryRecursive|fs\.rm\w*|Files\.delete\w*|\.delete\(\))"
)
_PATH = regex(r"[\"']((?:~|/|\.{1,2}/)[^\"'\n]{1,200})[\"']|(?<![\w/\"'])((?:~/|/)[\w./-]{3,200})")
_HOMES = regex(r"\b(?:homedir|home-directory|user\.home|HOME|Dir\.home|System\.user_home|NSHomeDirectory)\b")
MOST_LINES = 8


def loosely(text: str, command: Command) -> Reading:
    """What code that is not read does at the least."""
    strings = [next(filter(None, found.groups()), "") for found in _STRINGS.finditer(text)]
    lines = [string.replace('\\"', '"') for string in strings if _LINE.fullmatch(string)]
    if _LINE.fullmatch(text):
        lines.append(text)
    nested = [Nested(Language.SHELL, command.scene, line.strip().lstrip("!")) for line in dict.fromkeys(lines)]
    nested += [Nested(Language.SHELL, command.scene, found[1]) for found in _SAID.finditer(text)]
    for found in _WORDS.finditer(text):
        words = (Word(found[1]), *(Word(word) for word in _WORD.findall(found[2])))
        nested.append(Nested(Language.SHELL, command.scene, words=words))
    reading = opaque(
        f"{command.program}: code that is not read", executes(command.program, command.scene, command.evidence)
    )
    return reading + Reading((*names_places(text, command), *_deleted(text, command)), tuple(nested[:MOST_LINES]))


def _deleted(text: str, command: Command) -> tuple[Effect, ...]:
    if not _DELETES.search(text):
        return ()
    places = [Word(found[1] or found[2]) for found in _PATH.finditer(text)]
    if _HOMES.search(text):
        places.append(Word("~"))
    if not places:
        return (
            file_effect(
                Operation.DELETE,
                Word("$unknown", known=False),
                command,
                recursive=True,
                traits=frozenset({Trait.OPAQUE}),
            ),
        )
    return tuple(
        file_effect(Operation.DELETE, place, command, recursive=True, forced=True, traits=frozenset({Trait.OPAQUE}))
        for place in places[:MOST_LINES]
    )
