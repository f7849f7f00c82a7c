from __future__ import annotations

import apache_beam as beam
import pytest
from apache_beam.testing.test_pipeline import TestPipeline as InMemory
from apache_beam.testing.util import assert_that, equal_to

from transforms.read.inputs import InputError, ReadInputs, expand_inputs, looks_like_feed

HTML = "<!DOCTYPE html><html><body><p>Repaired.</p></body></html>"


@pytest.fixture
def folder(tmp_path):
    for name in ("b.html", "a.html", "_draft.html", ".hidden.html"):
        (tmp_path / name).write_text(HTML, encoding="utf-8")
    return tmp_path


def test_patterns_name_files_and_addresses_stand_for_themselves(folder):
    inputs = [f"{folder}/*.html", f"{folder}/a.html", "https://fjord.example/1"]
    assert expand_inputs(inputs) == (f"{folder}/a.html", f"{folder}/b.html", "https://fjord.example/1")


def test_a_folder_stands_for_what_is_in_it(folder):
    assert expand_inputs([str(folder)]) == (f"{folder}/a.html", f"{folder}/b.html")


def test_a_file_that_is_named_outright_is_read_whatever_its_name(folder):
    assert expand_inputs([f"{folder}/_draft.html"]) == (f"{folder}/_draft.html",)


@pytest.mark.parametrize("pattern", ["none.html", "none/*.html", "nowhere://bucket/a.html"])
def test_an_input_that_leads_nowhere_is_known_before_the_run(folder, pattern):
    with pytest.raises(InputError, match=r"none|nowhere"):
        expand_inputs([pattern if "://" in pattern else f"{folder}/{pattern}"])


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://fjord.example/rss.xml", True),
        ("https://fjord.example/feed/", True),
        ("https://fjord.example/feeds/world", True),
        ("https://fjord.example/2026/03/02/feeding-the-birds.html", False),
        ("https://fjord.example/", False),
    ],
)
def test_addresses_of_feeds_are_told_from_those_of_pages(address, expected):
    assert looks_like_feed(address) is expected


def test_inputs_become_pointers_requests_feeds_and_rejects(folder):
    (folder / "empty.html").write_bytes(b"")
    inputs = [f"{folder}/*.html", "https://fjord.example/1", "https://fjord.example/rss.xml"]
    with InMemory() as root:
        read = root | beam.Create(inputs) | ReadInputs()
        pointers = read.pointers | beam.Map(lambda pointer: pointer.input.rpartition("/")[2])
        assert_that(pointers, equal_to(["a.html", "b.html"]), label="pointers")
        asked = read.feeds | "Asked" >> beam.Map(lambda source: (source.url, source.kind))
        wanted = [("https://fjord.example/1", "any"), ("https://fjord.example/rss.xml", "feed")]
        assert_that(asked, equal_to(wanted), label="asked")
        rejects = read.rejects | "Reasons" >> beam.Map(lambda reject: reject.reason)
        assert_that(rejects, equal_to(["read-empty"]), label="rejects")
