"""What a design is, and what can be said of it."""
