"""The nouns of the house: frozen values, no I/O. Each file owns one noun; ARCHITECTURE words are used as they stand."""
