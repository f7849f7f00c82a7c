"""Pages that are no articles, as sites of many languages write them, and articles that look a little like them."""

from __future__ import annotations

import pytest

from schemas.page import Page
from transforms.errors import PageError
from transforms.extract.page import extract_page
from transforms.extract.settings import ExtractSettings

PARAGRAPH = (
    "<p>The harbour council of Lindholm decided on Tuesday to rebuild the northern quay, which a storm broke.</p>"
)


def reason(title: str, body: str, *, head: str = "", language: str = "en") -> str | None:
    """Return why such a page is rejected, or ``None`` where it is an article."""
    source = (
        f"<html lang='{language}'><head><title>{title}</title>{head}</head><body><nav><a href='/'>Home</a></nav>{body}"
        "<footer>© 2024 Lindholm Courier</footer></body></html>"
    )
    try:
        page = Page(input="a.html", kind="html", body=source, url="https://courier.example/news/quay")
        extract_page(page, ExtractSettings())
    except PageError as error:
        return error.reason
    return None


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("Not Found", "The requested URL was not found on this server."),
        ("Page not found", "We are sorry, the page that you are looking for does not exist or has been moved."),
        ("Oops! That page can’t be found.", "It looks like nothing was found at this location. Maybe try a search?"),
        ("Internal Server Error", "The server encountered an error and was unable to complete your request."),
        ("Service Unavailable", "The server is temporarily unable to service your request due to maintenance."),
        ("Just a moment...", "Checking if the site connection is secure. Enable JavaScript and cookies to continue."),
        ("Access Denied", "You don't have permission to access this page on this server. Reference #18.2f"),
        ("Are you a robot?", "To continue, please click the box below to let us know you are not a robot."),
        (
            "451: Unavailable due to legal reasons",
            "We recognize you are attempting to access this website from Europe.",
        ),
        ("This article is no longer available", "The article you are looking for has been removed from our site."),
        ("Seite nicht gefunden", "Die angeforderte Seite existiert leider nicht mehr. Bitte prüfen Sie die Adresse."),
        (
            "Page introuvable",
            "La page que vous recherchez n’existe pas ou a été déplacée. Retournez à l’accueil du site.",
        ),
        (
            "Página no encontrada",
            "Lo sentimos, la página que busca no existe o ha sido eliminada. Vuelva a la portada.",
        ),
        ("Pagina non trovata", "La pagina che stai cercando non esiste o è stata spostata. Torna alla home page."),
        (
            "Pagina niet gevonden",
            "De pagina die u zoekt bestaat niet meer of is verplaatst. Ga terug naar de voorpagina.",
        ),
        (
            "Sidan kunde inte hittas",
            "Sidan du söker finns inte längre eller har flyttats. Gå tillbaka till startsidan.",
        ),
        ("Nie znaleziono strony", "Strona, której szukasz, nie istnieje lub została usunięta. Wróć na stronę główną."),
        ("Sayfa bulunamadı", "Aradığınız sayfa bulunamadı ya da kaldırılmış olabilir. Ana sayfaya dönebilirsiniz."),
        ("Ошибка 404", "К сожалению, запрашиваемая страница не существует или была удалена с нашего сайта."),
        (
            "お探しのページが見つかりません",
            "お探しのページは移動または削除された可能性があります。トップページからお探しください。",
        ),
    ],
)
def test_error_pages(heading, text):
    assert reason(heading, f"<h1>{heading}</h1><p>{text}</p>") == "extract-error-page"


@pytest.mark.parametrize(
    "text",
    [
        "We and our 823 partners store and access personal data, like browsing data, on your device. Selecting I Accept"
        " enables tracking technologies; we and our partners process data to provide cookies.",
        "Besuchen Sie kurier.example wie gewohnt mit Werbung und Tracking. Details zur Zustimmung finden"
        " Sie in unserer Datenschutzerklärung. Cookies werden nach Ihrer Einwilligung gesetzt.",
        "Avec votre accord, nos partenaires et nous utilisons des cookies ou technologies similaires pour accéder à des"
        " données personnelles. Vous pouvez retirer votre consentement.",
        "Nosotros y nuestros socios almacenamos o accedemos a información en un dispositivo, tales como cookies, y"
        " procesamos datos personales. Puede dar su consentimiento o rechazar.",
        "Noi e i nostri fornitori archiviamo informazioni quali cookie su un dispositivo e trattiamo i dati personali."
        " Puoi fornire il consenso o rifiutarlo in qualsiasi momento.",
    ],
    ids=["en", "de", "fr", "es", "it"],
)
def test_consent_walls(text):
    assert reason("Lindholm Courier", f"<h1>Privacy</h1><p>{text}</p>") == "extract-consent"


@pytest.mark.parametrize(
    "call",
    [
        "Subscribe now to continue reading this article.",
        "This article is only available to subscribers. Log in.",
        "Jetzt weiterlesen mit KURIER+. Hier anmelden.",
        "Cet article est réservé aux abonnés.",
        "Contenido exclusivo. Suscríbete para seguir leyendo.",
        "Conteúdo exclusivo para assinantes.",
        "Questo contenuto è riservato. Abbonati per continuare a leggere.",
        "Dit artikel is alleen voor abonnees.",
        "Logga in för att läsa vidare.",
        "Denne artikkelen er kun for abonnenter.",
        "Artykuł dostępny tylko dla prenumeratorów.",
        "Материал доступен по подписке.",
        "この記事は有料会員限定です。残り1200文字",
    ],
)
def test_beginnings_of_articles_before_a_paywall(call):
    body = f"<article><h1>Lindholm rebuilds its quay</h1>{PARAGRAPH}<div><p>{call}</p></div></article>"
    assert reason("Lindholm rebuilds its quay", body) == "extract-paywall"


STORIES = [f"The harbour team of Lindholm wins match number {number} of the year" for number in range(1, 19)]
LINKS = [f"<a href='/2024/05/{number:02}/harbour-match-{number}'>{text}</a>" for number, text in enumerate(STORIES, 1)]


@pytest.mark.parametrize(
    "entries",
    [
        "<ul>" + "".join(f"<li>{link}</li>" for link in LINKS) + "</ul>",
        "".join(f"<article><h2>{link}</h2>{PARAGRAPH}</article>" for link in LINKS[:11]),
        "".join(
            f"<div class='card'><h3>{link}</h3><span>May {day}, 2024</span></div>" for day, link in enumerate(LINKS)
        ),
    ],
    ids=["links", "with summaries", "cards"],
)
def test_listings(entries):
    assert reason("Sport", f"<main><h1>Sport</h1>{entries}</main>") == "extract-listing"


@pytest.mark.parametrize(
    "body",
    [
        "<h1>Search results</h1><p>Your search for quay returned no results.</p>",
        "<h1>Lindholm rebuilds its quay</h1>",
        "<h1>Watch: the storm</h1><video></video><p>Watch the storm here.</p>",
        "<noscript>You need to enable JavaScript to run this app.</noscript><div id='root'></div>",
        "<h1>Log in</h1><form><p>Please log in to your account to read on.</p></form>",
    ],
    ids=["no results", "headline alone", "video", "script", "login"],
)
def test_pages_without_a_text(body):
    assert reason("Lindholm Courier", body) == "extract-empty"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Ministers agree on cookies", "<p>Ministers agreed on a rule about cookies and consent on Tuesday.</p>"),
        (
            "404 people leave the island",
            "<p>The island was not found on old maps, and its page in the atlas is empty.</p>",
        ),
        ("Page not found in the archive", "<p>A page of the old book is missing, and nobody knows who took it.</p>"),
        (
            "The Courier has more subscribers",
            "<p>Readers subscribe to continue reading the paper, the editor said.</p>",
        ),
    ],
)
def test_articles_about_such_things_are_articles(title, text):
    assert reason(title, f"<h1>{title}</h1>{text}{PARAGRAPH * 5}") is None


def test_a_stub_is_an_article_where_the_user_says_so():
    body = f"<article><h1>The quay</h1>{PARAGRAPH}<p>Subscribe now to continue reading.</p></article>"
    page = Page(input="a.html", kind="html", body=f"<html><body>{body}</body></html>", url=None)
    assert extract_page(page, ExtractSettings(reject_paywalled=False)).word_count > 10
