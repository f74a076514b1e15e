"""The rules: a dated pack of data, a few kinds of check, and the engine that joins them. Pure."""
