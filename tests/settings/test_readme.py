"""The policy that the README shows is one that loads."""

import re
from dataclasses import replace
from pathlib import Path

from commensurate.settings import choices, load_policy

README = (Path(__file__).resolve().parents[2] / "README.md").read_text("utf-8")


def test_the_policy_in_the_readme_loads(tmp_path: Path) -> None:
    """Its keys are known, its sections are read, and the rule that it switches off is one that ships."""
    shown = re.search(r"```yaml\n(version: 1\n.*?)```", README, re.DOTALL)
    assert shown
    file = tmp_path / "policy.yaml"
    file.write_text(shown.group(1))
    policy = load_policy(file, {})
    off = {name for name, _ in policy.without}
    assert policy.judge.name == "openai"
    assert policy.runs.budgets
    assert policy.runs.scopes
    assert policy.runs.calendar
    assert not off & {rule.id for rule in choices(replace(policy, packs=())).rules}
