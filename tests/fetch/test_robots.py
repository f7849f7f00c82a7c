"""robots.txt: honoured, asked for once, and waited for where it cannot be reached."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from schemas.fetch_state import HostState
from tests.feeds.server import Answer, Site
from tests.fetch.conftest import NOON, quick
from transforms.fetch.client import Client
from transforms.fetch.errors import FetchError
from transforms.fetch.robots import Robots, Rules, origin_of, text_of

RULES = b"User-agent: *\nDisallow: /private/\nCrawl-delay: 2\n\nUser-agent: headwater\nDisallow: /kitchen/\n"


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


def admitted(urls: Sequence[str], clock: Clock | None = None, **changes: object) -> list[float | str]:
    """Ask for each address in turn; return the delays, or the reasons of refusals."""

    async def ask() -> list[float | str]:
        client = Client(quick(**changes), clock or Clock())
        robots = Robots(client)
        answers: list[float | str] = []
        for url in urls:
            try:
                answers.append(await robots.admit(url))
            except FetchError as error:  # noqa: PERF203  # the refusal is the answer
                answers.append(error.reason)
        await client.close()
        return answers

    return asyncio.run(ask())


def test_rules_for_our_name_win_over_those_for_all(site: Site) -> None:
    site.answers["/robots.txt"] = Answer(RULES)
    assert admitted([site.url + "/kitchen/a", site.url + "/private/a"]) == ["fetch-robots", 0.0]


def test_rules_for_all_hold_for_an_agent_that_is_not_named(site: Site) -> None:
    site.answers["/robots.txt"] = Answer(RULES)
    answers = admitted([site.url + "/private/a", site.url + "/a"], user_agent="brook/1")
    assert answers == ["fetch-robots", 2.0]


def test_robots_txt_is_asked_for_once(site: Site) -> None:
    site.answers["/robots.txt"] = Answer(RULES)
    admitted([f"{site.url}/{number}" for number in range(5)])
    assert len(site.asked("/robots.txt")) == 1


def test_the_longer_of_delay_and_crawl_delay_is_kept(site: Site) -> None:
    site.answers["/robots.txt"] = Answer(b"User-agent: *\nCrawl-delay: 0.5\n")
    assert admitted([site.url + "/"]) == [0.5]
    assert admitted([site.url + "/"], delay=3.0) == [3.0]


def test_a_request_rate_is_a_delay() -> None:
    assert Rules("User-agent: *\nRequest-rate: 2/10s\n").delay("headwater") == 5.0


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_no_robots_txt_allows_everything(site: Site, status: int) -> None:
    site.answers["/robots.txt"] = Answer(status=status)
    assert admitted([site.url + "/a"]) == [0.0]


@pytest.mark.parametrize(
    "answer", [Answer(status=429), Answer(status=500), Answer(status=503), Answer(RULES, fault="short")]
)
def test_an_unreachable_robots_txt_means_wait(site: Site, answer: Answer) -> None:
    site.answers["/robots.txt"] = answer
    assert admitted([site.url + "/a", site.url + "/b"]) == ["fetch-robots-unreachable"] * 2
    assert len(site.asked("/robots.txt")) == 1


def test_a_host_that_is_not_there_is_named_as_such() -> None:
    assert admitted(["http://127.0.0.1:9/a", "http://127.0.0.1:9/b"]) == ["fetch-connect"] * 2


def test_robots_txt_behind_a_redirect_counts(site: Site) -> None:
    site.answers["/robots.txt"] = Answer(status=301, headers=(("Location", "/rules.txt"),))
    site.answers["/rules.txt"] = Answer(RULES)
    assert admitted([site.url + "/kitchen/a"]) == ["fetch-robots"]


def test_robots_txt_that_leads_in_a_circle_is_none(site: Site) -> None:
    site.answers["/robots.txt"] = Answer(status=301, headers=(("Location", "/robots.txt"),))
    assert admitted([site.url + "/a"]) == [0.0]


def test_a_robots_txt_that_changes_is_noticed_when_the_old_one_has_aged(site: Site) -> None:
    clock = Clock()

    def rules(_: object) -> Answer:
        return Answer(b"" if clock.now == NOON else RULES)

    async def ask() -> list[bool]:
        client = Client(quick(robots_ttl=3600), clock)
        robots = Robots(client)
        found = []
        for hours in (0, 0.5, 2):
            clock.now = NOON + timedelta(hours=hours)
            found.append((await robots.rules(site.url + "/kitchen/a")).allows(site.url + "/kitchen/a", "headwater"))
        await client.close()
        return found

    site.answers["/robots.txt"] = rules
    assert asyncio.run(ask()) == [True, True, False]
    assert len(site.asked("/robots.txt")) == 2


def test_what_an_earlier_run_has_learned_is_used(site: Site) -> None:
    async def ask() -> None:
        client = Client(quick(), Clock())
        robots = Robots(client)
        earlier = NOON - timedelta(hours=2)
        rules = RULES.decode("ascii")
        robots.take_over([HostState(host="127.0.0.1", origin=site.url, robots_at=earlier, robots_txt=rules)])
        try:
            await robots.admit(site.url + "/kitchen/a")
        finally:
            await client.close()

    with pytest.raises(FetchError, match=r"fetch-robots: robots\.txt does not allow headwater"):
        asyncio.run(ask())
    assert site.seen == []


def test_robots_may_be_left_alone_by_configuration(site: Site) -> None:
    assert admitted([site.url + "/kitchen/a"], robots=False) == [0.0]
    assert site.seen == []


def test_rules_are_read_up_to_a_limit() -> None:
    assert text_of(200, b"\xef\xbb\xbf" + b"#" * 600_000 + b"\nDisallow: /") == "#" * (512_000 - 3)


def test_an_origin_keeps_its_port_and_loses_its_secrets() -> None:
    assert origin_of("https://desk:pw@Example.ORG:8443/a?b") == "https://example.org:8443"
