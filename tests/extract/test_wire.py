"""Datelines that stand alone: above the text they are its own, below it they open another story."""

from __future__ import annotations

import pytest

from schemas.page import ExtractedPage, Page
from transforms.extract.page import extract_page
from transforms.extract.settings import ExtractSettings

STORY = (
    "<p>The ferry office in Varmouth sold its last paper ticket on Tuesday, after a hundred years.</p>"
    "<p>Clerk Tilda Brandt, who sold it, kept the stub. The buyer, a dentist on his way to Lowen, did not want it.</p>"
    "<p>Tickets are now sold by telephone and at a machine beside the bakery, open an hour before the first boat.</p>"
)
TEASER = (
    "<b>Rail bridge at Kessel is closed for a week</b><br>Lisbon (Reuters) Mar 02, 2026<br>"
    "Trains between the coast and the hills will turn round at Kessel until engineers have looked at two bolts.<br>"
)


def extracted(above: str = "", below: str = "") -> ExtractedPage:
    body = f"<html><body><h1>Last paper ticket is sold</h1><div>{above}{STORY}{below}</div></body></html>"
    return extract_page(Page(input="pages/ticket.html", kind="html", body=body), ExtractSettings())


@pytest.mark.parametrize("above", ["by Staff Writers<br>Oslo (AFP) Mar 03, 2026<br>", "<p>Oslo (AFP) Mar 03, 2026</p>"])
def test_a_dateline_alone_above_the_text_is_its_own(above):
    page = extracted(above)
    assert (page.dateline, page.agency, page.published_precision) == ("Oslo", "AFP", "day")
    assert str(page.published_at) == "2026-03-03 00:00:00+00:00"
    assert page.text.startswith("The ferry office in Varmouth")


def test_a_dateline_below_the_text_opens_another_story():
    page = extracted("Oslo (AFP) Mar 03, 2026<br>", TEASER)
    assert page.text.endswith("open an hour before the first boat.")
    assert (page.dateline, page.agency) == ("Oslo", "AFP")


def test_a_page_without_datelines_keeps_all_of_its_text():
    page = extracted()
    assert (page.dateline, page.agency, page.text.count("\n")) == (None, None, 2)
