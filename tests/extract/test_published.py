"""Which of a page's statements proves its date of publication."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from schemas.page import EntryHint, ExtractedPage, Page
from tests.extract.test_htmlpage import extracted, html
from transforms.extract.datemarks import url_day
from transforms.extract.page import extract_page
from transforms.extract.settings import ExtractSettings

TEXT = "".join(
    f"<p>{text}</p>"
    for text in (
        "The harbour council of Lindholm decided on Tuesday to rebuild the northern quay, which a storm broke.",
        "Work will begin in spring and cost about four million crowns, the head of the council told reporters.",
        "Fishermen had asked for a longer quay, because the boats of the new fleet lie too deep for the old one.",
    )
)
HEADING = "<h1>Lindholm rebuilds its quay</h1>"
FETCHED = datetime(2026, 1, 1, tzinfo=timezone.utc)


def page(
    *,
    head: str = "",
    above: str = "",
    below: str = "",
    after: str = "",
    language: str = "en",
    url: str = "/news/quay-a",
) -> ExtractedPage:
    """Return a page with what its head holds, and what stands above and below its headline and after its text."""
    source = (
        f"<html lang='{language}'><head><title>Lindholm rebuilds its quay</title>{head}</head><body>{above}"
        f"<article>{HEADING}{below}<div class='article-body'>{TEXT}</div>{after}</article></body></html>"
    )
    read = Page(input="a.html", kind="html", body=source, url=f"https://courier.example{url}", fetched_at=FETCHED)
    return extract_page(read, ExtractSettings())


def data(published: str, modified: str = "") -> str:
    changed = f', "dateModified": "{modified}"' if modified else ""
    return (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Lindholm rebuilds its quay", '
        f'"datePublished": "{published}"{changed}}}</script>'
    )


def meta(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{content}">'


def minute(found: ExtractedPage) -> str | None:
    return found.published_at.strftime("%Y-%m-%d %H:%M") if found.published_at else None


@pytest.mark.parametrize(
    ("parts", "source", "expected"),
    [
        (
            {"below": "<span itemprop='datePublished' content='2024-05-03T18:19+02:00'>now</span>"},
            "microdata",
            "16:19",
        ),
        ({"below": "<abbr class='published' title='2024-05-03T18:19:00Z'>Friday</abbr>"}, "microdata", "18:19"),
        ({"below": "<div><time datetime='2024-05-03T18:19Z'>2 hours ago</time></div>"}, "time", "18:19"),
        ({"below": "<p>By Mara Lindt | May 3, 2024 6:19 PM</p>"}, "html", "18:19"),
        ({"below": "<div data-published-at='2024-05-03T18:19:00Z'></div>"}, "html", "18:19"),
        ({"below": "<div><span data-timestamp='1714760340'></span></div>"}, "html", "18:19"),
        ({"after": "<p>Published: 3 May 2024, 18:19</p>"}, "html", "18:19"),
        ({"after": "<p>This story was originally published May 3, 2024, 6:19 PM.</p>"}, "html", "18:19"),
        (
            {"after": "<p>This entry was posted on Friday, May 3rd, 2024 at 6:19 pm and is filed here.</p>"},
            "html",
            "18:19",
        ),
        ({"head": "<script>var page = {'publishedAt': '2024-05-03T18:19:00Z'};</script>"}, "state", "18:19"),
        ({"head": '<script>var p = {"first_published": 1714760340, "id": 7};</script>'}, "state", "18:19"),
        ({"url": "/2024/05/03/quay"}, "url", "00:00"),
        ({"url": "/news/20240503-quay.html"}, "url", "00:00"),
        ({"head": "<meta property='og:title' content='Quay opens – Courier – 03.05.2024'>"}, "title", "00:00"),
        ({"below": "<p>Updated May 3, 2024, 6:19 PM</p>"}, "html", "18:19"),
    ],
)
def test_a_date_is_found_where_pages_put_it(parts, source, expected):
    found = page(**parts)
    assert (minute(found), found.published_source) == (f"2024-05-03 {expected}", source)


def test_a_time_that_stands_by_itself_goes_before_one_in_a_sentence():
    sentence = (
        "<p>The harbour council talked about it on the radio on <time datetime='2024-04-30T06:00Z'>Tuesday</time>.</p>"
    )
    shown = "<div><time datetime='2024-05-03T18:19Z'>3 May</time></div>"
    assert minute(page(above=shown, below=sentence)) == "2024-05-03 18:19"


def test_a_page_without_lines_still_has_its_times():
    source = "<html><body><time datetime='2024-05-03T18:19Z'></time></body></html>"
    hint = EntryHint(feed_url="https://courier.example/feed", content=TEXT)
    read = Page(
        input="a.html", kind="html", body=source, url="https://courier.example/a", hint=hint, fetched_at=FETCHED
    )
    assert minute(extract_page(read, ExtractSettings())) == "2024-05-03 18:19"


@pytest.mark.parametrize(
    "language_and_line",
    [
        ("de", "Erstellt am: 03.05.2024"),
        ("fr", "Publié le 3 mai 2024 à 18h19"),
        ("sr", "Објављено 3. маја 2024. у 18:19"),
        ("ar", "نشر في ٣ مايو ٢٠٢٤"),
        ("he", "פורסם: 3 במאי 2024"),
        ("el", "Δημοσίευση: 3 Μαΐου 2024"),
        ("hu", "2024. május 3. 18:19"),
        ("fa", "تاریخ انتشار: ۱۴ اردیبهشت ۱۴۰۳"),
        ("th", "3 พ.ค. 2567 18:19 น."),
        ("ja", "2024年5月3日 18時19分"),
    ],
    ids=lambda pair: pair[0],
)
def test_a_date_line_is_read_in_the_language_of_its_page(language_and_line):
    language, line = language_and_line
    assert page(language=language, below=f"<div>{line}</div>").published_at.date().isoformat() == "2024-05-03"


def test_the_day_that_a_site_shows_above_every_headline_is_not_that_of_the_story():
    assert minute(page(above="<div>Saturday, 4 May 2024</div>", below="<p>3 May 2024, 18:19</p>")) == "2024-05-03 18:19"


def test_dates_of_other_stories_are_passed_over():
    cards = "".join(
        f"<div class='card'><span class='post-date'>{day} April 2024</span> Other news</div>" for day in "123"
    )
    assert page(after=cards).published_at is None


def test_dates_of_comments_are_passed_over():
    comments = "<div id='comments'><time datetime='2024-05-09T10:00Z'>9 May</time><p>Well done, Lindholm.</p></div>"
    assert page(after=comments).published_at is None


def test_a_caption_is_no_date_line():
    caption = "<figure><img src='q.jpg'><figcaption>The quay, 24 April 2024</figcaption></figure>"
    assert page(below=caption, url="/2024/05/03/quay").published_source == "url"


def test_publication_and_change_on_one_line_are_told_apart():
    line = "<p>UPDATED: 11:50, Sat, May 4, 2024 | PUBLISHED: 18:19, Fri, May 3, 2024</p>"
    assert minute(page(below=line)) == "2024-05-03 18:19"


def test_a_change_is_no_proof_where_the_address_has_the_day():
    found = page(below="<p>Updated May 9, 2024, 6:19 PM</p>", url="/2024/05/03/quay")
    assert (minute(found), found.published_source) == ("2024-05-03 00:00", "url")


def test_two_proofs_outvote_data_whose_clock_has_the_wrong_zone():
    head = data("2024-05-03T17:00:00-07:00") + meta("article:published_time", "2024-05-03T17:00:00+00:00")
    found = page(head=head, below="<div><time datetime='2024-05-03T10:00:00-07:00'>May 3</time></div>")
    assert (minute(found), found.published_source) == ("2024-05-03 17:00", "time")


def test_data_are_believed_where_only_one_other_proof_differs():
    head = data("2024-05-03T17:00:00-07:00") + meta("article:published_time", "2024-05-03T17:00:00+00:00")
    assert (page(head=head).published_source, minute(page(head=head))) == ("json-ld", "2024-05-04 00:00")


def test_a_change_that_two_proofs_show_is_no_publication():
    changed = "2024-05-04T09:00:00+00:00"
    head = data("2024-05-03T17:00:00+00:00", changed) + meta("article:published_time", changed)
    found = page(head=head, below=f"<div><time datetime='{changed}'>May 4</time></div>")
    assert (minute(found), found.published_source) == ("2024-05-03 17:00", "json-ld")


@pytest.mark.parametrize(
    ("parts", "month"),
    [
        ({}, 3),
        ({"url": "/2024/05/03/quay"}, 5),
        ({"after": "<p>Published: 3 May 2024</p>"}, 5),
        ({"language": "en-US"}, 5),
    ],
    ids=["nothing else", "the address", "a line in words", "the language"],
)
def test_figures_that_may_be_two_days_are_read_as_another_proof_has_them(parts, month):
    assert page(**{"language": "en-GB", **parts}, head=meta("publish_date", "05/03/2024")).published_at.month == month


def test_a_date_after_the_fetch_is_read_the_other_way_or_not_at_all():
    assert page(language="en-GB", below="<p>02/11/2026</p>").published_at is None
    assert page(language="en-GB", below="<p>09/12/2025</p>").published_at.month == 12


def test_script_data_about_many_stories_prove_nothing_but_beside_the_own_address():
    stories = [("harbour-wins", "2024-04-01"), ("lindholm-rebuilds-quay", "2024-05-03"), ("storm-ends", "2024-04-09")]
    items = "".join(f'{{"slug": "{slug}", "publishedAt": "{day}T10:00:00Z"}}, {" " * 4000}' for slug, day in stories)
    script = f"<script>window.state = [{items}];</script>"
    assert minute(page(head=script, url="/news/lindholm-rebuilds-quay")) == "2024-05-03 10:00"
    assert page(head=script, url="/news/another-story-about-it").published_source != "state"


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://a.example/2024/05/03/quay", "2024-05-03"),
        ("https://a.example/2024/may/3/quay", "2024-may-3"),
        ("https://a.example/news/2024-05-03-quay", "2024-05-03"),
        ("https://a.example/world/20240503-quay/", "2024-05-03"),
        ("https://a.example/news/2024-12-polluted-air.html", None),
        ("https://a.example/culture/2024/05/john-boat.html", None),
        ("https://a.example/news/ori_200215_756.html", None),
        ("https://a.example/article/2024123456", None),
        (None, None),
    ],
)
def test_the_day_of_an_address(url, day):
    assert url_day(url) == day


def test_a_bare_day_in_the_data_takes_the_time_that_the_page_shows_for_it():
    data = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Lindholm rebuilds its quay", '
    data += '"datePublished": "2011-10-05"}</script>'
    page = extracted(html(head=data, before="<p>9:39AM BST 05 Oct 2011</p>"))
    assert page.published_at == datetime(2011, 10, 5, 8, 39, tzinfo=timezone.utc)
    assert (page.published_precision, page.published_source) == ("minute", "html")
    other = extracted(html(head=data, before="<p>9:39AM BST 07 Oct 2011</p>"))
    assert (other.published_precision, other.published_source) == ("day", "json-ld")


def test_a_bare_day_is_no_time_of_a_change():
    assert page(head=data("2024-05-03T18:19:08+02:00", modified="2024-05-04")).modified_at is None
