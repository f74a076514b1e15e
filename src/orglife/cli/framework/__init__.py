"""The frame that every command stands in: its session, its questions, its help, its errors.

The frame that every command stands in: its session, its questions, its help, its errors.

What is typed: options, lists, what a command needs, which values there are, examples.
"""
