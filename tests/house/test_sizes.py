"""Law 10: a file has at most 400 lines, a function 60 (nine in ten 30), five positional parameters; a host file 120."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "plugin/commensurate"
DATA = PACKAGE / "effects/data"
"""Generated tables: data in Python's form, with no size limit."""

FILES = sorted(path for path in PACKAGE.rglob("*.py") if DATA not in path.parents)


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """All functions of a file."""
    tree = ast.parse(path.read_text())
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from the def to the end."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_file_is_small(path: Path) -> None:
    """A file fits into a head; an integration is thin."""
    limit = 120 if (PACKAGE / "integrations") in path.parents else 400
    assert len(path.read_text().splitlines()) <= limit


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_function_is_short_and_takes_few_positionals(path: Path) -> None:
    """A function has at most 60 lines and at most five positional parameters besides self."""
    for node in functions(path):
        assert length(node) <= 60, f"{path.name}:{node.lineno} {node.name}"
        positional = [arg for arg in node.args.posonlyargs + node.args.args if arg.arg not in ("self", "cls")]
        assert len(positional) <= 5, f"{path.name}:{node.lineno} {node.name}"


def test_nine_functions_in_ten_have_at_most_thirty_lines() -> None:
    """The tail is thin."""
    lengths = [length(node) for path in FILES for node in functions(path)]
    assert sum(n <= 30 for n in lengths) >= 0.9 * len(lengths)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_file_opens_with_what_it_owns(path: Path) -> None:
    """Each file says in its first lines what it owns."""
    assert ast.get_docstring(ast.parse(path.read_text()))


FORBIDDEN_WORDS = ("verdict", "helper", "utils", "manager")


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_name_uses_the_words_of_the_house(path: Path) -> None:
    """One word, one meaning: words that mean nothing in particular name nothing."""
    tree = ast.parse(path.read_text())
    names = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)} | {path.stem}
    assert not [name for name in names for word in FORBIDDEN_WORDS if word in name.lower()]
