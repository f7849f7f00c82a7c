"""Sightings travel together, and arrive as they were."""

from __future__ import annotations

from tests.related.sightings import block, sighting
from transforms.forms import form_of
from transforms.related.gather import gathered, spread

LATEST = block("Latest", ("Ferry late again", "ferry"), ("Seals are back", "seals"), weak=[1])
MORE = block(None, "Snow in the harbour")
PAGES = [
    sighting("a", "Mayor opens new pier", "mayor", LATEST, MORE),
    sighting("b", "Market moves to the quay", None),
    sighting(
        "c", "Choir sings in the rain", "choir", block("Latest", *(("Ferry late again", "ferry"),)), LATEST, LATEST
    ),
]


def test_what_is_gathered_and_spread_is_what_it_was() -> None:
    together = gathered(PAGES)
    form = form_of(type(together))
    assert list(spread(form.unpack(form.pack(together)))) == PAGES


def test_a_list_that_several_pages_show_is_sent_once() -> None:
    many = [sighting(f"page {number}", f"Story {number}", None, LATEST, MORE) for number in range(50)]
    together = gathered(many)
    assert together.blocks == (LATEST, MORE)
    assert len(form_of(type(together)).pack(together)) < 50 * 100
