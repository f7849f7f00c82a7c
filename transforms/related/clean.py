"""Lines of an extracted body that are related headlines after all, or lead to one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set

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
    known = tuple(headline for headline in headlines if len(headline) >= _SURE)
    longest = max(map(len, headlines), default=0) + _REST
    kept = [line for line in lines if not (_leads(line) or _repeats(line, headlines, known, longest))]
    return kept, len(lines) - len(kept)


def _leads(line: str) -> bool:
    """Say whether ``line`` is a cue alone: "Read more:"."""
    if len(line) > 2 * _CUE:
        return False
    plain = squeeze(line)
    return len(plain) <= _CUE and plain.endswith((":", "»", ">")) and CUE.match(plain.rstrip(" :»>")) is not None


def _repeats(line: str, headlines: Set[str], known: Sequence[str], longest: int) -> bool:
    """Say whether ``line`` is one of ``headlines`` (folded), has one behind a cue, or little beside a ``known`` one."""
    if len(line) > 2 * longest:
        return False  # whatever of it is no letter
    core = folded(line)
    if core in headlines and len(core) >= _SAME:
        return True
    cued = _CUED.match(squeeze(line))
    if cued is not None and CUE.match(cued[1]) and folded(cued[2]) in headlines:
        return True
    return len(core) <= longest and any(headline in core for headline in known if len(core) - len(headline) <= _REST)
