"""How Typer's commands and groups differ here: shared options, help in two languages, lazy parts.

Typer brings its own copy of Click; only what it has had in all versions from 0.26 to 0.28 is used.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, cast

import typer
from typer._click.exceptions import MissingParameter
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command, get_group

from orglife.cli.commands import LazyCommand
from orglife.cli.framework.options import ASKED, missing_parameter, shared_options, shared_values
from orglife.cli.process import environment
from orglife.errors import UsageError
from orglife.messages import say


class OrglifeCommand(TyperCommand):
    """A command with the shared options of its kind after its own."""

    def __init__(self, name: str | None, **settings: Any) -> None:
        super().__init__(name, **settings)
        kind = getattr(self.callback, "orglife_kind", "")
        self.examples: tuple[str, ...] = getattr(self.callback, "orglife_examples", ())
        if kind:
            accepted = getattr(self.callback, "orglife_accepted", {})
            for param in self.params:
                if param.name in accepted:
                    cast("Any", param).accepted = accepted[param.name]
            taken = [text for param in self.params for text in (*param.opts, *param.secondary_opts)]
            self.params.extend(shared_options(kind, taken))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the words; on a terminal, ask for what is missing."""
        typed = list(args)
        try:
            rest = super().parse_args(ctx, args)
            if not (_can_ask(ctx) and missing_parameter(ctx) is not None):
                return rest
        except MissingParameter as error:
            if error.param is None or not _can_ask(ctx):
                raise
        from orglife.cli.framework.prompts import PromptingParser

        return PromptingParser(
            typed, lambda words: super(OrglifeCommand, self).parse_args(ctx, words)
        ).complete(ctx)

    def invoke(self, ctx: Any) -> Any:
        """Run the command; where something was asked for, say it as one line."""
        if ASKED not in ctx.meta:
            return super().invoke(ctx)
        from orglife.cli.framework.prompts import invoke

        return invoke(ctx, lambda: super(OrglifeCommand, self).invoke(ctx))

    def get_help(self, ctx: Any) -> str:
        """Return the help in the language asked for."""
        from orglife.cli.framework.help import command_help

        return command_help(self, ctx)


def _can_ask(ctx: Any) -> bool:
    """Whether somebody is at a terminal and has not said to be left alone."""
    options = shared_values(ctx)
    return (
        not ctx.resilient_parsing
        and not options.get("no_input")
        and options.get("format") != "json"
        and environment.is_terminal(sys.stdin)
        and environment.is_terminal(sys.stderr)
    )


class OrglifeGroup(TyperGroup):
    """A group of commands; the shared options may stand before the subcommand too."""

    examples: tuple[str, ...] = ()

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.params.extend(shared_options("all"))

    def get_help(self, ctx: Any) -> str:
        """Return the help in the language asked for."""
        from orglife.cli.framework.help import command_help

        return command_help(self, ctx)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the subcommand, or refuse with the nearest ones named."""
        name = args[0]
        if self.get_command(ctx, name) is None and not ctx.resilient_parsing:
            if name.startswith("-"):
                self.parse_args(ctx, list(args))
            from orglife.model.names import suggest_nearest

            names = self.list_commands(ctx)
            raise UsageError(
                say("there is no command {name}", name=f"{ctx.command_path} {name}"),
                hint=suggest_nearest(name, names) or say("one of: {codes}", codes=tuple(names)),
            )
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Run the subcommand; without one, say which there are."""
        if not ctx._protected_args:
            raise UsageError(
                say("{command} needs to know what to do", command=ctx.command_path),
                hint=say("one of: {codes}", codes=tuple(self.list_commands(ctx))),
            )
        return super().invoke(ctx)


class OrglifeRoot(OrglifeGroup):
    """`orglife` itself: its commands are a table of names, and a module is imported when called."""

    examples = ("status", "log", "check 2026", "due --within 30d")

    def __init__(
        self, table: dict[str, LazyCommand], otherwise: Callable[[Any], None], **settings: Any
    ) -> None:
        super().__init__(**settings)
        self.table = table
        self.otherwise = otherwise
        self._built: dict[str, Any] = {}

    def invoke(self, ctx: Any) -> Any:
        """Run the subcommand; without one, what `otherwise` does."""
        return super().invoke(ctx) if ctx._protected_args else self.otherwise(ctx)

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002  # Click's own signature
        """Return the names of the table, in its order."""
        return list(self.table)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002  # Click's own signature
        """Import and build one command."""
        if cmd_name not in self._built and cmd_name in self.table:
            self._built[cmd_name] = build(cmd_name, self.table[cmd_name].target)
        return self._built.get(cmd_name)


def build(name: str, target: str) -> Any:
    """Return the command or group that `target` (`module:name`) stands for."""
    from importlib import import_module

    module, _, attribute = target.partition(":")
    found = getattr(import_module(module), attribute)
    if isinstance(found, typer.Typer):
        _frame_all(found)
        group = get_group(found)
        group.name = name
        return group
    app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)
    app.command(name, cls=OrglifeCommand)(cast("Callable[..., None]", found))
    return get_command(app)


def _frame_all(app: typer.Typer) -> None:
    for command in app.registered_commands:
        command.cls = OrglifeCommand
    for group in app.registered_groups:
        if group.typer_instance is not None:
            _frame_all(group.typer_instance)
