"""HTML pages taken apart: what every field of the record comes from, and which pages are no articles."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from schemas.page import EntryHint, ExtractedPage, Page
from transforms.errors import PageError
from transforms.extract.page import extract_page
from transforms.extract.settings import ExtractSettings

PARAGRAPHS = (
    "The harbour council of Lindholm decided on Tuesday to rebuild the northern quay, which a storm broke in January.",
    "Work will begin in spring and cost about four million crowns, the head of the council told reporters.",
    "Fishermen had asked for a longer quay, because the boats of the new fleet lie too deep for the old one.",
    "The council will decide in June whether the fish market can move to the eastern side of the harbour.",
)
JSON_LD = """<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",
"headline": "Lindholm rebuilds its quay", "datePublished": "2024-05-03T18:19:08+02:00",
"dateModified": "2024-05-04T08:00:00+02:00", "author": [{"@type": "Person", "name": "Mara Lindt"}],
"publisher": {"@type": "Organization", "name": "Lindholm Courier"}}</script>"""


def html(*, head: str = "", before: str = "", after: str = "", body: str | None = None) -> str:
    text = "".join(f"<p>{text}</p>" for text in PARAGRAPHS) if body is None else body
    return (
        f"<html lang='en'><head><title>Lindholm rebuilds its quay | Lindholm Courier</title>{head}</head><body>"
        f"<nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav>"
        f"<article><h1>Lindholm rebuilds its quay</h1>{before}<div class='article-body'>{text}</div>{after}</article>"
        "<footer>Copyright 2024 Lindholm Courier</footer></body></html>"
    )


def extracted(source: str | bytes, **changes: object) -> ExtractedPage:
    page = {"input": "pages/a.html", "kind": "html", "body": source, "url": "https://courier.example/news/quay"}
    return extract_page(Page(**{**page, **changes}), ExtractSettings())  # type: ignore[arg-type]


def test_a_page_gives_every_field_of_its_record():
    page = extracted(html(head=JSON_LD + "<link rel='canonical' href='/news/quay'>"))
    assert page.title == "Lindholm rebuilds its quay"
    assert page.text == "\n".join(PARAGRAPHS)
    assert page.authors == ("Mara Lindt",)
    assert page.published_at == datetime(2024, 5, 3, 16, 19, 8, tzinfo=timezone.utc)
    assert (page.published_precision, page.published_source) == ("second", "json-ld")
    assert page.modified_at == datetime(2024, 5, 4, 6, 0, tzinfo=timezone.utc)
    assert page.canonical_url == "https://courier.example/news/quay"
    assert (page.source, page.language, page.text_source) == ("courier.example", "en", "html")
    assert page.word_count == sum(len(text.split()) for text in PARAGRAPHS)


def test_furniture_beside_and_inside_the_text_is_left_out():
    page = extracted(
        html(
            before="<p class='byline'>By Mara Lindt</p><p>May 3, 2024, 6:19 p.m.</p>"
            "<figure><img src='q.jpg'><figcaption>The quay in January.</figcaption></figure>",
            after="<div class='newsletter-signup'><p>Get the harbour letter in your inbox every morning.</p></div>"
            "<div id='comments'><p>I would rather have a longer quay, as everybody in the harbour does.</p></div>"
            "<p>Sign up for our newsletter</p><p>© 2024 Lindholm Courier</p>",
        )
    )
    assert page.text == "\n".join(PARAGRAPHS)
    assert page.authors == ("Mara Lindt",)
    assert page.published_at == datetime(2024, 5, 3, 18, 19, tzinfo=timezone.utc)
    assert page.published_source == "html"


def test_an_article_whose_wrapper_is_named_after_comments_is_still_read():
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    source = html(body="").replace("<article>", "<div class='has-comments comments-wrapper'>")
    page = extracted(source.replace("</h1>", f"</h1><p>News</p><p>Harbour</p><p>Storm</p><p>Fish</p>{body}"))
    assert all(text in page.text for text in PARAGRAPHS)


def test_the_dateline_leaves_the_first_sentence_clean():
    body = f"<p>LINDHOLM (Reuters) - {PARAGRAPHS[0]}</p>" + "".join(f"<p>{text}</p>" for text in PARAGRAPHS[1:])
    page = extracted(html(body=body))
    assert page.text == "\n".join(PARAGRAPHS)
    assert (page.dateline, page.agency) == ("LINDHOLM", "Reuters")


def test_a_text_that_only_the_data_hold_is_taken_from_there():
    data = JSON_LD.replace('"publisher"', '"articleBody": "' + "\\n\\n".join(PARAGRAPHS) + '", "publisher"')
    page = extracted(html(head=data, body="<p>The harbour council decided on Tuesday.</p>"))
    assert (page.text, page.text_source) == ("\n".join(PARAGRAPHS), "json-ld")


def test_a_text_that_scripts_would_draw_is_read_from_their_data():
    items = ", ".join(f'{{"type": "paragraph", "text": "{text}"}}' for text in PARAGRAPHS)
    state = f'<script id="__NEXT_DATA__" type="application/json">{{"page": {{"body": [{items}]}}}}</script>'
    page = extracted(html(head=JSON_LD + state, body=""))
    assert (page.text, page.text_source) == ("\n".join(PARAGRAPHS), "state")


def test_the_feed_fills_what_the_page_leaves_open():
    published = datetime(2024, 5, 3, 16, 0, tzinfo=timezone.utc)
    content = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    hint = EntryHint(
        feed_url="https://courier.example/feed", authors=("Jon Ash",), published_at=published, content=content
    )
    page = extracted(html(body="<p>The harbour council decided on Tuesday.</p>"), hint=hint)
    assert (page.text, page.text_source) == ("\n".join(PARAGRAPHS), "feed")
    assert (page.authors, page.published_at, page.published_source) == (("Jon Ash",), published, "feed")


@pytest.mark.parametrize(("day", "conflict"), [(1, True), (3, False)], ids=["two days apart", "the same day"])
def test_feed_and_page_conflict_when_they_are_more_than_a_day_apart(day, conflict):
    hint = EntryHint(
        feed_url="https://courier.example/feed", published_at=datetime(2024, 5, day, 16, 19, tzinfo=timezone.utc)
    )
    assert extracted(html(head=JSON_LD), hint=hint).published_conflict is conflict


def test_nothing_is_published_after_it_was_fetched():
    page = extracted(html(head=JSON_LD), fetched_at=datetime(2024, 4, 1, tzinfo=timezone.utc))
    assert page.published_at is None


def test_a_midnight_is_a_day():
    head = JSON_LD.replace("T18:19:08+02:00", "T00:00:00+02:00")
    page = extracted(html(head=head))
    assert page.published_at == datetime(2024, 5, 3, tzinfo=timezone.utc)
    assert page.published_precision == "day"


def test_houses_are_credits_and_no_authors():
    page = extracted(
        html(head=JSON_LD.replace('"Person", "name": "Mara Lindt"', '"Organization", "name": "Courier Staff"'))
    )
    assert (page.authors, page.credits) == ((), ("Courier Staff",))


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("<p>By</p><p>Mara Lindt</p>", ("Mara Lindt",)),
        ("<p>Mara Lindt / Jon Ash</p>", ("Mara Lindt", "Jon Ash")),
        ("<div class='latest-by'>By Mara Lindt • May 3, 2024 12:25 pm</div>", ("Mara Lindt",)),
        ("<p>Harbour Master</p>", ()),
        ("<p>06 Dicembre 2020</p>", ()),
    ],
    ids=["cue alone", "names alone", "badly named", "whom it is about", "date"],
)
def test_the_lines_above_the_text_name_its_authors(byline, authors):
    text = PARAGRAPHS[0].replace("decided", "and its Master decided")
    assert (
        extracted(html(before=byline, body="".join(f"<p>{p}</p>" for p in (text, *PARAGRAPHS[1:])))).authors == authors
    )


@pytest.mark.parametrize(
    ("after", "authors"),
    [
        ("<div><a rel='author' href='/m'>Mara Lindt</a></div>", ("Mara Lindt",)),
        ("<span itemprop='author' itemscope><b itemprop='name'>Mara Lindt</b> Lindholm</span>", ("Mara Lindt",)),
        ("".join(f"<a rel='author' href='/{name}'>{name} Lindt</a>" for name in ("Ada", "Bo", "Cy", "Di")), ()),
    ],
    ids=["link", "microdata", "a page of many stories"],
)
def test_markup_far_from_the_text_names_its_authors(after, authors):
    beside = "".join(f"<div>Word {number}</div>" for number in range(20))
    assert extracted(html(after=beside + after)).authors == authors


def test_a_byline_completes_what_the_data_shorten():
    data = JSON_LD.replace("Mara Lindt", "Mara")
    assert extracted(html(head=data, before="<p>By Mara Lindt</p>")).authors == ("Mara Lindt",)


def test_the_house_of_the_page_is_no_author_beside_its_people():
    data = JSON_LD.replace("}],", '}, {"@type": "Person", "name": "The North Lindholm Courier"}],')
    assert extracted(html(head=data)).authors == ("Mara Lindt",)


def test_a_credit_is_no_picture_credit():
    assert extracted(html(before="<p class='author'>© Jon Ash</p>")).credits == ()


def test_a_kicker_in_the_heading_is_no_part_of_the_title():
    heading = "<h1><span>Storm damage</span><span>Lindholm rebuilds its quay</span></h1>"
    source = html(head=JSON_LD).replace("<h1>Lindholm rebuilds its quay</h1>", heading)
    assert extracted(source).title == "Lindholm rebuilds its quay"


def test_two_elements_of_a_heading_are_no_one_word():
    heading = "<h1><b>Quay of the week</b>Lindholm rebuilds</h1>"
    source = (
        html()
        .replace("<h1>Lindholm rebuilds its quay</h1>", heading)
        .replace("<title>Lindholm rebuilds its quay", "<title>News")
    )
    assert extracted(source).title == "Quay of the week Lindholm rebuilds"


def test_the_description_of_a_video_is_its_text():
    description = " ".join(PARAGRAPHS) + " Credit: the harbour council by way of a reader."
    data = JSON_LD.replace('"publisher"', f'"description": "{description}", "publisher"')
    page = extracted(html(head=data, body="<p>We and our partners use cookies and ask for your consent.</p>"))
    assert (page.text, page.text_source) == (description, "json-ld")


def test_a_page_without_address_belongs_to_its_publisher_or_else_its_folder():
    assert extracted(html(head=JSON_LD), url=None).source == "Lindholm Courier"
    assert extracted(html(), url=None).source == "Lindholm Courier"  # the copyright line
    assert extracted(html().replace("Copyright 2024 Lindholm Courier", ""), url=None).source == "pages"


def test_scripts_without_spaces_have_words_too():
    text = "東京の港で新しい桟橋の工事が春に始まると市議会が火曜日に発表した。" * 6
    page = extracted(html(body=f"<p>{text}</p>").replace("lang='en'", "lang='ja'"))
    assert page.language == "ja"
    assert page.word_count > 150


def test_text_from_right_to_left_is_read():
    text = "أعلن مجلس الميناء يوم الثلاثاء أنه سيعيد بناء الرصيف الشمالي الذي كسرته العاصفة في يناير الماضي. "
    page = extracted(html(body=f"<p>{text * 3}</p>").replace("lang='en'", "lang='ar' dir='rtl'"))
    assert page.language == "ar"
    assert page.text == (text * 3).strip()


ERROR = "<html><head><title>404 - Page not found</title></head><body><h1>404 - Page not found</h1><p>Sorry.</p>"
CONSENT = "<html><head><title>Before you continue</title></head><body>" + (
    "<p>We and our partners use cookies and ask for your consent to process personal data.</p>" * 4
)
LISTING = (
    "<html><head><title>Sport</title></head><body><main>"
    + "".join(
        f"<li><a href='/2024/05/0{day}/harbour-team-wins-match-{day}'>The harbour team wins match number {day}</a></li>"
        for day in range(1, 10)
    )
    * 2
)
PAYWALL = html(
    head=JSON_LD.replace('"publisher"', '"isAccessibleForFree": false, "publisher"'),
    body=f"<p>{PARAGRAPHS[0]}</p><p class='note'>Subscribe to continue reading.</p>",
)
FILLER = html(
    body="<p>Dolor ipsam et est. Laboriosam sed voluptatem dolores ipsum. Veniam consequatur nesciunt et dolor qui.</p>"
)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (ERROR, "extract-error-page"),
        (CONSENT, "extract-consent"),
        (LISTING, "extract-listing"),
        (PAYWALL, "extract-paywall"),
        (FILLER, "extract-paywall"),
        (html(body=""), "extract-empty"),
        ("  ", "extract-empty"),
        (b"%PDF-1.7 \x00", "extract-binary"),
        (b"\x01\x02\x03" * 500, "extract-binary"),
        ("<p>" + "x" * 40_000_000, "extract-too-large"),
    ],
    ids=["error", "consent", "listing", "paywall", "filler", "no text", "nothing", "pdf", "binary", "large"],
)
def test_a_page_that_is_no_article_is_rejected_with_its_reason(source, reason):
    with pytest.raises(PageError) as error:
        extracted(source)
    assert error.value.reason == reason


def test_a_short_article_about_a_missing_page_of_history_is_no_error_page():
    source = html().replace("Lindholm rebuilds its quay", "Page not found in the archive for 404 years")
    assert extracted(source).word_count > 60
