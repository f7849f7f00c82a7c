from __future__ import annotations

import pytest
from lxml.html import tostring

from schemas.page import RelatedBlock
from tests.related.pages import NAV, PARAGRAPH, STORIES, TITLE, URL, address, items, link, page
from transforms.related.html import find_related, remove_related

ADVERT = '<p><a href="https://shop.example/sponsored/mattress">The best foam mattress of the year, reviewed</a></p>'


def found(inside: str = "", beside: str = "", url: str | None = URL) -> list[tuple[str | None, tuple[str, ...]]]:
    blocks = find_related(page(inside, beside), url, TITLE).blocks
    return [(block.heading, tuple(item.text for item in block.items if not item.weak)) for block in blocks]


def body_after(inside: str = "", beside: str = "") -> str:
    tree = page(inside, beside)
    remove_related(find_related(tree, URL, TITLE))
    return str(tostring(tree.find("body"), method="text", encoding="unicode"))


def test_a_list_is_found_with_its_heading_and_in_order():
    assert found(beside=f"<h2>Most read</h2>{items()}") == [("Most read", STORIES)]


def test_navigation_footer_and_advertisement_are_left_out():
    assert found(beside=ADVERT) == []


def test_an_item_carries_the_address_as_written_and_absolute():
    shown = (
        "<h2>Latest</h2><ul><li><a href='/news/2024/05/16/harbour-seals-return-to-the-old-pier'>"
        + STORIES[0]
        + "</a></ul>"
    )
    (block,) = find_related(page(beside=shown), URL, TITLE).blocks
    assert block.items[0].href == "/news/2024/05/16/harbour-seals-return-to-the-old-pier"
    assert block.items[0].url == address(STORIES[0])


def test_the_pages_own_story_is_marked_by_address_and_by_title():
    own = f'<li><a href="{URL}?utm_source=list">Ferry back in service this week</a></li><li>{link(TITLE)}</li>'
    (block,) = find_related(
        page(beside=f"<h2>Most read</h2><ul>{own}<li>{link(STORIES[0])}</li></ul>"), URL, TITLE
    ).blocks
    assert [item.is_self for item in block.items] == [True, True, False]


def test_a_ranked_card_gives_the_headline_alone():
    card = (
        f'<li><a href="{address(STORIES[0])}"><span class="rank">1</span> <span class="kicker">Nature</span>'
        f'<h3>{STORIES[0]}</h3><p class="summary">Three years after they left, the animals are back.</p>'
        "<time>2 hours ago</time></a></li>"
    )
    assert found(beside=f"<h2>Most read</h2><ul>{card}</ul>") == [("Most read", (STORIES[0],))]


def test_picture_headline_and_read_more_of_one_story_are_one_card():
    card = (
        f'<div class="card"><a href="{address(STORIES[0])}"><img src="x.jpg"></a><h3>{link(STORIES[0])}</h3>'
        f'<a href="{address(STORIES[0])}">Read more about this story</a></div>'
    )
    assert found(beside=f"<h2>Related</h2>{card}") == [("Related", (STORIES[0],))]


def test_one_story_in_two_lists_is_shown_in_both():
    first, second = f"<h2>Latest</h2>{items(STORIES[:2])}", f"<h2>Most read</h2>{items(STORIES[1:])}"
    assert found(beside=f"<section>{first}</section><section>{second}</section>") == [
        ("Latest", STORIES[:2]),
        ("Most read", STORIES[1:]),
    ]


def test_a_kicker_on_each_card_is_not_the_heading_of_the_list():
    cards = "".join(f'<div class="card"><h5>Nature</h5><h4>{link(text)}</h4></div>' for text in STORIES)
    assert found(beside=f"<h2>Related news</h2><div>{cards}</div>") == [("Related news", STORIES)]


def test_a_table_row_can_be_the_heading():
    rows = "<tr><td><b>Island News</b></td></tr><tr><td>" + "<br>".join(map(link, STORIES)) + "</td></tr>"
    assert found(beside=f"<table>{rows}</table>") == [("Island News", STORIES)]


def test_each_tab_labels_its_panel():
    tabs = '<ul class="tabs"><li><a href="#day">Today</a></li><li><a href="#week">This week</a></li></ul>'
    panels = f'<div id="day">{items(STORIES[:2])}</div><div id="week">{items(STORIES[2:])}</div>'
    assert found(beside=f"<div>{tabs}{panels}</div>") == [("Today", STORIES[:2]), ("This week", STORIES[2:])]


def test_the_stories_before_and_after_are_no_list():
    first, second = ("Previous story", STORIES[0]), ("Next story", STORIES[1])
    neighbours = "".join(f"<div><span>{label}</span> {link(text)}</div>" for label, text in (first, second))
    neighbours = f"<nav>{neighbours}</nav>"
    assert found(beside=neighbours) == [("Previous story", STORIES[:1]), ("Next story", STORIES[1:2])]


def test_a_cued_link_in_the_body_is_found_with_its_cue():
    assert found(inside=f"<p>Read more: {link(STORIES[0])}</p>") == [("Read more", STORIES[:1])]


def test_a_link_inside_a_sentence_is_no_headline():
    sentence = (
        f"<p>{PARAGRAPH} The council had promised to {link('keep the swimming hall open')} last year. {PARAGRAPH}</p>"
    )
    assert found(inside=sentence) == []


def test_a_list_between_paragraphs_is_found_and_taken_out():
    assert found(inside=items(STORIES[:2])) == [(None, STORIES[:2])]
    assert STORIES[0] not in body_after(inside=items(STORIES[:2]))


@pytest.mark.parametrize(
    "inside",
    [
        items(),
        f"<p>Read more: {link(STORIES[0])}</p>",
        f"<div><h3>Related</h3>{items()}<p>{PARAGRAPH}</p></div>",
        f"<p>Read more: {link(STORIES[0])}<br>{PARAGRAPH}</p>",
    ],
    ids=["list", "cue", "paragraph in the same element", "paragraph in the same paragraph"],
)
def test_removal_leaves_every_paragraph(inside):
    assert body_after(inside=inside).count(PARAGRAPH) == 2 + inside.count(PARAGRAPH)


def test_removed_lists_leave_no_headline():
    left = body_after(inside=f"<p>Read more: {link(STORIES[0])}</p>", beside=f"<h2>Most read</h2>{items()}")
    assert not any(text in left for text in STORIES)


def test_nothing_is_changed_before_removal():
    tree = page(beside=items())
    before = tostring(tree)
    find_related(tree, URL, TITLE)
    assert tostring(tree) == before


def test_a_headline_in_a_script_without_blanks_counts_its_signs():
    titles = ("港の朝市、三年ぶりに再開", "図書館の猫、館長に就任")
    shown = "".join(
        f'<li><a href="https://www.courier.example/2024/05/{n}1234567">{t}</a></li>' for n, t in enumerate(titles)
    )
    assert found(beside=f"<h2>関連記事</h2><ul>{shown}</ul>") == [("関連記事", titles)]


def test_a_page_without_address_finds_its_lists():
    assert found(beside=f"<h2>Most read</h2>{items()}", url=None) == [("Most read", STORIES)]


@pytest.mark.parametrize(
    "html", ["<p>", "<a href='http://[bad'>One two three four</a>", NAV], ids=["bare", "bad", "nav"]
)
def test_pages_without_stories_have_no_blocks(html):
    from lxml.html import document_fromstring

    assert find_related(document_fromstring(html), None).blocks == ()


def test_blocks_are_records_of_the_schema():
    (block,) = find_related(page(beside=items()), URL, TITLE).blocks
    assert isinstance(block, RelatedBlock)
    assert isinstance(block.items, tuple)
