"""The command line: parse, call, print. The only reader of clock, terminal and environment."""
