"""Commands to begin with: a new file, a made-up one, a roster or a register brought in."""
