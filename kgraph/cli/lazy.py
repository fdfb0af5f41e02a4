"""A group of commands that knows their names, and imports one when it is called."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from kgraph.cli.output import Failure
from kgraph.errors import KgraphError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

Sections = Mapping[str, Mapping[str, tuple[str, str]]]


class LazyGroup(click.Group):
    """The group `kgraph`: commands by section, global options anywhere, every error as one clear line."""

    def __init__(self, *args: Any, sections: Sections, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sections = sections
        self.homes = {name: home for section in sections.values() for name, (home, _) in section.items()}

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's
        """Return the names in the order of the sections."""
        return list(self.homes)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's
        """Import the module of a command, and return the command."""
        if cmd_name not in self.homes:
            return None
        command: click.Command = getattr(import_module(f"kgraph.cli.{self.homes[cmd_name]}"), cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; of one that nobody knows, offer its nearest neighbour."""
        name = args[0]
        if name not in self.homes and name[:1].isalnum() and not ctx.resilient_parsing:
            from difflib import get_close_matches  # noqa: PLC0415 - for a slip of the hand alone

            near = get_close_matches(name, self.homes, n=1)
            ctx.fail(f"No such command {name!r}." + (f" Did you mean {near[0]!r}?" if near else ""))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's
        """Write the sections without importing a command."""
        for title, section in self.sections.items():
            with formatter.section(title):
                formatter.write_dl([(name, told) for name, (_, told) in section.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete the names of commands without importing them, and the group's options."""
        from click.shell_completion import CompletionItem  # noqa: PLC0415 - for the Tab key alone

        told = [item for section in self.sections.values() for item in section.items()]
        names = [CompletionItem(name, help=text) for name, (_, text) in told if name.startswith(incomplete)]
        return names + click.Command.shell_complete(self, ctx, incomplete)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take the group's options from wherever they stand: `kgraph stats --store films.kgl` is natural."""
        mine = {name: one for one in self.params if isinstance(one, click.Option) for name in one.opts}
        front: list[str] = []
        rest: list[str] = []
        left = iter(args)
        for arg in left:
            if arg == "--":
                rest += [arg, *left]
                break
            name, equals, _ = arg.partition("=")
            if name not in mine or mine[name].is_eager:
                rest.append(arg)
                continue
            front += [arg, *_value(mine[name], equals, left)]
        return super().parse_args(ctx, front + rest)

    def main(self, args: Sequence[str] | None = None, *others: Any, **more: Any) -> Any:
        """Run, with UTF-8 in the arguments and on all streams whatever the locale says."""
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        return super().main([_utf8(arg) for arg in (sys.argv[1:] if args is None else args)], *others, **more)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; turn what goes wrong into a line on stderr and an exit code."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except (Exception, KeyboardInterrupt) as error:
            if ctx.obj and ctx.obj.verbose:
                sys.excepthook(type(error), error, error.__traceback__)
            raise _failure(error) from error


def _utf8(arg: str) -> str:
    try:
        return os.fsencode(arg).decode("utf-8")
    except UnicodeError:
        return arg


def _value(option: click.Option, equals: str, left: Iterator[str]) -> list[str]:
    """Return the value that follows an option, where it takes one that does not stand in the same word."""
    return [] if option.is_flag or equals else [one for one in [next(left, None)] if one is not None]


def _failure(error: BaseException) -> Failure:
    match error:
        case KgraphError():
            return Failure.of(error)
        case KeyboardInterrupt():
            return Failure(str(error) or "Interrupted; the store is as it was.", exit_code=130)
        case MemoryError():
            return Failure("Out of memory.", "Ask for less: a narrower query, or --limit.")
        case OSError() if error.errno == errno.ENOSPC:
            return Failure(f"{_place(error)}No space left on the disk.", "Make room, or write elsewhere.")
        case OSError() if error.strerror:
            return Failure(f"{_place(error)}{error.strerror}.")
    told = f"{type(error).__name__}: {error}".rstrip(": ")
    return Failure(
        f"Something went wrong inside kgraph: {told}.", "Run it again with --verbose to see where."
    )


def _place(error: OSError) -> str:
    return f"{error.filename}: " if error.filename else ""
