"""Lines of a chosen body that are furniture after all: told by their words, their links and where they stand."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Sequence

from transforms.extract.authors import is_byline
from transforms.extract.lines import Line
from transforms.extract.title import fold

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SENTENCE_END = re.compile(r"[.!?…。！？؟।]['\"”’»›)\]]*$")

_BEHIND_TITLE = 0.3  # share of the text that must follow a headline, for what is before it to be something else


@dataclasses.dataclass(frozen=True, slots=True)
class Context:
    """What is known of the page: folded titles and names of people."""

    titles: frozenset[str] = frozenset()
    authors: frozenset[str] = frozenset()


@dataclasses.dataclass(frozen=True, slots=True)
class Spot:
    """A line and where it stands: ``place`` lines from the top, ``left`` lines from the end, ``head`` before any text."""

    line: Line
    folded: str
    words: int
    place: int
    left: int
    head: bool
    tail: bool
    finished: bool
    linked: float
    few_linked_headings: bool
    context: Context


_ALONE = re.compile(
    r"^\W*(?:advertisement|advertising|ad|anzeige|werbung|publicidad|publicité|pubblicità|publicidade|reklama?|reclame|annons|annonse|annonce"
    r"|sponsored(?: content)?|story continues below.*|scroll to continue.*|(?:article|story) continues (?:below|after).*|loading\W*|skip (?:to|ad).*"
    r"|close|share(?: this.*| article| on| via.*)?|copy link|link copied.*|print(?: this.*)?|listen.{0,25}|(?:play|watch) (?:video|now|live)|\d+ comments?"
    r"|comments?|leave a (?:comment|reply).*|tags?:.{0,80}|topics?:.{0,80}|filed under.{0,80}|follow|save|x|facebook|twitter|whatsapp|linkedin|reddit|pinterest|e-?mail"
    r"|teilen|drucken|kommentare?|merken|artikel (?:teilen|merken|drucken|versenden).{0,40}|compartir|comentarios?|condividi|partager|imprimer|delen|dela|del|udostępnij"
    r"|image|photo|video|gallery|view (?:gallery|photos|image|all|more)|show (?:more|less|caption)|(?:hide|toggle) caption|enlarge.{0,30}|(?:image|photo) \d+ of \d+|\d+ ?/ ?\d+|\d+ of \d+"
    r"|read (?:full|the full|more|less).{0,30}|(?:back|return) to .{0,25}|jump to.{0,25}|\*\s?\*\s?\*|[_*\-–—=~•.]{2,}|read time.{0,15}|\d+\s?(?:min(?:ute)?s?|minuten|minutos?)\.?\s?(?:read|lesezeit|de lectura)?"
    r"|tempo de leitura.{0,20}|lesezeit.{0,20}|exclusive|breaking(?: news)?|premium|plus|opinion|analysis|commentary|editorial|live|new|updated?|more|next|previous|menu|contents?|table of contents"
    r"|auf dieser seite:?|inhalt|in this (?:article|story):?|key (?:points|takeaways):?|getty images?|reuters|afp|dpa|ap|epa|ap photo|shutterstock|istock|imago.{0,30})\W*$",
    re.IGNORECASE,
)
_RELATED = re.compile(
    r"^\W*(?:read (?:more|also|next|the latest|this|it)|related(?: (?:articles?|stories|content|topics?|links?|coverage|news|posts?|reading))?|more (?:from|on|stories|news|about|to read|in)\b.{0,60}"
    r"|see also|also read|also see|see more|recommended|trending(?: now)?|most (?:read|popular|viewed)|don'?t miss|you (?:may|might|'?ll)(?: also)? (?:like|be interested|enjoy).*"
    r"|up next|editor'?s (?:pick|choice|note)s?|latest (?:news|stories|videos|from)|top stories|explore more|further reading|continue reading|watch(?: now| more| here|:|\s*\|)|people are also reading.*"
    r"|lesen sie (?:auch|mehr|hier|dazu|weiter)|mehr (?:zum thema|dazu|zu|aus|von)|das könnte (?:sie|dich).*|auch interessant|weitere (?:artikel|themen|nachrichten|informationen|infos)|zum thema|lesetipp|siehe auch"
    r"|lees (?:ook|meer)|bekijk ook|à lire(?: aussi)?|lire (?:aussi|plus)|a lire|voir aussi|leggi (?:anche|di più)|lea (?:también|más)|le(?:er|e|a|ia) (?:más|mais|também|tambi[eé]n)|te puede interesar.*|ver (?:más|también)|veja (?:também|mais)|saiba mais"
    r"|czytaj (?:też|także|więcej|również)|zobacz (?:też|także|również|więcej)|les (?:også|mer)|läs (?:mer|också|även)|læs (?:også|mere)|lue (?:myös|lisää)|читайте (?:также|ещё|еще)|читать (?:также|далее)|смотрите также|čtěte (?:také|více)|přečtěte si"
    r"|ilginizi çekebilir|bunlar da ilginizi.*|baca juga|ähnliche artikel|関連記事|あわせて読みたい|관련기사)\b",
    re.IGNORECASE,
)
_NEWSLETTER = re.compile(
    r"\b(?:sign ?up|signing up|subscribe|register|abonnier\w*|jetzt|click|get|receive|join)\b.{0,70}(?:newsletter|inbox|briefing)|\b(?:sign up|subscribe|register)\b.{0,40}(?:e-?mails?|updates|alerts)|newsletter.{0,60}(?:sign ?up|subscribe|abonnier|inbox|anmelden|here)"
    r"|^\W*(?:subscribe|sign up|sign in|log in|register|newsletters?|follow us|join us|support us|donate)\b.{0,60}$|already (?:a|have).{0,30}(?:subscri|account|member)|^\W*download (?:the|our).{0,25}\bapp\b"
    r"|google news.{0,60}(?:follow|folgen)|add .{0,40}preferred source|follow .{0,60} on (?:twitter|facebook|x\b|instagram|whatsapp|threads|google news|telegram|social)|(?:like|find|join) us on (?:twitter|facebook|x\b|instagram|whatsapp|telegram)"
    r"|(?:join|follow|on|our|unser\w*|nuestro|nosso) (?:\w+ )?(?:whatsapp|telegram).{0,20}(?:channel|kanal|canal)|have a (?:story|tip)\b.{0,40}\?|(?:email|contact) us at|support (?:our|independent|local) journalism|become a (?:member|subscriber|supporter)|suscr[ií]bete|inscreva-se|iscriviti|abonnez-vous|abonneer|zapisz się|подпи(?:шитесь|сывайтесь)",
    re.IGNORECASE,
)
_CAPTION_END = re.compile(
    r"(?:getty(?: images)?|/\s?(?:reuters|afp|getty|ap|shutterstock|imago|dpa|epa|pa|nurphoto)\b|ap photo|photo(?:graph)?(?: by|:| credit)|photographer:|image(?:s)?(?: via|:| credit| source| courtesy)|foto:|bild:|credits?:|picture alliance|(?:file|courtesy) photo|(?:photo |image )?courtesy of|picture:"
    r"|imago images|shutterstock|via reuters|via afp|via ap|pool photo|\(reuters\)|\(ap\)|/pool)[^.!?]{0,50}$",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"^\W*(?:photos?|images?|fotos?|bild(?:er)?|pictures?|quellen?|credits?|sources?|video|grafik|graphic|fuente|fonte|crédito|imagem|imagen|kuva|foto|pictured)\s?(?:by|credit|courtesy|quelle)?\s?[:©/|]",
    re.IGNORECASE,
)
_LEGAL = re.compile(
    r"^\W*(?:©|\(c\)\s|copyright|all rights reserved|this (?:article|story|piece|post|report|essay) (?:was |has been |is )?(?:originally |first |also )?(?:appeared|published|republished|updated|produced|part of|from|written|contains affiliate)"
    r"|(?:the )?(?:views|opinions) expressed|this material may not|(?:we|.{0,40}) may (?:earn|receive|get|make) (?:a|an|some)?.{0,30}commission|if you (?:buy|purchase|click).{0,60}commission|dieser (?:artikel|text|beitrag) (?:ist|wurde|erschien|stammt)"
    r"|(?:mit material|mit informationen|mit agenturmaterial) |(?:with )?(?:files|additional reporting|contributions?) (?:from|by)|additional reporting|reporting by|editing by|(?:our standards|transparenzhinweis|correction|clarification|editor'?s note|disclaimer|disclosure|hinweis|anmerkung|redaktionshinweis)\b.{0,8}[:|]"
    r"|cross-?posted from|originally (?:published|appeared)|reprinted (?:with|from)|republished (?:with|from)|products? .{0,40}independently|this content was|(?:all )?products featured|e-?paper|esta (?:nota|noticia) |source:? )",
    re.IGNORECASE,
)
_BIO = re.compile(
    r"(?:can be reached (?:at|on|by)|follow (?:him|her|them|me|@)|reach (?:him|her|them|the reporter|out to)|^e-?mail(?::| (?:him|her|the|me))|(?:contact|write to|e-?mail).{0,40}@|twitter[:.]? ?@|on (?:twitter|x)[:.]? ?@?\w*$"
    r"|^.{3,50}\b(?:is|was) (?:an?|the|our) .{0,60}\b(?:reporter|journalist|correspondent|editor|writer|columnist|contributor|freelancer?)\b|\bcovers .{0,80}\bfor\b|\bcontributed to this (?:report|story|article)|\breported from\b|\bist (?:redakteur|autor|journalist|korrespondent)|\b(?:his|her|their) (?:latest|most recent|new|first) (?:book|novel))",
    re.IGNORECASE,
)
_DATE_ONLY = re.compile(
    r"^\W*(?:(?:first |last )?(?:published|posted|updated?|modified|stand|aktualisiert|veröffentlicht|erstellt|publié|mis à jour|publicado|actualizado|atualizado|pubblicato|aggiornato|opublikowano|опубликовано|created|date|vom|am|on|le|el|um|at|heute|today|yesterday|gestern)\W*)*"
    r"(?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?[,.]?\s+|(?:mo|di|mi|do|fr|sa|so|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)[,.]?\s+)?"
    r"(?:\d{1,2}(?:st|nd|rd|th|\.|º)?[./ -]+(?:de )?(?:\d{1,2}|[^\W\d]{3,10})[./ -]*,?\s*(?:de )?(?:20)?\d\d|[^\W\d]{3,10}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+20\d\d|20\d\d[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}日?)?"
    r"\W*(?:(?:at|um|kl\.?|à|a las|às|,|\||-|–|•|@)?\s*\d{1,2}[:.h]\d{2}(?::\d\d)?\s*(?:uhr|[ap]\.?m\.?|h)?(?:\s*\(?[A-Z]{2,4}\)?)?)?\W*$",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_COOKIE = re.compile(
    r"\b(?:uses?|using|accept|consent|websites?|policy|browser|set by|store|enable|allow|manage|reject)\b.{0,80}\bcookies?\b"
    r"|\bcookies?\b.{0,80}\b(?:consent|policy|websites?|browser|visitors?|set by|plugin|settings|preferences|user)\b"
    r"|personenbezogene daten.{0,80}(?:übermittelt|übertragen|verarbeitet)",
    re.IGNORECASE,
)


def _is_title(spot: Spot) -> bool:
    if spot.folded and spot.folded in spot.context.titles:
        return spot.head or spot.place < 8 or spot.line.tag in _HEADINGS
    return spot.line.tag == "h1" and spot.head


def _is_byline(spot: Spot) -> bool:
    if spot.words > 16 or not (spot.head or spot.left < 4):
        return False
    bare = re.sub(r"^(?:by|von|par|por|di|de|text|av|door) ", "", spot.folded)
    return bare in spot.context.authors or is_byline(spot.line.text)


def _is_date(spot: Spot) -> bool:
    return spot.words <= 12 and bool(_DIGIT.search(spot.line.text)) and bool(_DATE_ONLY.match(spot.line.text))


def _is_alone(spot: Spot) -> bool:
    return spot.words <= 12 and bool(_ALONE.match(spot.line.text))


def _is_related(spot: Spot) -> bool:
    if spot.words > 30 or not _RELATED.match(spot.line.text):
        return False
    return spot.linked >= 0.4 or spot.line.text.endswith((":", "...", "…")) or spot.words <= 4 or not spot.finished


def _is_link(spot: Spot) -> bool:
    if spot.linked < 0.9 or spot.finished or spot.words > 25 or spot.line.tag in _HEADINGS or "://" in spot.line.text:
        return False
    return spot.words >= 4 or spot.line.tag not in ("p", "li")


def _is_linked_heading(spot: Spot) -> bool:
    return spot.linked >= 0.9 and spot.line.tag in _HEADINGS and spot.few_linked_headings


def _is_newsletter(spot: Spot) -> bool:
    return spot.words <= 50 and bool(_NEWSLETTER.search(spot.line.text))


def _is_caption(spot: Spot) -> bool:
    if spot.line.tag in _HEADINGS:
        return False
    return (spot.words <= 45 and bool(_CAPTION_END.search(spot.line.text))) or (
        spot.words <= 12 and bool(_CREDIT.match(spot.line.text))
    )


def _is_legal(spot: Spot) -> bool:
    return spot.words <= 70 and (spot.left < 8 or spot.place < 4) and bool(_LEGAL.match(spot.line.text))


def _is_bio(spot: Spot) -> bool:
    return spot.left < 4 and spot.words <= 80 and bool(_BIO.search(spot.line.text))


def _is_cookie(spot: Spot) -> bool:
    return (
        bool(_COOKIE.search(spot.line.text))
        and (spot.left < 3 or spot.place < 3 or spot.words < 60)
        and not any("cookie" in t for t in spot.context.titles)
    )


def _is_stray_head(spot: Spot) -> bool:
    return spot.head and spot.words <= 6 and not spot.finished and spot.line.tag not in ("p", "li", "h2", "h3", "h4")


def _is_cell(spot: Spot) -> bool:
    return spot.line.tag in ("td", "th") and spot.words <= 12 and not spot.line.mass


RULES: tuple[tuple[str, Callable[[Spot], bool]], ...] = (
    ("title", _is_title),
    ("byline", _is_byline),
    ("date", _is_date),
    ("alone", _is_alone),
    ("related", _is_related),
    ("link", _is_link),
    ("linked heading", _is_linked_heading),
    ("newsletter", _is_newsletter),
    ("caption", _is_caption),
    ("legal", _is_legal),
    ("bio", _is_bio),
    ("cookie", _is_cookie),
    ("stray head", _is_stray_head),
    ("cell", _is_cell),
)


def filter_lines(
    lines: Sequence[Line], context: Context, rules: Sequence[tuple[str, Callable[[Spot], bool]]] = RULES
) -> list[Line]:
    """Return ``lines`` without furniture; all of them where more than half of the text would go."""
    lines = from_title(lines, context)
    massive = [place for place, line in enumerate(lines) if line.mass >= 60]
    first, last = (massive[0], massive[-1]) if massive else (0, len(lines))
    kept: list[Line] = []
    linked_headings = sum(1 for line in lines if line.tag in _HEADINGS and line.links >= 0.9 * line.size)
    for place, line in enumerate(lines):
        near_edge = place < 12 or place > len(lines) - 5 or line.tag in _HEADINGS
        folded = fold(line.text) if line.size < 400 and near_edge else ""
        words = line.text.count(" ") + 1
        spot = Spot(
            line,
            folded,
            words,
            place,
            len(lines) - 1 - place,
            place < first,
            place > last,
            bool(_SENTENCE_END.search(line.text)),
            line.links / max(line.size, 1),
            linked_headings < 3,
            context,
        )
        if not any(rule(spot) for _, rule in rules):
            kept.append(line)
    while kept and _trails(kept[-1]):
        kept.pop()
    if sum(line.size for line in kept) < 0.5 * sum(line.size for line in lines):
        return list(lines)
    return kept


def _trails(line: Line) -> bool:
    """Say whether ``line``, the last one, leads to nothing: a heading, or a label."""
    if line.tag in _HEADINGS:
        return True
    return line.tag not in ("p", "li") and line.text.count(" ") < 5 and not _SENTENCE_END.search(line.text)


def from_title(lines: Sequence[Line], context: Context) -> Sequence[Line]:
    """Return ``lines`` from the page's headline on, where it stands in them with enough of the text behind it."""
    total = sum(line.mass for line in lines)
    passed = 0.0
    for place, line in enumerate(lines):
        if passed > (1 - _BEHIND_TITLE) * total:
            break
        if passed and line.tag in _HEADINGS and fold(line.text) in context.titles:
            return lines[place:]
        passed += line.mass
    return lines
