"""Yardstick T: the smallest Typer program with two commands; prints one word."""

import typer

app = typer.Typer()


@app.command()
def hello() -> None:
    """Print one word."""
    print("hello")


@app.command()
def goodbye() -> None:
    """Print another."""
    print("goodbye")


app()
