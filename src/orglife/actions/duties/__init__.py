"""What the rules ask of this branch: its own rules and kinds, and what is waived."""
