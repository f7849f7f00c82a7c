"""What the documentation shows is what happens.

Each ``sql`` block that a ``text`` block follows is run by DuckDB over the sample's output, and must print that text.
``HEADWATER_UPDATE_DOCS=1 pytest tests/test_docs.py`` writes what was printed into the pages instead.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import duckdb
import pytest

from pipelines.config import Config, load_config
from schemas.documentation import documentation
from tests.conftest import ROOT, Ingested, headwater

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
QUERY = re.compile(r"```sql\n(?P<query>.*?)```\n\n```text\n(?P<shown>.*?)```", re.DOTALL)
SUMMARY = re.compile(r"```console\n\$ make sample\n(?P<shown>.*?)```", re.DOTALL)
UPDATE = bool(os.environ.get("HEADWATER_UPDATE_DOCS"))


def queries(page: Path) -> list[str]:
    return [match["query"] for match in QUERY.finditer(page.read_text(encoding="utf-8"))]


def printed(query: str) -> str:
    return str(duckdb.sql(query)).strip("\n") + "\n"


def without_clock(text: str) -> str:
    """Leave out what differs from run to run: the run's name, its time, its rate, its folder."""
    text = re.sub(r"Run \S+: ([\d,]+ inputs) in [\d.]+ s(, \d+ a second)?", r"Run …: \1", text)
    return re.sub(r"Data in \S+", "Data in …", text).strip()


@pytest.mark.parametrize(
    ("page", "number"),
    [(page, number) for page in PAGES for number in range(len(queries(page)))],
    ids=lambda value: value.name if isinstance(value, Path) else str(value),
)
def test_a_query_of_the_documentation_prints_what_is_shown(
    sample: Ingested, monkeypatch: pytest.MonkeyPatch, page: Path, number: int
) -> None:
    monkeypatch.chdir(sample.output.parents[1])
    text = page.read_text(encoding="utf-8")
    match = list(QUERY.finditer(text))[number]
    found = printed(match["query"])
    if UPDATE:
        page.write_text(text[: match.start("shown")] + found + text[match.end("shown") :], encoding="utf-8")
    else:
        assert found == match["shown"]


def test_the_readme_shows_the_summary_of_the_sample(sample: Ingested) -> None:
    page = ROOT / "README.md"
    text = page.read_text(encoding="utf-8")
    match = SUMMARY.search(text)
    assert match is not None
    if UPDATE:
        shown = re.sub(r"Data in \S+", "Data in out/sample", sample.printed)
        page.write_text(text[: match.start("shown")] + shown + text[match.end("shown") :], encoding="utf-8")
    else:
        assert without_clock(sample.printed) == without_clock(match["shown"])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_configuration_of_the_documentation_is_one(page: Path, tmp_path: Path) -> None:
    for text in re.findall(r"```toml\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
        (tmp_path / "shown.toml").write_text(text, encoding="utf-8")
        assert load_config(str(tmp_path / "shown.toml")) != Config()


def test_commands_of_the_readme_are_commands() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.findall(r"headwater (ingest|check|report|compact|replay|stream)\b", text)
    assert {"ingest", "check", "report"} <= set(shown)
    for command in sorted(set(shown)):
        assert headwater(command, "--help")[0] == 0


def test_the_datasets_page_is_made_from_the_schemas() -> None:
    assert (ROOT / "docs/datasets.md").read_text(encoding="utf-8").strip() == documentation().strip()


def test_pages_of_the_documentation_exist_where_they_are_linked() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"
