"""Texts as numbers."""

from __future__ import annotations

import numpy as np
import pytest

from tests.dedupe.stories import story
from transforms.dedupe.fingerprint import MAX_WORDS, NUMBER, fingerprint, sample, shingles, words_kept, words_of


def test_case_punctuation_and_unicode_form_do_not_matter():
    one, other = fingerprint("“Snow” in Oslo", "Café — open."), fingerprint("SNOW, in Oslo!", "cafe\u0301 open")
    assert one == other


def test_numbers_are_marked_and_count_in_sentences():
    words = words_kept(fingerprint("", "The ferry carried 212 guests."))
    assert [bool(word & NUMBER) for word in words] == [False, False, False, True, False]
    assert fingerprint("", "The ferry carried 212 guests.") != fingerprint("", "The ferry carried 213 guests.")


@pytest.mark.parametrize("line", ["{} comments", "Shares: {}K", "{} min read", "Updated {}:30"])
def test_the_numbers_of_counters_do_not_matter(line: str):
    assert fingerprint("", line.format(12)) == fingerprint("", line.format(13))


@pytest.mark.parametrize("line", ["Velmora - Quellby {}-1", "It hit {} homes."])
def test_scores_and_short_sentences_are_no_counters(line: str):
    assert fingerprint("", line.format(3)) != fingerprint("", line.format(4))


def test_paragraphs_without_words_are_zero():
    print_ = fingerprint("", "* * *\n\nSnow fell.")
    assert print_.lines[:2] == (0, 0)
    assert print_.line_words == (0, 0, 2)


def test_paragraphs_can_be_left_out():
    print_ = fingerprint("", "Snow fell.\nSubscribe to our letter.\nIt melted.")
    assert words_kept(print_, (1,)).tolist() == words_kept(fingerprint("", "Snow fell.\nIt melted.")).tolist()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("東京で雪が降った", 8),
        ("กรุงเทพ", 7),
        ("हिन्दी में समाचार", 3),
        ("서울에 눈이 내렸다", 3),
        ("ABC社は12日", 5),
    ],
    ids=["Japanese", "Thai", "Hindi", "Korean", "mixed"],
)
def test_words_of_other_scripts(text: str, words: int):
    assert len(words_of(text)) == words


def test_a_long_text_is_compared_up_to_its_limit():
    print_ = fingerprint("", "\n".join(f"word{i} again" for i in range(MAX_WORDS)))
    assert len(words_kept(print_)) == MAX_WORDS
    assert len(print_.lines) == MAX_WORDS
    assert len(words_kept(print_, (MAX_WORDS - 1,))) == MAX_WORDS


def test_shingles_of_equal_passages_are_equal():
    text = story(1)
    whole = shingles(words_kept(fingerprint("", text)))
    part = shingles(words_kept(fingerprint("", text.partition("\n")[2])))
    assert np.isin(part, whole).all()


@pytest.mark.parametrize("words", [0, 1, 4])
def test_short_texts_have_one_shingle_at_most(words: int):
    assert len(shingles(np.arange(1, words + 1, dtype=np.uint16))) == min(words, 1)


def test_a_brief_has_enough_samples_and_shares_them_with_its_original():
    whole = sample(shingles(words_kept(fingerprint("", story(2, 30)))))
    brief = sample(shingles(words_kept(fingerprint("", story(2, 30).partition("\n")[0]))))
    assert len(brief) >= 8
    assert np.isin(brief, whole).mean() > 0.8


def test_one_gram_in_eight_is_sampled():
    hashes = shingles(np.random.default_rng(1).integers(0, 0x7FFF, 40_000).astype(np.uint16))
    assert len(sample(hashes)) == pytest.approx(5_000, rel=0.05)
