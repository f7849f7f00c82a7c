"""One address for one page, whatever forms it takes."""

from __future__ import annotations

import pytest

from transforms.dedupe.address import article_id, canonical_address, tidy

STORY = "https://www.velmora-post.com/2026/03/harbour-opens-again"


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        (STORY, None),
        (STORY + "?utm_source=feed&fbclid=9", None),
        (STORY + "#comments", None),
        ("http://velmora-post.com/2026/03/harbour-opens-again", STORY),
        ("https://www.velmora-post.com/amp/2026/03/harbour-opens-again", STORY),
        ("https://www.velmora-post.com/print/88", STORY + "?utm_medium=print"),
        ("https://www-velmora--post-com.cdn.ampproject.org/c/s/x", STORY),
        (STORY, "/2026/03/harbour-opens-again"),
        (None, STORY),
    ],
    ids=["plain", "tracking", "fragment", "scheme and www", "AMP", "print", "AMP cache", "relative", "file"],
)
def test_forms_of_one_page_have_one_article_id(url: str | None, canonical: str | None):
    assert article_id(url, canonical, "any/input.html") == article_id(STORY, None, "other.html")


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        (STORY, "https://www.velmora-post.com/"),
        (STORY, "https://www.velmora-post.com/2026/"),
        (STORY, "https://quellby.org/2026/03/harbour-opens-again"),
        (STORY, "not a link"),
        (STORY, "https://[broken"),
    ],
    ids=["home page", "section", "another site", "nonsense", "no address"],
)
def test_a_canonical_link_that_is_not_this_story_is_not_believed(url: str, canonical: str):
    assert canonical_address(url, canonical) == STORY


def test_stories_told_apart_by_their_query_stay_apart():
    shared = "https://drumlin.org/article.php"
    assert canonical_address(f"{shared}?id=7", shared) != canonical_address(f"{shared}?id=8", shared)


def test_a_query_may_be_dropped_by_a_canonical_link_that_names_the_story():
    assert canonical_address(STORY + "?page=2&postid=9", STORY) == STORY


def test_http_and_https_are_not_one_without_the_pages_word():
    assert canonical_address("http://drumlin.org/a", None) != canonical_address("https://drumlin.org/a", None)


def test_a_file_without_address_is_addressed_by_its_path():
    assert article_id(None, None, "a.txt") != article_id(None, None, "b.txt")
    assert article_id(None, None, "a.txt") == article_id(None, None, "a.txt")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTP://Drumlin.ORG:80/A?b=2&a=1#x", "http://drumlin.org/A?a=1&b=2"),
        ("https://drumlin.org:8443", "https://drumlin.org:8443/"),
        ("https://drumlin.org/?story7", "https://drumlin.org/?story7"),
        ("http://[::1]:8080/a", "http://[::1]:8080/a"),
        ("ftp://drumlin.org/a", None),
        ("https://drumlin.org:port/", None),
        ("", None),
        (None, None),
    ],
)
def test_tidy_addresses(url: str | None, expected: str | None):
    assert tidy(url) == expected
