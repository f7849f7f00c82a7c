"""How entities are tagged."""

from __future__ import annotations

from typing import Annotated

import msgspec

TAGGER = r"^(builtin|gazetteer|none|spacy:.+|gliner:.+|[A-Za-z_][\w.]*:[A-Za-z_]\w*)$"
HOME = r"^[^=\s]+=[A-Z]{2}(\.[A-Z0-9]+)?$"


class EntitySettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which tagger runs, and what is added to it.

    ``tagger`` is ``builtin``, ``gazetteer`` (names from lists only), ``none``, ``spacy:NAME_OR_PATH``, ``gliner:PATH``
    or a class of your own, ``package.module:Class``. ``gazetteers`` are CSV files with the columns name, aliases
    (separated by ``|``), label and id. ``homes`` says where an outlet is at home, so that its "Springfield" is found
    there: ``"example.com=US"`` or ``"example.com=US.IL"`` (the first-level code of GeoNames). A batch of
    texts that takes longer than ``timeout_seconds``, or a process larger than ``memory_mb``, is given up.
    """

    tagger: Annotated[str, msgspec.Meta(pattern=TAGGER)] = "builtin"
    gazetteers: tuple[str, ...] = ()
    homes: tuple[Annotated[str, msgspec.Meta(pattern=HOME)], ...] = ()
    timeout_seconds: Annotated[float, msgspec.Meta(gt=0)] = 120.0
    memory_mb: Annotated[int, msgspec.Meta(ge=256)] = 2048
