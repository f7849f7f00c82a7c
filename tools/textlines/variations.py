"""The same page as other programs, other sites and other years would have dumped it.

HTML pages of today are not all that text pages are: lists without bullets or with times, teasers with a dateline, cards
with a section and an age, short articles, articles interrupted by a player. Each variation is drawn at random.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from dumps import Dump

from transforms.extract.linemodel import BODY, HEADLINE, OTHER

BULLET = re.compile(r"^(\s*)[•·▪■●◦]\s+")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
PLACES = ("Moscow", "WASHINGTON", "New Delhi", "LONDON", "Beijing", "BERLIN", "Sydney", "Lagos", "PARIS", "Toronto")
AGENCIES = ("UPI", "AFP", "AP", "Reuters", "ANI", "dpa", "Xinhua")
SECTIONS = ("Malaysia", "World", "Sport", "Politics", "Business", "Local news", "Culture", "Opinion", "Travel")
FURNITURE = (
    "Continue Reading",
    "Text Size",
    "reset",
    "Advertisement",
    "[+] Enlarge",
    "Share",
    "Print",
    "Email",
    "Article continues below",
    "Comments",
    "Like",
    "+",
    "Save",
    "Story continues below advertisement",
    "Photo: Archive",
    "Listen to this article",
    "Read more",
    "See also",
    "Close",
    "1 of 3",
    "Image caption",
)
STYLES = ("keep", "keep", "plain", "plain", "tab", "lead", "trail", "bullet", "teaser", "card", "double")
NEIGHBOURS = 6  # lines between headlines of one list

Labelled = tuple[str, int | None]
BLANK: Labelled = ("", None)


def vary(dump: Dump, sentences: Sequence[str], chance: random.Random) -> Dump:
    """Return ``dump`` in another form; ``sentences`` are for teasers and long headlines."""
    page: list[list[Labelled]] = [[(line, kind)] for line, kind in zip(dump.lines, dump.kinds, strict=True)]
    _vary_body(page, dump, chance)
    if chance.random() < 0.4:
        margin = r"\t\t" if chance.random() < 0.3 else r"\1"
        page = [[(BULLET.sub(margin, line), kind) for line, kind in lines] for lines in page]
    for run in _lists(dump.kinds):
        _vary_list(page, run, sentences, chance)
    dense = chance.random() < 0.25
    flat = [(line, kind) for lines in page for line, kind in lines if not (dense and kind is None)]
    return Dump(tuple(line for line, _ in flat), tuple(kind for _, kind in flat))


def _vary_body(page: list[list[Labelled]], dump: Dump, chance: random.Random) -> None:
    """Shorten the body to a few paragraphs, or put furniture between two of them."""
    body = [at for at, kind in enumerate(dump.kinds) if kind == BODY]
    if len(body) > 4 and chance.random() < 0.5:
        kept = chance.randint(1, 6)
        for at in body[kept:]:
            page[at] = []
        body = body[:kept]
    if len(body) > 3 and chance.random() < 0.35:
        at = body[chance.randint(0, min(3, len(body) - 2))]
        for text in chance.sample(FURNITURE, chance.randint(2, 7)):
            page[at] += [(text, OTHER), BLANK] if chance.random() < 0.5 else [(text, OTHER)]


def _lists(kinds: Sequence[int | None]) -> list[list[int]]:
    lists: list[list[int]] = []
    for at, kind in enumerate(kinds):
        if kind == HEADLINE:
            if not lists or at - lists[-1][-1] > NEIGHBOURS:
                lists.append([])
            lists[-1].append(at)
    return lists


def _vary_list(page: list[list[Labelled]], run: list[int], sentences: Sequence[str], chance: random.Random) -> None:
    style = chance.choice(STYLES)
    if style == "keep":
        return
    if style != "teaser" and chance.random() < 0.6:
        for at in set(range(run[0], run[-1] + 1)) - set(run):
            page[at] = []
    titled, separator = chance.random() < 0.25, chance.choice(["\t\t", "  ", " "])
    trailer = chance.choice(["clock", "clock", "day", "ago"])
    for at in run:
        text = BULLET.sub("", page[at][0][0]).strip()
        if titled:
            text = " ".join(word[:1].upper() + word[1:] for word in text.split(" "))
        if style == "teaser":
            page[at] = _teaser(text, sentences, chance)
        elif style == "card":
            page[at] = _card(text, sentences, chance)
        elif style == "double":
            page[at] = [(text, HEADLINE), (text, HEADLINE)]
        else:
            page[at] = [(_styled(text, style, separator, trailer, chance), HEADLINE)]


def _styled(text: str, style: str, separator: str, trailer: str, chance: random.Random) -> str:
    if style == "lead":
        return f"{chance.randint(0, 23):02}:{chance.randint(0, 59):02}{separator}{text}"
    if style == "trail":
        day = f"{chance.randint(1, 12)}/{chance.randint(1, 28)}/{chance.randint(2000, 2029)}"
        clock = f"{day}, {chance.randint(1, 12)}:{chance.randint(0, 59):02} {chance.choice(['a.m.', 'p.m.'])} EST"
        return f"{text} { {'clock': clock, 'day': day, 'ago': f'{chance.randint(2, 59)} minutes ago'}[trailer] }"
    return {"plain": "", "tab": "\t\t", "bullet": "  • "}[style] + text


def _teaser(text: str, sentences: Sequence[str], chance: random.Random) -> list[Labelled]:
    """Return a headline with a dateline and the beginning of a story below it."""
    place, agency = chance.choice(PLACES), chance.choice(AGENCIES)
    day = f"{chance.choice(MONTHS)} {chance.randint(1, 28)}"
    summary = chance.choice(sentences)
    if chance.random() < 0.5:
        summary = summary[: chance.randint(80, 160)].rsplit(" ", 1)[0] + "..."
    lines: list[Labelled] = [(text, HEADLINE)]
    if chance.random() < 0.6:
        lines.append((f"{place} ({agency}) {day}, {chance.randint(2000, 2029)}", OTHER))
    elif chance.random() < 0.5:
        summary = f"{place}, {day} ({agency}): {summary}"
    return [*lines, (summary, OTHER), BLANK]


def _card(text: str, sentences: Sequence[str], chance: random.Random) -> list[Labelled]:
    """Return a headline, sometimes a very long one, below its section and age."""
    if chance.random() < 0.4:
        text = chance.choice(sentences)[: chance.randint(60, 140)].rsplit(" ", 1)[0].rstrip(".,;")
    section = chance.choice(SECTIONS)
    above = chance.choice(
        [
            f"{section} / {chance.randint(2, 59)} m ago\n",
            f"{section} / {chance.randint(2, 23)} h ago\n",
            f"{section} | {chance.randint(2, 23)} hours ago\n",
            f"{chance.randint(2, 59)} minutes ago\n",
            f"{section}\n",
            section,
            "",
        ]
    )
    lines: list[Labelled] = [(line, OTHER if line else None) for line in above.split("\n")]
    return [*lines, (text, HEADLINE)]
