"""A server that misbehaves on request, and the settings that let tests reach it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import datetime, timezone
from typing import Any

import pytest

from tests.feeds.server import Site, serve
from transforms.fetch.addresses import Resolver, resolve
from transforms.fetch.client import Client
from transforms.fetch.response import Response
from transforms.fetch.settings import FetchSettings

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=timezone.utc)


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as running:
        yield running


@pytest.fixture
def get(site: Site) -> Callable[..., Response]:
    """Return a function that fetches one path of ``site``; keyword arguments are settings."""

    def fetch(path: str, resolver: Resolver = resolve, **changes: Any) -> Response:
        url = path if "://" in path else site.url + path
        return asyncio.run(_get(url, quick(**changes), resolver))

    return fetch


def quick(**changes: Any) -> FetchSettings:
    """Return settings that reach the local server without waiting."""
    defaults: dict[str, Any] = {
        "allow_private": True,
        "delay": 0.0,
        "connect_timeout": 2.0,
        "read_timeout": 2.0,
        "total_timeout": 3.0,
    }
    return FetchSettings(**(defaults | changes))


async def _get(url: str, settings: FetchSettings, resolver: Resolver) -> Response:
    client = Client(settings, lambda: NOON, resolver)
    try:
        return await client.get(url)
    finally:
        await client.close()
