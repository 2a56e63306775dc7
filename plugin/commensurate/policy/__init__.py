"""The organisation's choices and the one reducer: every voice is heard, the strictest wins."""
