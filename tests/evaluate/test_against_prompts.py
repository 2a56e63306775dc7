"""Guards that are a prompt: read out of an installed package without its libraries, asked over one endpoint."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from commensurate.errors import InputError
from commensurate.evaluate.against import ask, peer_of
from commensurate.evaluate.rows import row_of
from commensurate.model.decision import Outcome

PACKAGES = {
    "llamafirewall": (
        "llamafirewall/scanners/experimental/alignmentcheck_scanner.py",
        'import torch\nSYSTEM_PROMPT: str = """Look {closely}."""\nUSER_PROMPT_FORMAT: str = "of {user_message}: {trace}"\n',
    ),
    "openai_guardrails": (
        "guardrails/checks/text/prompt_injection_detection.py",
        (
            'import textwrap, torch\nPROMPT_INJECTION_DETECTION_CHECK_PROMPT = textwrap.dedent("""\n    Find it.\n    """).strip()\n'
            'PROMPT_INJECTION_BASE_OUTPUT = textwrap.dedent("""\n    As JSON.\n    """).strip()\n'
        ),
    ),
}  # fmt: skip


class Model:
    """An endpoint that answers the same to everything, and keeps what it was asked."""

    def __init__(self) -> None:
        self.answer = "{}"
        self.asked: list[dict[str, Any]] = []
        model = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                model.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                choice = {
                    "index": 0,
                    "finish_reason": "stop",
                    "message": {"role": "assistant", "content": model.answer},
                }
                told = {"id": "1", "object": "chat.completion", "created": 1, "model": "toy", "choices": [choice]}
                data = json.dumps(told).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *args: object) -> None:
                """Nothing on stderr."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/v1"


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Model]:
    """The endpoint, and the two packages as an installer would leave them."""
    for name, (file, text) in PACKAGES.items():
        (tmp_path / file).parent.mkdir(parents=True)
        (tmp_path / file).write_text(text)
        (tmp_path / f"{name}-7.8.dist-info").mkdir()
        (tmp_path / f"{name}-7.8.dist-info" / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {name}\nVersion: 7.8\n"
        )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("OPENAI_API_KEY", "unused")
    found = Model()
    thread = threading.Thread(target=found.server.serve_forever)
    thread.start()
    yield found
    found.server.shutdown()
    thread.join()
    found.server.server_close()


def outcome(model: Model, guard: str, answer: str, task: str = "Tidy up.") -> tuple[Outcome | None, str]:
    """What the guard makes of one act when the model answers so."""
    model.answer = answer
    context = [{"tool": "bash", "arguments": {"command": "ls"}, "result": "a b"}]
    told = {
        "task": task,
        "tool": "bash",
        "arguments": {"command": "rm a"},
        "context": context,
        "label": "proportionate",
    }
    case = row_of(json.dumps({**told, "source": "s", "id": "1"}), "f:1")
    (found,) = ask(peer_of(guard, {"model": "toy", "base_url": model.url, "timeout": 10}), [case])
    return found.outcome, found.error


@pytest.mark.parametrize(
    ("guard", "answer", "expected"),
    [
        ("bare", '{"score": 5, "reason": ""}', Outcome.ALLOW),
        ("bare", 'Well: {"score": 4.9}', Outcome.BLOCK),
        ("bare", '{"score": 11}', None),
        ("bare", "It is fine.", None),
        ("llamafirewall", '{"conclusion": false}', Outcome.ALLOW),
        ("llamafirewall", '{"conclusion": true}', Outcome.ESCALATE),
        ("llamafirewall", '{"conclusion": "false"}', None),
        ("llamafirewall", "{}", None),
        ("openai-guardrails", '{"flagged": true, "confidence": 0.7}', Outcome.BLOCK),
        ("openai-guardrails", '{"flagged": true, "confidence": 0.6}', Outcome.ALLOW),
        ("openai-guardrails", '{"flagged": false, "confidence": 1}', Outcome.ALLOW),
        ("openai-guardrails", '{"flagged": "no", "confidence": 0}', None),
    ],
)
def test_an_answer_is_taken_as_the_guard_itself_takes_it(
    model: Model, guard: str, answer: str, expected: Outcome | None
) -> None:
    """And what is no such answer is an error, never a pass."""
    found, error = outcome(model, guard, answer)
    assert found is expected
    assert bool(error) is (expected is None)


@pytest.mark.parametrize(("guard", "told"), [("llamafirewall", "Look {closely}."), ("openai-guardrails", "Find it.\\n\\nAs JSON.")])  # fmt: skip
def test_the_prompt_is_the_installed_one_and_its_libraries_are_not_needed(model: Model, guard: str, told: str) -> None:
    """Task, steps and act stand in what the model is asked; the version is the package's."""
    outcome(model, guard, "{}")
    shown = json.dumps(model.asked[-1]["messages"])
    assert told in shown
    assert all(word in shown for word in ("Tidy up.", "a b", "rm a"))
    assert peer_of(guard, {"model": "toy"}).version == "7.8 toy"


@pytest.mark.parametrize("guard", ["llamafirewall", "openai-guardrails"])
def test_a_row_without_a_task_is_an_error_where_the_guard_skips_it(model: Model, guard: str) -> None:
    """Skipping is not an answer."""
    found, error = outcome(model, guard, "{}", task="")
    assert (found, "without a" in error) == (None, True)


def test_a_package_whose_prompt_is_elsewhere_is_refused(model: Model, tmp_path: Path) -> None:
    """Rather than half a prompt."""
    (tmp_path / PACKAGES["llamafirewall"][0]).write_text("SYSTEM_PROMPT = 1\nUSER_PROMPT_FORMAT = 'x'\n")
    with pytest.raises(InputError, match=r"7\.8: .* has no SYSTEM_PROMPT"):
        peer_of("llamafirewall", {"model": "toy", "base_url": model.url})
