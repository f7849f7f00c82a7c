"""``headwater report``: one page of HTML with charts, without scripts, without anything fetched."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence

import jinja2

from pipelines.figures import Figures, figures
from transforms import files

# Categorical colours that stay apart for colour-blind readers (Okabe and Ito, 2008), on white and on black.
COLOURS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00")
GREY = "#8a8f98"
OTHERS = "other sources"
LABELS = 8  # of one axis, at most
WIDTH, HEIGHT = 880, 220


@dataclasses.dataclass(frozen=True)
class Bar:
    """A rectangle in pixels from the top left, and what it says when it is pointed at."""

    x: float
    y: float
    width: float
    height: float
    colour: str
    label: str


@dataclasses.dataclass(frozen=True)
class Chart:
    """Stacked columns: rectangles, (series, colour), the number at the top of the axis, (x, label) below it."""

    bars: tuple[Bar, ...]
    legend: tuple[tuple[str, str], ...]
    highest: int
    labels: tuple[tuple[float, str], ...]


def write_report(output: str) -> str:
    """Write ``<output>/report.html`` and return its path; raises ``FileNotFoundError`` where there is no data."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("pipelines", "."), autoescape=True, undefined=jinja2.StrictUndefined
    )
    found = figures(output)
    page = environment.get_template("report.html.j2").render(
        output=output, figures=found, days=day_chart(found), runs=run_chart(found), width=WIDTH, height=HEIGHT
    )
    path = files.join(output, "report.html")
    files.write_bytes(path, page.encode("utf-8"))
    return path


def totals(output: str) -> str:
    """Return the report's totals as lines of text."""
    return "\n".join(f"{number:>12,}  {name}" for name, number in figures(output).totals)


def day_chart(found: Figures) -> Chart:
    """Return the chart of articles by day and source; the sources beyond the colours are one series."""
    sources = [name for name, _ in found.sources[: len(COLOURS)]]
    colours = dict(zip(sources, COLOURS, strict=False))
    columns = [(day, _together(by_source, sources)) for day, by_source in found.days]
    return stacked(columns, colours | ({OTHERS: GREY} if len(found.sources) > len(sources) else {}))


def run_chart(found: Figures) -> Chart:
    """Return the chart of what the inputs of each run became, oldest run first."""
    colours = dict(
        zip(("new", "revised", "known", "rejected"), (*COLOURS[:1], COLOURS[2], GREY, COLOURS[5]), strict=True)
    )
    columns: list[tuple[str, Mapping[str, int]]] = [
        (
            f"{run['started_at']:%m-%d %H:%M}",
            {
                "new": run["articles_new"],
                "revised": run["articles_revised"],
                "known": run["articles_known"],
                "rejected": run["rejects"],
            },
        )
        for run in reversed(found.runs)
    ]
    return stacked(columns, colours)


def stacked(columns: Sequence[tuple[str, Mapping[str, int]]], colours: Mapping[str, str]) -> Chart:
    """Return a chart of stacked columns: (label, number by series), series from bottom to top as in ``colours``."""
    highest = max((sum(numbers.values()) for _, numbers in columns), default=0)
    step = WIDTH / max(len(columns), 1)
    every = max(1, -(-len(columns) // LABELS))
    return Chart(
        bars=tuple(_bars(columns, colours, highest, step)) if highest else (),
        legend=tuple(colours.items()),
        highest=highest,
        labels=tuple(
            (round(step * (place + 0.5), 1), label) for place, (label, _) in enumerate(columns) if place % every == 0
        ),
    )


def _together(by_source: Mapping[str, int], sources: Sequence[str]) -> dict[str, int]:
    numbers = {source: by_source.get(source, 0) for source in sources}
    return numbers | {OTHERS: sum(by_source.values()) - sum(numbers.values())}


def _bars(
    columns: Sequence[tuple[str, Mapping[str, int]]], colours: Mapping[str, str], highest: int, step: float
) -> Iterator[Bar]:
    width = min(step * 0.8, 48.0)
    for place, (label, numbers) in enumerate(columns):
        top = float(HEIGHT)
        for series, colour in colours.items():
            number = numbers.get(series, 0)
            if number:
                tall = HEIGHT * number / highest
                top -= tall
                x = step * (place + 0.5) - width / 2
                text = f"{label}: {number:,} {series}"
                yield Bar(round(x, 1), round(top, 1), round(width, 1), round(tall, 1), colour, text)
