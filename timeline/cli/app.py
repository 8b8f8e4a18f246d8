"""The command group, loaded lazily, and the one place where an error becomes an exit."""

from __future__ import annotations

import contextlib
import importlib
import os
import re
import sys
from collections.abc import Sequence
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from timeline import __version__, modules
from timeline.cli import commands
from timeline.cli.options import flat
from timeline.errors import TimelineError

_NEGATIVE = re.compile(r"-[0-9]")


class Command(TyperCommand):
    """A command that takes ``-0043`` for a date, not for an option."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Move arguments that begin with a minus and a digit behind ``--``, unless they are an option's value."""
        valued = {
            name for option in self.params for name in option.opts if option.param_type_name == "option"
            and not getattr(option, "is_flag", False)
        }  # fmt: skip
        end = args.index("--") if "--" in args else len(args)
        head, tail = args[:end], args[end + 1 :]
        numbers = [
            place for place, text in enumerate(head)
            if _NEGATIVE.match(text) and not (place and head[place - 1] in valued)
        ]  # fmt: skip
        kept = [text for place, text in enumerate(head) if place not in numbers]
        moved = [head[place] for place in numbers]
        return super().parse_args(ctx, [*kept, "--", *moved, *tail] if moved or tail else kept)


class Commands(TyperGroup):
    """A group whose commands are the modules of ``timeline.cli.commands``, each imported when it is asked for."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands: dict[str, Any] = dict.fromkeys(modules.names(commands.__path__))

    def list_commands(self, ctx: Any) -> list[str]:
        """List the names."""
        del ctx
        return list(self.commands)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Import a command and make it one that the library can run; None where there is none of that name."""
        del ctx
        if cmd_name not in self.commands:
            return None
        if self.commands[cmd_name] is None:
            module = importlib.import_module(f"timeline.cli.commands.{cmd_name}")
            single = typer.Typer(add_completion=False, rich_markup_mode=None, context_settings=_SETTINGS)
            single.command(cmd_name, cls=Command)(flat(module.run))
            self.commands[cmd_name] = typer.main.get_command(single)
        return self.commands[cmd_name]


_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


def _version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"timeline {__version__}\n")
        raise typer.Exit


def application() -> Any:
    """Build the whole command line."""
    app = typer.Typer(
        cls=Commands, add_completion=False, rich_markup_mode=None, context_settings=_SETTINGS, no_args_is_help=False,
        invoke_without_command=True,
    )  # fmt: skip

    @app.callback()
    def start(
        context: typer.Context,
        version: bool = typer.Option(
            False, "--version", "-V", callback=_version, is_eager=True, help="Print the version."
        ),
    ) -> None:
        """Sourced, honest event timelines in the terminal.

        \b
        timeline list --actor Serbia             the events in which somebody acts for Serbia
        timeline show 2023                       a year's story, with its sources
        timeline chart --actor Serbia --since 2008
        timeline list --json | jq '.events[].title'

        Every command has its own help with examples: timeline COMMAND --help
        """
        del version
        if context.invoked_subcommand is None:
            sys.stdout.write(context.get_help() + "\n")

    return typer.main.get_command(app)


def run(arguments: Sequence[str]) -> int:
    """Run a command line and give the exit code: 0 done, 1 failed or found, 2 usage, 3 data, 4 nothing, 130 Ctrl-C."""
    # A stream that was closed before we began is None: what goes there goes nowhere.
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 -- as long as the process
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        # Data is UTF-8 whatever the locale; a file name that is no UTF-8 comes out as the bytes that went in.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="surrogateescape", newline="\n")
    if "_TIMELINE_COMPLETE" in os.environ:
        from typer._completion_classes import completion_init

        completion_init()
    try:
        # The library would look for the variable of completion by the program's name, whatever that is.
        code = application().main(
            args=list(arguments), prog_name="timeline", complete_var="_TIMELINE_COMPLETE", standalone_mode=False
        )
        sys.stdout.flush()
    except SystemExit as stop:
        # How the library answers a closed pipe, and how it ends completion.
        if not isinstance(stop.__context__, BrokenPipeError):
            raise
        return 0
    except BrokenPipeError:
        # Whoever reads has seen enough.
        _discard()
        return 0
    except (KeyboardInterrupt, typer.Abort):
        return 130
    except typer.Exit as stop:
        return stop.exit_code
    except Exception as error:
        return _explain(error, arguments)
    return code if isinstance(code, int) else 0


def _discard() -> None:
    """Send what is still to be written nowhere: Python would complain when it flushes at its end."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _wants_json(arguments: Sequence[str]) -> bool:
    """Say whether a command line asks for JSON, however it is written, and whatever else is wrong with it."""
    pairs = zip(arguments, [*arguments[1:], ""], strict=True)
    return any(
        one in {"--json", "--format=json", "-Fjson"} or (one in {"--format", "-F"} and two == "json")
        for one, two in pairs
    )


def _explain(error: Exception, arguments: Sequence[str]) -> int:
    """Tell a person, or with ``--json`` a program, what went wrong; give the exit code."""
    from timeline.cli import failure

    as_json = _wants_json(arguments)
    if isinstance(error, TimelineError):
        return failure.tell(error, as_json=as_json)
    if hasattr(error, "format_message"):
        return failure.tell(failure.usage(error), as_json=as_json)
    if isinstance(error, (OSError, MemoryError, RecursionError)):
        _discard()
        return failure.tell(TimelineError(failure.system(error)), as_json=as_json)
    raise error
