"""Lines of an extracted body that are related headlines after all, or lead to one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from schemas.page import RelatedBlock
from transforms.related.vocabulary import CUE
from transforms.related.wording import folded, squeeze

_SURE = 20  # characters of a headline from which its words in a line are no coincidence
_SAME = 8  # characters from which a line that is a headline, word for word, is no coincidence
_REST = 30  # characters that a line may have beside a headline: a kicker, a time
_CUE = 40  # characters of a cue
_CUED = re.compile(r"^(\W*[^:»>]{2,30}[:»>])\s*(\S.*)$")


def cut_headline_lines(lines: Sequence[str], blocks: Iterable[RelatedBlock]) -> tuple[list[str], int]:
    """Return ``lines`` of a body without those that repeat a headline of ``blocks`` or cue one, and how many went.

    A line goes if it is a headline, or one with a kicker or time; if it is a cue ("Read more:") alone, or before a
    short rest that is no sentence. A line that quotes a headline in a sentence stays.
    """
    headlines = {folded(item.text) for block in blocks for item in block.items if not item.weak}
    kept = [line for line in lines if not _is_related(squeeze(line), headlines)]
    return kept, len(lines) - len(kept)


def _is_related(line: str, headlines: set[str]) -> bool:
    core = folded(line)
    if core in headlines and len(core) >= _SAME:
        return True
    if len(line) <= _CUE and line.endswith((":", "»", ">")) and CUE.match(line.rstrip(" :»>")):
        return True
    cued = _CUED.match(line)
    if cued is not None and CUE.match(cued[1]) and folded(cued[2]) in headlines:
        return True
    return any(
        len(headline) >= _SURE and len(core) - len(headline) <= _REST and headline in core for headline in headlines
    )
