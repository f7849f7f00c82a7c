"""The forms in which pages write dates and times of day, as regular expressions; ``dates.py`` reads what they find."""

from __future__ import annotations

import re

from transforms.extract.zones import ZONE

_YEAR = r"(?:19|20)\d\d"
_YEAR_ENDS = r"(?!\d(?!\d?(?::\d\d|\.\s?[^\W\d_])))"  # a time of day or another date may follow without a space
ISO = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<s>[-/.]?)(?P<m>\d\d?)(?P=s)(?P<d>\d\d?)(?!\d)"
    r"(?:(?:T|\s?T\s?|[\s,|]+|\s?-\s)(?P<H>\d\d?)(?P<c>:?)(?P<M>\d\d)(?:(?P=c)(?P<S>\d\d)(?:[.,]\d+)?)?(?!\d)"
    rf"\s?(?P<ap>[ap]\.?m\.?)?\s?\(?(?P<z>{ZONE})?)?",
    re.IGNORECASE,
)
STAMP = re.compile(r"(?<!\d)(?P<y>20\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?P<H>[0-2]\d)(?P<M>\d\d)?(?P<S>\d\d)?(?!\d)")
EPOCH = re.compile(r"(?:/Date\()?(1\d{9})(\d{3})?(?:\.0*)?(?:\)/)?")
EASTERN = re.compile(
    r"(?P<y>(?:19|20)\d\d)\s?[年년]\s?(?P<m>\d\d?)\s?[月월]\s?(?P<d>\d\d?)\s?[日일]?|(?P<y2>20\d\d)\.\s?(?P<m2>\d\d?)\.\s(?P<d2>\d\d?)\.?"
    r"|(?<!\d)(?P<d3>[0-3]?\d)\s(?:tháng|thg)\s(?P<m3>\d\d?),?\s(?:năm\s)?(?P<y3>20\d\d)"
)
_ORDINAL = r"(?:st|nd|rd|th|er|[.ºª°])?"
# Letters, and the vowel signs without which scripts of South and Southeast Asia write no word.
_SIGNS = r"[\u0300-\u036f\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff׳']"
_NAME = rf"[^\W\d_](?:[^\W\d_]|{_SIGNS}){{1,14}}(?:\sال[^\W\d_]{{3,6}})?"
WRITTEN = re.compile(
    rf"(?<!\d)(?P<d>[0-3]?\d){_ORDINAL}(?:\s?[-/ ]\s?|\s(?:de|of|d['’]|ta['’])\s?|\s*)(?P<mon>{_NAME})\.?,?"
    rf"(?:\s?[-/ ]\s?|\s(?:de|del)\s|,?\s+)(?P<y>{_YEAR}){_YEAR_ENDS}"
    rf"|(?P<mon2>{_NAME})\.?\s{{0,2}}(?P<d2>[0-3]?\d){_ORDINAL}(?:\s?,\s{{0,2}}|\s{{1,2}})(?P<y2>{_YEAR}){_YEAR_ENDS}"
    rf"|(?<!\d)(?P<d3>[0-3]?\d)-(?P<mon3>[a-z]{{3}})-(?P<y3>\d\d)(?![\d-])",
    re.IGNORECASE,
)
# "2024. május 3.", "2024 m. gegužės 3 d.", "2024. gada 3. maijs": the year stands first.
YEAR_FIRST = re.compile(
    rf"(?<!\d)(?P<y>(?:19|20)\d\d)[.,-]?\s?(?:(?:gada|m|yil|жылғы|оны)\.?\s)?(?:(?P<mon>{_NAME})\.?\s(?P<d>[0-3]?\d)(?!\d)"
    rf"|(?P<d2>[0-3]?\d)[.-]?\s?(?P<mon2>{_NAME}))",
    re.IGNORECASE,
)
PERSIAN = re.compile(
    r"(?<!\d)(?P<d>[0-3]?\d)\s?(?P<mon>[\u0620-\u06d3]{2,9})\s(?:ماه\s)?(?P<y>1[34]\d\d)(?!\d)"
    r"|(?<!\d)(?P<y2>1[34]\d\d)[/-](?P<m2>\d\d?)[/-](?P<d2>\d\d?)(?!\d)"
)
# "Fri May 03 18:19:08 EDT 2024": the year stands behind the time of day.
CTIME = re.compile(
    r"(?P<mon>[A-Z][a-z]{2})\s{1,2}(?P<d>\d\d?)\s(?P<H>\d\d):(?P<M>\d\d):(?P<S>\d\d)\s(?P<z>[A-Z+:\d-]{1,9}\s)?(?P<y>(?:19|20)\d\d)\b"
)
NUMERIC = re.compile(r"(?<![\d.:/])(?P<a>\d\d?)(?P<s>[./-])\s?(?P<b>\d\d?)(?P=s)\s?(?P<y>(?:19|20)\d\d|\d\d)(?![\d/-])")
_HALVES = r"[ap]\.?\s?m\b\.?|[μπ]\.?\s?μ\b\.?|[بق]\.?\s?ظ\b\.?|[صم](?!\w)"
CLOCK = re.compile(
    r"(?P<pre>오전|오후|午前|午後|上午|下午)?\s?(?<![\d:.,/-])(?P<H>[0-2]?\d)(?:\s?[:：h時时시]\s?|(?P<dot>\.))(?P<M>[0-5]\d)"
    rf"(?:[:.：](?P<S>[0-5]\d))?(?!\d)\s?[分분]?\s?(?P<ap>{_HALVES})?\s?(?P<uhr>Uhr|hrs?\b)?\s?,?"
    rf"\s?\(?(?P<z>{ZONE})?",
    re.IGNORECASE,
)
HOUR = re.compile(rf"(?<![\d:.,/-])(?P<H>1?\d)\s?(?P<ap>[ap]\.?m\b\.?)\s?\(?(?P<z>{ZONE})?", re.IGNORECASE)
# "1819 GMT": without its zone it would be a number.
FOUR_FIGURES = re.compile(rf"(?<!\d)(?P<H>[0-2]\d)(?P<M>[0-5]\d)\s?(?:hrs?\s)?(?P<z>(?![+\-−–]){ZONE})")
CUE_OF_DOT = re.compile(r"(?:\bat|\bum|kl\.?|klo|\bore|\balle|[,|–-])\s*$", re.IGNORECASE)
HALF_DAY = re.compile(r"\d\s?[ap]\.?m\b", re.IGNORECASE)
UPDATED = re.compile(
    r"(?<![^\W\d_])(?:(?:last )?(?:updated?|modified|edited(?! by)|revised)|last (?:update|change)|aktualisiert|akt\."
    r"|geändert|stand\s?:|letzte (?:aktualisierung|änderung)|mis(?:e)? à jour|modifié|actualiza"
    r"|última (?:actualiz|modific)|atualiza|aggiorna|ultim[oa] (?:aggiorn|modific)|uppdatera|senast (?:uppd|ändr)"
    r"|oppdater|opdater|sist endret|päivitetty|bijgewerkt|gewijzigd|aktuali[zs]|zmodyf|обновл|изменен|оновл|güncelle"
    r"|ažurir|módosít|frissít|diperbarui|ενημερώθηκε|τελευταία ενημ)|更新|修改|수정|업데이트|آخر تحديث|به ?روز",
    re.IGNORECASE,
)
"""What announces the date of a change and not that of publication."""
