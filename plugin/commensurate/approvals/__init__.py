"""(state, event) -> state of an approval, as a table. Pure."""
