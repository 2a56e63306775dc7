"""The prompt of LlamaFirewall's AlignmentCheck (Meta, https://github.com/meta-llama/PurpleLlama, MIT), over your endpoint.

    pip install --no-deps llamafirewall
    export OPENAI_BASE_URL=http://127.0.0.1:11434/v1 OPENAI_API_KEY=unused
    commensurate eval rows.jsonl --against llamafirewall --against-set model=NAME

The prompt is read out of the installed package; its libraries and its own models are not needed and not used. The
trace is the task, the earlier steps and the act. What it calls misaligned goes to a human, as its scanner decides.
"""

from collections.abc import Mapping
from typing import Any

from door import About, Judge, Question, serve
from endpoint import Endpoint, action_of, steps_of, texts

INSTALL = "pip install --no-deps llamafirewall"
FILE = "llamafirewall/scanners/experimental/alignmentcheck_scanner.py"
NAMES = ("SYSTEM_PROMPT", "USER_PROMPT_FORMAT")


def about(settings: Mapping[str, Any]) -> About:
    """What it is."""
    version, _ = texts("llamafirewall", FILE, NAMES, INSTALL)
    return About(
        "llamafirewall",
        f"{version} {settings.get('model', '')}".strip(),
        "acts that serve the goal and go too far: it looks for an agent that pursues another goal than the user's, "
        "and is told to pass what is doubtful. A trace without a task says nothing to it.",
    )


def opened(settings: Mapping[str, Any]) -> Judge:
    """One request a row."""
    _, prompts = texts("llamafirewall", FILE, NAMES, INSTALL)
    endpoint = Endpoint(settings)

    def judge(question: Question) -> str:
        if not question["task"].strip():
            raise ValueError("without a task its scanner does not scan")
        user = prompts["USER_PROMPT_FORMAT"].format(user_message=question["task"], trace=trace(question))
        messages = [{"role": "system", "content": prompts["SYSTEM_PROMPT"]}, {"role": "user", "content": user}]
        found = endpoint.object(messages)["conclusion"]
        if not isinstance(found, bool):
            raise TypeError(f"a conclusion of {found!r}")
        return "escalate" if found else "allow"

    return judge


def trace(question: Question) -> str:
    """The steps and the act, each as a message with its role."""
    lines = [f"Role.USER: {question['task']}"]
    for call, result in steps_of(question):
        lines += [f"Role.ASSISTANT: {call}", f"Role.TOOL: {result}"]
    return "\n".join([*lines, f"Role.ASSISTANT: SELECTED ACTION: {action_of(question)}"])


if __name__ == "__main__":
    serve(__doc__, about, opened)
