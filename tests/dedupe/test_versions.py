"""The same address again: known, or a revision, and what it changed."""

from __future__ import annotations

import dataclasses

import pytest

from schemas.article_state import ArticleState
from schemas.ids import stable_hash
from schemas.keys import PageKey
from schemas.signature import Signature
from tests.dedupe.stories import DAY, edited, later, page, story
from transforms.dedupe.fingerprint import MAX_WORDS, fingerprint
from transforms.dedupe.lines import Boilerplate
from transforms.dedupe.versions import Version, content_hash, judge_versions

NONE = Boilerplate()
TEXT = story(1)


def visit(text: str, hours: float, title: str = "Harbour opens", name: str = "") -> PageKey:
    return page(text, name or f"visit{hours}", article="harbour", title=title, seen_at=later(hours))


def judged(*visits: PageKey, lines: Boilerplate = NONE) -> list[Version]:
    return list(judge_versions([], {}, [(key, lines) for key in visits]))


def remembered(versions: list[Version]) -> tuple[list[ArticleState], dict[int, Signature]]:
    """Return what a later run finds of these versions."""
    kept = [version for version in versions if version.signature is not None]
    rows = [
        ArticleState(
            doc=stable_hash(version.decision.article_id),
            article_id=version.decision.article_id,
            revision=version.decision.revision,
            seen_at=version.seen_at,
            content_hash=version.decision.content_hash,
            cluster_id=version.decision.article_id,
            cluster_since=DAY,
        )
        for version in kept
    ]
    return rows, {v.signature.revision: v.signature for v in kept if v.signature is not None}


def outcomes(versions: list[Version]) -> list[tuple[str, int]]:
    return [(version.decision.outcome, version.decision.revision) for version in versions]


def test_the_first_visit_is_new_and_the_same_again_is_known():
    assert outcomes(judged(visit(TEXT, 0), visit(TEXT, 1))) == [("new", 0), ("known", 0)]


@pytest.mark.parametrize(
    ("again", "title"),
    [
        (TEXT.replace("\n", "\n\n"), "Harbour opens"),
        (TEXT.replace(" ", "  "), "HARBOUR OPENS!"),
        (TEXT.replace("\n", " "), "Harbour opens"),
        (TEXT.replace(".", "!"), "Harbour  opens"),
    ],
    ids=["empty lines", "spaces", "paragraphs joined", "punctuation"],
)
def test_whitespace_and_punctuation_are_no_revision(again: str, title: str):
    assert outcomes(judged(visit(TEXT, 0), visit(again, 1, title))) == [("new", 0), ("known", 0)]


def test_counters_are_no_revision():
    first, second = (f"{count} comments\n{TEXT}" for count in (3, 41))
    assert outcomes(judged(visit(first, 0), visit(second, 1))) == [("new", 0), ("known", 0)]


def test_a_byline_that_comes_and_goes_is_no_revision():
    signed = f"Gareth Moss 2026-03-05 06:50\n{TEXT}"
    assert outcomes(judged(visit(TEXT, 0), visit(signed, 1))) == [("new", 0), ("known", 0)]


def test_the_rows_of_a_table_are_text():
    first, second = (f"{TEXT}\n" + "\n".join(f"Place {n}: {n + points} points" for n in range(9)) for points in (3, 4))
    assert outcomes(judged(visit(first, 0), visit(second, 1))) == [("new", 0), ("revision", 1)]


def test_a_revision_says_what_changed():
    old, new = "The ferry sails at nine on Monday.", "The ferry sails at ten on Monday."
    _, text, title, both = (
        version.decision
        for version in judged(
            visit(old, 0), visit(new, 1), visit(new, 2, title="Harbour shut"), visit(TEXT, 3, title="Bridge shut")
        )
    )
    assert (text.outcome, text.revision, text.changed, text.changed_share) == ("revision", 1, ("text",), 0.1429)
    assert (title.revision, title.changed, title.changed_share) == (2, ("title",), 0.0)
    assert (both.revision, both.changed) == (3, ("title", "text"))
    assert both.changed_share is not None
    assert both.changed_share > 0.9


def test_moved_paragraphs_are_a_revision_without_changed_words():
    moved = "\n".join(reversed(TEXT.split("\n")))
    decision = judged(visit(TEXT, 0), visit(moved, 1))[1].decision
    assert (decision.outcome, decision.changed, decision.changed_share) == ("revision", ("text",), 0.0)


def test_visits_are_judged_in_the_order_in_which_they_were_seen():
    late, early = visit(edited(TEXT), 5), visit(TEXT, 1)
    assert [version.decision.input for version in judged(late, early)] == [early.input, late.input]


def test_a_site_that_tries_two_headlines_in_turn_gets_one_revision():
    visits = [visit(TEXT, hours, title=f"Headline {'ab'[hours % 2]}") for hours in range(6)]
    expected = [("new", 0), ("revision", 1), ("known", 0), ("known", 1), ("known", 0), ("known", 1)]
    assert outcomes(judged(*visits)) == expected


def test_across_runs_it_is_the_same():
    state, signatures = remembered(judged(visit(TEXT, 0)))
    versions = list(judge_versions(state, signatures, [(visit(TEXT, 1), NONE), (visit(edited(TEXT), 2), NONE)]))
    assert outcomes(versions) == [("known", 0), ("revision", 1)]
    assert versions[1].decision.changed == ("text",)
    assert versions[1].state == state[0]


def test_a_line_that_turns_out_to_be_boilerplate_is_no_revision():
    with_letter = TEXT + "\nSign up for our letter."
    state, signatures = remembered(judged(visit(with_letter, 0)))
    known_by_now = Boilerplate(ignored=(8,), cut=(8,))
    assert outcomes(list(judge_versions(state, signatures, [(visit(with_letter, 1), known_by_now)]))) == [("known", 0)]


def test_boilerplate_is_named_where_it_is_to_be_cut():
    lines = Boilerplate(ignored=(1, 2), cut=(2,))
    assert judged(visit(TEXT, 0), lines=lines)[0].decision.boilerplate == (2,)


@pytest.mark.parametrize(("again", "expected"), [(TEXT, "known"), (edited(TEXT), "revision")])
def test_a_version_too_old_to_compare_by_words_is_compared_by_paragraphs(again: str, expected: str):
    state, signatures = remembered(judged(visit(TEXT, 0)))
    faded = {0: dataclasses.replace(signatures[0], words=b"")}
    stale = [dataclasses.replace(state[0], content_hash="of other boilerplate")]
    decision = next(judge_versions(stale, faded, [(visit(again, 900), NONE)])).decision
    assert decision.outcome == expected
    assert decision.changed_share is None


def test_a_version_of_which_nothing_is_left_but_the_hash():
    state, _ = remembered(judged(visit(TEXT, 0)))
    versions = list(judge_versions(state, {}, [(visit(TEXT, 1), NONE), (visit(edited(TEXT), 2), NONE)]))
    assert outcomes(versions) == [("known", 0), ("revision", 1)]
    assert versions[1].decision.changed == ("text",)


def test_changes_beyond_the_words_that_are_held_are_seen():
    long = "\n".join(f"word{i} word{i} ends here." for i in range(MAX_WORDS // 4 + 10))
    one, other = fingerprint("", long), fingerprint("", long.replace("word1030 ", "changed "))
    assert one.words == other.words
    assert content_hash(one) != content_hash(other)
