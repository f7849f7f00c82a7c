"""Lines that a site repeats under different stories."""

from __future__ import annotations

import random

import numpy as np
import pytest

from schemas.ids import stable_hash
from schemas.keys import PageKey
from tests.dedupe.stories import edited, page, story
from transforms.dedupe.lines import Boilerplate, SeenLines, find_boilerplate, page_lines
from transforms.dedupe.settings import DedupeSettings

LETTER = "Sign up for our letter and never miss a ferry again."
EMPTY = SeenLines(*(np.empty(0, dtype=np.int64) for _ in range(4)))
SETTINGS = DedupeSettings()


def on_site(text: str, name: str, title: str | None = None) -> PageKey:
    return page(text, name, source="velmora.example", title=title or f"Title of {name}")


def found(*keys: PageKey, known: SeenLines = EMPTY) -> tuple[dict[str, Boilerplate], SeenLines]:
    """Return the boilerplate by input, and the site memory after the run."""
    pages = [page_lines(key, stable_hash(key.input), "00", stable_hash(key.source), 0) for key in keys]
    names = {stable_hash(key.input): key.input for key in keys}
    boilerplate, new = find_boilerplate(known, pages, SETTINGS)
    named = {names[lines.page]: result for lines, result in boilerplate}
    columns = ("line", "story", "vote", "seen_at")
    return named, SeenLines(*(np.concatenate([getattr(known, c), getattr(new, c)]) for c in columns))


def test_a_line_under_three_stories_of_a_site_is_boilerplate():
    pages = [on_site(story(n, 4) + "\n" + LETTER, f"p{n}") for n in range(3)]
    assert found(*pages)[0] == {f"p{n}": Boilerplate((2,), (2,)) for n in range(3)}


def test_two_stories_are_not_enough():
    assert found(*[on_site(story(n, 4) + "\n" + LETTER, f"p{n}") for n in range(2)])[0] == {}


def test_other_sites_do_not_count():
    pages = [page(story(n, 4) + "\n" + LETTER, f"p{n}") for n in range(5)]
    assert found(*pages)[0] == {}


def test_the_third_story_may_come_in_another_run():
    known = EMPTY
    for n in range(3):
        boilerplate, known = found(on_site(story(n, 4) + "\n" + LETTER, f"p{n}"), known=known)
    assert boilerplate == {"p2": Boilerplate((2,), (2,))}


@pytest.mark.parametrize("together", [True, False], ids=["one run", "one by one"])
def test_retitled_copies_on_one_site_do_not_make_their_own_lines_boilerplate(together: bool):
    pages = [on_site(edited(story(1), 20 + n), f"p{n}") for n in range(6)]
    pages += [on_site(story(1) + f"\nBy desk {n}.", f"q{n}") for n in range(6)]
    if together:
        assert found(*pages)[0] == {}
        return
    known = EMPTY
    for key in pages:
        boilerplate, known = found(key, known=known)
        assert boilerplate == {}


def test_pages_of_one_title_are_one_story():
    pages = [on_site(story(n, 4) + "\n" + LETTER, f"p{n}", title="The week") for n in range(5)]
    assert found(*pages)[0] == {}


def test_a_long_line_is_ignored_before_it_is_cut():
    background = story(50, 2)
    assert len(background.split()) > SETTINGS.long_line_words
    pages = [on_site(story(n, 8) + "\n" + background, f"p{n}") for n in range(12)]
    assert found(*pages[:3])[0]["p0"] == Boilerplate((4,), ())
    assert found(*pages)[0]["p0"] == Boilerplate((4,), (4,))


def test_a_page_is_never_cut_to_nothing():
    others = [on_site(story(n, 4) + "\n" + LETTER, f"p{n}") for n in range(3)]
    boilerplate, _ = found(*others, on_site(LETTER, "bare"))
    assert boilerplate["bare"] == Boilerplate()


def test_short_pages_of_mostly_boilerplate_need_more_of_them():
    footer = "\n".join(f"Line {n} of the footer names another harbour of the coast." for n in "abc")
    pages = [on_site(f"{story(n, 1)}\n{footer}", f"p{n}") for n in range(12)]
    assert found(*pages[:11])[0] == {}
    assert found(*pages)[0]["p0"].ignored == (1, 2, 3)


def test_paragraphs_without_words_are_never_boilerplate():
    pages = [on_site(f"{story(n, 4)}\n* * *", f"p{n}") for n in range(5)]
    assert found(*pages)[0] == {}


def test_the_order_of_pages_does_not_matter():
    pages = [on_site(story(n, 4) + "\n" + LETTER, f"p{n}") for n in range(6)]
    shuffled = random.Random(1).sample(pages, len(pages))
    (one, seen), (other, seen_too) = found(*pages), found(*shuffled)
    assert one == other
    assert np.array_equal(seen.line, seen_too.line)


def test_what_is_known_is_not_remembered_twice():
    pages = [on_site(story(n, 4) + "\n" + LETTER, f"p{n}") for n in range(3)]
    _, known = found(*pages)
    assert len(found(*pages, known=known)[1].line) == len(known.line)
