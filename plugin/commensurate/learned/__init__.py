"""What was learned from labelled cases: features of a case, a forest of small trees over them, and its place in a score."""
