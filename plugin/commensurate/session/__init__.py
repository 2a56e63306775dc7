"""What adds up over a run: fold, loops, budgets. Pure."""
