"""Where a clause ends: after a comma a sentence may go on to say something of its own."""

from collections.abc import Sequence

from commensurate.warrant.tokens import Token

_SUBJECTS = frozenset(
    {"i", "we", "he", "she", "they", "it", "it's", "that's", "i'm", "i've", "there", "people", "somebody", "someone"}
)
_TELLS = frozenset({"is", "are", "was", "were", "has", "have", "had", "will", "comes", "needs", "knows", "does", "can"})
_NEAR = 4


def new_clause(words: Sequence[Token], position: int) -> bool:
    """True where a clause with a subject of its own starts: ", the engineer is coming", ", I do that"."""
    if position >= len(words):
        return False
    if words[position].word in _SUBJECTS:
        return True
    following = words[position + 1 : position + _NEAR]
    ended = next((i for i, word in enumerate(following) if word.text in {",", "("}), len(following))
    return any(word.word in _TELLS for word in following[:ended])
