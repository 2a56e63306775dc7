"""Probes: look at the world without touching it."""
