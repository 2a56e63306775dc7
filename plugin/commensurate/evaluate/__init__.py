"""Scenarios and rows through the one journey; figures, intervals, report."""
