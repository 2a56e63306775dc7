"""Channels: reach a human."""
