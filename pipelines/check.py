"""Looking before reading: ``headwater check`` and ``headwater ingest --dry-run``."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable, Sequence

from pipelines.config import Config, ConfigError
from schemas.fetch_state import FetchRequest
from schemas.page import Pointer
from schemas.reject import Reject
from transforms.entities.tagger import check_settings
from transforms.errors import PageError
from transforms.feeds.parse import parse_feed
from transforms.feeds.plan import plan_feed
from transforms.feeds.state import feed_name, feed_source, state_of
from transforms.fetch.client import Client, status_error, utc_now
from transforms.fetch.redact import redact
from transforms.read.inputs import InputError, expand_inputs, found_in, listed
from transforms.read.pointers import FeedAddress, Found
from transforms.state import StateStore


def usable(config: Config) -> Config:
    """Return ``config`` if what it names is there; raises ``ConfigError`` with the key otherwise."""
    try:
        check_settings(config.entities)
    except ValueError as error:
        raise ConfigError(str(error)) from error
    return config


def listed_inputs(inputs: Sequence[str]) -> tuple[str, ...]:
    """Return the files and addresses that ``inputs`` name; raises ``ConfigError`` for one that names none."""
    try:
        return expand_inputs(inputs)
    except InputError as error:
        raise ConfigError(str(error)) from error


def listed_now(patterns: Sequence[str]) -> tuple[str, ...]:
    """Return what ``patterns`` name by now; in a later round of ``--every`` one may name nothing for a while."""
    return tuple(dict.fromkeys(name for pattern in patterns for name in listed(pattern)))


def dry_run(inputs: Sequence[str], config: Config) -> int:
    """Print what a run would read, a line for each file and feed, fetching nothing; return the exit status."""
    feeds = list(config.input.feeds)
    for name in listed_inputs(inputs):
        found = list(found_in(name))
        feeds += [one.url for one in found if isinstance(one, FeedAddress)]
        print(f"{redact(name)}: {_described(found)}")
    for feed in feeds:
        print(_planned(feed, config))
    return 0


def check(config: Config) -> int:
    """Print what each source of the configuration offers, having tried it; write nothing; 1 if one cannot be read."""
    feeds = list(config.input.feeds)
    broken = False
    for name in listed_inputs(config.input.paths):
        found = list(found_in(name))
        feeds += [one.url for one in found if isinstance(one, FeedAddress)]
        broken |= any(isinstance(one, Reject) for one in found)
        print(f"{redact(name)}: {_described(found)}")
    for feed, (fine, answer) in zip(feeds, asyncio.run(_tried(feeds, config)), strict=True):
        broken |= not fine
        print(f"{_planned(feed, config)}\n  {answer}")
    return 1 if broken else 0


def _planned(feed: str, config: Config) -> str:
    name = feed_name(feed_source(feed))
    plan = plan_feed(state_of(StateStore(config.output.path, ""), feed), name, utc_now(), config.feeds)
    return f"{plan.feed_url}: {plan.action}, {plan.why}"


async def _tried(feeds: Iterable[str], config: Config) -> list[tuple[bool, str]]:
    client = Client(config.fetch)
    try:
        return await asyncio.gather(*(_try(client, feed) for feed in feeds))
    finally:
        await client.close()


async def _try(client: Client, feed: str) -> tuple[bool, str]:
    """Ask for one feed, and say what came."""
    try:
        response = await client.get(feed_source(feed).url)
        if error := status_error(response):
            raise error
        parsed = parse_feed(response.body, response.url, dict(response.headers))
    except PageError as error:
        return False, f"{error.reason}: {error.message}"
    if parsed.kind == "html" and not parsed.feeds:  # what a poll will say, too
        return False, "feed-not-a-feed: an HTML page that names no feed"
    if parsed.feeds:
        return True, f"{parsed.kind}, names {len(parsed.feeds)} feeds"
    bad = f", {len(parsed.bad)} of them broken" if parsed.bad else ""
    return True, f"{parsed.kind} with {len(parsed.entries) + len(parsed.bad)} entries{bad}"


def _described(found: Sequence[Found]) -> str:
    kinds = Counter(_kind(one) for one in found)
    return ", ".join(f"{number} {kind}" for kind, number in kinds.items()) or "nothing"


def _kind(found: Found) -> str:
    if isinstance(found, Pointer):
        return {"entry": "from its entries", "warc": "archived pages", "jsonl": "lines"}.get(
            found.kind, f"{found.kind} page"
        )
    if isinstance(found, FetchRequest):
        return "to fetch"
    if isinstance(found, FeedAddress):
        return "feed to poll" if found.kind == "feed" else "address to ask"
    return f"rejected ({found.reason})"
