"""Commands for what is held and agreed."""
