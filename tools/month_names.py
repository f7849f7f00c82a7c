"""Write the names of months that dates are read by: transforms/extract/data/months.tsv.

    python tools/month_names.py > transforms/extract/data/months.tsv

The names are those of the Unicode CLDR (by way of the package babel 2.18), in the forms used inside a date and alone,
and spellings that news sites use beside them. A row for each language: its code and twelve lists, parted by commas.
"""

from __future__ import annotations

from babel import Locale

_LANGUAGES = (
    "af am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fil fr ga gl gu ha he hi hr hu hy id is it ka kk km kn"
    " lo lt lv mk ml mr ms my nb ne nl pa pl pt ro ru rw si sk sl so sq sr sr_Latn sv sw ta te tg th tk tr uk ur uz"
)
_BESIDE = {
    "ar": "كانون الثاني,جانفي|شباط,فيفري|آذار|نيسان,ابريل,أفريل|أيار,ماي|حزيران,جوان|تموز,جويلية,يوليوز|آب,أوت,غشت"
    "|أيلول,شتنبر|تشرين الأول|تشرين الثاني,نونبر|كانون الأول,دجنبر",
    "bn": "জানুয়ারি|ফেব্রুয়ারি|||||জুলাই|আগষ্ট|||নভেম্বর|",
    "fa": "||||مه,می|جون|ژوئیه,جولای|آگوست,اگست||||",
    "gl": "xaneiro|febreiro|marzo|abril|maio|xuño|xullo|agosto|setembro|outubro|novembro|decembro",
    "hi": "जनवरी|फरवरी||||||||अक्तूबर|नवम्बर|दिसम्बर",
    "id": "||||mei|||agt|||nopember|",
    "sv": "|||||jun|jul|||||",
    "en": "||||||||sept|||",
    "es": "||||||||setiembre,set|||",
    "it": "||||||||sett|||",
    "th": "||||||||||พฤษจิกายน|",
}


def names_of(code: str) -> list[list[str]]:
    """Return the names of the twelve months in one language."""
    months = Locale.parse(code).months
    strange = {name for n in range(1, 13) for width in ("wide", "abbreviated") for name in _azeri(n, width)}
    beside = (_BESIDE.get(code) or "|" * 11).split("|")
    found: list[list[str]] = []
    for number in range(1, 13):
        names: dict[str, None] = {}
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                name = months[context][width].get(number, "").strip(" .").casefold()
                # babel falls back to Azerbaijani where a language has no form of its own.
                foreign = context == "stand-alone" and code not in ("az", "tk", "uz") and name in strange
                if len(name) > 1 and not foreign and not any(char.isdigit() for char in name):
                    names[name] = None
        names |= dict.fromkeys(filter(None, beside[number - 1].split(",")))
        found.append(list(names))
    return found


def _azeri(number: int, width: str) -> set[str]:
    return {str(Locale.parse("az").months["stand-alone"][width].get(number, "")).strip(" .").casefold()}


if __name__ == "__main__":
    for language in _LANGUAGES.split():
        print("\t".join([language.split("_")[0], *(",".join(names) for names in names_of(language))]))
