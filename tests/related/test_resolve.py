from __future__ import annotations

import dataclasses
from pathlib import Path

import apache_beam as beam
import pytest
from apache_beam.testing.util import assert_that, equal_to

from schemas.headline_state import HEADLINE_NAME, LIST_VERSION, HeadlineName, ListVersion
from schemas.keys import StagedFile
from tests.related.sightings import EMPTY, NOON, SOURCE, block, sighting
from transforms.related.resolve import LISTS, NAMES, ResolveHeadlines, resolve
from transforms.related.settings import RelatedSettings
from transforms.state import StateStore

SEALS = "Harbour seals return to the old pier"
PAGES = [
    sighting("a", SEALS, "seals", block("Latest", ("Seals are back", "seals"), "Ferry late again")),
    sighting("b", "Ferry late again", None, block("Latest", ("Seals are back", "seals"), "Ferry late again")),
    sighting("c", SEALS, None, source="herald.example"),
]


def run(output: Path, run_id: str, pages=PAGES) -> dict[str, list]:
    """Resolve ``pages`` with Beam, publish the state, and return what came out."""
    store, found = StateStore(str(output), run_id), {"links": [], "headlines": [], "headline_lists": [], "state": []}
    expected = list(resolve(*_state(store), pages, RelatedSettings(), run_id))
    with beam.Pipeline() as root:
        outputs = root | beam.Create(pages) | ResolveHeadlines(store)
        for name, rows in (("links", "links"), ("headlines", "headlines"), ("headline_lists", "lists")):
            found[name] = [row for site in expected for row in getattr(site, rows)]
            assert_that(outputs[name], equal_to(found[name]), label=name)
        _ = outputs.state | beam.Map(_publish, str(output))
    return found


def _state(store: StateStore):
    buckets = sorted({store.bucket_of(page.source) for page in PAGES})
    tables = [[store.read(name, bucket, schema)[0] for bucket in buckets] for name, schema in _TABLES]
    import pyarrow as pa

    return [pa.concat_tables(parts) for parts in tables]


_TABLES = ((NAMES, HEADLINE_NAME), (LISTS, LIST_VERSION))


def _publish(file: StagedFile, output: str) -> None:
    final = Path(output, file.final)
    final.parent.mkdir(parents=True, exist_ok=True)
    Path(output, file.staged).rename(final)


def test_the_transform_gives_what_the_function_gives_run_after_run(tmp_path):
    first = run(tmp_path, "r1")
    assert [row.text for row in first["headlines"]] == ["Seals are back", "Ferry late again"]
    assert len(first["headline_lists"]) == 1
    second = run(tmp_path, "r2")
    assert second["headlines"] == second["headline_lists"] == []
    assert second["links"] == first["links"]


def test_sites_do_not_mix():
    found = list(resolve(*EMPTY, PAGES, RelatedSettings(), "r1"))
    ids = {link.input: link.headline_id for site in found for link in site.links}
    assert ids["a"] != ids["c"]


@pytest.mark.parametrize(
    ("record", "schema"), [(HeadlineName, HEADLINE_NAME), (ListVersion, LIST_VERSION)], ids=["names", "versions"]
)
def test_state_records_and_tables_have_the_same_fields(record, schema):
    assert [field.name for field in dataclasses.fields(record)] == schema.names


def test_times_are_kept_in_the_state():
    (site,) = resolve(*EMPTY, PAGES[:1], RelatedSettings(), "r1")
    assert {row.seen_at for row in site.names} == {NOON}
    assert {row.source for row in site.names} == {SOURCE}
