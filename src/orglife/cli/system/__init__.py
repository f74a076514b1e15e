"""Commands for the user's own system: shells, schedulers, settings."""
