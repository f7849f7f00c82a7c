"""The words of headlines, labels and everything else that stands in links."""

from __future__ import annotations

import re
import unicodedata

from lxml import etree
from lxml.html import HtmlElement

_CJK = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u4e00-\u9fff]")
_HIDES = etree.XPath("boolean(.//script|.//style|.//noscript|.//template|.//svg|.//select|.//textarea|.//iframe)")
_HIDDEN = frozenset(("script", "style", "noscript", "template", "svg", "iframe", "select", "textarea", "head", "math"))

# Links that ask the reader to do something: navigation, sharing, subscribing, the law.
ACTION = re.compile(
    r"^\W*(share|sign (in|up)|log ?(in|out)|register|subscri\w*|newsletters?|privacy|cookies?|terms|contact|about|advertis"
    r"|read more|click|follow|copyright|©|skip|print|e-?mail (this|article|to)|save|like|tweet|post (a )?comment|comments?"
    r"|view (all|more|full)|see (all|more)|show|more (from|in|stories|news)|all (rights|news|articles)|download"
    r"|listen live|watch live|cancel|close|do not sell|your (california|us state)|manage|search|jobs|careers|help|faq|rss"
    r"|get |submit|send|back to|reply|report|blog comments|powered by|designed by|make (us|this)|forgot|continue|edit"
    r"|change|enter|find (us|out)|visit|buy|letters? to the editor|weather|horoscope|subscribe|klick|teilen|drucken"
    r"|compart|suscr|assine|abbon|abo\b)",
    re.IGNORECASE,
)
# What a card says beside its headline: a time, a count, the kind of piece.
ASIDE = re.compile(
    r"^\W*(\d{1,2}[:.h]\d{2}(\s*[ap]\.?m\.?)?|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}(,?\s+\d{1,2}[:.]\d{2})?(\s*[ap]\.?m\.?)?"
    r"|[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}.*|\d{1,2} [A-Z][a-zé]+ \d{4}.*"
    r"|\d+ (min|hour|day|week|month|year|h|m|d)\w*( ago)?.*|(updated|published|posted)\b.*"
    r"|\d+ (comments?|views?|shares?)|[<‹«←]?\s*(previous|next|prev)( (post|article|story))?|videos?|photos?|gallery|live|opinion|analysis|exclusive|premium|ad|\d{1,2}\.?)\W*$",
    re.IGNORECASE,
)
# Words that lead from a body to another story.
CUE = re.compile(
    r"^\W*((read|see|watch|listen|learn|find)( (more|also|next|this|here|too))?|also( read| see)?|related|more(:| on| from| about)"
    r"|don.t miss|lire( aussi| plus| également)?|à lire( aussi)?|leia( também| mais)?|lea( también)?|ver( también)?"
    r"|mehr( zum thema| dazu)?|lesen sie( auch)?|además|leggi( anche)?|czytaj( też| także| więcej)?|baca( juga)?"
    r"|le puede interesar|les (også|mer)|läs (också|mer)|lees ook|читайте( также)?|ayrıca|関連記事|상관기사)\b.{0,25}$",
    re.IGNORECASE,
)
# Labels of lists of stories.
LIST_LABEL = re.compile(
    r"^\W*(?:related|more(?: \w+){0,3} (?:news|stories|headlines|articles|on|from|in)|more stories|most\b.*|latest|recent|top stories"
    r"|top news|popular|trending|read (?:also|more|next)|see also|also (?:read|see)|recommended|you (?:may|might)|don.t miss|must read"
    r"|editor|headlines|similar|other (?:news|stories|articles)|also in the news|in other news|what to read"
    r"|mehr (?:zum|aus|von)|meist|das könnte|lesen sie|auch interessant|weitere (?:artikel|nachrichten|meldungen|themen)"
    r"|aktuelle (?:nachrichten|meldungen)|lire aussi|à lire|les plus|sur le même|dans la même|articles? (?:liés|similaires|récents)"
    r"|lo más|las? más|noticias? (?:relacionad|más)|relacionad|te puede|le puede|le interesa|también te|últimas?|lea también"
    r"|leia (?:também|mais)|mais lid|notícias relacionadas|veja (?:também|mais)|leggi anche|più lett|potrebbe interess|articoli correlati"
    r"|czytaj|najpopularniejsz|polecamy|zobacz też|читайте|популярн|по теме|похожие|benzer|ilgili|en çok|son haberler"
    r"|関連|アクセス|ランキング|人気|おすすめ|あわせて|相关|相關|热门|熱門|推荐|最新|관련|많이 본|인기|추천|baca juga|terkait|terpopuler"
    r"|lees ook|meest gelezen|les også|mest lest|läs (?:också|mer|även)|mest läst|læs også)",
    re.IGNORECASE,
)
# What stands beside the stories before and after this one.
NEIGHBOUR = re.compile(
    r"\W*(?:prev|next|older|newer|précédent|suivant|anterior|siguiente|próxim|vorherig|nächst|weiter|zurück|precedente"
    r"|successiv|poprzedn|następn|предыдущ|следующ|前の|次の|önceki|sonraki|forrige|neste|sebelum|selanjut)",
    re.IGNORECASE,
)
_NO_WORD = re.compile(r"[\W_]+")
_BEFORE = re.compile(r"^(?:[«‹←<>»›→•·▶►●■|*\-–]\s+|[←→›>•▶►]|\d{1,2}[.)]\s+|#\d+\s+)+")
_AFTER = re.compile(r"\s+[»›→>▶►]+$")


def squeeze(text: str | None) -> str:
    """Return ``text`` with each run of white space as one blank, none at the ends."""
    return " ".join(text.split()) if text else ""


def word_count(text: str) -> int:
    """Return the number of words; in scripts without blanks two characters count as one."""
    words = text.count(" ") + 1 if text else 0
    return words if text.isascii() else max(words, len(_CJK.findall(text)) // 2)


def bare(text: str) -> str:
    """Return a headline without bullet, rank and arrow.

    >>> bare("• 3. Snow in Oslo »")
    'Snow in Oslo'
    """
    return _AFTER.sub("", _BEFORE.sub("", text)).strip()


def folded(text: str | None) -> str:
    """Return ``text`` for comparison: letters and digits only, without case.

    >>> folded("“Snow” in  OSLO…")
    'snow in oslo'
    """
    plain = (text or "").casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKC", plain).casefold().replace("\u00ad", "")
    return _NO_WORD.sub(" ", plain).strip()


def pieces(element: HtmlElement) -> list[tuple[str, HtmlElement]]:
    """Return the visible texts below ``element`` in order, each with the element that holds it."""
    found: list[tuple[str, HtmlElement]] = []
    _collect(element, found)
    return found


def _collect(element: HtmlElement, found: list[tuple[str, HtmlElement]]) -> None:
    text = squeeze(element.text)
    if text:
        found.append((text, element))
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _HIDDEN:
            _collect(child, found)
        text = squeeze(child.tail)
        if text:
            found.append((text, element))


def visible(element: HtmlElement) -> str:
    """Return the visible text below ``element``; neighbouring elements count as apart."""
    if not len(element):
        return squeeze(element.text)
    return " ".join(text for text, _ in pieces(element))


def length(element: HtmlElement) -> int:
    """Return the number of characters of the visible text below ``element``; elements are not counted as apart."""
    if not len(element):
        return len(squeeze(element.text))
    return len(visible(element)) if _HIDES(element) else len(squeeze(_raw(element)))


def is_long(element: HtmlElement, characters: int) -> bool:
    """Return whether the visible text below ``element`` has so many characters; quicker than ``length`` if it has not."""
    return len(_raw(element)) >= characters and length(element) >= characters


def _raw(element: HtmlElement) -> str:
    return str(etree.tostring(element, method="text", encoding="unicode", with_tail=False))
