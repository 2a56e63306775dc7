"""SQL in, effects out: one file a concern, `read` the one door. Sqlglot is loaded for what words alone cannot prove."""

from commensurate.effects.sql.script import read
from commensurate.effects.sql.structured import read_structured

__all__ = ["read", "read_structured"]
