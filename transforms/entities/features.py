"""What the model sees of a word: the same strings when it is trained and when it runs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from transforms.entities.gazetteer import Gazetteer, Hit
from transforms.entities.lexicon import Lexicon

TITLES = frozenset(
    """Mr Mr. Mrs Mrs. Ms Ms. Miss Dr Dr. Prof Prof. President Premier Chancellor Minister Secretary Senator Sen. Sen
    Rep. Rep Representative Congressman Congresswoman Governor Gov. Gov Mayor General Gen. Gen Colonel Col. Lieutenant
    Lt. Lt Major Maj. Captain Capt. Sergeant Sgt. Admiral Adm. Marshal Commander Judge Justice King Queen Prince
    Princess Pope Bishop Archbishop Cardinal Rabbi Imam Ayatollah Sheikh Sheik Lord Lady Sir Dame Ambassador Spokesman
    Spokeswoman Detective Officer Inspector Prosecutor Attorney Sheriff Chairman Director Coach Professor Doctor
    Reverend Rev. Sultan Emir Emperor Private Corporal Treasurer Speaker spokesman spokeswoman spokesperson director
    chairman chairwoman chief president minister premier analyst professor lawyer chancellor secretary coach captain
    striker defender midfielder goalkeeper actor actress singer leader commander general counterpart ambassador envoy
    judge mayor governor senator lawmaker journalist reporter expert economist author teacher CEO manager
    player pitcher quarterback guitarist drummer composer writer poet painter son daughter wife husband brother sister
    father mother""".split()
)
ORGANISATION_WORDS = frozenset(
    """Inc Inc. Corp Corp. Co Co. Ltd Ltd. LLC Plc plc PLC AG SA GmbH Group Holdings Company Corporation Ministry
    University College School Institute Academy Party Agency Bank Council Committee Commission Association Federation
    Union Organization Organisation Foundation Department Bureau Office Authority Service Services Systems Technologies
    Industries Airlines Airways Motors Court Parliament Assembly Senate Church Hospital Museum Club United FC F.C.
    League Times Post Journal Herald News Press Television Radio Network Society Trust Fund Command Corps Army Navy
    Force Forces Brigade Division Regiment Police Guard Front Movement Alliance Coalition Laboratory Observatory Board
    Administration Exchange Records Entertainment Studios Pictures Games Software Energy Partners Capital""".split()
)
SAYING = frozenset("said says told added say adds argued claimed announced explained warned".split())
PLACING = frozenset("in In at At near Near from From".split())
_SHAPES = (("A", re.compile("[A-ZÀ-ÞŠŽŁ]+")), ("a", re.compile("[a-zß-ÿšžłığąę]+")), ("0", re.compile("[0-9]+")))


def shape(word: str) -> str:
    """Return the word with runs of capitals, small letters and digits as A, a and 0.

    >>> shape("MQ-8B"), shape("McCain"), shape("U.S.")
    ('A-0A', 'AaAa', 'A.A.')
    """
    for sign, pattern in _SHAPES:
        word = pattern.sub(sign, word)
    return word[:8]


def word_features(word: str, lexicon: Lexicon) -> tuple[list[str], list[str], list[str]]:
    """Return what ``word`` tells of itself, of its neighbours and of the words two away."""
    lower, form, flags, case = word.lower(), shape(word), lexicon.flags(word), lexicon.case(word)
    brown, glove = lexicon.brown(word), lexicon.glove(word)
    coarse = lexicon.coarse(glove)
    far = [f"l={lower}", f"s={form}", f"b={brown}", f"h={coarse}"]
    near = [*far, f"b4={brown & 15}", f"b6={brown & 63}", f"b10={brown & 1023}", f"g={glove}", f"k={case}"]
    if flags:
        near.append(f"n={flags}")
    if word in TITLES:
        near.append("title")
    if word in ORGANISATION_WORDS:
        near.append("org")
    own = [*near, f"w={word}", f"p3={lower[:3]}", f"p4={lower[:4]}", f"x2={word[-2:]}", f"x3={lower[-3:]}"]
    own += [f"x4={lower[-4:]}", f"b13={brown & 8191}", f"sk={form},{case}", f"sh={form},{coarse}"]
    if word[:1].isupper():
        own.append(f"bl={lexicon.brown(lower)}")
    if "-" in word:
        own.append(f"tail={lower.rsplit('-', 1)[1]}")
    return own, near, far


def gazetteer_features(
    words: Sequence[str], hits: Sequence[Hit], lexicon: Lexicon, gazetteer: Gazetteer
) -> Iterator[tuple[int, str]]:
    """Yield (word number, feature) for the listed names of one sentence."""
    for hit in hits:
        kind = _kind(words, hit, lexicon, gazetteer)
        size = min(hit.last - hit.first, 3)
        for position in range(hit.first, hit.last):
            yield position, f"G={'B' if position == hit.first else 'I'}{size}{kind}"


def _kind(words: Sequence[str], hit: Hit, lexicon: Lexicon, gazetteer: Gazetteer) -> str:
    if hit.known is not None:
        return hit.known.kind[0] + hit.known.label[:3]
    rank = gazetteer.rank(hit.towns)
    common = hit.last - hit.first == 1 and lexicon.is_common(words[hit.first])
    return f"t{rank}{'c' if common else ''}"


def document_features(sentences: Sequence[Sequence[str]], lexicon: Lexicon) -> dict[str, list[str]]:
    """Return, for each capitalised word, what its company throughout the document says of it.

    L: it also stands in lower case; M: it is capitalised inside a sentence; T, F, S: a title or first name before it,
    a verb of saying after it; P: a preposition of place before it; O: a word of organisations after it.
    """
    seen: dict[str, set[str]] = {}
    lower: set[str] = set()
    for words in sentences:
        last = len(words) - 1
        for number, word in enumerate(words):
            if not word[0].isupper():
                lower.add(word)
                continue
            marks = seen.get(word)
            if marks is None:
                marks = seen[word] = set()
            before = words[number - 1] if number else ""
            after = words[number + 1] if number < last else ""
            if number > 1 or (number == 1 and before not in "\"'“‘(-"):
                marks.add("M")
            if before in TITLES:
                marks.add("T")
            elif before and before[0].isupper() and lexicon.flags(before) & 1:
                marks.add("F")
            elif before in PLACING:
                marks.add("P")
            if after in SAYING:
                marks.add("S")
            elif after in ORGANISATION_WORDS:
                marks.add("O")
    return {
        word: [f"D={mark}" for mark in sorted(marks)] + (["D=L"] if word.lower() in lower else [])
        for word, marks in seen.items()
        if marks or word.lower() in lower
    }
