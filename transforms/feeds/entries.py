"""Which entries of a document are new, which have changed: by hashes of what they are called and what they say."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from schemas.feed_state import FeedState
from schemas.ids import SEPARATOR, stable_hash
from transforms.feeds.document import BadEntry, FeedEntry
from transforms.urls import story_key

KEPT = 400  # entries remembered at least, so that one that vanishes and returns is no news


@dataclasses.dataclass(frozen=True)
class Comparison:
    """A document against what is remembered: entries to take, and the memory afterwards."""

    new: tuple[FeedEntry, ...]
    changed: tuple[FeedEntry, ...]
    bad: tuple[BadEntry, ...]  # those that were not reported before
    keys: tuple[int, ...]
    prints: tuple[int, ...]
    window: int
    shares_none: bool  # there was a document before, and none of its entries is in this one


def compare(entries: Sequence[FeedEntry], bad: Sequence[BadEntry], state: FeedState) -> Comparison:
    """Return what a document brings beyond ``state``; an entry that stands twice in it counts once."""
    unreliable = _unreliable_ids(entries)
    stamp = _build_stamp(entries)
    before = dict(zip(state.keys, state.prints, strict=True))
    now: dict[int, int] = {}
    new, changed = [], []
    for entry in entries:
        key, said = entry_key(entry, unreliable), _print(entry, stamp)
        if key in now:
            continue
        now[key] = said
        if key not in before:
            new.append(entry)
        elif before[key] != said:
            changed.append(entry)
    last = set(state.keys[: state.window])
    window = len(now)
    shares_none = bool(last and now) and last.isdisjoint(now)
    broken = {stable_hash(SEPARATOR.join(("bad", entry.reason, entry.title or entry.message))): entry for entry in bad}
    now.update(dict.fromkeys(broken, 0))
    older = [key for key in state.keys if key not in now][: max(KEPT, 2 * len(now)) - len(now)]
    return Comparison(
        new=tuple(new),
        changed=tuple(changed),
        bad=tuple(entry for key, entry in broken.items() if key not in before),
        keys=(*now, *older),
        prints=(*now.values(), *(before[key] for key in older)),
        window=window,
        shares_none=shares_none,
    )


def entry_key(entry: FeedEntry, unreliable: frozenset[str] = frozenset()) -> int:
    """Return what identifies an entry in its feed: its id, else its link, else what it says."""
    identity = entry.hint.entry_id
    if identity and identity not in unreliable:
        # An id that is an address may change its scheme when a site moves to https: still the same entry.
        return stable_hash("id" + ((story_key(identity) if "://" in identity else None) or identity))
    if entry.link:
        return stable_hash("link" + (story_key(entry.link) or entry.link))
    return stable_hash(SEPARATOR.join(("text", entry.hint.title or "", entry.hint.content or "")))


def _unreliable_ids(entries: Sequence[FeedEntry]) -> frozenset[str]:
    """Return the ids that stand at more than one page: a generator that gives every entry the id of the site."""
    pages = {(entry.hint.entry_id, story_key(entry.link)) for entry in entries if entry.hint.entry_id and entry.link}
    return frozenset(name for name, count in Counter(identity for identity, _ in pages).items() if name and count > 1)


def _build_stamp(entries: Sequence[FeedEntry]) -> datetime | None:
    """Return the modification time that more than half of the entries share: when the file was made, not they."""
    times = Counter(entry.hint.modified_at for entry in entries if entry.hint.modified_at is not None)
    for time, count in times.most_common(1):
        if count > 1 and count > len(entries) / 2:
            return time
    return None


def _print(entry: FeedEntry, stamp: datetime | None) -> int:
    hint = entry.hint
    modified = hint.modified_at.isoformat() if hint.modified_at and hint.modified_at != stamp else ""
    return stable_hash(SEPARATOR.join((" ".join((hint.title or "").split()), modified, hint.content or "")))
