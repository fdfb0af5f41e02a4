"""The page of the documentation that lists every command, from what `--help` says.

`python -m kgraph.cli.reference` writes docs/cli.md and docs/schema.md; a test compares.
"""

from __future__ import annotations

from pathlib import Path

import click

from kgraph.cli import main
from kgraph.cli.schema_page import schema_page

_WIDTH = 88
_INTRODUCTION = """\
# The command line

Written from what `kgraph --help` says, by `python -m kgraph.cli.reference`; do not edit.

- **Global options** stand before or after a command: `kgraph --store films.kgl stats` and
  `kgraph stats --store films.kgl` are the same. `KGRAPH_STORE` names the store too.
- **Entities** are named by id or by any name they have. Case, spaces, hyphens, accents and the
  order of names do not matter: "Sung-soo Kim", "kim sungsoo". Where several have the name, they
  are listed with what tells them apart, and the exit code is 1.
- **Answers** go to standard output, everything else to standard error, both in UTF-8. A table is
  cut to the width of a terminal, and whole in a pipe or a file.
- **JSON** (`--format json`): a node is `{"id", "labels", "properties"}`, a relationship `{"type",
  "start", "end", "properties"}` with the ids of its ends, a path `{"nodes", "relationships"}`;
  dates and durations are ISO 8601 text; NaN and infinities are null. In CSV a null is an empty
  cell, and a list, a map, a node or a relationship is JSON.
- **Exit codes**: 0 done; 1 the data, the store or the query is at fault, or nothing was found;
  2 the command was not understood; 130 interrupted by Ctrl-C. A command that fails leaves the
  store as it was.
- **Colours** are used on a terminal only, and not where `NO_COLOR` is set.

## Completion by the Tab key

| shell | put this line | into |
| --- | --- | --- |
| Bash 4.4+ | `eval "$(_KGRAPH_COMPLETE=bash_source kgraph)"` | `~/.bashrc` |
| Zsh | `eval "$(_KGRAPH_COMPLETE=zsh_source kgraph)"` | `~/.zshrc` |
| Fish | `_KGRAPH_COMPLETE=fish_source kgraph \\| source` | `~/.config/fish/completions/kgraph.fish` |

Commands, options and the names of queries are completed.
"""


def page() -> str:
    """Return the reference as Markdown."""
    top = click.Context(main, info_name="kgraph", terminal_width=_WIDTH, **main.context_settings)
    parts = [_INTRODUCTION, f"## kgraph\n\n```\n{main.get_help(top)}\n```\n"]
    for name in main.list_commands(top):
        command = main.get_command(top, name)
        assert command is not None
        with click.Context(command, info_name=name, parent=top, terminal_width=_WIDTH) as ctx:
            parts.append(f"## kgraph {name}\n\n```\n{command.get_help(ctx)}\n```\n")
    return "\n".join(parts)


def write(docs: Path) -> None:
    """Write the generated pages into a folder."""
    (docs / "cli.md").write_text(page(), encoding="utf-8")
    (docs / "schema.md").write_text(schema_page(), encoding="utf-8")


if __name__ == "__main__":
    write(Path(__file__).resolve().parents[2] / "docs")
