"""The judge that needs no model, no network and no key: the human's words, read by a grammar, held against the effects."""

from commensurate.model.judgement import Judgement
from commensurate.model.task import Provenance
from commensurate.ports import Case


class LocalJudge:
    """Deterministic: the same case, the same judgement. It does not wait, and has no outages.

    With `learned`, a forest of small trees has a second voice (learned/CARD.md), loaded with the first judgement: that
    raises JudgeError where its weights do not fit this version.
    """

    name = "local"

    def __init__(self, *, learned: bool = True) -> None:
        self._learned = learned

    def judge(self, case: Case) -> Judgement:
        """Weigh one case. A task that no human wrote is read, but warrants little."""
        from commensurate.learned.forest import shipped  # noqa: PLC0415 (the same)
        from commensurate.learned.second import heard  # noqa: PLC0415 (the same)
        from commensurate.warrant.turns import standing  # noqa: PLC0415 (the lexicon loads with the first judgement)
        from commensurate.warrant.weigh import weigh  # noqa: PLC0415 (the same)
        from commensurate.warrant.weights import TRUST_OF_A_MODEL  # noqa: PLC0415 (the same)

        stands = standing(case.task, case.analysis)
        warrant = stands.warrant
        weighing = weigh(warrant, case.action, case.analysis, case.steps)
        if self._learned:
            weighing = heard(weighing, shipped(), warrant, case)
        score = weighing.score
        if case.task.provenance is Provenance.MODEL and case.analysis.changes:
            score = min(score, TRUST_OF_A_MODEL)
        return Judgement(
            judge=self.name,
            score=score,
            reason=weighing.reason,
            instead=weighing.instead,
            warrants="; ".join(dict.fromkeys(request.words for request in warrant.requests))[:400],
            beyond=" ".join(term.words for term in weighing.terms if term.points < 0 and term.words)[:600],
            quotes=weighing.quotes,
            forbidden=weighing.forbidden,
            addressed=weighing.addressed,
            notes=stands.notes,
            claims_read_only=case.analysis.proven_read_only,
            confidence=round(abs(score - 5) / 5, 3),
        )

    async def ajudge(self, case: Case) -> Judgement:
        """The same; it never blocks for longer than about a millisecond."""
        return self.judge(case)
