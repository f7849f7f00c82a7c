"""The training texts of the project: how they are marked and read."""

from collections import Counter
from pathlib import Path

import pytest

from tools.entities.own_texts import LABELS, parse, read_texts, slips
from transforms.entities.gazetteer import gazetteer

TEXTS = sorted((Path(__file__).parents[2] / "tools" / "entities" / "texts").glob("*.txt"))


def test_marks_become_spans_of_the_plain_text():
    text, names = parse("[O Statkraft] hired [P Ada Holm]'s firm.\nBy [P Bo Li]")
    assert text == "Statkraft hired Ada Holm's firm.\nBy Bo Li"
    assert [(text[start:end], label) for start, end, label in names] == [
        ("Statkraft", "ORG"),
        ("Ada Holm", "PERSON"),
        ("Bo Li", "PERSON"),
    ]


@pytest.mark.parametrize(
    ("marked", "message"),
    [
        ("[X Oslo] is cold", "no label 'X'"),
        ("[O Bank of [G Oslo]] said", "marks in marks"),
        ("she said [sic] no", "marks nothing"),
    ],
)
def test_a_wrong_mark_is_named(marked, message):
    with pytest.raises(ValueError, match=message):
        parse(marked)


def test_a_wrong_mark_in_a_file_is_found_by_file_and_document(tmp_path):
    path = tmp_path / "x.txt"
    path.write_text("[G Oslo] is cold\n----\n[Q Oslo] is cold\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"x\.txt, document 2: no label 'Q'"):
        list(read_texts(path))


def test_slips_are_articles_possessives_and_names_marked_here_and_not_there():
    document = parse("[O The Rokel Times] and [O Gem's]; [P Holm] left, and then Holm came")
    assert [slip.partition(":")[0] for slip in slips(document)] == [
        "begins with an article",
        "ends with a possessive",
        "a name elsewhere, not here",
    ]


def test_the_texts_can_be_read_and_have_every_label():
    labels = Counter(label for path in TEXTS for document in read_texts(path) for _, _, label in document.names)
    assert set(labels) == set(LABELS.values())
    assert labels.total() > 20_000


def test_countries_are_places_in_the_texts_also_where_they_play():
    organisations = {
        document.text[start:end]
        for path in TEXTS
        for document in read_texts(path)
        for start, end, label in document.names
        if label == "ORG"
    }
    nations = {name for name in organisations if (known := gazetteer().known(name)) and known.kind == "nation"}
    assert nations == {"Bahrain", "Iceland", "Vatican"}  # a club, a supermarket, a seat that acts
