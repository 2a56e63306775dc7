"""One named reason with its weight: what the explanation of a score is made of."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """`points` are added up (see weights.py); `words` say it to a human, empty where it goes without saying."""

    name: str
    points: float
    words: str
