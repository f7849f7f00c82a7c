"""Decisions and links of pages meet by article, and say what is stored."""

from __future__ import annotations

from datetime import datetime, timezone

import apache_beam as beam
from apache_beam.testing.util import assert_that, equal_to

from schemas.keys import Decision, PageLinks, StagedRow
from transforms.accept import JoinDecisions
from transforms.write.articles import Accepted
from transforms.write.fragments import UNDATED

DAY = datetime(2026, 3, 2, 23, 30, tzinfo=timezone.utc)


def decision(name: str, outcome: str, article_id: str = "story", revision: int = 0, **more: object) -> Decision:
    staged = StagedRow(fragment="f", group=0, row=ord(name[0]))
    return Decision(input=name, outcome=outcome, article_id=article_id, revision=revision, staged=staged, **more)


def links(name: str, *lists: str, article_id: str = "story") -> PageLinks:
    return PageLinks(input=name, article_id=article_id, headline_id=f"headline of {name}", related_list_ids=lists)


def accepted(name: str, *lists: str, revision: int = 0, **more: object) -> Accepted:
    row = decision(name, "new" if revision == 0 else "revision", revision=revision, **more)
    return Accepted(
        Decision(**{**{name: getattr(row, name) for name in Decision.__slots__}, "input": ""}),
        PageLinks(input="", article_id="", headline_id=f"headline of {name}", related_list_ids=lists),
    )


def joined(decisions: list[Decision], pages: list[PageLinks], expected: list[object], counts: list[object]) -> None:
    with beam.Pipeline() as root:
        found = (
            root | "Decisions" >> beam.Create(decisions),
            root | "Links" >> beam.Create(pages),
        ) | JoinDecisions()
        assert_that(found.accepted, equal_to(expected))
        assert_that(found.counts, equal_to(counts), label="counts")


def test_a_new_page_is_accepted_under_the_day_of_its_publication() -> None:
    joined(
        [decision("b", "new", published_at=DAY)],
        [links("b", "list")],
        [("2026-03-02", accepted("b", "list"))],
        [("articles_new", 1)],
    )


def test_pages_with_the_same_version_are_one_row_with_the_lists_of_all() -> None:
    joined(
        [decision("a", "known"), decision("b", "new"), decision("c", "known")],
        [links("c", "third", "first"), links("b", "first", "second"), links("a", "fourth")],
        [(UNDATED, accepted("b", "first", "second", "fourth", "third"))],
        [("articles_known", 1), ("articles_new", 1), ("articles_known", 1)],
    )


def test_two_versions_of_an_article_are_two_rows_each_with_its_own_lists() -> None:
    joined(
        [decision("a", "new"), decision("b", "revision", revision=1)],
        [links("a", "early"), links("b", "late")],
        [(UNDATED, accepted("a", "early")), (UNDATED, accepted("b", "late", revision=1))],
        [("articles_new", 1), ("articles_revision", 1)],
    )


def test_what_is_known_or_kept_as_a_duplicate_only_is_counted_and_not_accepted() -> None:
    joined(
        [decision("a", "known", "story"), decision("b", "duplicate", "copy", duplicate_of="story")],
        [links("a"), links("b", article_id="copy")],
        [],
        [("articles_known", 1), ("articles_duplicate", 1)],
    )


def test_a_copy_that_is_stored_is_counted_as_one() -> None:
    joined(
        [decision("b", "new", duplicate_of="other")],
        [links("b")],
        [(UNDATED, accepted("b", duplicate_of="other"))],
        [("articles_new", 1), ("copies", 1)],
    )
