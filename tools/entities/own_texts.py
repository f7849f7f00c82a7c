"""Read the project's own training texts, and look for slips in them.

Usage: python tools/entities/own_texts.py [--gold DIR] FILE ...

Prints words and names of each file, and what looks wrong: brackets that do not close, spans that begin with an article
or end with a possessive, and words that are a name in one sentence of a document and none in another.
texts/README.md says how the texts are marked. With --gold they are also written as benchmarks/entities.py reads them.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

LABELS = {
    "P": "PERSON",
    "O": "ORG",
    "G": "GPE",
    "L": "LOC",
    "F": "FAC",
    "N": "NORP",
    "D": "PRODUCT",
    "E": "EVENT",
    "W": "WORK_OF_ART",
    "A": "LAW",
    "U": "LANGUAGE",
    "M": "MISC",
}
BETWEEN = re.compile(r"^----+\n", re.MULTILINE)
_MARK = re.compile(r"\[([A-Z]) ([^\[\]\n]+)\]")
_ARTICLE = re.compile(r"(?:the|a|an) ", re.IGNORECASE)
_CAPITALISED = re.compile(r"(?<![.!?:\"“”] )(?<!^)(?<!\n)\b[A-Z][\w'’-]+")


class Document(NamedTuple):
    """A text with its names: (start, end, label)."""

    text: str
    names: list[tuple[int, int, str]]


def read_texts(path: Path) -> Iterator[Document]:
    """Yield the documents of one file; raises ``ValueError``, naming file and place, where a mark is wrong."""
    for number, marked in enumerate(BETWEEN.split(path.read_text(encoding="utf-8")), 1):
        try:
            document = parse(marked.strip())
        except ValueError as error:
            raise ValueError(f"{path}, document {number}: {error}") from error
        if document.text:
            yield document


def parse(marked: str) -> Document:
    """Return a text without its marks, and the names that they held.

    >>> parse("[P Ada Holm]'s talk in [G Oslo]")
    Document(text="Ada Holm's talk in Oslo", names=[(0, 8, 'PERSON'), (19, 23, 'GPE')])
    """
    parts: list[str] = []
    names: list[tuple[int, int, str]] = []
    done = length = 0
    for mark in _MARK.finditer(marked):
        code, name = mark.groups()
        if code not in LABELS:
            raise ValueError(f"no label {code!r} in {mark.group()!r}")
        parts += [marked[done : mark.start()], name]
        start = length + mark.start() - done
        length = start + len(name)
        names.append((start, length, LABELS[code]))
        done = mark.end()
    parts.append(marked[done:])
    text = "".join(parts)
    if stray := re.search(r"[^\n]{,30}[\[\]][^\n]{,30}", text):
        raise ValueError(f"a bracket that marks nothing, or marks in marks: {stray.group()!r}")
    return Document(text, names)


def slips(document: Document) -> Iterator[str]:
    """Yield what looks wrong in a document."""
    marked = set()
    for start, end, label in document.names:
        name = document.text[start:end]
        if _ARTICLE.match(name) and label != "WORK_OF_ART":
            yield f"begins with an article: {name!r}"
        if name.endswith(("'s", "’s", "s'")):
            yield f"ends with a possessive: {name!r}"
        marked.update(range(start, end))
    inside = Counter(word for start, end, _ in document.names for word in [document.text[start:end]])
    for found in _CAPITALISED.finditer(document.text):
        if found.start() not in marked and found.group() in inside:
            around = document.text[max(0, found.start() - 30) : found.end() + 20].replace("\n", " ")
            yield f"a name elsewhere, not here: {found.group()!r} in {around!r}"


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--gold", type=Path, metavar="DIR")
    args = parser.parse_args()
    for path in args.files:
        words, labels = 0, Counter[str]()
        try:
            for number, document in enumerate(read_texts(path), 1):
                words += len(document.text.split())
                labels.update(label for _, _, label in document.names)
                for slip in slips(document):
                    print(f"{path}, document {number}: {slip}")
        except ValueError as error:
            print(error)
        if args.gold is not None:
            args.gold.mkdir(parents=True, exist_ok=True)
            (args.gold / f"{path.stem}.jsonl").write_text("".join(_gold(path)), encoding="utf-8")
        print(f"{path}: {words:,} words, {labels.total():,} names, {dict(labels.most_common())}")


def _gold(path: Path) -> Iterator[str]:
    """Yield the documents of one file as lines of JSON."""
    for number, (text, names) in enumerate(read_texts(path), 1):
        entities = [{"start": start, "end": end, "label": label} for start, end, label in names]
        row = {"id": f"{path.stem}-{number}", "scheme": "fine", "text": text, "entities": entities}
        yield json.dumps(row, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    main()
