"""Commands for what the rules ask."""
