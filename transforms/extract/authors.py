"""Authors: the people that a byline names, without their offices, their outlets, or the words around the names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from transforms.extract.agencies import agency_of
from transforms.extract.places import is_city

_OPENED, _CLOSED = "([【", ")]】"  # around a signature
_LONGEST = 300  # characters of a byline
_MOST_WORDS = 6

# What opens a byline. Latin cues need a name in capitals behind them (or a colon), so that no sentence is a byline.
_CUE = re.compile(
    r"^(?:(?:(?:story|article|text|words|review|report|reporting|written|posted|published|produced|compiled"
    r"|edited|contributed"
    r"|opinion|analysis|column|comment|guest (?:post|column)|interview|escrito|publicado|scritto|rédigé|skrevet|skriven"
    r"|geschrieben|reported|(?:an?|the) (?:article|blog|analysis|column|commentary)|by-?line|exclusive"
    r"|(?:photos?|pictures?|words|story|text) (?:and|&) (?:photos?|pictures?|words|story|text)"
    r"|(?:ein(?:e|en)? )?(?:artikel|analyse|kolumne|kommentar|gastbeitrag|gastkommentar|beitrag|bericht|interview|essay"
    r"|reportage|glosse|rezension)|un (?:articolo|article|artículo)|a cura|una (?:columna|crónica))\s+)?"
    r"(?:by|von|par|por|de|di|da|door|av|af|od|napsala?|aut(?:h?or|eur|ore)(?:e?s|i|en|in|a|/in|:in|in/autor)?(?:\s*\(?s\)?)?"
    r"|text|texte|testo|texto|teksti?|reporter|redacción|kirjoittaja|yazan|penulis|oleh|автор[ыа]?|текст|โดย|מאת"
    r"|journalist[ae]?|(?:staff )?writer|redakteur(?:in)?|redaktor|reporting by|words)(?:\s*:|\s)\s*"
    r"|(?:haber|laporan|írta|napisał[a]?|piše|tác giả|γράφει)(?:\s*:|(?<=ει)(?:\sο|\sη)?)\s*|(?-i:Του|Της|Των)\s"
    r"|(?:كتبت?|بقلم|تقرير)\s*[:：-]\s*"
    r"|(?-i:By|Von|Par|Por)(?=(?-i:[A-Z]\w*[. ]))|(?:作者|記者|记者|文|撰文|기자)\s*[:：/]\s*)+",
    re.IGNORECASE,
)
_WEAK_CUE = re.compile(r"^(?:de|da|od|di|text|texto|tekst|words)\s", re.IGNORECASE)
_CONTACT = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<!\w)@\w{2,30}|https?://\S+|\bwww\.\S+|\(\s*\)|\b(?:twitter|x\.com"
    r"|facebook|email|e-mail)\b.*$",
    re.IGNORECASE,
)
# A name and the word behind it that stand in two elements without a space.
_GLUED = re.compile(r"(?<=[a-zß-ÿ])(?=(?:Published|Updated|Posted|Aktualisiert|Veröffentlicht)\b|\d{1,2}[ ./])")
# A byline ends where its date, time, or reading time begins.
_END = re.compile(
    r"(?:\s*[|•·–—,;-]\s*|\s+|^)(?:under\s.*"
    r"|(?:edit(?:ed|ing)|translat(?:ed|ion)|photo(?:s|graphs|graphy)?|fact.checked) by\b.*"
    r"|(?:last\s+)?(?:updated|published|posted|modified|aktualisiert"
    r"|veröffentlicht|stand"
    r"|mis à jour|publié|publicado|actualizado|atualizado|pubblicato|aggiornato|publicerad|uppdaterad|publisert"
    r"|oppdatert|opublikowano)\b.*"
    r"|(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat)\b[,.]?\s.*\d.*"
    r"|\d{1,2}[./:]\d{1,2}.*|(?:am|on|le|el|il)\s\d{1,2}\b.*|\d{1,2}\.?\s\w{3,10}\.?,?\s(?:19|20)\d\d.*"
    r"|(?:jan|feb|m[aä]r|apr|ma[iy]|june?|july?|aug|sep|o[ck]t|nov|de[cz])\w*\.?\s\d{1,2}\b.*|\d+\s?(?:min"
    r"|minutes?|hours?|days?|comments?)\b.*)$",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r"\s*(?:[;|•·/／\n\t]|\s[-–—]\s|\b(?i:writing|(?:additional )?reporting) by\b"
    r"|,(?!\s*(?:jr|sr|ph\.?d|m\.?d|md|esq|i{2,3}|iv)\b\.?)|[、，]|\s&\s|&(?=\s)"
    r"|\b(?:and|und|et|y|e|og|och|en|ve|dan|ja|with|mit|avec|con|и|та|i|a|oraz|és|și|και)\b(?=\s+[^\W\d_a-zß-ÿ]))\s*",
)
_DEGREE = re.compile(
    r"(?:,\s*|\s+)(?:ph\.?\s?d\.?|m\.?d\.?|mph|mba|esq\.?|r\.?n\.?|c\.?f\.?[ap]\.?|jd|j\.d\.)$|^(?:dr\.?"
    r"|prof\.?|professor|mr\.?|mrs\.?|ms\.?|herr|frau)\s+(?=\w)",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?:(?:staff|senior|chief|deputy|associate|assistant|contributing|managing|executive|general|special"
    r"|freelance|political?"
    r"|sports?|news|science|health|business|technology|tech|world|foreign|national|city|local|guest|night"
    r"|digital|video|audio)\s+)*"
    r"(?:writers?|reporters?|correspondents?|editors?|columnists?|contributors?|journalists?|producers?"
    r"|photographers?|anchors?"
    r"|analysts?|critics?|intern|fellow|officer|director|president|professor|lecturer|author|researcher|head"
    r"|bureau|chef"
    r"|redakteur(?:in)?|reporter(?:in)?|korrespondent(?:in)?|autor(?:in)?|journaliste?|journalistin"
    r"|volontär(?:in)?|ressortleiter(?:in)?"
    r"|redactora?|periodista|corresponsal|giornalista|inviato|redattore|journaliste|envoyée? spéciale?|muhabiri?)\b",
    re.IGNORECASE,
)
# Rank and desk or place before an office: "Mara Lindt Senior Washington Correspondent".
_RANK = re.compile(r"\s+(?:staff|senior|chief|deputy|special)(?:\s\w+){0,2}$", re.IGNORECASE)
# Words that no person is called: houses, desks, sections.
_HOUSE = re.compile(
    r"\b(?:staff|team|desk|newsroom|newsdesk|editorial|editors|redaktion\w*|redacci[oó]n|r[eé]daction|redazione"
    r"|reda[cç][aã]o|redakcj[ai]|redakce"
    r"|redaktionen|redactie|toimitus|news|media|press|network|magazine|times|daily|online|digital|tv|radio"
    r"|admin(?:istrator)?|webmaster|web|guest"
    r"|contributors?|correspondents?|reporters?|writers?|agenc(?:y|ies|ia|ias)|agence|agentur\w*|agenzia"
    r"|services?|service|bureau|company|inc|llc|ltd|gmbh|corp"
    r"|association|university|institute|foundation|council|ministry|department|group|blog|board|journal|gazette"
    r"|tribune|herald|post|chronicle|zeitung|nachrichten"
    r"|newspapers?|publish\w*|studios?|sponsored|partner|content|anonymous|unknown|various|none|null|undefined"
    r"|user|author|no author|view|posts|profile|more|follow|\w*(?:anstalt|ministerium|verband|stiftung|universität)"
    r"|wire|newswire|reports?|broadcasting|channel|sport|sports|money|world|today|haber(?:ler|leri|ci|cisi)?|ajans\w*|merkezi|편집"
    r"|редакция|新闻|新聞|通信|通讯社|통신|뉴스)\b"
    r"|新聞|新闻|通信社|編集部|编辑|編輯|報社|报道|報導|뉴스|편집|\.(?:com|org|net|de|fr|it|es|ch|at|co|uk|tv|info|news|ru|pl)\b",
    re.IGNORECASE,
)
_UNLIKE_NAME = re.compile(r"[\d@#<>{}\[\]=_%$€£!?:*+\"“”„«»]|https?|www")
_SENTENCE = re.compile(
    r"\b(?:is|are|was|were|has|have|will|the|this|that|for|our|your|you|from|about|at|in|to|ist|war|eine?|les"
    r"|los|las|click|read|all)\b"
)
_PLACE = re.compile(r"\s+(?:(?:in|aus|à|en|a|i|at|[Ff]or|FOR|from|of|für|voor|per)\s+|The\s|THE\s)[^\W\d_a-zß-ÿ].*$")
_PARENTHESIS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_ONLY_CUE = re.compile(
    r"(?:(?:written|posted|published|story|words|text|recipe|article|ein artikel|reported|reporting|übersetzt"
    r"|zuerst)\s+)?"
    r"(?:by|von|par|por|de|di|door|av|af|od|text|author|autor|autora|following|follow|lesezeit|author page"
    r"|zuerst|chefredakteur)",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"【[^【】]{2,24}】")
_EASTERN_NAME = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af・·\s]{2,12}")
_EASTERN_ROLE = re.compile(
    r"\s*(?:記者|记者|기자|특파원|編集委員|論説委員|责任编辑|報道|ライター)\s*(?:=.*)?$|^(?:記者|记者)\s*"
)


def parse_byline(text: str) -> tuple[str, ...]:
    """Return the people that a byline names, in order, or nothing where it names none.

    ``text`` is the line as shown, or the author field of a page's data. Outlets, agencies, desks and roles are dropped.

    >>> parse_byline("By MARA LINDT and Jon Ash, Staff Writers | Updated May 3, 2024")
    ('MARA LINDT', 'Jon Ash')
    >>> parse_byline("Von Anna Groß und Peter Klein in Berlin"), parse_byline("by Staff Writers")
    (('Anna Groß', 'Peter Klein'), ())
    """
    parts = _parts(text)
    names = unique_names(name for part in parts if (name := person_name(part)))
    # One word beside other parts is a place or an office ("Ann Price, Manila"); alone it is how somebody signs.
    return names if len(parts) == 1 else tuple(name for name in names if " " in name or _EASTERN_NAME.fullmatch(name))


def _parts(text: str) -> list[str]:
    """Return what stands between the separators of a byline, without cue, contacts and dates."""
    plain = _END.sub("", _PARENTHESIS.sub("", without_cue(text))).strip(" ,;|•·–—-:")
    return [part for part in _SPLIT.split(plain) if part]


def without_cue(text: str) -> str:
    """Return a byline without the word that opens it and without addresses.

    >>> without_cue("By Mara Lindt mara@example.org"), without_cue("de Gaulle, Charles")
    ('Mara Lindt', 'Gaulle, Charles')
    """
    plain = " ".join(unicodedata.normalize("NFKC", text[:_LONGEST]).split())
    if plain[:1] in _OPENED and plain[-1:] in _CLOSED:
        plain = plain[1:-1]
    plain = _GLUED.sub(" ", _CONTACT.sub(" ", plain)).strip()
    if match := _CUE.match(plain):
        rest = plain[match.end() :].strip(" :")
        if not (_WEAK_CUE.match(plain) and ":" not in match[0] and not rest[:1].isupper()):
            plain = rest
    return plain


def names_only_people(text: str) -> bool:
    """Say whether every part of a byline is a person's name.

    >>> names_only_people("By Mara Lindt and Jon Ash"), names_only_people("By Mara Lindt, Institute of Allergy")
    (True, False)
    """
    parts = _parts(text)
    return bool(parts) and all(person_name(part) for part in parts)


def is_byline(line: str) -> bool:
    """Say whether a line of text is a byline: a cue with names behind it and nothing else.

    >>> is_byline("By Mara Lindt"), is_byline("By Monday the river had fallen.")
    (True, False)
    """
    plain = " ".join(line.split())
    if _SIGNED.fullmatch(plain):
        return bool(parse_byline(plain))
    plain = plain.strip("()[] ")
    return bool(len(plain) <= 160 and _CUE.match(plain) and not plain.endswith((".", "!", "?")) and parse_byline(plain))


def is_cue(text: str) -> bool:
    """Say whether ``text`` only leads to a name: "by", "Article by"."""
    return _ONLY_CUE.fullmatch(text.strip(" :")) is not None


def person_name(text: str) -> str | None:
    """Return ``text`` as the name of a person, without role and degree, or ``None`` where it is none.

    >>> person_name("Dr. Mara Lindt, PhD"), person_name("Reuters Staff"), person_name("Chief Technology Officer")
    ('Mara Lindt', None, None)
    """
    name = text.strip(" \u00a0,;|•·–—-:.'’\"")
    for _ in range(2):
        name = _DEGREE.sub("", name).strip(" ,")
    name = _PLACE.sub("", _EASTERN_ROLE.sub("", name))
    if role := _ROLE.search(name):
        name = name[: role.start()].strip(" ,") if role.start() > 4 and name[: role.start()].count(" ") > 1 else ""
        name = _RANK.sub("", name)
    if (
        not 2 <= len(name) <= 60
        or _ONLY_CUE.fullmatch(name)
        or _UNLIKE_NAME.search(name)
        or _HOUSE.search(name)
        or is_city(name)
        or agency_of(name)
    ):
        return None
    words = name.split()
    if _EASTERN_NAME.fullmatch(name):
        return name
    if len(words) > _MOST_WORDS or _SENTENCE.search(name) or not _capitalised(words):
        return None
    return name + "." if text.rstrip().endswith((" Jr.", " Sr.")) else name


def _capitalised(words: list[str]) -> bool:
    """Say whether the first and last word begin like a name's do (scripts without capitals always do)."""
    return not words[0][:1].islower() or (len(words) > 1 and not words[-1][:1].islower())


def unique_names(names: Iterable[str]) -> tuple[str, ...]:
    """Return ``names`` without repeats (case and accents aside), keeping order and first spelling."""
    first: dict[str, str] = {}
    for name in names:
        plain = unicodedata.normalize("NFKD", name).casefold()
        first.setdefault("".join(c for c in plain if c.isalnum()), name)
    return tuple(first.values())
