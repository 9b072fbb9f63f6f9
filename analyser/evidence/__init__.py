"""What a reader sees of the two tables: pure functions that choose, order, cut and draw, and change nothing."""
