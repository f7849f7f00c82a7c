import pytest

from transforms.entities.tokens import fold, name_key, tokenize


def sentences(text):
    tokens = tokenize(text)
    return [tokens.words[first:last] for first, last in tokens.sentences]


def test_every_word_is_a_slice_of_the_text():
    text = "“Mr. O’Hara’s F-35C”, said A. B. Née of AT&T (see https://example.org/a_b), cost $3.5m in 東京 😀.\n\nNext."
    tokens = tokenize(text)
    assert [text[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)] == tokens.words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Anna's", ["Anna", "'s"]),
        ("US-led", ["US", "-", "led"]),
        ("MQ-8B A380 COVID-19", ["MQ-8B", "A380", "COVID-19"]),
        ("U.S. and U.N.", ["U.S.", "and", "U.N."]),
        ("don't", ["don't"]),
        ("@town #snow", ["@town", "#snow"]),
        ("", []),
    ],
)
def test_words_are_cut_as_names_need_it(text, words):
    assert tokenize(text).words == words


def test_abbreviations_do_not_end_a_sentence_but_lines_do():
    assert len(sentences("Gov. J. Moss met U.S. Sen. Ada Reed. They spoke.")) == 2
    assert sentences("One line\nAnother") == [["One", "line"], ["Another"]]


def test_a_closing_quote_stays_with_its_sentence():
    assert sentences('"We go." They went.') == [['"', "We", "go", ".", '"'], ["They", "went", "."]]


def test_keys_forget_case_accents_dots_and_kinds_of_apostrophe():
    assert name_key("São Paulo") == "sao paulo"
    assert fold("Xi’an") == fold("XI'AN")
    assert fold("...") == "..."
