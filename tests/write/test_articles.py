"""Articles are written with their entities, whatever a tagger does to some of them."""

from __future__ import annotations

from pathlib import Path

import duckdb

from tests.conftest import headwater

NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
PAGE = """<html><body><h1>Depot {number} reports its stocks</h1><article>
<p>The depot at quay {number} counted {count} crates of {goods} on Monday, the harbour office of Varmouth said.</p>
<p>Keeper {name} Brandt wrote the figure on a board beside the {number}th door and went home to feed the cat.</p>
<p>The next count of quay {number} is in {count} days, after the tide tables for the spring have been printed.</p>
</article></body></html>"""


def test_a_document_that_kills_the_tagger_costs_its_own_entities_only(tmp_path: Path) -> None:
    for count in range(40):
        number = f"{NUMBERS[count % 10]}{NUMBERS[count // 10]}"
        goods = "rat poison" if count == 17 else f"{number} lamps"
        page = PAGE.format(number=number, count=count * 7 + 3, goods=goods, name=number.title())
        (tmp_path / f"{count:02d}.html").write_text(page, encoding="utf-8")
    config = tmp_path / "headwater.toml"
    config.write_text('[entities]\ntagger = "tests.taggers:Touchy"\n[run]\nworkers = 2\n', encoding="utf-8")
    output = tmp_path / "out"
    status, printed = headwater("ingest", str(tmp_path / "*.html"), "--config", str(config), "--output", str(output))
    assert status == 0
    assert "40 new" in printed
    query = f"""SELECT count(*) FROM read_parquet('{output}/articles/**/*.parquet') a
    ANTI JOIN read_parquet('{output}/entities/**/*.parquet') e USING (article_id)"""
    assert duckdb.sql(query).fetchall() == [(1,)]
