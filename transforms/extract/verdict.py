"""Pages that are no articles: error pages, consent walls, listings, stubs before a paywall, and empty ones."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from schemas.page import RelatedBlock
from transforms.errors import PageError
from transforms.extract.candidates import is_about_consent
from transforms.extract.embedded import Embedded
from transforms.extract.settings import ExtractSettings
from transforms.phrase import Phrase

_ERROR_TITLE = re.compile(
    r"^\W*(?:(?:error|fehler|erreur|http|ошибка|erro|virhe|hata)?\W{0,3}(?:40[0134]|410|429|451|50[0234])\b(?!\s*(?:people|dead|jobs"
    r"|million|billion|km|k\b))"
    r"|(?:page|site|article|story|seite|página|pagina|page web|document|file"
    r"|content)\s.{0,30}?(?:(?:not|n.t) (?:be )?found|does ?n.t exist|no longer (?:available|exists?)|nicht gefunden"
    r"|wurde nicht gefunden|existiert nicht"
    r"|no encontrada|não encontrada|non trovata|introuvable|niet gevonden|unavailable)"
    r"|(?:oops|ups|hoppla)\b.{0,40}(?:page|seite|página|pagina)|(?:aradığınız )?sayfa bulunamadı"
    r"|sid(?:an|en) (?:kunde inte|finns inte|hittades inte|ble ikke|blev ikke|finnes ikke)"
    r"|sivua ei löyt|stránka (?:nebyla |nebola )?(?:nalezena|nenalezena|nájdená)|az oldal nem található"
    r"|(?:nie znaleziono|brak) strony|pagina nu (?:a fost găsită|există)|stranica nije pronađena|сторінку не знайдено"
    r"|η σελίδα δεν βρέθηκε|unavailable (?:due to|for) legal reasons|not found\W*$"
    r"|access denied|forbidden\b|just a moment|attention required|are you (?:a )?(?:robot|human)"
    r"|(?:service|temporarily) unavailable|bad gateway|gateway time-?out|internal server error"
    r"|too many requests|checking your browser|verify(?:ing)? you are human|request blocked"
    r"|pardon our interruption"
    r"|seite nicht gefunden|страница не найдена|.{0,8}ページ(?:が|は)(?:見つかりません|存在しません)"
    r"|页面不存在|找不到(?:网页|頁面|页面)|페이지를 찾을 수 없|الصفحة غير موجودة|הדף לא נמצא)",
    re.IGNORECASE,
)
_ERROR_TEXT = re.compile(
    r"(?:page|article|seite|url|document)\b.{0,60}(?:not (?:be )?found|no longer (?:available|exists?)"
    r"|does ?n.t exist|nicht gefunden|existiert nicht|has been (?:moved|removed|deleted))|enable javascript"
    r"|unusual traffic"
    r"|press (?:and|&) hold|completing the captcha|security service to protect|reference #\d",
    re.IGNORECASE,
)
_PAYWALL = re.compile(
    r"subscri(?:be|ption|ber|bers)\b.{0,80}\b(?:continue|read(?:ing)?|unlock|access|full)|(?:continue"
    r"|keep) reading.{0,60}(?:subscri|account|free trial|sign)|to (?:continue|keep) reading|(?:this"
    r"|the) (?:article|content|story) is (?:only|exclusively|reserved|available|for) .{0,40}(?:subscribers"
    r"|members|paid)"
    r"|already a (?:subscriber|member)|unlock (?:this|the) (?:article|story)|log in to (?:continue|read)"
    r"|jetzt weiterlesen|weiterlesen mit|mit .{0,20}(?:plus|abo|\+) weiterlesen|artikel (?:nur )?(?:für"
    r"|mit) .{0,30}(?:abonnenten|abo)|bereits abonnent"
    r"|réservé aux abonnés|il vous reste .{0,20}% de cet article|pour lire la suite|abonnez-vous pour"
    r"|solo para suscriptores|suscr[ií]bete para|exclusivo para assinantes|conteúdo exclusivo"
    r"|contenuto riservato|per continuare a leggere"
    r"|alleen voor abonnees|al abonnee|om verder te lezen"
    r"|(?:för|for) (?:att )?(?:å )?(?:läsa|lese|læse) (?:vidare|videre)|bliv? (?:abonnent|prenumerant)"
    r"|kun for abonnenter"
    r"|vain tilaajille|jatka lukemista|tylko dla (?:prenumeratorów|subskrybentów)|aby czytać dalej|wykup dostęp"
    r"|jen pro předplatitele|csak előfizetők|для подписчиков|по подписке|abonelere özel|okumaya devam"
    r"|この記事は有料|有料会員|会員限定|残り\d+文字",
    re.IGNORECASE,
)
_FILLER = Phrase(
    "lorem|ipsum|dolor|voluptat|consequatur|asperiores|laboriosam|nesciunt|quibus|veniam",
    r"\b(?:lorem|ipsum|dolor(?:es|em)?|voluptat\w+|consequatur|asperiores|laboriosam|nesciunt|quibusdam|veniam)\b",
)
_FILLER_WORDS = 5
_STUB_WORDS = 150  # words of an article's visible beginning
_OPEN_STUB_WORDS = 60  # the same where only one thing says that it is closed
_ERROR_WORDS = 60
_CONSENT_WORDS = 400
_LONG_TEXT = 20_000  # characters of a text that is no stub, dialogue or list
_LIST_WORDS = 80
_LIST_ITEMS = 12
_LED = 4  # paragraphs below a headline of another page, at the least
_LED_SHARE = 0.6  # of all paragraphs: they are summaries


def judge(
    paragraphs: Sequence[str],
    embedded: Embedded,
    settings: ExtractSettings,
    *,
    words: int,
    title: str,
    shown: Sequence[str],
    blocks: Sequence[RelatedBlock],
) -> None:
    """Raise ``PageError`` where the page is no article.

    ``words`` is the number of words in ``paragraphs``; ``shown`` are all lines of the page: what bars the way to an
    article stands outside its text.
    """
    text = "\n".join(paragraphs)
    if len(text) > _LONG_TEXT:
        return
    if words < _ERROR_WORDS and (
        _ERROR_TITLE.match(title) or (words < 60 and _ERROR_TEXT.search(text) and not embedded.kind)
    ):
        raise PageError("extract-error-page", f"{title!r} and {words} words of text")
    if words < _CONSENT_WORDS and is_about_consent(paragraphs):
        raise PageError("extract-consent", f"{words} words, most of them about consent: {text[:80]!r}")
    items = [item.text for block in blocks for item in block.items]
    if settings.reject_listings and not _is_article(embedded):
        if words < _LIST_WORDS and len(items) >= _LIST_ITEMS:
            raise PageError("extract-listing", f"{len(items)} headlines and {words} words of text")
        if (led := _led_by_headlines(paragraphs, shown, items)) >= max(_LED, _LED_SHARE * len(paragraphs)):
            raise PageError("extract-listing", f"{led} of {len(paragraphs)} paragraphs stand below a headline")
    if settings.reject_paywalled and words < _STUB_WORDS and _is_barred(words, embedded, shown):
        raise PageError("extract-paywall", f"{words} words before a paywall")
    if _FILLER.count(text) >= _FILLER_WORDS:
        raise PageError("extract-paywall", f"filler text in place of the article: {text[:60]!r}")
    if words < settings.min_words:
        raise PageError("extract-empty", f"{words} words, expected at least {settings.min_words}")


def _led_by_headlines(paragraphs: Sequence[str], shown: Sequence[str], items: Sequence[str]) -> int:
    """Count the paragraphs of the text that stand just below a related headline."""
    headlines, text = set(items), set(paragraphs)
    return sum(above in headlines and line in text for above, line in itertools.pairwise(shown))


def _is_article(embedded: Embedded) -> bool:
    kind = (embedded.first("og:type") or "").lower()
    return (
        (embedded.kind is not None and "article" in embedded.kind)
        or kind in ("article", "news")
        or bool(embedded.published)
    )


def _is_barred(words: int, embedded: Embedded, shown: Sequence[str]) -> bool:
    if embedded.free is True:
        return False
    walled = any(_PAYWALL.search(text) for text in shown if len(text) < 300)
    return (walled and embedded.free is False) or ((walled or embedded.free is False) and words < _OPEN_STUB_WORDS)
