"""What a run was trying when it was ended, for whoever has to let it go on or not. Pure."""

from itertools import groupby

from commensurate.model.session import Session

LATEST = 16
"""Acts that a report looks back on."""


def tried(session: Session) -> tuple[str, ...]:
    """The latest acts in their order, repeated ones once: «3 × delete file:/srv/data (block)», «look (allow)»."""
    acts = [f"{moment.trace} ({moment.outcome.word})" for moment in session.recent[-LATEST:]]
    told = [(act, len(list(same))) for act, same in groupby(acts)]
    return tuple(f"{times} × {act}" if times > 1 else act for act, times in told)
