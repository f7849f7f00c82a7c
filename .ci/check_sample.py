"""Read the sample's output as a stranger would, with DuckDB, and hold it against what was promised."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import duckdb

QUERIES = {
    "articles": "SELECT count(*) FROM read_parquet('{0}/articles/**/*.parquet', hive_partitioning = true)",
    "days": "SELECT count(DISTINCT published_date) "
    "FROM read_parquet('{0}/articles/**/*.parquet', hive_partitioning = true)",
    "joined headlines": "SELECT count(DISTINCT h.headline_id) FROM '{0}/headlines/*.parquet' h "
    "JOIN '{0}/articles/**/*.parquet' a USING (headline_id)",
    "entities": "SELECT count(*) FROM '{0}/entities/**/*.parquet'",
    "rejects": "SELECT count(*) FROM '{0}/rejects/*.parquet'",
    "runs": "SELECT count(*) FROM '{0}/runs/*.parquet'",
}


def main(output: str) -> int:
    """Print the figures; return 1 if the articles and rejects are not those of the samples' expected results."""
    found = {name: duckdb.sql(query.format(output)).fetchall()[0][0] for name, query in QUERIES.items()}
    print("\n".join(f"{number:>8,}  {name}" for name, number in found.items()))
    counts = json.loads(Path("samples/expected.json").read_text(encoding="utf-8"))["counts"]
    wanted = {"articles": counts["new"] + counts["revision"], "rejects": counts["rejects"], "runs": 1}
    wrong = {name: (found[name], number) for name, number in wanted.items() if found[name] != number}
    wrong |= {name: (number, "some") for name, number in found.items() if not number}
    for name, (got, number) in wrong.items():
        print(f"{name}: {got}, expected {number}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
