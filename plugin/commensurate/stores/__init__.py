"""Stores: keep records, sessions and approvals."""
