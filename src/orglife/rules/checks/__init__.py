"""The kinds of check: one pure function each, from a `Case` to findings with their arithmetic."""
