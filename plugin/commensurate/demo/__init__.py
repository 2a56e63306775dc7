"""Five incidents, replayed by a scripted LangChain agent with real tools on throw-away victims. Needs commensurate[demo]."""
