from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import pytest

from transforms.urls import join, site_of, split, story_key, without_tracking

BASE = "https://www.courier.example/news/today.html"


@pytest.mark.parametrize(
    "href",
    [
        "https://www.courier.example/2024/snow",
        "http://courier.example/2024/snow/",
        "//m.courier.example/2024/snow",
        "/2024/snow#comments",
        "/2024/snow?utm_source=rss&utm_medium=feed",
        "/2024/snow?ico=most_popular",
        " /2024/snow ",
    ],
)
def test_one_story_has_one_key_however_it_is_linked(href):
    assert story_key(href, BASE) == "courier.example/2024/snow"


def test_a_query_that_names_the_story_stays():
    one, other = story_key("/click.phdo?i=1&ref=home", BASE), story_key("/click.phdo?i=2", BASE)
    assert one == "courier.example/click.phdo?i=1"
    assert one != other


def test_the_order_of_parameters_does_not_matter():
    assert story_key("/a?b=2&a=1", BASE) == story_key("/a?a=1&b=2", BASE)


@pytest.mark.parametrize(
    "href", [None, "", "#top", "javascript:void(0)", "mailto:desk@courier.example", "tel:1", "http://[bad"]
)
def test_what_leads_to_no_page_has_no_key(href):
    assert story_key(href, BASE) is None


def test_without_tracking_changes_nothing_else():
    assert without_tracking("https://a.example/x?b=%20&utm_source=rss#top") == "https://a.example/x?b=+"
    assert without_tracking("https://a.example/x?b=%20#top") == "https://a.example/x?b=%20"


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://news.bbc.co.uk/a", "bbc.co.uk"),
        ("http://127.0.0.1:8080/a", "127.0.0.1"),
        ("https://www.courier.example/a", "courier.example"),
        ("no address", None),
        ("http://[bad", None),
    ],
)
def test_the_site_is_the_registrable_domain(url, site):
    assert site_of(url) == site


ADDRESSES = [
    "https://courier.example",
    "https://courier.example/",
    "https://courier.example/a;b=1/c?d=e&f#g",
    "https://courier.example?a=/b",
    "https://courier.example#a?b",
    "https://courier.example/größe/雪?q=ü#x",
    "https://desk@courier.example:8080/a",
    "https://COURIER.example/a",
    "HTTPS://courier.example/a",
    "https://courier.example/a b\tc\n",
    "//courier.example/a",
    "https:courier.example/a",
    "mailto:desk@courier.example",
    "",
]
LINKS = [
    *ADDRESSES,
    *(
        "/a",
        "/a/",
        "//b.example/a",
        "/a//b",
        "/a/../b",
        "/./a",
        "/.well-known/a",
        "/a?",
        "/a?b=c",
        "/a?b=/../c",
        "/a#b",
    ),
    *("/a?b=/../c", "/a#b", "/a;b", "/a;", "a", "../a", "?a=b", "#a", "/a b", "/größe", "/a?b?c", ";a", "."),
]


@pytest.mark.parametrize("url", ADDRESSES)
def test_an_address_is_parted_as_the_standard_library_does_it(url):
    parts = urlsplit(url)
    assert split(url) == (parts.netloc, parts.path, parts.query, parts.fragment)


@pytest.mark.parametrize("base", [BASE, "https://courier.example", "https://courier.example:8080/a?b", "HTTP://x/", ""])
@pytest.mark.parametrize("href", [href for href in LINKS if not href.startswith(("http://", "https://"))])
def test_a_link_is_joined_as_the_standard_library_does_it(base, href):
    assert join(base, href) == urljoin(base, href)


def test_a_full_address_is_taken_as_written():
    assert join(BASE, "https://b.example/a/../c") == "https://b.example/a/../c"
