"""Tool calls with a name and arguments: MCP tools, function calling, file editors. Shell lines are read elsewhere."""

from commensurate.effects.tools.read import read_tool

__all__ = ["read_tool"]
