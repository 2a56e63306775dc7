"""The Guard, and what drives it: weighing.py tells the journey, judging.py and asking.py ask, recall.py remembers."""

from commensurate.approvals.standing import message
from commensurate.guard.guard import Guard, enforce
from commensurate.guard.limits import Limits

__all__ = ["Guard", "Limits", "enforce", "message"]
