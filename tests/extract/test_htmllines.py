"""Lines of HTML pages: sentences that boxes interrupt, words cut into syllables, and the stories of endless pages."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from tests.extract.test_htmlpage import JSON_LD, PARAGRAPHS, extracted, html


def test_a_box_in_the_midst_of_a_sentence_does_not_cut_it():
    popover = "<span class='popover hidden'>Carsten Brandt leads the council. Read more about him.</span>"
    first = (
        f"<p>The council of Lindholm, led by <a href='/p'>Carsten Brandt</a>{popover}, met in public on Tuesday.</p>"
    )
    page = extracted(html(body=first + "".join(f"<p>{text}</p>" for text in PARAGRAPHS)))
    assert page.text.startswith("The council of Lindholm, led by Carsten Brandt, met in public on Tuesday.\n")
    assert "Read more" not in page.text


def test_a_hidden_sign_in_a_heading_still_parts_kicker_and_headline():
    heading = "<h1>Harbour<span class='sr-only'>:</span>Lindholm rebuilds its quay</h1>"
    page = extracted(html(head=JSON_LD).replace("<h1>Lindholm rebuilds its quay</h1>", heading))
    assert page.title == "Lindholm rebuilds its quay"
    assert page.text == "\n".join(PARAGRAPHS)


def test_signs_that_only_say_where_a_word_may_break_are_no_part_of_it():
    cut = (
        PARAGRAPHS[0].replace("harbour", "har\u00adbour").replace("Tuesday", "Tues&shy;day").replace(" a ", " \u200ba ")
    )
    source = html(body=f"<p>{cut}</p>" + "".join(f"<p>{text}</p>" for text in PARAGRAPHS[1:]))
    page = extracted(source.replace("<h1>Lindholm", "<h1>Lind\u00adholm"))
    assert page.text == "\n".join(PARAGRAPHS)
    assert page.title == "Lindholm rebuilds its quay"


NEXT = (
    "<article><h1>Ferry to Odby sails again</h1><p class='byline'>By Jon Ash</p><p>May 2, 2024</p>"
    "<p>The ferry to Odby sails again after three weeks in the yard, the company said on Thursday.</p>"
    "<p>Its new engine uses a third less fuel, and commuters hope that it will be on time more often.</p>"
    "<p>Tickets cost as much as before, and bicycles travel free of charge until the end of August.</p></article>"
)


def test_the_next_story_of_an_endless_page_is_left_out():
    page = extracted(html(before="<p class='byline'>By Mara Lindt</p>", after=NEXT))
    assert page.text == "\n".join(PARAGRAPHS)
    assert page.authors == ("Mara Lindt",)


def test_headings_of_the_first_rank_within_a_story_do_not_end_it():
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    page = extracted(html(body=f"{body}<h1>What comes next</h1>{body}"))
    assert page.text.count(PARAGRAPHS[3]) == 2


def test_a_line_that_repeats_what_a_picture_shows_is_its_caption():
    caption = "Boats lie at the broken quay of Lindholm in January"
    body = f"<p>{PARAGRAPHS[0]}</p><div><img src='q.jpg' alt='{caption}'><p>{caption}</p></div>"
    page = extracted(html(body=body + "".join(f"<p>{text}</p>" for text in PARAGRAPHS[1:])))
    assert page.text == "\n".join(PARAGRAPHS)


def test_topics_at_either_end_of_a_text_are_left_out():
    topics = "<ul><li><a href='/t/1'>Harbours</a></li><li><a href='/t/2'>Storms</a></li></ul>"
    text = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    assert extracted(html(body=topics + text + topics)).text == "\n".join(PARAGRAPHS)


def test_authors_who_sign_within_the_text_are_named_and_left_out():
    signature = "<p>MARA LINDT</p><p>mara.lindt@courier.example</p>"
    page = extracted(html(body=signature + "".join(f"<p>{text}</p>" for text in PARAGRAPHS)))
    assert page.text == "\n".join(PARAGRAPHS)
    assert page.authors == ("MARA LINDT",)


@pytest.mark.parametrize(
    "line",
    [
        "Comments are closed.",
        "Kommentare lesen",
        "###",
        "-30-",
        "URL: https://courier.example/quay",
        "The post Lindholm rebuilds its quay appeared first on Lindholm Courier.",
        "If you value our work, please consider making a small donation today.",
        "اقرأ أيضا: العبارة تبحر مجددا",
        "Xem thêm: Cầu cảng mới",
        "Publié le 3 mai 2024 à 18:19Mis à jour le 4 mai 2024 à 08:00",
    ],
)
def test_lines_below_a_text_that_are_no_part_of_it(line):
    text = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    assert extracted(html(body=f"{text}<p>{line}</p>")).text == "\n".join(PARAGRAPHS)


def test_the_time_above_a_text_is_no_part_of_it():
    text = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    page = extracted(html(body=f"<p>2024年5月3日 18時19分</p>{text}"))
    assert page.text == "\n".join(PARAGRAPHS)
    assert page.published_at == datetime(2024, 5, 3, 18, 19, tzinfo=timezone.utc)


def test_a_page_without_first_rank_heading_has_the_title_that_it_prints():
    text = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    title = "<title>Lindholm rebuilds its quay - The Morning Sheet</title>"
    table = f"<table><tr><td><font size='5'><b>Lindholm rebuilds its quay</b></font><br>{text}</td></tr></table>"
    assert extracted(f"<html><head>{title}</head><body>{table}</body></html>").title == "Lindholm rebuilds its quay"
    printed = f"<h3>The Sheet</h3><h2>Lindholm rebuilds its quay</h2>{text}"
    assert extracted(f"<html><body>{printed}</body></html>").title == "Lindholm rebuilds its quay"


def test_the_agency_may_stand_alone_below_the_text():
    page = extracted(html(after="<p>dpa</p>"))
    assert page.agency == "dpa"
    assert page.text == "\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    "label", ["2 Comments", "Leserkommentare", "27 commentaires", "Комментарии (2)", "Lascia un commento"]
)
def test_what_readers_write_below_a_story_is_no_part_of_it(label):
    text = "".join(f"<p>{text}</p>" for text in (*PARAGRAPHS, *PARAGRAPHS))
    readers = (
        f"<h3>{label}</h3><div>Harbourmouse</div><p>I would rather have a longer quay, as everybody here does.</p>"
    )
    assert extracted(html(body=text + readers)).text == "\n".join((*PARAGRAPHS, *PARAGRAPHS))


def test_a_heading_that_is_the_name_of_the_site_is_no_title():
    text = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    head = "<head><title>Lindholm rebuilds its northern quay - Morning Sheet</title></head>"
    page = extracted(
        f"<html>{head}<body><h1>MorningSheet</h1><h2>Lindholm rebuilds its northern quay</h2>{text}</body></html>"
    )
    assert page.title == "Lindholm rebuilds its northern quay"
