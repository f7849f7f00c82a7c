"""What is a copy, and what only looks like one."""

from __future__ import annotations

import pytest

from tests.dedupe.stories import cut, edited, story
from transforms.dedupe.compare import Match, best_match, compare
from transforms.dedupe.fingerprint import fingerprint, words_kept
from transforms.dedupe.settings import DedupeSettings

QUAKE = (
    "A tremor of magnitude {0} shook the hills {1} kilometres north of Tarnwick at {2} local time, the observatory "
    "said. It began {3} kilometres below ground. No damage was reported. Residents felt their windows rattle for a few "
    "seconds and went back to sleep. The observatory recorded {4} tremors of this kind in the region last year."
)


def matched(one: str, other: str, **settings: float) -> Match | None:
    words = [words_kept(fingerprint("", text)) for text in (one, other)]
    there, back = compare(*words, DedupeSettings(**settings)), compare(*reversed(words), DedupeSettings(**settings))
    assert there == back
    return there


@pytest.mark.parametrize(
    ("copy", "relation"),
    [
        (story(1), "same"),
        ("VELMORA (Kite News) - " + story(1), "same"),
        ("\n".join(reversed(story(1).split("\n"))), "same"),
        (cut(story(1), 0.5), "cut"),
        (story(1).partition("\n")[0], "cut"),
        (edited(story(1)), "edited"),
        (story(9, 2) + "\n" + story(1), "cut"),
    ],
    ids=["equal", "dateline", "re-ordered", "half", "brief", "edited", "own introduction"],
)
def test_copies(copy: str, relation: str):
    match = matched(story(1), copy)
    assert match is not None
    assert match.relation == relation
    assert 0.6 <= match.similarity <= 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (story(1), story(2)),
        (story(1), story(3, 10) + "\n" + "\n".join(story(1).split("\n")[3:6])),
        (story(1, 2), "\n".join(story(seed, 2) for seed in (5, 1, 6, 7, 8))),
        (QUAKE.format(4.1, 12, "3.15", 9, 40), QUAKE.format(5.3, 31, "11.40", 22, 57)),
        (QUAKE.format(4.1, 12, "3.15", 9, 40), QUAKE.format(4.4, 12, "9.20", 9, 40)),
        ("", story(1)),
        ("", ""),
    ],
    ids=["other story", "follow-up", "round-up", "bulletin", "bulletin, two numbers", "empty", "both empty"],
)
def test_no_copies(one: str, other: str):
    assert matched(one, other) is None


def test_a_number_that_only_one_side_has_is_no_veto():
    text = QUAKE.format(4.1, 12, "3.15", 9, 40)
    assert matched(text, text + " Another 17 homes lost power.") is not None


def test_the_veto_of_numbers_can_be_switched_off():
    first, second = QUAKE.format(4.1, 12, "3.15", 9, 40), QUAKE.format(4.4, 12, "9.20", 9, 40)
    assert matched(first, second, short_words=0) is not None


@pytest.mark.parametrize(
    "text",
    [
        "東京の港で二十日、新しい橋が開通した。市長は式典で「長い工事だった」と語り、住民らは夜まで橋を歩いて渡った。",
        "กรมท่าเรือแห่งเมืองสมมติเปิดสะพานใหม่เมื่อวันจันทร์ โดยมีชาวบ้านจำนวนมากมาร่วมพิธีและเดินข้ามสะพานจนถึงค่ำ",
    ],
    ids=["Japanese", "Thai"],
)
def test_languages_without_spaces(text: str):
    match = matched(text, text[: len(text) * 2 // 3])
    assert match is not None
    assert match.relation == "cut"
    assert matched(text, text[::-1]) is None


def test_the_best_pair_of_versions_counts():
    versions = [words_kept(fingerprint("", text)).tobytes() for text in (story(1), story(2))]
    other = words_kept(fingerprint("", story(2))).tobytes()
    assert best_match(versions, [other], DedupeSettings()) == Match(1.0, "same")
    assert best_match([], [other], DedupeSettings()) is None
