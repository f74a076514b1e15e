"""What is typed: options, lists, what a command needs, which values there are, examples."""
