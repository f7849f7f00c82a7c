"""Datelines of Chinese, Japanese and Korean agencies: "新华社北京3月27日电", "【東京共同】", "(서울=연합뉴스)"."""

from __future__ import annotations

import dataclasses
import re

from transforms.extract.agencies import agency_of
from transforms.extract.daymonth import WrittenDay

_HAN = r"[\u3400-\u9fff\u3005々〇]"
_DAY = r"(?:(?P<year>(?:19|20)\d\d)年)?(?:(?P<month>1?\d)月)?(?P<day>[1-3]?\d)日"
_BYLINE = r"(?:\s*[（(【\[]?\s*(?:记者|記者|通讯员|作者|本報|本报)[^）)】\]]{0,30}[）)】\]])?"
_CHINESE = re.compile(
    rf"\s*[【\[（(]?(?P<agency>新华社|新華社|中新社|中新网|中新網|中央社|法新社|路透社|路透|美联社|美聯社|共同社|韩联社|朝中社"
    rf"|本报|本報)?(?:(?:记者|記者)(?:{_HAN}{{2,3}}(?={_HAN}{{2,8}}\d))?)?\s*(?P<place>{_HAN}{{2,8}}?)?\s*{_DAY}(?P<wire>电|電|讯|訊|综合电|專電|专电)"
    rf"{_BYLINE}[】\]）)]?[：:，,\s]*"
)
_OPEN_JAPANESE = re.compile(
    r"\s*(?P<place>[\u3040-\u30ff\u3400-\u9fff・ー]{2,10})\s(?:(?P<month>1?\d)月)?(?P<day>[1-3]?\d)日\s"
    r"(?P<agency>共同通信|共同|時事通信|時事|ロイター|AFP|AP)(?:社)?\s[-–—―－]?\s*"
)
_JAPANESE = re.compile(
    rf"\s*[【\[［（(]\s*(?:{_DAY}\s*)?(?P<place>[\u3040-\u30ff\u3400-\u9fffA-Za-z・ー]{{2,14}}?)??\s*"
    rf"(?:(?P<month2>1?\d)月)?(?:(?P<day2>[1-3]?\d)日)?[\s　/＝=・]*"
    rf"(?P<agency>共同通信|共同|時事通信|時事|ロイター|AFP(?:＝時事|=時事)?"
    r"|AP|UPI|聯合ニュース|新華社|中央社|CNA|CNS)(?:社)?\s*[】\]］）)][\s　]*[-–—―－]?\s*"
)
_KOREAN = re.compile(
    r"\s*[(\[【（]\s*(?P<place>[\uac00-\ud7af·ㆍ,/ ]{2,16}?)\s*=\s*"
    r"(?P<agency>연합뉴스|뉴시스|뉴스1|AFP|AP|로이터)\s*[)\]】）]\s*"
    r"(?:[\uac00-\ud7af·ㆍ, ]{2,24}?(?:기자|특파원|통신원)\s*)?=?\s*"
)
_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_REACH = 80


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class EasternDateline:
    """The parts of a dateline; ``day`` only where its month is written too."""

    place: str | None
    agency: str | None
    day: WrittenDay | None
    rest: str


def parse_eastern(text: str) -> EasternDateline | None:
    """Return the dateline that opens ``text`` in a layout of East Asian agencies, or ``None``.

    >>> parse_eastern("新华社北京3月27日电（记者李明）两国代表周四结束会谈。").place
    '北京'
    """
    if not _ASIAN.search(text[:_REACH]):
        return None
    for pattern in (_CHINESE, _KOREAN, _JAPANESE, _OPEN_JAPANESE):
        if match := pattern.match(text):
            groups = match.groupdict()
            month, day = groups.get("month") or groups.get("month2"), groups.get("day") or groups.get("day2")
            year = groups.get("year")
            return EasternDateline(
                place=(groups["place"] or "").strip() or None,
                agency=agency_of(re.split("[＝=]", groups["agency"])[0]) if groups["agency"] else None,
                day=_day(year, month, day),
                rest=text[match.end() :].strip(),
            )
    return None


def _day(year: str | None, month: str | None, day: str | None) -> WrittenDay | None:
    """Return the day that these figures write, if its month is among them and has such a day."""
    if not month or not day or not 1 <= int(month) <= 12 or not 1 <= int(day) <= 31:
        return None
    return WrittenDay(day=int(day), month=int(month), year=int(year) if year else None)
