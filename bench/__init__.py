"""Speed and memory, measured; `make bench` prints the table that prose may quote."""
