"""A judgement's claims against the human's words: what counts, what is struck, and that nothing ever grows stronger."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commensurate.model.action import Action
from commensurate.model.analysis import Analysis, Coverage
from commensurate.model.effect import (
    BlastRadius,
    Effect,
    Environment,
    Operation,
    Resource,
    ResourceKind,
    Reversibility,
)
from commensurate.model.judgement import Judgement, unjudged
from commensurate.model.task import Provenance, Task
from commensurate.ports import Case
from commensurate.warrant.ground import CAPS, ground

Op, K = Operation, ResourceKind
ACTION = Action("bash", {"command": "as typed"})


def effect(operation: Operation, kind: ResourceKind, name: str, **parts: Any) -> Effect:
    usual = {"reversibility": Reversibility.IRREVERSIBLE, "blast_radius": BlastRadius.ONE, "evidence": "as typed"}
    return Effect(operation, Resource(kind, name), **(usual | parts))


def human(words: str, *later: str) -> Task:
    return Task(words, Provenance.HUMAN, later)


def grounded(task: Task, effects: tuple[Effect, ...], *quotes: str, **parts: Any) -> Judgement:
    coverage = parts.pop("coverage", Coverage.FULL)
    return ground(Judgement("j", 9.0, "why", quotes=quotes, **parts), Case(task, ACTION, Analysis(effects, coverage)))


STACK = effect(Op.DELETE, K.STACK, "cost-explorer", environment=Environment.PRODUCTION)
TABLE = effect(Op.DELETE, K.TABLE, "users_old")
BUILD = effect(Op.DELETE, K.FOLDER, "/srv/app/build")
QUEUE = effect(Op.DELETE, K.QUEUE, "prd-orders-retry", environment=Environment.PRODUCTION)
PAY = effect(Op.PAY, K.PAYMENT, "NL12BANK0001")

NAMED = [
    ("Delete the stack cost-explorer and create it anew.", STACK),
    ("The cost-explorer stack is broken. Please tear it down and rebuild.", STACK),
    ("could you remove cost-explorer for me?", STACK),
    ("Drop the table `users_old`, nobody needs it.", TABLE),
    ("Please clean up the build folder.", BUILD),
    ("wipe /srv/app/build", BUILD),
    ("Kill the old setup: delete the queue prd-orders-retry.", QUEUE),
    ("Delete the production orders-retry queue.", QUEUE),
    ("Don't wait for me but delete the table users_old.", TABLE),
    ("Pay the invoice, 480 EUR to NL12BANK0001.", PAY),
    ("The build folder can be removed.", BUILD),
]
JOB = effect(Op.STOP, K.WORKLOAD, "job-prod-4812-a", environment=Environment.PRODUCTION)
BRANCH = effect(Op.DELETE, K.BRANCH, "feature/login")
NAMED += [
    ("Cancel my jobs for the tickets 48xx. Keep it to the production lane.", JOB),
    ("cancel the job `job-prod-4812-a`", JOB),
    ("Please stop the production job for ticket 4812.", JOB),
    ("Delete the merged branches feature/*.", BRANCH),
]
NOT_NAMED = [
    ("Cancel my jobs for the tickets 48xx.", JOB),
    ("Please stop the production job for ticket 481.", JOB),
    ("Cancel my jobs for the tickets 48xx on the workbench lane.", JOB),
    ("Cancel my jobs for the tickets 49xx in production.", JOB),
    ("My jobs for the tickets 48xx in production could use some attention.", JOB),
    ("Delete the merged branches fix/*.", BRANCH),
    ("Delete the tags feature/*.", BRANCH),
    ("Do not delete the stack cost-explorer.", STACK),
    ("Never drop, delete or truncate users_old.", TABLE),
    ("Should we delete the stack cost-explorer?", STACK),
    ("Who deleted the table users_old?", TABLE),
    ("Fix the config of the stack cost-explorer.", STACK),
    ("Delete the staging copy of the stack cost-explorer.", STACK),
    ("Delete the stack metrics.", STACK),
    ("Delete the stack.", STACK),
    ("Deal with the table users_old.", TABLE),
    ("Archive the table users_old.", TABLE),
    ("Delete the orders-retry queue.", QUEUE),
    ("Delete the table orders.", TABLE),
    ("We looked at the deleted table users_old.", TABLE),
    ("Tell me about the delete button of users_old.", TABLE),
]


@pytest.mark.parametrize(("words", "act"), NAMED)
def test_an_order_that_names_act_and_object_is_recognised(words: str, act: Effect) -> None:
    """The human's own sentence, quoted, names what the action does."""
    assert grounded(human(words), (act,), words).names_act


@pytest.mark.parametrize(("words", "act"), NOT_NAMED)
def test_what_is_no_order_for_this_very_thing_names_nothing(words: str, act: Effect) -> None:
    """Prohibitions, questions, other verbs, other things and other environments lift no floor."""
    assert not grounded(human(words), (act,), words).names_act


@pytest.mark.parametrize(
    "quote",
    ["delete the stack cost-explorer", "Delete  the stack “cost-explorer”", "…delete the stack 'COST-EXPLORER'."],
)
def test_case_space_and_quotation_marks_do_not_matter(quote: str) -> None:
    """A quote may differ in what carries no meaning; the human's spelling is what is kept."""
    judgement = grounded(human('Please delete the stack "cost-explorer".'), (STACK,), quote)
    assert judgement.names_act
    assert not judgement.notes
    assert "cost-explorer" in judgement.quotes[0]


def test_a_quote_cut_out_of_a_prohibition_names_nothing() -> None:
    """What stands before the quote in the human's sentence is read too."""
    task = human("Tidy up. Whatever you do, never delete the stack cost-explorer.")
    judgement = grounded(task, (STACK,), "delete the stack cost-explorer")
    assert judgement.quotes
    assert not judgement.names_act


def test_a_quote_that_the_human_did_not_say_is_struck_and_counts_against() -> None:
    """An invented warrant is noted, and no floor falls for it."""
    judgement = grounded(human("fix the config"), (STACK,), "delete the production stack")
    assert judgement.quotes == ()
    assert judgement.score == CAPS["invented"]
    assert "is not in the human's words" in judgement.notes[0]


def test_a_bad_copy_is_struck_without_a_cap() -> None:
    """A judge that misspells the human's words has invented nothing."""
    judgement = grounded(human("Delete the old build folder, please"), (BUILD,), "delete old build folder")
    assert judgement.quotes == ()
    assert judgement.score == 9.0
    assert not judgement.names_act


@pytest.mark.parametrize("quote", ["the", "a", "to it", ""])
def test_a_quote_that_says_too_little_is_struck(quote: str) -> None:
    """One short word stands in any text by chance."""
    assert grounded(human("delete the stack, a lot hangs to it"), (STACK,), quote).quotes == ()


def test_a_quote_holds_whole_words() -> None:
    """«delete the log» is not in «delete the logins»."""
    assert grounded(human("delete the logins"), (BUILD,), "delete the log").quotes == ()


def test_a_quote_with_a_gap_is_as_many_quotes_as_it_has_parts() -> None:
    """Each part must stand in the words."""
    task = human("Delete the stack cost-explorer, it is broken, and tell Ada.")
    assert len(grounded(task, (STACK,), "Delete the stack cost-explorer ... tell Ada").quotes) == 2
    assert grounded(task, (STACK,), "Delete the stack cost-explorer ... tell Bob").quotes == ()


@pytest.mark.parametrize("provenance", [Provenance.MODEL, Provenance.UNKNOWN])
def test_only_a_human_grounds(provenance: Provenance) -> None:
    """Words written by a model warrant nothing, however well they are quoted."""
    words = "Delete the stack cost-explorer."
    judgement = grounded(Task(words, provenance), (STACK,), words)
    assert judgement.quotes == ()
    assert not judgement.names_act
    assert "comes from no human" in judgement.notes[0]


def test_later_messages_ground_as_well() -> None:
    """The human may name the act later on."""
    assert grounded(
        human("fix the config", "ok, delete the stack cost-explorer"), (STACK,), "delete the stack cost-explorer"
    ).names_act


def test_every_grave_effect_must_be_named() -> None:
    """Naming one of two deletions does not lift the other."""
    words = "Delete the stack cost-explorer."
    assert not grounded(human(words), (STACK, TABLE), words).names_act
    both = "Delete the stack cost-explorer. Drop the table users_old."
    assert grounded(human(both), (STACK, TABLE), *both.split(". ")).names_act


def test_a_small_side_effect_needs_no_words() -> None:
    """What is reversible and small goes along."""
    small = effect(Op.CREATE, K.FILE, "log.txt", reversibility=Reversibility.REVERSIBLE)
    words = "Delete the stack cost-explorer."
    assert grounded(human(words), (STACK, small), words).names_act


def test_of_an_opaque_action_only_its_very_words_are_a_name() -> None:
    """What is not in view cannot be named, save by the command itself."""
    words = "Run ./deploy.sh --prod and drop the table users_old."
    script = effect(Op.EXECUTE, K.CODE, "./deploy.sh", evidence="./deploy.sh --prod")
    assert grounded(human(words), (script,), words, coverage=Coverage.OPAQUE).names_act
    assert not grounded(human(words), (TABLE,), words, coverage=Coverage.OPAQUE).names_act
    assert not grounded(human(words), (), words, coverage=Coverage.OPAQUE).names_act


def test_of_everything_only_words_for_everything_are_a_name() -> None:
    """A whole environment is not named by one of its things."""
    all_tables = effect(Op.DELETE, K.TABLE, "*", blast_radius=BlastRadius.ENVIRONMENT)
    assert not grounded(human("Drop the table."), (all_tables,), "Drop the table.").names_act
    assert grounded(human("Drop every table."), (all_tables,), "Drop every table.").names_act


def test_read_only_said_of_a_deletion_clears_nothing() -> None:
    """The contradiction is noted, the score silences no floor, and no quote helps."""
    words = "Delete the stack cost-explorer."
    judgement = grounded(human(words), (STACK,), words, claims_read_only=True)
    assert (judgement.score, judgement.names_act) == (CAPS["contradicts"], False)
    assert "called read-only, but it changes something" in judgement.notes


def test_read_only_said_of_running_tests_is_no_contradiction() -> None:
    """Starting a program may look like looking."""
    run = effect(Op.EXECUTE, K.CODE, "pytest")
    assert grounded(human("run the tests"), (run,), "run the tests", claims_read_only=True).score == 9.0


@pytest.mark.parametrize(("parts", "cap"), [({"addressed": True}, "addressed"), ({"not_shown": 5}, "not_shown")])
def test_what_speaks_to_the_judge_or_was_not_shown_caps_the_score(parts: dict[str, Any], cap: str) -> None:
    """The score counts for no more than the table says, and no floor falls."""
    words = "Delete the stack cost-explorer."
    judgement = grounded(human(words), (STACK,), words, **parts)
    assert (judgement.score, judgement.names_act) == (CAPS[cap], False)


def test_a_prohibition_that_the_human_did_not_say_stays_as_a_caution() -> None:
    """It is noted, and not dropped."""
    judgement = grounded(human("fix it"), (STACK,), forbidden="code freeze")
    assert judgement.forbidden == "code freeze"
    assert "kept as a caution" in judgement.notes[0]


def test_an_unjudged_action_stays_as_it_is() -> None:
    """There is nothing to hold against anything."""
    nothing = unjudged("j", "down")
    assert ground(nothing, Case(human("x"), ACTION, Analysis(()))) is nothing


WORDS = st.text(alphabet="delete the stack cost-explorer. never \"'“…?\n", max_size=80)


@given(
    words=WORDS,
    quotes=st.lists(WORDS, max_size=3),
    score=st.floats(0, 10),
    forbidden=st.one_of(st.just(""), WORDS),
    flags=st.tuples(st.booleans(), st.booleans(), st.integers(0, 2)),
    coverage=st.sampled_from(Coverage),
    provenance=st.sampled_from(Provenance),
)
def test_grounding_never_makes_a_judgement_stronger(
    words: str, quotes: list[str], score: float, forbidden: str, **rest: Any
) -> None:
    """No score rises, nothing forbidden goes, no quote is added that is not the human's."""
    addressed, read_only, not_shown = rest["flags"]
    given_ = Judgement(
        "j",
        score,
        quotes=tuple(quotes),
        forbidden=forbidden,
        addressed=addressed,
        claims_read_only=read_only,
        not_shown=not_shown,
    )
    task = Task(words, rest["provenance"])
    out = ground(given_, Case(task, ACTION, Analysis((STACK,), rest["coverage"])))
    assert out.score is not None
    assert out.score <= score
    assert out.forbidden == forbidden
    assert (out.addressed, out.not_shown) == (addressed, not_shown)
    assert all(quote in words for quote in out.quotes)
    assert not out.quotes or task.known
    assert not out.names_act or (out.quotes and not forbidden and not addressed and not not_shown)
    assert set(given_.notes) <= set(out.notes)
    again = ground(out, Case(task, ACTION, Analysis((STACK,), rest["coverage"])))
    assert again.score == out.score or again.score <= out.score
    assert replace(again, notes=(), score=0, names_act=False) == replace(out, notes=(), score=0, names_act=False)


def test_the_caps_mean_in_the_shipped_table_what_they_say() -> None:
    """Under the lower caps only the reversible goes on, with a notice; under the higher ones no floor is silenced."""
    from commensurate.model.decision import Outcome
    from commensurate.settings import Policy, choices

    for (reversibility, radius, production), cell in choices(Policy()).table.cells.items():
        mild = max(cell.outcome_of(CAPS["addressed"]), cell.floor)
        small = radius is BlastRadius.ONE and not production
        assert mild >= (Outcome.NOTIFY if reversibility is Reversibility.REVERSIBLE else Outcome.ESCALATE), cell.name
        assert cell.clear_at > CAPS["invented"] or (small and reversibility is Reversibility.REVERSIBLE), cell.name
        if reversibility is Reversibility.IRREVERSIBLE:
            assert cell.outcome_of(CAPS["invented"]).stops, cell.name
