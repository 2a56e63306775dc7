"""What the human's words warrant and what they forbid, read from the words alone. Pure; no model."""
