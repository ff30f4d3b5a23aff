"""Use cases of an interview, and the ports they need."""
