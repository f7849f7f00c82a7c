"""Feeds that move, have two addresses, or an address with a secret."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.feeds.documents import FULL_TEXT, item, numbered, rss
from tests.feeds.rounds import Rounds, pages
from tests.feeds.server import Answer, Site

DAY = timedelta(days=1)


@pytest.mark.parametrize("status", [301, 308])
def test_a_feed_that_has_moved_is_polled_at_its_new_address(site: Site, rounds: Rounds, status: int) -> None:
    site.answers["/old"] = Answer(status=status, headers=(("Location", "/new"),))
    site.answers["/new"] = Answer(numbered(1))
    assert rounds.one(site.url + "/old").moved_to == site.url + "/new"
    poll = rounds.one(site.url + "/old", DAY)
    assert (poll.feed_url, poll.moved_to) == (site.url + "/old", None)
    assert site.paths() == ["/old", "/new", "/new"]


def test_a_passing_redirect_is_followed_each_time(site: Site, rounds: Rounds) -> None:
    site.answers["/feed"] = Answer(status=302, headers=(("Location", "/today"),))
    site.answers["/today"] = Answer(numbered(1))
    rounds.one(site.url + "/feed")
    rounds.one(site.url + "/feed", DAY)
    assert site.paths() == ["/feed", "/today"] * 2


def test_a_feed_known_under_two_addresses_is_polled_once(site: Site, rounds: Rounds) -> None:
    site.answers["/old"] = Answer(status=301, headers=(("Location", "/new"),))
    site.answers["/new"] = Answer(numbered(1, 2))
    rounds.poll(site.url + "/old", site.url + "/new")
    site.answers["/new"] = Answer(numbered(1, 2, 3))
    found = rounds.poll(site.url + "/old", site.url + "/new", later=DAY)
    assert (len(found.polls), pages(found)) == (1, ["3"])
    assert len({state.next_poll_at for state in rounds.states.values()}) == 1


def test_secrets_reach_the_server_and_nothing_else(site: Site, rounds: Rounds, tmp_path: Path) -> None:
    full = f"<content:encoded><![CDATA[{FULL_TEXT}]]></content:encoded>"
    itself = f"<link>{site.url}/feed?token=0123456789</link>"
    site.answers["/feed"] = Answer(rss([item(1, link="/1"), item(2, extra=full), item(3, link="", guid="")], itself))
    site.answers["/gone"] = Answer(status=410)
    secret = site.url.replace("://", "://desk:s3cret@")
    for path in ("/feed?token=0123456789", "/gone?token=0123456789"):
        found = rounds.poll(secret + path)
        assert "s3cret" not in repr(found)
        assert "0123456789" not in repr(found)
    (seen,) = site.asked("/feed?token=0123456789")
    assert seen.headers["authorization"].startswith("Basic ")
    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"s3cret" not in written
    assert b"0123456789" not in written


def test_a_new_address_with_a_secret_is_not_written_down(site: Site, rounds: Rounds) -> None:
    site.answers["/feed"] = Answer(status=301, headers=(("Location", "/feed?token=0123456789"),))
    site.answers["/feed?token=0123456789"] = Answer(numbered(1))
    poll = rounds.one(site.url + "/feed")
    assert poll.moved_to == site.url + "/feed?token=redacted-64f"
    assert rounds.states[site.url + "/feed"].address is None
