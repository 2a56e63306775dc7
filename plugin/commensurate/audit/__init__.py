"""The hash chain and the redaction of secrets. Pure."""
