"""Commands for the branch file, and for many of them."""
