"""Tasks in German, Spanish and French are read by the grammar that reads English."""

import pytest

from commensurate.model.effect import Operation
from commensurate.warrant.read import read
from commensurate.warrant.tokens import sentences
from commensurate.warrant.tongues import tongue_of
from commensurate.warrant.warrant import Limit, Mode


@pytest.mark.parametrize(
    ("task", "operation"),
    [
        ("Kannst du bitte die alten Protokolle unter /srv/old löschen?", Operation.DELETE),
        ("Trag mich bitte aus dem Verteiler aus.", Operation.DELETE),
        ("Bitte schick den Bericht an ada@post.example.", Operation.SEND),
        ("Stornier die Buchung 4471 und sag Bo Bescheid.", Operation.PAY),
        ("Leere die Warteschlange", Operation.DELETE),
        ("Redémarre le serveur", Operation.STOP),
        ("Borra los borradores de la carpeta vieja, por favor.", Operation.DELETE),
        ("Envía la factura al cliente.", Operation.SEND),
        ("Supprime la branche test, s'il te plaît.", Operation.DELETE),
        ("Ajoute-les à la liste des clients.", Operation.CREATE),
    ],
)
def test_an_order_in_another_language_asks_for_its_operation(task: str, operation: Operation) -> None:
    """The verb is read wherever its language puts it, and whether or not it is cut in two."""
    warrant = read(task)
    assert warrant.mode is Mode.ORDER
    assert operation in warrant.operations


@pytest.mark.parametrize(
    "task",
    [
        "Ändere die Einstellung nicht.",
        "Die Tabelle orders darf nicht gelöscht werden.",
        "No borres nada de la carpeta.",
        "Ne touche pas aux réunions de Paul.",
    ],
)
def test_a_prohibition_in_another_language_asks_for_nothing(task: str) -> None:
    """A negation forbids, wherever it stands."""
    warrant = read(task)
    assert any(constraint.limit is Limit.FORBID for constraint in warrant.constraints)
    assert not warrant.operations - {Operation.READ}


@pytest.mark.parametrize(
    "task",
    ["Nur anschauen, nichts ändern!", "Mira los registros pero no cambies nada.", "Regarde, mais ne change rien."],
)
def test_only_looking_is_read_in_each_language(task: str) -> None:
    """Nothing is to change: the whole task is one of looking."""
    assert read(task).mode in {Mode.READ_ONLY, Mode.QUESTION}


def test_quotes_stay_in_the_words_of_the_human() -> None:
    """What is quoted as a warrant or a limit stands in the task as it was written."""
    task = "Bitte lösche den Kontakt 4471. Die Rechnungen dürfen nicht gelöscht werden."
    warrant = read(task)
    assert all(request.words in task for request in warrant.requests)
    assert all(constraint.words in task for constraint in warrant.constraints)


@pytest.mark.parametrize("task", ["Delete the temp folder", "", "ls -la", "Fix die-cutting in the kitchen module"])
def test_english_is_left_alone(task: str) -> None:
    """A text that is not plainly of another language is read as it stands."""
    assert tongue_of(task) is None
    assert not any(sentence.foreign for sentence in sentences(task))
