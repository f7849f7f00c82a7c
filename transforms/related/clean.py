"""Lines of an extracted body that are related headlines after all, or lead to one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from schemas.page import RelatedBlock
from transforms.related.wording import CUE, folded, squeeze

_SURE = 20  # characters of a headline from which its words in a line are no coincidence
_REST = 30  # characters that a line may have beside a headline: a kicker, a time, a cue


def cut_headline_lines(lines: Sequence[str], blocks: Iterable[RelatedBlock]) -> tuple[list[str], int]:
    """Return ``lines`` of a body without those that repeat a headline of ``blocks`` or cue one, and how many went.

    A line goes if it is a headline, if it is a headline with little beside it, or if it is a cue ("Read more:")
    alone or before a headline. A line that merely quotes a headline in a sentence stays.
    """
    headlines = {folded(item.text) for block in blocks for item in block.items}
    headlines.discard("")
    kept = [line for line in lines if not _is_related(line, headlines)]
    return kept, len(lines) - len(kept)


def _is_related(line: str, headlines: set[str]) -> bool:
    text = squeeze(line)
    if len(text) <= 40 and text.endswith(":") and CUE.match(text.rstrip(": ")):
        return True
    core = folded(text)
    if core in headlines:
        return True
    return any(
        len(headline) >= _SURE and len(core) - len(headline) <= _REST and headline in core for headline in headlines
    )
