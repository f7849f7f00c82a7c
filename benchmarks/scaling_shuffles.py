"""Bytes that enter the shuffles of the chain, counted where they enter, whatever the engine.

Each GroupByKey of the chain (those inside CoGroupByKey and Reshuffle, too) is preceded by a step that encodes every
element as the engine will and adds up the length. Engines differ in what they send: Flink keeps what stays on a slot,
and all of them combine sums before they send them; those inside ``Combine`` are left out here.
"""

from __future__ import annotations

import collections
import dataclasses
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import apache_beam as beam
import pyarrow.compute as pc
from apache_beam.coders import registry
from apache_beam.options.pipeline_options import PipelineOptions
from apache_beam.pipeline import PTransformOverride

from pipelines.chain import chain, once
from pipelines.commit import publish
from pipelines.config import Config
from pipelines.figures import dataset
from pipelines.run import new_run
from transforms.wire import RECORDS

BYTES: collections.Counter[str] = collections.Counter()
ELEMENTS: collections.Counter[str] = collections.Counter()
PICKLED: set[type] = set()  # records that cross and have no form of their own (transforms/wire.py)


class _Group(beam.GroupByKey):  # type: ignore[misc]  # Beam is untyped
    """Told apart from the one that it takes the place of."""


class _Size(beam.DoFn):  # type: ignore[misc]  # Beam is untyped
    def __init__(self, name: str, coder: Any) -> None:
        self._name, self._coder = name, coder

    def process(self, element: Any) -> Any:
        BYTES[self._name] += len(self._coder.encode(element))
        ELEMENTS[self._name] += 1
        PICKLED.update(kind for kind in _records_in(element) if kind not in RECORDS)
        yield element


def _records_in(element: Any) -> Iterator[type]:
    """Yield the class of each record that ``element`` is made of."""
    if isinstance(element, tuple | list):
        for part in element:
            yield from _records_in(part)
    elif dataclasses.is_dataclass(element):
        yield type(element)


class _CountedGroup(beam.PTransform):  # type: ignore[misc]  # Beam is untyped
    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def expand(self, pairs: Any) -> Any:
        coder = registry.get_coder(pairs.element_type)
        sized = pairs | beam.ParDo(_Size(self._name, coder)).with_output_types(pairs.element_type)
        return sized | _Group()


class _Counting(PTransformOverride):  # type: ignore[misc]  # Beam is untyped
    def matches(self, applied: Any) -> bool:
        return type(applied.transform) is beam.GroupByKey and "Combine" not in applied.full_label

    def get_replacement_transform_for_applied_ptransform(self, applied: Any) -> Any:
        return _CountedGroup(applied.full_label)


def count(inputs: Sequence[str], output: Path) -> int:
    """Run the chain in this process, fill ``BYTES``, ``ELEMENTS`` and ``PICKLED``; return the number of articles."""
    for figures in (BYTES, ELEMENTS, PICKLED):
        figures.clear()
    config, run = Config(), new_run(str(output), "", "")
    root = beam.Pipeline(options=PipelineOptions(["--runner=FnApiRunner"]))
    chain(once(root, inputs, config), config, run)
    root.replace_all([_Counting()])
    root.run().wait_until_finish()
    manifest = publish(str(output), run.run_id)
    assert manifest.run is not None
    return manifest.run.articles_new


def report(inputs: Sequence[str], output: Path) -> None:
    """Print what enters each shuffle, in bytes an article, beside what an article has."""
    articles = count(inputs, output)
    table = dataset(str(output), "articles", ["text"])
    text = pc.sum(pc.binary_length(table["text"])).as_py()
    state = [path.stat().st_size for path in output.glob("_state/**/*.parquet")]
    data = [path.stat().st_size for path in output.rglob("*.parquet") if "_state" not in path.parts]
    print(f"\n{'shuffle':60} {'elements/article':>16} {'bytes/article':>13}")
    for name, size in BYTES.most_common():
        print(f"{name:60} {ELEMENTS[name] / articles:16.2f} {size / articles:13.0f}")
    print(f"{'all':60} {sum(ELEMENTS.values()) / articles:16.2f} {sum(BYTES.values()) / articles:13.0f}")
    print(
        f"text {text / articles:.0f} bytes an article; datasets {sum(data) / articles:.0f} in {len(data)} files, ",
        end="",
    )
    print(f"state {sum(state) / articles:.0f} in {len(state)} files")
