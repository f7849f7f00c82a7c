"""What a user can set about duplicates and revisions."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

Share = Annotated[float, msgspec.Meta(gt=0, le=1)]


class DedupeSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What counts as a copy, and what becomes of one.

    ``keep`` is ``all`` (copies are stored and marked) or ``first`` (later copies leave a row in ``duplicates`` only).
    Two articles are compared if they were seen at most ``days`` days apart. ``containment`` is the share of the
    shorter text's word 5-grams that the longer must have; ``short_words`` the length below which other numbers make
    a bulletin another story. A line on pages with ``boilerplate_pages`` different stories of a site is boilerplate;
    of lines longer than ``long_line_words``, which may be background paragraphs, four times as many must have it
    before it is cut from the text. A 5-gram of more than ``crowd`` articles leads to its neighbours instead of to
    every pair, one of more than ``common`` to none.
    """

    keep: Literal["all", "first"] = "all"
    days: Annotated[int, msgspec.Meta(ge=1, le=3650)] = 30
    containment: Share = 0.6
    short_words: Annotated[int, msgspec.Meta(ge=0)] = 250
    boilerplate_pages: Annotated[int, msgspec.Meta(ge=2)] = 3
    long_line_words: Annotated[int, msgspec.Meta(ge=1)] = 40
    crowd: Annotated[int, msgspec.Meta(ge=2)] = 32
    common: Annotated[int, msgspec.Meta(ge=2)] = 2_000
