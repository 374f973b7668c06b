"""Names with a sentence each, in two columns."""

from collections.abc import Mapping

from rich.console import Console
from rich.markup import escape
from rich.table import Table


def print_columns(said: Mapping[str, str]) -> None:
    """Print names with a sentence each, of which a terminal wraps the sentence.

    Parameters
    ----------
    said : mapping
        Name to sentence.
    """
    console = Console()
    if not console.is_terminal:  # a file has no width to keep, so that each name has one line
        width = max(map(len, said), default=0)
        print(*(f"{name:<{width}}  {sentence}" for name, sentence in said.items()), sep="\n")
        return
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column()
    for name, sentence in said.items():
        table.add_row(escape(name), escape(sentence))
    console.print(table)
