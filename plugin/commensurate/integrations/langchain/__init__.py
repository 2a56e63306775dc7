"""LangChain: a callback handler that asks before each tool call. Needs the extra `commensurate[langchain]`."""

from commensurate.integrations.langchain.handler import CommensurateHandler as CommensurateHandler
from commensurate.integrations.langchain.handler import install as install
