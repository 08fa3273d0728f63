"""Charts as still pictures: SVG whose text stays text for pages, PNG for documents, from the same figures.

The same figures give the same bytes, so that a published page can be built again and compared.
"""

import io
import logging
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from math import ceil
from typing import TYPE_CHECKING, Any, NamedTuple
from unicodedata import east_asian_width

from zuofeng_cli.errors.program import ExtraMissing, FontMissing

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.ticker import Locator

MOST_BARS = 30
"""A chart shows the first so many groups; a table beside it has them all."""

WIDTH, BAR_HEIGHT, LINE_HEIGHT = 7.2, 0.34, 3.0
"""Inches: of a picture, of one bar, and of a chart of lines."""

DOTS_PER_INCH = 200
COLOURS = ("#1F5A99", "#E0A030", "#A33B3B", "#6B7F3A")
HATCHES = ("", "///", "...", "xxx")
DASHES = ("-", "--", ":", "-.")
"""Bars differ by hatching and lines by dashes too, not by colour alone."""

PAGE_FONTS = "'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','PingFang SC',sans-serif"
_MEASURED_WITH = "DejaVu Sans"  # comes with the library, so that places do not depend on the machine's fonts
_CHINESE_FONTS = (
    *("Noto Sans CJK SC", "Noto Sans CJK JP", "Source Han Sans SC", "Source Han Sans CN", "Microsoft YaHei"),
    *("SimHei", "PingFang SC", "Hiragino Sans GB", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "FangSong"),
)
_LABEL_SIZE, _POINTS_PER_INCH, _NARROW = 9, 72, 0.62
_LONGEST_LABEL = 26


class Series(NamedTuple):
    """Figures of one kind, one for each label or day."""

    name: str
    values: Sequence[int]


class Bars(NamedTuple):
    """Groups one below the other, each with a bar for every series; the first group on top."""

    labels: Sequence[str]
    series: Sequence[Series]


class Lines(NamedTuple):
    """How figures went over days."""

    days: Sequence[date]
    series: Sequence[Series]


Chart = Bars | Lines


def library_version() -> str:
    """Return the version of the library that draws.

    Raises:
        ExtraMissing: it is not installed.
    """
    with _library():
        import matplotlib

        return str(matplotlib.__version__)


def svg(chart: Chart) -> bytes:
    """Return *chart* as SVG.

    Raises:
        ExtraMissing: the drawing library is not installed.
    """
    with _library(), _settings(_MEASURED_WITH):
        buffer = io.BytesIO()
        _drawn(chart).savefig(
            buffer, format="svg", metadata=dict.fromkeys(("Date", "Creator", "Format", "Type"))
        )
    return buffer.getvalue().replace(f"'{_MEASURED_WITH}'".encode(), PAGE_FONTS.encode())


def png(chart: Chart) -> bytes:
    """Return *chart* as PNG.

    Raises:
        ExtraMissing: the drawing library is not installed. FontMissing: no font has the signs of its texts.
    """
    with _library():
        family = _font_for("".join([*_labels(chart), *(each.name for each in chart.series)]))
        with _settings(family):
            buffer = io.BytesIO()
            _drawn(chart).savefig(buffer, format="png", dpi=DOTS_PER_INCH, metadata={"Software": None})
    return buffer.getvalue()


def chinese_font() -> str:
    """Return the name of the font that charts write Chinese in.

    Raises:
        ExtraMissing: the drawing library is not installed. FontMissing: there is no such font.
    """
    with _library():
        return _font_for("\u4e2d")


@contextmanager
def _library() -> Iterator[None]:
    """Say clearly that the drawing library is missing, and keep its remarks from the clerk."""
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a glyph it cannot measure; the reader's font has it
        try:
            yield
        except ModuleNotFoundError as error:
            raise ExtraMissing(library="matplotlib", extra="publish") from error


@contextmanager
def _settings(family: str) -> Iterator[None]:
    from matplotlib import rc_context

    own: Any = {
        "font.family": [family],
        "font.size": _LABEL_SIZE,
        "svg.fonttype": "none",
        "svg.hashsalt": "zuofeng",
        "axes.unicode_minus": False,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "hatch.linewidth": 0.6,
        "text.parse_math": False,  # a name with two dollar signs is no formula
    }
    with rc_context(own):
        yield


def _font_for(text: str) -> str:
    """Return the name of a font for *text*.

    Raises:
        FontMissing: it has Chinese signs, and no font for them is installed.
    """
    from matplotlib.font_manager import fontManager

    if text.isascii():
        return _MEASURED_WITH
    known = {font.name for font in fontManager.ttflist}
    for name in _CHINESE_FONTS:
        if name in known:
            return name
    raise FontMissing(fonts=_CHINESE_FONTS[:3])


def _labels(chart: Chart) -> Sequence[str]:
    return chart.labels if isinstance(chart, Bars) else ()


def _drawn(chart: Chart) -> "Figure":
    return _bars(chart) if isinstance(chart, Bars) else _lines(chart)


def _figure(height: float, left: float) -> tuple["Figure", "Axes"]:
    """Return an empty picture whose plot begins *left* inches from its edge."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, height))
    edges = {"left": left / WIDTH, "right": 0.97, "bottom": 0.35 / height, "top": 1 - 0.4 / height}
    figure.subplots_adjust(**edges)
    return figure, figure.add_subplot()


def _bars(chart: Bars) -> "Figure":
    count = len(chart.labels)
    shown = min(count, MOST_BARS)
    labels = [_shortened(label) for label in chart.labels[:shown]]
    margin = 0.2 + max(map(_columns, labels), default=0) * _LABEL_SIZE * _NARROW / _POINTS_PER_INCH
    figure, axes = _figure(0.9 + BAR_HEIGHT * shown * max(1, len(chart.series) * 0.55), margin)
    thickness = 0.8 / max(1, len(chart.series))
    for at, series in enumerate(chart.series):
        places = [row + (at - (len(chart.series) - 1) / 2) * thickness for row in range(shown)]
        drawn = axes.barh(
            places,
            list(series.values[:shown]),
            thickness * 0.92,
            label=series.name,
            color=COLOURS[at % len(COLOURS)],
            hatch=HATCHES[at % len(HATCHES)],
            edgecolor="white",
        )
        axes.bar_label(drawn, padding=2)
    axes.set_yticks(range(shown), labels)
    axes.invert_yaxis()
    highest = max((value for series in chart.series for value in series.values[:shown]), default=0)
    axes.set_xlim(0, max(1, highest) * 1.12)
    axes.xaxis.set_major_locator(_whole_numbers())
    _add_legend(axes, chart.series)
    return figure


def _lines(chart: Lines) -> "Figure":
    highest = max((value for series in chart.series for value in series.values), default=0)
    figure, axes = _figure(LINE_HEIGHT, 0.35 + 0.1 * len(str(highest)))
    for at, series in enumerate(chart.series):
        axes.plot(
            range(len(chart.days)),
            list(series.values),
            label=series.name,
            linewidth=2,
            linestyle=DASHES[at % len(DASHES)],
            color=COLOURS[at % len(COLOURS)],
        )
        if series.values:
            place = (len(chart.days) - 1, series.values[-1])
            axes.annotate(
                str(series.values[-1]), place, xytext=(0, 4), textcoords="offset points", ha="right"
            )
    axes.set_ylim(0, max(1, highest) * 1.15)
    axes.yaxis.set_major_locator(_whole_numbers())
    step = max(1, ceil(len(chart.days) / 7))
    marks = range(0, len(chart.days), step)
    axes.set_xticks(list(marks), [chart.days[at].isoformat() for at in marks])
    _add_legend(axes, chart.series)
    return figure


def _whole_numbers() -> "Locator":
    from matplotlib.ticker import MaxNLocator

    return MaxNLocator(integer=True)


def _add_legend(axes: "Axes", series: Sequence[Series]) -> None:
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=max(1, len(series)), frameon=False)


def _columns(text: str) -> int:
    """Return how many columns *text* takes; a Chinese sign takes two."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    if _columns(text) <= _LONGEST_LABEL:
        return text
    while _columns(text) > _LONGEST_LABEL - 1:
        text = text[:-1]
    return text + "…"
