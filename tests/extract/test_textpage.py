"""A saved text page gives its article, what stands around it, and the lists; and nothing of menu, advert and footer."""

import textwrap
from datetime import date, datetime, timezone

import pytest

from schemas.page import EntryHint, Page
from transforms.errors import PageError
from transforms.extract.settings import ExtractSettings
from transforms.extract.textpage import extract_text_page

TITLE = "Harbour talks end without a deal on the new ferry: minister"
PARAGRAPHS = (
    "Island and mainland officials ended two days of meetings here Thursday without agreeing on who should pay for the "
    "new ferry that is to cross the sound from next summer, the transport minister said.",
    "The two sides are stepping up their efforts to end a row that has lasted for three winters, and plan more talks "
    "at a summit of the coastal towns in early April.",
    "The talks in the capital followed a round of meetings on the island last week.",
    '"There are differences on the price. The two towns set the stage for progress, but there are differences that '
    'remain," minister Olga Brandt told reporters after the second day of talks.',
    "The mayor of the island met her counterpart last week in a bid to ease the concerns of the fishermen, who fear "
    "that the larger ship would drive the herring from the sound.",
    "But Brandt said the two sides made progress on a common timetable, which had been the subject of a letter that "
    "she sent to both town councils earlier this month.",
    "The island opposes plans to build a second pier below the old lighthouse, which it says would be a danger to the "
    "colony of puffins that nests there every spring.",
    "In an early sign of progress, the harbour master said last Thursday that the pier could be moved two hundred "
    "metres to the north without much cost.",
)
LISTS = (
    ("Storm closes the northern road for a third day", "Fishermen ask for help with rising fuel costs"),
    (
        "Mayor of Ostrand to step down after audit",
        "School roof collapses under the snow, nobody hurt",
        "New bakery brings bread back to Lower Tarn",
        "Old lighthouse sold to a choir for one crown",
    ),
    (
        "Outside View: What the ferry costs us -- Part 2",
        TITLE,
        "The Ferry Dispute The Islanders' Version Part One",
        "The Ferry Dispute The Mainlanders' Version Part One",
    ),
    (
        "Valley hospital hires four doctors after long search",
        "Choir festival moves to the old shipyard hall",
        "Bridge toll to rise by a tenth in autumn",
        "Ski club opens its new jump with a record",
    ),
)
PAGE = "\n".join(
    [
        "Subscribe to our free daily newsletters",
        ". Coastal Shipping News .",
        "",
        "Subscribe to our free daily newsletters",
        "",
        TITLE,
        "",
        "by Staff Writers",
        "Ostrand (AFP) March 27, 2008",
        "\n\n".join(PARAGRAPHS),
        "",
        "Email This Article",
        "Comment On This Article",
        "",
        "Related Links",
        "Learn about ferries at",
        "All about harbours at",
        "",
        "Wool Blanket Review",
        "Newsletters :: CoastDaily :: FerryWorld :: HarbourNews",
        "XML Feeds :: Coast News :: Ferry News :: Harbour News",
        "",
        "Outside View: What the ferry costs us -- Part 2",
        "Tarn (UPI) Mar 26, 2008",
        "Sources in the harbour office are very dubious about the new proposals. Off the record, they insist that all "
        "plans brought to the island by the ministry this time do not change the gist of the problem.",
        "",
        "\n\n".join("\n".join(f"  • {headline}" for headline in headlines) for headlines in LISTS[1:]),
        "",
        "  • The content herein, unless otherwise known to be public domain, are Copyright 1995-2007 - CoastDaily.AFP "
        "and UPI Wire Stories are copyright Agence France-Presse and United Press International. Privacy Statement",
    ]
)


def page(body, **changes):
    return Page(**{"input": "pages/coast/ferry.txt", "kind": "text", "body": body, **changes})


def extract(body=PAGE, settings=None, **changes):
    return extract_text_page(page(body, **changes), settings or ExtractSettings())


def headlines(record):
    return [[item.text for item in block.items] for block in record.blocks]


def test_the_body_is_the_article_and_nothing_else():
    assert tuple(extract().text.split("\n")) == PARAGRAPHS


def test_title_place_agency_and_day_stand_above_the_text():
    record = extract()
    assert (record.title, record.dateline, record.agency) == (TITLE, "Ostrand", "AFP")
    assert record.published_at == datetime(2008, 3, 27, tzinfo=timezone.utc)
    assert (record.published_precision, record.published_source) == ("day", "text")


def test_staff_writers_are_no_authors():
    assert extract().authors == ()


def test_lists_are_parted_by_blank_lines_and_the_teaser_is_one_of_its_own():
    assert headlines(extract()) == [[LISTS[2][0]], *map(list, LISTS[1:])]


def test_the_own_headline_is_marked_in_its_list():
    marked = [item.text for block in extract().blocks for item in block.items if item.is_self]
    assert marked == [TITLE]


def test_without_an_address_the_copyright_line_names_the_publisher():
    assert extract().source == "CoastDaily"
    assert extract(url="https://www.coast.example/ferry.html").source == "coast.example"


def test_without_a_copyright_line_the_folder_names_the_publisher():
    assert extract(PAGE.rpartition("\n")[0]).source == "coast"


def test_language_and_words_are_of_the_text():
    record = extract()
    assert record.language == "en"
    assert record.word_count == sum(len(paragraph.split()) for paragraph in PARAGRAPHS)
    assert (record.text_source, record.lines_cut) == ("text", 0)


def test_bytes_are_decoded_whatever_their_charset():
    accented = PAGE.replace("Brandt", "Bråndt")
    assert "Bråndt" in extract(accented.replace("•", "·").encode("latin-1"), charset="iso-8859-1").text
    assert extract(accented.encode()).text == extract(accented).text


def test_windows_line_ends_change_nothing():
    assert extract(PAGE.replace("\n", "\r\n")).text == extract().text


LABELLED = "\n".join(
    [
        "Tarn Valley Post",
        "  • Home",
        "  • News",
        "  • Sport",
        "",
        "Ferry to cross the sound from June",
        "",
        "By Mara Lindt and Jon Ash",
        "Friday, 13 June 2014 9:30 AM",
        "\n\n".join(PARAGRAPHS[:5]),
        "",
        "Most read",
        "",
        "\n\n".join(LISTS[1]),
        "",
        "Latest News",
        "",
        "\n\n".join(LISTS[3]),
        "",
        "© 2014 Tarn Valley Post Ltd. All rights reserved.",
        "  • Privacy Policy",
        "  • Contact Us",
    ]
)


def test_lists_bear_the_labels_above_them():
    assert [(block.heading, len(block.items)) for block in extract(LABELLED).blocks] == [
        ("Most read", 4),
        ("Latest News", 4),
    ]


def test_the_heading_of_a_list_right_below_the_text_is_no_paragraph():
    story = "\n".join(
        [TITLE, "Ostrand (AFP) March 27, 2008", *PARAGRAPHS, "", "Coastal News From ShoreDaily", *LISTS[1], *LISTS[3]]
    )
    record = extract(story)
    assert tuple(record.text.split("\n")) == PARAGRAPHS
    assert [block.heading for block in record.blocks] == ["Coastal News From ShoreDaily"]
    assert headlines(record) == [[*LISTS[1], *LISTS[3]]]


def test_the_byline_gives_people_and_the_date_its_minute():
    record = extract(LABELLED)
    assert record.authors == ("Mara Lindt", "Jon Ash")
    assert (record.published_at, record.published_precision) == (
        datetime(2014, 6, 13, 9, 30, tzinfo=timezone.utc),
        "minute",
    )
    assert (record.title, record.source) == ("Ferry to cross the sound from June", "Tarn Valley Post")


def test_a_dateline_before_the_first_sentence_is_taken_off_it():
    record = extract(LABELLED.replace(PARAGRAPHS[0], f"OSTRAND, June 12 (Reuters) - {PARAGRAPHS[0]}"))
    assert record.text.startswith(PARAGRAPHS[0])
    assert (record.dateline, record.agency) == ("OSTRAND", "Reuters")


def test_a_year_that_the_dateline_lacks_comes_from_the_fetch():
    text = LABELLED.replace("Friday, 13 June 2014 9:30 AM\n", "").replace(
        PARAGRAPHS[0], f"OSTRAND, Dec 30 (AP) - {PARAGRAPHS[0]}"
    )
    record = extract(text, fetched_at=datetime(2015, 1, 2, tzinfo=timezone.utc))
    assert record.published_at is not None
    assert record.published_at.date() == date(2014, 12, 30)


def test_nothing_is_published_after_it_was_fetched():
    assert extract(LABELLED, fetched_at=datetime(2013, 1, 1, tzinfo=timezone.utc)).published_at is None


def test_a_feed_that_says_another_day_is_a_conflict():
    def hint(day):
        return EntryHint(feed_url="f", entry_id="e", published_at=datetime(2008, 3, day, 9, tzinfo=timezone.utc))

    assert extract(hint=hint(20)).published_conflict
    assert not extract(hint=hint(27)).published_conflict


def test_a_cued_line_among_the_paragraphs_is_a_list_and_not_body():
    cued = "Read more: Storm closes the northern road for a third day"
    record = extract(PAGE.replace(PARAGRAPHS[3], f"{PARAGRAPHS[3]}\n\n{cued}"))
    assert cued not in record.text
    assert ("Read more:", "Storm closes the northern road for a third day") in [
        (block.heading, item.text) for block in record.blocks for item in block.items
    ]


def test_paragraphs_broken_at_a_column_are_joined():
    broken = textwrap.fill(PARAGRAPHS[0], width=72)
    assert broken.count("\n") == 2
    assert PARAGRAPHS[0] in extract(PAGE.replace(PARAGRAPHS[0], broken)).text


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("", "extract-empty"),
        (" \n\t\n", "extract-empty"),
        ("Home\nNews\nSport\n\n© 2014 Tarn Valley Post", "extract-empty"),
        (b"%PDF-1.4 stream", "extract-binary"),
        ("\n".join(f"  • {headline}" for part in LISTS for headline in part), "extract-empty"),
    ],
    ids=["nothing", "blank", "menu", "pdf", "lists"],
)
def test_a_page_without_an_article_is_rejected(body, reason):
    with pytest.raises(PageError) as error:
        extract(body)
    assert error.value.reason == reason


def test_a_page_beyond_the_limit_is_rejected_unread():
    with pytest.raises(PageError) as error:
        extract(settings=ExtractSettings(max_bytes=1024))
    assert error.value.reason == "extract-too-large"


def test_an_article_shorter_than_asked_for_is_rejected():
    with pytest.raises(PageError) as error:
        extract(settings=ExtractSettings(min_words=100_000))
    assert error.value.reason == "extract-empty"


def outcome(body):
    try:
        return extract(body).text
    except PageError as error:
        return error.reason


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("\0" * 50 + PAGE, "\n".join(PARAGRAPHS)),
        ("a" * 200_000, "extract-empty"),
        ("x\n" * 20_000, "extract-empty"),
        ("• " * 5_000, "extract-empty"),
        ("9:30 " * 3_000, "extract-empty"),
    ],
    ids=["nul", "one word", "letters", "bullets", "times"],
)
def test_strange_pages_end_in_a_record_or_a_reason(body, expected):
    assert outcome(body) == expected


def test_notices_and_appeals_behind_the_text_are_no_body():
    end = [
        "(Reporting by Mara Lindt in Ostrand; Editing by Jon Ash)",
        "All rights reserved. © 2008 Coast Agency. Sections of the information displayed on this page are protected by "
        "rights owned by the agency, and you may not copy or publish them without its prior written consent.",
        "If you find our coverage useful, help us with a one-off contribution, for ad blockers cost us dear.",
    ]
    record = extract(PAGE.replace(PARAGRAPHS[-1], "\n\n".join([PARAGRAPHS[-1], *end])))
    assert tuple(record.text.split("\n")) == PARAGRAPHS


def test_the_comments_of_readers_are_no_body():
    comments = [
        "Comments (2)",
        "I have been saying for years that the ferry is too large for the sound, and nobody in the town listened.",
        "And who pays for it in the end? We do, with every single ticket that we buy on the pier.",
    ]
    record = extract(PAGE.replace("Email This Article", "\n\n".join(comments)))
    assert tuple(record.text.split("\n")) == PARAGRAPHS


def test_headlines_that_somebody_paid_for_are_none():
    paid = "Ten Blankets That Dentists Do Not Want You to Know"
    text = LABELLED.replace("Latest News", f"Sponsored Content\n\n{paid}\n\nLatest News")
    assert paid not in [item for block in headlines(extract(text)) for item in block]


@pytest.mark.parametrize(
    "lines",
    ["June 13, 2014 by Mara Lindt", "Mara Lindt | June 13, 2014", "Mara Lindt\nPublished\n13 June 2014"],
    ids=["cue behind the date", "one line", "a word between"],
)
def test_a_name_beside_the_date_is_the_authors(lines):
    text = LABELLED.replace("By Mara Lindt and Jon Ash\nFriday, 13 June 2014 9:30 AM", lines)
    record = extract(text)
    assert record.authors == ("Mara Lindt",)
    assert record.published_at == datetime(2014, 6, 13, tzinfo=timezone.utc)


def test_a_section_or_a_city_beside_the_date_is_no_author():
    text = LABELLED.replace("By Mara Lindt and Jon Ash\nFriday, 13 June 2014 9:30 AM", "{} | June 13, 2014")
    assert [extract(text.format(name)).authors for name in ("Middle East", "New York")] == [(), ()]


def test_the_credit_of_a_picture_is_not_that_of_the_text():
    caption = "The harbour of Ostrand in a file photo. (Ann Price/Reuters)"
    assert extract(LABELLED.replace("By Mara Lindt and", f"{caption}\nBy Mara Lindt and")).agency is None


def test_a_release_bears_its_date_far_above_its_title():
    head = "June 13, 2014\n\nAnn Price\nHarbour Office, Ostrand\n555-0100\n\nRELEASE: 09-055\n\n"
    title = "Ferry to cross the sound from June"
    text = LABELLED.replace("By Mara Lindt and Jon Ash\nFriday, 13 June 2014 9:30 AM\n", "").replace(
        title, head + title
    )
    assert extract(text).published_at == datetime(2014, 6, 13, tzinfo=timezone.utc)
