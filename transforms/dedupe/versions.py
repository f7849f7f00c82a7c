"""The same page again: is it known, a revision, or new? Pure functions over one article's history."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

import numpy as np

from schemas.article_state import ArticleState
from schemas.ids import stable_hash
from schemas.keys import Decision, Fingerprint, PageKey
from schemas.signature import Signature
from transforms.dedupe.compare import common_words
from transforms.dedupe.fingerprint import MAX_WORDS, Words, words_kept
from transforms.dedupe.lines import Boilerplate


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One page judged against the earlier versions of its article; ``signature`` only where it is to be stored."""

    decision: Decision
    source: str
    seen_at: datetime
    signature: Signature | None = None
    state: ArticleState | None = None  # the latest stored version, of articles of earlier runs


def judge_versions(
    stored: Sequence[ArticleState],
    signatures: Mapping[int, Signature],
    pages: Iterable[tuple[PageKey, Boilerplate]],
) -> Iterator[Version]:
    """Judge all pages of one article, in the order in which they were seen.

    ``stored`` are its rows of earlier runs, ``signatures`` theirs by revision (old ones may be gone). A page is
    known if title and words equal those of any version, without the lines that the site repeats and counters;
    whitespace and punctuation do not matter. That any version will do keeps a site that tries two headlines in turn
    from growing a row with each visit. Otherwise it is a revision of the version before it.
    """
    state = max(stored, key=lambda row: row.revision, default=None)
    revisions = {row.content_hash: row.revision for row in stored}
    latest = state.revision if state else -1
    last = signatures.get(latest)
    for page, lines in sorted(pages, key=lambda pair: (pair[0].seen_at, pair[0].input)):
        digest = content_hash(page.fingerprint, lines.cut)
        change = Change() if last is None else changes(last, page.fingerprint, lines)
        known = revisions.get(digest, None if last is None or change.fields else latest)
        decision = Decision(
            input=page.input,
            outcome="known" if known is not None else "revision" if latest >= 0 else "new",
            article_id=page.article_id,
            revision=latest + 1 if known is None else known,
            content_hash=digest,
            published_at=page.published_at,
            staged=page.staged,
        )
        if known is None:
            latest = revisions[digest] = latest + 1
            decision = _changed(decision, change, lines)
            last = _signature(page, latest, lines)
        yield Version(
            decision=decision,
            source=page.source,
            seen_at=page.seen_at,
            signature=last if known is None else None,
            state=state,
        )


def _changed(decision: Decision, change: Change, lines: Boilerplate) -> Decision:
    """Say what a stored version changed; where the version before it is forgotten, its text did."""
    if decision.outcome == "new":
        return dataclasses.replace(decision, boilerplate=lines.cut)
    fields = change.fields or ("text",)
    return dataclasses.replace(decision, changed=fields, changed_share=change.share, boilerplate=lines.cut)


@dataclasses.dataclass(frozen=True, slots=True)
class Change:
    """What differs between two versions. ``share`` of the words that changed, ``None`` where it cannot be told."""

    fields: tuple[str, ...] = ()
    share: float | None = None


def changes(old: Signature, new: Fingerprint, lines: Boilerplate) -> Change:
    """Compare a page with a stored version; lines that the site is known to repeat by now do not count in either."""
    title = ("title",) if old.title != new.title else ()
    repeated = {new.lines[index] for index in lines.ignored}
    if old.lines and not old.words:  # too old to compare word by word
        repeated |= {each.lines[index] for each in (old, new) for index in each.counters}
        left = [[line for line in each if line and line not in repeated] for each in (old.lines, new.lines)]
        return Change(title + (("text",) if left[0] != left[1] else ()))
    before = Fingerprint(title=old.title, lines=old.lines, line_words=old.line_words, words=old.words)
    gone = {index for index, line in enumerate(old.lines) if line in repeated}
    a = words_kept(before, (*gone, *old.ignored, *old.counters))
    b = words_kept(new, (*lines.ignored, *new.counters))
    text = a.tobytes() != b.tobytes() or _tail(before) != _tail(new)
    return Change(title + (("text",) if text else ()), changed_share(a, b))


def changed_share(old: Words, new: Words) -> float:
    """Return the share of words that were replaced, added or removed; words that only moved did not change.

    >>> changed_share(np.array([1, 2, 3, 4], dtype=np.uint16), np.array([1, 2, 3, 9], dtype=np.uint16))
    0.25
    """
    longer = max(len(old), len(new))
    if longer == 0:
        return 0.0
    return round(1 - common_words(old, new) / longer, 4)


def content_hash(print_: Fingerprint, cut: tuple[int, ...] = ()) -> str:
    """Return 20 hexadecimal digits for title and text without counters and the paragraphs ``cut``."""
    digest = hashlib.blake2b(words_kept(print_, (*cut, *print_.counters)).tobytes(), digest_size=10)
    for value in (print_.title, *_tail(print_)):
        digest.update(value.to_bytes(8, "big", signed=True))
    return digest.hexdigest()


def _tail(print_: Fingerprint) -> tuple[int, ...]:
    """Return the hashes of the paragraphs that lie beyond the words a fingerprint holds."""
    if len(print_.words) < 2 * MAX_WORDS:
        return ()
    ends = np.cumsum(print_.line_words)
    return tuple(line for line, end in zip(print_.lines, ends, strict=True) if end > MAX_WORDS)


def _signature(page: PageKey, revision: int, lines: Boilerplate) -> Signature:
    return Signature(
        doc=stable_hash(page.article_id),
        article_id=page.article_id,
        revision=revision,
        seen_at=page.seen_at,
        published_at=page.published_at,
        title=page.fingerprint.title,
        lines=page.fingerprint.lines,
        line_words=page.fingerprint.line_words,
        words=page.fingerprint.words,
        counters=page.fingerprint.counters,
        ignored=lines.ignored,
    )
