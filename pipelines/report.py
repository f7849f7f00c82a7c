"""``headwater report``: one page of HTML with charts, without scripts, without anything fetched."""

from __future__ import annotations

from collections.abc import Iterator

import jinja2

from pipelines.figures import Figures, figures
from transforms import files

# Categorical colours that stay apart for colour-blind readers (Okabe and Ito, 2008), on white and on black.
COLOURS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00")
OTHERS = "#8a8f98"
WIDTH, HEIGHT = 880, 220


def write_report(output: str) -> str:
    """Write ``<output>/report.html`` and return its path; raises ``FileNotFoundError`` where there is no data."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("pipelines", "."), autoescape=True, undefined=jinja2.StrictUndefined
    )
    found = figures(output)
    page = environment.get_template("report.html.j2").render(
        output=output, figures=found, chart=day_chart(found), width=WIDTH, height=HEIGHT
    )
    path = files.join(output, "report.html")
    files.write_bytes(path, page.encode("utf-8"))
    return path


def totals(output: str) -> str:
    """Return the report's totals as lines of text."""
    return "\n".join(f"{number:>12,}  {name}" for name, number in figures(output).totals)


def day_chart(found: Figures) -> dict[str, object]:
    """Return the bars of articles by day: rectangles in pixels, a legend, and the labels of both axes."""
    sources = [name for name, _ in found.rankings[-1].rows[: len(COLOURS)]]
    colours = dict(zip(sources, COLOURS, strict=False))
    highest = max((sum(by_source.values()) for _, by_source in found.days), default=0)
    step = WIDTH / max(len(found.days), 1)
    return {
        "bars": list(_bars(found, colours, highest, step)),
        "legend": [*colours.items(), *([("others", OTHERS)] if len(found.rankings[-1].rows) > len(sources) else [])],
        "highest": highest,
        "labels": [
            (round(step * (place + 0.5), 1), day)
            for place, (day, _) in enumerate(found.days)
            if place % max(1, len(found.days) // 8) == 0
        ],
    }


def _bars(found: Figures, colours: dict[str, str], highest: int, step: float) -> Iterator[dict[str, object]]:
    width = min(step * 0.8, 48.0)
    for place, (day, by_source) in enumerate(found.days):
        top = float(HEIGHT)
        for source, number in sorted(by_source.items(), key=lambda pair: (pair[0] not in colours, pair[0])):
            tall = HEIGHT * number / highest
            top -= tall
            yield {
                "x": round(step * (place + 0.5) - width / 2, 1),
                "y": round(top, 1),
                "width": round(width, 1),
                "height": round(tall, 1),
                "colour": colours.get(source, OTHERS),
                "label": f"{day}: {number} from {source}",
            }
