"""One widget a file; each owns its state key."""
