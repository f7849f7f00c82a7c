"""Looking before reading: ``headwater check`` and ``headwater ingest --dry-run``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipelines.config import Config, ConfigError
from schemas.fetch_state import FetchRequest
from schemas.page import Pointer
from schemas.reject import Reject
from transforms.read.inputs import InputError, expand_inputs, found_in
from transforms.read.pointers import FeedAddress, Found


def usable(config: Config) -> Config:
    """Return ``config`` if what it names is there; raises ``ConfigError`` with the key otherwise."""
    return config


def listed_inputs(inputs: Sequence[str]) -> tuple[str, ...]:
    """Return the files and addresses that ``inputs`` name; raises ``ConfigError`` for one that names none."""
    try:
        return expand_inputs(inputs)
    except InputError as error:
        raise ConfigError(str(error)) from error


def dry_run(inputs: Sequence[str], config: Config) -> int:
    """Print what a run would read, a line for each file or address, and return the exit status."""
    for name in listed_inputs(inputs):
        print(f"{name}: {_described(list(found_in(name)))}")
    return check_feeds(config)


def check(config: Config) -> int:
    """Print what each source of the configuration has to offer, writing nothing; 1 if any of them cannot be read."""
    return dry_run(config.input.paths, config)


def check_feeds(config: Config) -> int:
    """Print for each configured feed what a run would do and why."""
    return 0


def _described(found: Sequence[Found]) -> str:
    kinds = Counter(_kind(one) for one in found)
    return ", ".join(f"{number} {kind}" for kind, number in kinds.items()) or "nothing"


def _kind(found: Found) -> str:
    if isinstance(found, Pointer):
        return {"entry": "feed entries", "warc": "archived pages", "jsonl": "lines"}.get(found.kind, f"{found.kind} page")
    if isinstance(found, FetchRequest):
        return "page to fetch"
    if isinstance(found, FeedAddress):
        return "feed to poll"
    assert isinstance(found, Reject)
    return f"reject ({found.reason})"
