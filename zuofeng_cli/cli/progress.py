"""A progress bar on a terminal, nothing elsewhere."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

T = TypeVar("T")


class Bar:
    """Shows how far the work is, with its rate and the time left; silent without a terminal."""

    def __init__(self, progress: Any = None, task: Any = None) -> None:
        self._progress = progress
        self._task = task

    def tick(self, done: int, total: int) -> None:
        """Show that *done* of *total* are done; 0 where that is not known."""
        if self._progress is not None:
            self._progress.update(self._task, completed=done, total=max(done, total) if total else None)

    def paused(self, ask: Callable[[], T]) -> T:
        """Take the bar away while somebody is asked."""
        if self._progress is None:
            return ask()
        self._progress.stop()
        answer = ask()
        if answer:
            self._progress.start()
        return answer


@contextmanager
def progress_bar(title: str) -> Iterator[Bar]:
    """Yield a bar; it goes to stderr and vanishes at the end."""
    if not sys.stderr.isatty():
        yield Bar()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
    from rich.text import Text

    class RateColumn(TextColumn):
        """Shows how many are done in a second."""

        def render(self, task: Any) -> Any:
            rate = task.finished_speed or task.speed
            return Text(f"{rate:,.0f}/s" if rate else "")

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        RateColumn(""),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield Bar(progress, progress.add_task(title, total=None))
