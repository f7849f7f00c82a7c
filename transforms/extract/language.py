"""The language of a text, and how many words it has where words are not parted by spaces."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Sequence

import numpy as np
from py3langid.langid import MODEL_FILE, LanguageIdentifier

# One word for each run of letters, one for each character of the scripts without spaces.
_UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+(?:['’.\-][^\W_{_UNSPACED}]+)*")
_SAMPLE = 480  # characters; more change nothing
_SHORT = 200  # characters below which the page's own word counts more than a guess
_SCRIPTS = (
    (re.compile("[\u3040-\u30ff]"), "ja", 0.05),
    (re.compile("[\uac00-\ud7af]"), "ko", 0.3),
    (re.compile("[\u0590-\u05ff]"), "he", 0.4),
    (re.compile("[\u0370-\u03ff]"), "el", 0.4),
    (re.compile("[\u0e00-\u0e7f]"), "th", 0.4),
    (re.compile("[\u10a0-\u10ff]"), "ka", 0.4),
    (re.compile("[\u0530-\u058f]"), "hy", 0.4),
    (re.compile("[\u4e00-\u9fff]"), "zh", 0.3),
)
_NEWS_LANGUAGES = frozenset(
    [
        "af",
        "am",
        "ar",
        "az",
        "be",
        "bg",
        "bn",
        "bs",
        "ca",
        "cs",
        "cy",
        "da",
        "de",
        "el",
        "en",
        "eo",
        "es",
        "et",
        "eu",
        "fa",
        "fi",
        "fr",
        "ga",
        "gl",
        "gu",
        "he",
        "hi",
        "hr",
        "hu",
        "hy",
        "id",
        "is",
        "it",
        "ja",
        "ka",
        "kk",
        "km",
        "kn",
        "ko",
        "ku",
        "ky",
        "lb",
        "lo",
        "lt",
        "lv",
        "mk",
        "ml",
        "mn",
        "mr",
        "ms",
        "mt",
        "my",
        "ne",
        "nl",
        "no",
        "or",
        "pa",
        "pl",
        "ps",
        "pt",
        "ro",
        "ru",
        "rw",
        "si",
        "sk",
        "sl",
        "so",
        "sq",
        "sr",
        "sv",
        "sw",
        "ta",
        "te",
        "tg",
        "th",
        "tk",
        "tl",
        "tr",
        "ug",
        "uk",
        "ur",
        "uz",
        "vi",
        "xh",
        "zh",
        "zu",
    ]
)
# Languages that a guess confuses with one another: there the page knows better.
_NEAR = ({"no", "nb", "nn", "da"}, {"hr", "sr", "bs", "sh"}, {"id", "ms"}, {"cs", "sk"}, {"gl", "pt", "es"}, {"zh"})

# Words that are common in one of the languages of most pages and rare in those that look like it.
_COMMON = {
    "en": "the of and to that with for was from have has his her their which will this are but who said been were they",
    "de": "der die und den das von mit dem ist nicht ein eine für sich im auch auf wird dass einen",
    "fr": "des une dans pour qui du sur est pas aux ne au été cette et avec mais",
    "es": "los las y una por con del su más fue pero como sus este esta al",
    "it": "di che il della per una con del nel non gli sono alla dei delle anche",
    "pt": "que do da em uma para com não os dos um mais foi ao pela são",
}
_COMMON_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
_COMMON_SHARE = 0.15  # of a text's words that bear out what its page says
_FEWEST_WORDS = 20


def count_words(text: str) -> int:
    """Return the number of words; Han, kana, Thai, Lao, Khmer and Burmese count by character.

    >>> count_words("It's 3.5 degrees in Oslo"), count_words("東京で雪")
    (5, 4)
    """
    return sum(1 for _ in _WORD.finditer(text))


def detect_language(text: str, claims: Sequence[str | None] = ()) -> str | None:
    """Return the language of ``text`` as ISO 639-1, or ``None`` where there is too little to tell.

    ``claims`` are what page and feed say (``"de-AT"``), best first: they decide for short texts and among languages
    that look alike, and lose against a clear text, because templates lie.
    """
    said = next((claim for value in claims if (claim := _claimed(value))), None)
    sample = unicodedata.normalize("NFC", text[:_SAMPLE])
    letters = sum(map(str.isalpha, sample))
    if letters < 20:
        return said
    for script, language, share in () if sample.isascii() else _SCRIPTS:
        if len(script.findall(sample)) >= share * letters:
            return language
    if said and (len(sample) < _SHORT or _is_borne_out(said, sample)):
        return said
    guess, confidence = _identifier().classify(sample)
    return said if said and (said == guess or confidence < 0.7 or _alike(said, guess)) else str(guess)


def _is_borne_out(said: str, sample: str) -> bool:
    """Say whether so many words are common ones of the language ``said`` that no detector need be asked."""
    words, common = sample.lower().split(), _COMMON_WORDS.get(said, frozenset())
    return len(words) >= _FEWEST_WORDS and sum(map(common.__contains__, words)) >= _COMMON_SHARE * len(words)


def _claimed(value: str | None) -> str | None:
    """Return the two-letter code of a ``lang`` value.

    >>> _claimed("en_US"), _claimed("zxx"), _claimed("nb-NO")
    ('en', None, 'no')
    """
    code = re.split(r"[-_]", (value or "").strip().lower(), maxsplit=1)[0]
    code = {"nb": "no", "nn": "no", "iw": "he", "in": "id", "eng": "en", "deu": "de", "ger": "de", "sh": "sr"}.get(
        code, code
    )
    return code if len(code) == 2 and code.isalpha() else None


def _alike(one: str, other: str) -> bool:
    return any(one in group and other in group for group in _NEAR)


@functools.lru_cache(maxsize=1)  # once per process; some 60 MB
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([language for language in identifier.labels if language in _NEWS_LANGUAGES])
    # The selection lies column by column; a text needs some hundred rows of it.
    identifier.nb_ptc = np.ascontiguousarray(identifier.nb_ptc)
    return identifier
