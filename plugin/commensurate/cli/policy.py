"""`commensurate policy`: what the guard of this place runs on, after everything has been loaded."""

import json
from pathlib import Path
from typing import Annotated

import typer

from commensurate.settings import channel, choices, judge, load_policy


def policy(
    *,
    policy_file: Annotated[
        Path | None, typer.Option("--policy", help="A policy file, instead of the usual one.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """What this guard runs on: policy file, rules, judge, store, channel. Loads it all; exit status 2 where it fails."""
    chosen = load_policy(policy_file)
    loaded = choices(chosen)
    judge(chosen.judge)
    channel(chosen.channel)
    facts = {
        "policy": chosen.source or "none: what ships",
        "mode": chosen.mode.value,
        "environment": chosen.environment.value,
        "rules": len(loaded.rules),
        "rules_off": [name for name, _ in chosen.without],
        "own_packs": [str(path) for path, _ in chosen.packs],
        "own_cells": len(chosen.table),
        "judge": chosen.judge.name,
        "store": chosen.store.settings.get("path", chosen.store.name),
        "channel": chosen.channel.name,
        "probe": chosen.probe,
    }
    if as_json:
        print(json.dumps(facts, indent=2))
        return
    for name, value in facts.items():
        print(f"{name.replace('_', ' ')}: {', '.join(value) if isinstance(value, list) else value}")
