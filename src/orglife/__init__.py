"""orglife: the organizational life of a Party branch in one local file."""

__version__ = "0.1.0"
