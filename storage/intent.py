"""What a connection is for: execution options that both databases read when work begins."""

READING = "loadbearing_reading"
"""Only reads: all its queries see one moment, and no writer waits for it."""

SAVING = "loadbearing_saving"
"""May lose its last commits when the database server itself dies, for the sake of speed."""
