"""The command line. No decision is taken here."""
