"""Attempts and grades in a database; implements the ports of interview."""
