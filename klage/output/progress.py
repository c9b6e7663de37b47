"""A bar for what takes long: on a terminal only, on stderr, and not for what is soon done."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO


@contextmanager
def bar(label: str, total: int, stream: TextIO) -> Iterator[Callable[[int], None]]:
    """Give what is to be called with how far it has come; the bar appears with the first call.

    Args:
        label: What is being done, in Danish.
        total: How far it is to the end.
        stream: Where the bar is drawn, if it is a terminal.
    """
    if not stream.isatty():
        yield lambda _position: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    # In the terminal's own colours: the length of the bar and the per cent beside it say it all.
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(style="none", complete_style="none", finished_style="none", pulse_style="none"),
        TaskProgressColumn(style="none", markup=False, text_format="{task.percentage:>3.0f} %"),
    )
    progress = Progress(*columns, console=Console(file=stream), transient=True, auto_refresh=False)
    task = progress.add_task(label, total=total)

    def advance(position: int) -> None:
        progress.start()
        progress.update(task, completed=position, refresh=True)

    try:
        yield advance
    finally:
        progress.stop()
