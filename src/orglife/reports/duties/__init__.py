"""What the rules ask, what is done of it, and what falls due, as views."""
