import itertools

import numpy as np

from transforms.entities.analysis import analyse
from transforms.entities.features import document_marks, gazetteer_features, shape, word_features
from transforms.entities.gazetteer import gazetteer
from transforms.entities.lexicon import lexicon
from transforms.entities.model import model, sentence_features
from transforms.entities.resources import read_arrays, unpack_texts

TEXT = (
    "Mayor Ada Brown of Springfield said on Monday that Zorvex Corp. would leave Ohio.\nTHE HARBOUR OF OSLO IS CLOSED\n"
    'Brown met NATO\'s Jens Holm, and 3,500 others, in New York; "we go", he added.'
)


def analysed():
    return analyse(TEXT, lexicon(), gazetteer())


def features_as_training_sees_them(sentences):
    marks = document_marks(sentences, lexicon())
    for sentence in sentences:
        listed = list(gazetteer_features(sentence.words, sentence.hits, lexicon(), gazetteer()))
        yield sentence_features(sentence.words, listed, marks, lambda word: word_features(word, lexicon()))


def test_the_tables_add_up_to_the_weights_of_the_features():
    arrays = read_arrays("model")
    row = {name: number for number, name in enumerate(unpack_texts(arrays["features"]))}
    weights = arrays["weights"].astype(np.float32)
    sentences = analysed().sentences
    emissions, starts = model().emissions([sentences], gazetteer())
    for start, rows in zip(starts, features_as_training_sees_them(sentences), strict=True):
        for number, names in enumerate(rows, start):
            expected = weights[[row[name] for name in names if name in row]].sum(0)
            np.testing.assert_allclose(emissions[number], expected, atol=1e-3)


def test_the_path_is_the_best_of_all_paths_of_a_short_sentence():
    decoder = model().decoder
    rng = np.random.default_rng(7)
    count = len(decoder.tags)
    emissions = rng.normal(size=(9, count), scale=5).astype(np.float32)
    path = decoder.path(emissions, [0, 6], [4, 2])  # the rows between them are of no sentence

    def score(tags):
        steps = sum(decoder.transitions[a, b] for a, b in itertools.pairwise(tags))
        return decoder.start[tags[0]] + steps + sum(emissions[i, t] for i, t in enumerate(tags))

    every = (np.unravel_index(number, (count,) * 4) for number in range(count**4))
    assert score(path[:4]) >= max(score(tags) for tags in every) - 1e-3
    assert [decoder.tags[tag] for tag in path[4:6]] == ["O", "O"]


def test_every_sentence_gets_its_own_names():
    sentences = analysed().sentences
    (together,) = model().tag([sentences], gazetteer())
    assert len(together) == len(sentences)
    for sentence, names in zip(sentences, together, strict=True):
        assert all(0 <= first < last <= len(sentence.words) for first, last, _ in names)


def test_a_full_word_cache_is_begun_anew(monkeypatch):
    before = model().tag([analysed().sentences], gazetteer())
    monkeypatch.setattr("transforms.entities.model._WORDS_KEPT", 3)
    assert [model().tag([analysed().sentences], gazetteer()) for _ in range(2)] == [before, before]


def test_shapes_tell_capitals_small_letters_and_digits():
    assert [shape(word) for word in ("Oslo", "NATO", "F-35C", "McCain", "2008", "déjà")] == [
        "Aa",
        "A",
        "A-0A",
        "AaAa",
        "0",
        "a",
    ]
