"""A tagger of one's own that dies on one document, as a native library may."""

import os
from collections.abc import Sequence

from transforms.entities.mentions import Mention, TaggerDocument


class Touchy:
    """Finds the first word of each title; ends its process on a text about poison."""

    def tag(self, documents: Sequence[TaggerDocument]) -> list[tuple[Mention, ...]]:
        if any("poison" in document.text for document in documents):
            os._exit(3)
        return [(first_word(document.title),) for document in documents]


def first_word(title: str) -> Mention:
    word = title.split()[0]
    return Mention(field="title", start=0, end=len(word), text=word, label="ORG", source="user", cluster=0)
