"""Rules are data: packs/*.yaml, parsed, matched against effects. Rules speak of effects, not of command text."""
