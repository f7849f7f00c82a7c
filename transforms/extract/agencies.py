"""News agencies: their names, and the marks by which a page says whose text it carries."""

from __future__ import annotations

import re

# Canonical name: written forms. Short codes count as written here (upper or lower case); names of five letters or
# more count in any case. Press-release wires are in: what they carry is not the site's own either.
_FORMS = {
    "AFP": "afp|Agence France-Presse|Agence France Presse|AFP News|AFPTV|法新社|ا ف ب|أ ف ب|АФП",
    "UPI": "upi|United Press International",
    "Reuters": "Thomson Reuters|Рейтер|رويترز|ロイター|路透社|路透|로이터|rtr|RTRS|Reuters Health"
    "|Thomson Reuters Foundation",
    "AP": "ap|Associated Press|AP通信|美联社|美聯社",
    "dpa": "DPA|Deutsche Presse-Agentur|Deutsche Presseagentur|dpa-infocom|dpa-tmn|dpa international",
    "dpa-AFX": "DPA-AFX|dpa-afx",
    "Xinhua": "XNA|Xinhuanet|新华社|新華社|新华网|Синьхуа",
    "China News Service": "中新社|中新网|中新網",
    "TASS": "ITAR-TASS|Itar Tass|ТАСС|ИТАР-ТАСС",
    "Interfax": "Интерфакс|Interfax-Ukraine|Интерфакс-Украина|INTERFAX.RU",
    "RIA Novosti": "RIA|РИА Новости|РИА|RIA-Novosti",
    "Sputnik": "Спутник",
    "Prime Business News": "ПРАЙМ|1PRIME",
    "Kyodo": "Kyodo News|共同|共同通信|共同通信社|共同社",
    "Jiji": "JIJI|Jiji Press|時事|時事通信|時事通信社",
    "Yonhap": "연합뉴스|聯合ニュース|韩联社|韓聯社|Yonhap News",
    "Newsis": "뉴시스",
    "News1": "뉴스1",
    "KCNA": "Korean Central News Agency|조선중앙통신|朝中社",
    "CNA": "Central News Agency|中央社",
    "EFE": "Agencia EFE|Agência EFE|Efe",
    "Europa Press": "EUROPAPRESS|Europapress",
    "ANSA": "Agenzia ANSA|Ansa",
    "Adnkronos": "AdnKronos",
    "AGI": "Agenzia Giornalistica Italia",
    "askanews": "Askanews",
    "PTI": "Press Trust of India",
    "IANS": "Indo-Asian News Service|Indo Asian News Service",
    "ANI": "Asian News International",
    "UNI": "United News of India",
    "Anadolu": "AA|Anadolu Agency|Anadolu Ajansı|Anadolu Ajansi",
    "DHA": "Demirören Haber Ajansı|Doğan Haber Ajansı",
    "IHA": "İHA|İhlas Haber Ajansı",
    "Ukrinform": "Укринформ|Укрінформ",
    "UNIAN": "УНИАН|УНІАН",
    "APA": "apa|Austria Presse Agentur|Austria Presse-Agentur|APA-OTS|OTS",
    "Keystone-SDA": "ATS|ats|SDA|sda|Keystone-ATS|Keystone ATS|Keystone SDA|awp",
    "PA": "Press Association|PA Media|PA news agency",
    "CP": "Canadian Press|La Presse canadienne|Presse canadienne",
    "AAP": "Australian Associated Press",
    "NZPA": "New Zealand Press Association",
    "ANP": "Algemeen Nederlands Persbureau",
    "Belga": "Agence Belga|Agentschap Belga",
    "TT": "TT Nyhetsbyrån|Tidningarnas Telegrambyrå",
    "NTB": "Norsk Telegrambyrå|NTBtekst",
    "Ritzau": "/ritzau/",
    "STT": "Suomen Tietotoimisto|STT-Lehtikuva",
    "PAP": "Polska Agencja Prasowa",
    "CTK": "ČTK|Czech News Agency|Česká tisková kancelář",
    "TASR": "Tlačová agentúra Slovenskej republiky",
    "MTI": "Magyar Távirati Iroda",
    "Agerpres": "AGERPRES",
    "Mediafax": "MEDIAFAX",
    "BTA": "Bulgarian News Agency|БТА",
    "Tanjug": "Танјуг",
    "Hina": "HINA",
    "BNS": "Baltic News Service",
    "BelTA": "BELTA|БелТА",
    "Armenpress": "ARMENPRESS",
    "Trend": "Trend News Agency",
    "Bloomberg": "Bloomberg News",
    "Dow Jones": "Dow Jones Newswires",
    "ddp": "DDP|Deutscher Depeschendienst",
    "dapd": "DAPD|dapd Nachrichtenagentur",
    "news aktuell": "ots",
    "SID": "sid|Sport-Informations-Dienst",
    "KNA": "kna|Katholische Nachrichten-Agentur",
    "epd": "EPD|Evangelischer Pressedienst",
    "Lusa": "LUSA|Agência Lusa",
    "Agência Brasil": "ABr",
    "Folhapress": "FOLHAPRESS",
    "Estadão Conteúdo": "Agência Estado",
    "Notimex": "NTX",
    "Télam": "Telam",
    "Prensa Latina": "PL",
    "MENA": "Middle East News Agency",
    "WAM": "Emirates News Agency|وام",
    "SPA": "Saudi Press Agency|واس",
    "QNA": "Qatar News Agency",
    "KUNA": "Kuwait News Agency|كونا",
    "Petra": "Jordan News Agency",
    "SANA": "Syrian Arab News Agency|سانا",
    "IRNA": "Islamic Republic News Agency|ایرنا",
    "ISNA": "Iranian Students' News Agency|ایسنا",
    "Fars": "FNA|Fars News Agency|فارس",
    "Mehr": "MNA|Mehr News Agency|مهر",
    "Wafa": "WAFA",
    "SAPA": "South African Press Association",
    "GNA": "Ghana News Agency",
    "Tasnim": "Tasnim News Agency",
    "NAN": "News Agency of Nigeria",
    "APP": "Associated Press of Pakistan",
    "BSS": "Bangladesh Sangbad Sangstha",
    "UNB": "United News of Bangladesh",
    "Bernama": "BERNAMA",
    "Antara": "ANTARA News|ANTARA",
    "VNA": "Vietnam News Agency|TTXVN",
    "TNA": "Thai News Agency",
    "Montsame": "MONTSAME",
    "Kazinform": "KAZINFORM|Казинформ",
    "AzerTAc": "AZERTAC|Azertag",
    "ANA-MPA": "Athens News Agency|Athens-Macedonian News Agency|ΑΠΕ-ΜΠΕ|ΑΠΕ",
    "PNA": "Philippine News Agency",
    "IRIN": "IRIN News",
    "IPS": "Inter Press Service",
    "VOA": "Voice of America|VOA News|Голос Америки",
    "RFE/RL": "RFE|RFERL|Radio Free Europe|Radio Free Europe/Radio Liberty",
    "JTA": "Jewish Telegraphic Agency",
    "RNS": "Religion News Service",
    "Catholic News Service": "Catholic News Agency",
    "Knight Ridder": "Knight Ridder Newspapers|Knight Ridder/Tribune|KRT",
    "McClatchy": "McClatchy Newspapers|McClatchy-Tribune|McClatchy-Tribune News Service"
    "|McClatchy-Tribune Information Services|MCT",
    "Tribune News Service": "Tribune Content Agency",
    "Scripps Howard News Service": "Scripps Howard",
    "Cox News Service": "Cox Newspapers",
    "AllAfrica": "allAfrica.com",
    "PR Newswire": "PRNewswire|PRNewswire-FirstCall|PRNewswire-USNewswire",
    "Business Wire": "BUSINESS WIRE|BusinessWire",
    "CNW": "CNW Group|Canada NewsWire|CNW Telbec",
    "GlobeNewswire": "Globe Newswire",
    "Marketwired": "Marketwire|MARKETWIRE",
}
_LONG = 5  # letters from which a form is no chance word or initials

_EXACT = {form: name for name, forms in _FORMS.items() for form in (name, *forms.split("|"))}
_FOLDED = {form.casefold(): name for form, name in _EXACT.items() if len(form) >= _LONG}

_ROLE = re.compile(
    r"[\s,]+(?:(?:staff|news|sports|business|science|medical|special|national|foreign)\s+)*"
    r"(?:agency|writers?|staff|reporters?|correspondents?|newswires?|wires?|wire services?|contributors?|editors?"
    r"|news)$",
    re.IGNORECASE,
)
_BY = re.compile(r"^(?:by|von|par|por|di|av|od|from)\s+", re.IGNORECASE)
_OPENING = re.compile(r"^(?:by|von|par|por|di|av|od|from|the|agence|agencia|agenzia|agência|agentur)\s+", re.IGNORECASE)
_PARTS = re.compile(
    r"\s*(?:[,;/|•·()\[\]]|\s[-–—]\s|\b(?:and|with|via|et|avec|und|mit|y|con|e|for|of|in)\b)\s*", re.IGNORECASE
)

_CODES = sorted((f for f in _EXACT if len(f) < _LONG), key=len, reverse=True)
_NAMES = sorted(_FOLDED, key=len, reverse=True)
AGENCY = (
    r"(?<!\w)(?:(?i:the|agence|agencia|agenzia|agência)\s+)?(?P<agency>"
    rf"(?i:{'|'.join(map(re.escape, _NAMES))})|{'|'.join(map(re.escape, _CODES))})(?!\w)"
)
"""A pattern with the group ``agency`` for a name or code of an agency within a line; ``canonical`` reads the group."""


def agency_of(name: str) -> str | None:
    """Return the agency that ``name`` as a whole stands for, or ``None``.

    >>> agency_of("The Associated Press"), agency_of("dpa/lnw"), agency_of("Reuters Staff"), agency_of("Ann Price")
    ('AP', 'dpa', 'Reuters', None)
    """
    text = " ".join(name.split()).strip(" .,:;|()[]/-–—*")
    for _ in range(3):
        if found := _EXACT.get(text) or _FOLDED.get(text.casefold()):
            return found
        shorter = _ROLE.sub("", _OPENING.sub("", text)).strip(" .,")
        if shorter == text:
            break
        text = shorter
    first, slash, _ = text.partition("/")
    if slash and first:
        return agency_of(first)
    first, hyphen, second = text.partition("-")
    return agency_of(first) if hyphen and first and agency_of(second) else None


def agency_in_byline(byline: str) -> str | None:
    """Return the agency that a byline names beside its authors, or instead of them.

    >>> agency_in_byline("By MARA LINDT, Associated Press Writer"), agency_in_byline("Mara Lindt (AFP)")
    ('AP', 'AFP')
    """
    if whole := agency_of(byline):
        return whole
    found = [agency for part in _PARTS.split(_BY.sub("", byline.strip())) if part and (agency := agency_of(part))]
    return found[0] if found else None


def canonical(form: str) -> str:
    """Return the name of the agency that is written ``form``."""
    return _EXACT.get(form) or _FOLDED[form.casefold()]
