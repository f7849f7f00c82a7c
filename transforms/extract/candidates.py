"""Which text is the article's: that of the page's lines, or, where this is in doubt, one found another way."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from lxml import etree
from lxml.html import HtmlElement, fromstring
from trafilatura import bare_extraction

from schemas.page import EntryHint
from transforms.extract.body import Body, choose_body
from transforms.extract.embedded import Embedded
from transforms.extract.linefilter import Context, filter_lines
from transforms.extract.lines import read_lines
from transforms.extract.state import paragraphs_of, state_paragraphs
from transforms.extract.title import fold
from transforms.phrase import Phrase

_LONGER = 2.0  # times that a text from the page's data must be longer
_ENOUGH = 250  # characters that make a text worth having
_STUMP = 60  # characters of a page that has no text of its own
_LONG_DESCRIPTION = 400  # characters of a description that is more than a summary
_SHORT = 300  # characters under which a second extractor is asked
_SHARE = 0.5  # of the page's running text that the body holds; less, and a second extractor is asked
_LONGER_ELSEWHERE = 1.5
_LONG_WORD = 4  # characters
_LONGEST_CONSENT = 4_000  # characters; what is longer is no dialogue
_TITLE_WORDS = 3  # long words of a headline, of which a text has at least one
_TOO_LARGE = etree.XPath("count(.//*) > $most")
_MOST_ELEMENTS = 30_000  # the second extractor takes up to 0.1 ms for each: no page worth having is larger
_CONSENT = Phrase(
    "cookie|consent|privacy|personal data|our partners|legitimate|gdpr|einwillig|zustimm|datenschutz"
    "|datenverarbeit|personenbezogen|verarbeitungs|rechtsgrund|relevant adv|we and our|we collect|opt"
    "|vendors|iab|pur-abo|advertisers|partenaires|données|légitime|socios|personales|fornitori|personali|samtyck|samtykke"
    "|toestemming",
    r"\bcookies?\b|\bconsent\b|privacy (?:policy|settings|preferences)|personal data|our partners"
    r"|legitimate interest|gdpr|einwilligung|zustimm"
    r"|datenschutz|datenverarbeitung|personenbezogen|verarbeitungsvorg|rechtsgrundlage|relevant advertising"
    r"|we (?:and our partners|collect information)"
    r"|opt.?out|consentement|consentimiento|vendors|\biab\b|pur-abo|advertisers"
    r"|nos partenaires|données (?:personnelles|à caractère personnel)|intérêt légitime|nuestros socios|datos personales"
    r"|nostri (?:partner|fornitori)|dati personali|\bsamtyck[et]|\bsamtykke|\btoestemming\b",
)


@dataclasses.dataclass(frozen=True, slots=True)
class Text:
    """The paragraphs of an article and where they were found: html, json-ld, feed, state."""

    paragraphs: list[str]
    source: str = "html"

    @property
    def size(self) -> int:
        """Return the number of characters."""
        return sum(map(len, self.paragraphs))


def choose_text(
    tree: HtmlElement, body: Body, embedded: Embedded, hint: EntryHint, context: Context, title: str
) -> Text:
    """Return the text of the page: of its lines, unless its data hold far more or a second extractor finds more."""
    best = Text([line.text for line in filter_lines(body.lines, context)])
    if embedded.body:
        best = _longer(best, Text(paragraphs_of(embedded.body), "json-ld"))
    if hint.content:
        best = _longer(best, Text(_feed_paragraphs(hint.content, context), "feed"))
    off = _off_topic(best, title)
    in_doubt = off or body.loose or best.size < _SHORT or body.mass < _SHARE * body.page_mass
    if best.source == "html" and in_doubt and not _TOO_LARGE(tree, most=_MOST_ELEMENTS):
        other = _second_opinion(tree)
        longer = other.size >= _ENOUGH and other.size > _LONGER_ELSEWHERE * best.size
        if longer or (off and other.size >= _SHORT and not _off_topic(other, title)):
            best = other
    if best.size < _ENOUGH:
        best = _longer(best, Text(state_paragraphs(tree), "state"))
    if best.size < _STUMP or is_about_consent(best.paragraphs):
        best = _described(embedded) or best
    return best


def _described(embedded: Embedded) -> Text | None:
    """Return the description in an article's data where it is a text: videos and pictures have no other."""
    description = embedded.description or ""
    if embedded.kind is None or len(description) < _LONG_DESCRIPTION or description.endswith(("…", "...")):
        return None
    return Text([description], "json-ld")


def _off_topic(text: Text, title: str) -> bool:
    """Say whether ``text`` is about consent or has none of its headline's longer words: another block was taken."""
    if is_about_consent(text.paragraphs):
        return True
    words = {word for word in fold(title).split() if len(word) >= _LONG_WORD and word.isascii()}
    if len(words) < _TITLE_WORDS:
        return False
    whole = " ".join(text.paragraphs).casefold()
    return not any(word in whole for word in words)


def _longer(one: Text, other: Text) -> Text:
    return other if other.size >= _ENOUGH and other.size > _LONGER * one.size else one


def _second_opinion(tree: HtmlElement) -> Text:
    document = bare_extraction(tree, include_comments=False, favor_precision=True, fast=True)
    text = getattr(document, "text", None) or ""
    return Text([line.removeprefix("- ") for line in text.split("\n") if line.strip()])


def _feed_paragraphs(markup: str, context: Context) -> list[str]:
    if "<" not in markup:
        return paragraphs_of(markup)
    try:
        tree = fromstring(f"<div>{markup}</div>")
    except etree.ParserError:
        return []
    return [line.text for line in filter_lines(choose_body(read_lines(tree)).lines, context)]


def is_about_consent(paragraphs: Sequence[str]) -> bool:
    """Say whether most of a text is about cookies and personal data."""
    whole = sum(map(len, paragraphs))
    if whole > _LONGEST_CONSENT:
        return False
    return sum(len(text) for text in paragraphs if _CONSENT.count(text) >= 2) > 0.5 * whole
