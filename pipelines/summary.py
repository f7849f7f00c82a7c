"""The last lines of a run: what went in, what came out, and where it lies."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.run import Run

REASONS_SHOWN = 8


def summary(run: Run, counts: dict[str, int], output: str) -> str:
    """Return the summary of a committed run, a fact a line."""
    seconds = (run.committed_at - run.started_at).total_seconds()
    return "\n".join(_lines(run, counts, seconds, output))


def line(run: Run) -> str:
    """Return one line about a run of a stream; what did not occur is left out."""
    seconds = (run.committed_at - run.started_at).total_seconds()
    articles = [f"{run.articles_new:,} new"]
    articles += [f"{run.articles_revised:,} revised"] if run.articles_revised else []
    articles += [f"{run.articles_known:,} known"] if run.articles_known else []
    facts = [_count(run.polls, "feed"), f"articles {', '.join(articles)}"]
    for number, singular, plural in (
        (run.copies + run.articles_dropped, "copy", "copies"),
        (run.lists_new, "new list", "new lists"),
        (run.headlines_new, "new headline", "new headlines"),
        (run.rejects, "reject", "rejects"),
    ):
        facts += [_count(number, singular, plural)] if number else []
    return f"{run.started_at:%Y-%m-%d %H:%M:%S}  {' · '.join(facts)} · {seconds:.1f} s"


def _lines(run: Run, counts: dict[str, int], seconds: float, output: str) -> Iterator[str]:
    rate = f", {run.inputs / seconds:.0f} a second" if seconds >= 1 and run.inputs else ""
    yield f"Run {run.run_id}: {_count(run.inputs, 'input')} in {seconds:.1f} s{rate}"
    stored = run.articles_new + run.articles_revised
    if not stored and run.articles_known:
        yield "  nothing new: every article was known"
    yield (
        f"  articles   {run.articles_new:,} new, {run.articles_revised:,} revised, {run.articles_known:,} known"
        f"; {_count(run.copies + run.articles_dropped, 'copy', 'copies')} of other articles"
    )
    yield f"  lists      {run.lists_seen:,} on the pages, {run.lists_new:,} new after deduplication"
    yield f"  headlines  {run.headlines_seen:,} on the pages, {run.headlines_new:,} new after deduplication"
    yield f"  entities   {_count(run.entities, 'mention')}"
    if run.lines_cut:
        yield f"  cut        {_count(run.lines_cut, 'line')} from bodies: {_top(counts, 'lines_cut:')}"
    if run.polls:
        missed = counts.get("missed_suspected", 0)
        lost = f"; {_count(missed, 'feed')} may have lost stories between polls" if missed else ""
        yield f"  polls      {run.polls:,}{lost}"
        for feed in sorted(name for name in counts if name.startswith("enough:"))[:REASONS_SHOWN]:
            minutes = counts[feed] // 60
            soon = f"a poll every {_count(minutes, 'minute')} would have been enough"
            advice = soon if minutes else "polls cannot come often enough"
            yield f"             {feed.removeprefix('enough:')}: {advice}"
    yield f"  rejects    {run.rejects:,}" + (f": {_top(counts, 'reject:')}" if run.rejects else "")
    yield f"Data in {output}"


def _top(counts: dict[str, int], prefix: str) -> str:
    found = sorted(
        ((number, name[len(prefix) :]) for name, number in counts.items() if name.startswith(prefix)),
        key=lambda pair: (-pair[0], pair[1]),
    )
    shown = ", ".join(f"{name} {number:,}" for number, name in found[:REASONS_SHOWN])
    return shown + (f", and {len(found) - REASONS_SHOWN} more" if len(found) > REASONS_SHOWN else "")


def _count(number: int, singular: str, plural: str | None = None) -> str:
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"
