"""Character sets as browsers find them: byte order mark, HTTP header, ``<meta>``, then detection.

Unlike a browser, a declaration that the bytes disprove is not believed: what counts is the article. Labels mean what
the Encoding Standard says (https://encoding.spec.whatwg.org/#names-and-labels): ``iso-8859-1`` is windows-1252.
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

PRESCAN = 65_536  # bytes; the standard asks for 1024, but pages put scripts before their <meta>
SAMPLE = 16_384  # bytes that detection looks at
UTF16_SAMPLE = 512
CHANCE = 8  # bytes within characters that happen to be valid UTF-8; each is one chance in four or less

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Python's codec name → the codec that browsers use for that label.
_WEB = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "hz": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "utf-8-sig": "utf-8",
}
# Labels that Python does not know.
_LABELS = {
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "x-gbk": "gb18030",
    "x-euc-jp": "euc_jp",
    "windows-949": "cp949",
    "windows-874": "cp874",
    "dos-874": "cp874",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601-1989": "cp949",
    "x-cp1250": "cp1250",
    "x-cp1251": "cp1251",
    "x-cp1252": "cp1252",
    "x-mac-cyrillic": "mac-cyrillic",
    "x-mac-roman": "mac-roman",
    "x-x-big5": "big5hkscs",
    "unicode-1-1-utf-8": "utf-8",
    "x-user-defined": "cp1252",
    "iso-8859-8-i": "iso8859-8",
}
_MULTIBYTE = {"gb18030", "cp932", "euc_jp", "iso2022_jp", "cp949", "big5hkscs"}
_UNSAFE = {"utf-7", "cp037", "cp500", "cp1140", "punycode", "idna", "raw-unicode-escape", "unicode-escape"}
_CANDIDATES = [
    *("cp1252", "cp1251", "cp1250", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "koi8_r"),
    *("cp932", "euc_jp", "gb18030", "big5hkscs", "cp949"),
]

_COMMENT = re.compile(rb"<!--.*?-->|<script\b.*?</script\s*>", re.DOTALL | re.IGNORECASE)
_OPENED = re.compile(rb"<!--|<script\b", re.IGNORECASE)
_BODY = re.compile(rb"<body[\s>]", re.IGNORECASE)
_META = re.compile(rb"""<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([\w.:+-]+)""", re.IGNORECASE)
_XML = re.compile(rb"""^\s*<\?xml[^>]*?\bencoding\s*=\s*["']([\w.:+-]+)["']""", re.IGNORECASE)
_PARAMETER = re.compile(r"charset\s*=\s*[\"']?([^\s;\"']+)", re.IGNORECASE)
_TAG = re.compile(rb"<[^>]*>")
_PLAIN_RUN = re.compile(rb"[\x00-\x7f]{200,}")
_STRAY = "headwater-stray-byte"


def decode(body: bytes, header: str | None = None) -> str:
    """Return ``body`` as text, whatever its declaration says; never raises, and the text has no NUL.

    ``header`` is the charset of the HTTP header or a whole ``Content-Type``. Bytes that do not fit become U+FFFD; in
    UTF-8, single bytes of windows-1252 (quotes pasted from a word processor) become what they were meant to be.
    """
    charset = sniff_charset(body, header)
    errors = _STRAY if charset in ("utf-8", "utf-8-sig") else "replace"
    return body.decode(charset, errors).replace("\0", "")


def sniff_charset(body: bytes, header: str | None = None) -> str:
    """Return the Python codec to decode ``body`` with.

    >>> sniff_charset(b"abc", "text/html; charset=ISO-8859-1")
    'cp1252'
    >>> sniff_charset("<meta charset=latin1>né".encode())
    'utf-8'
    """
    for mark, charset in _BOMS:
        if body.startswith(mark):
            return charset
    if wide := _utf16_without_mark(body):
        return wide
    declared = codec_of(header) or declared_in(body)
    if declared is not None and _agrees(body, declared):
        return declared
    return _detect(body, declared)


def codec_of(label: str | None) -> str | None:
    """Return the codec that a label or ``Content-Type`` means to a browser; ``None`` where it names none.

    >>> codec_of("text/html; charset=gb2312"), codec_of("x-unheard-of"), codec_of("text/html")
    ('gb18030', None, None)
    """
    if not label:
        return None
    if found := _PARAMETER.search(label):
        label = found[1]
    label = label.strip().strip("\"'").lower()
    try:
        name = codecs.lookup(_LABELS.get(label, label))
    except (LookupError, ValueError, UnicodeError):
        return None
    # str.encode-style text encodings only: codecs such as "zip" and "rot13" have the same registry
    if not getattr(name, "_is_text_encoding", True) or name.name in _UNSAFE:
        return None
    return _WEB.get(name.name, name.name)


def declared_in(body: bytes) -> str | None:
    """Return the codec that the document itself declares, by the XML declaration or the first ``<meta>``."""
    found = _first_meta(body)
    if found is None:
        head = _before_body(_COMMENT.sub(b"", body[:PRESCAN]))
        found = _META.search(head) or _XML.search(head)
    charset = codec_of(found[1].decode("ascii", "replace")) if found else None
    # what was readable as ASCII is not UTF-16, whatever it says (the standard's own rule)
    return "utf-8" if charset and charset.startswith(("utf-16", "utf-32")) else charset


def _first_meta(body: bytes) -> re.Match[bytes] | None:
    """Return the first ``<meta>`` with a charset where nothing open before it can hide it; quick, unlike the rest."""
    first = _META.search(body, 0, PRESCAN)
    head = _COMMENT.sub(b"", body[: first.end()]) if first else b""
    return None if _OPENED.search(head) else _META.search(_before_body(head))


def _before_body(head: bytes) -> bytes:
    end = _BODY.search(head)
    return head[: end.start()] if end else head


def is_utf8(body: bytes) -> bool:
    """Tell whether ``body`` is UTF-8 without a fault."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _agrees(body: bytes, charset: str) -> bool:
    """Tell whether the bytes bear out the declaration."""
    if charset == "utf-8":
        if is_utf8(body):
            return True
        text = body.decode("utf-8", "replace")
        return 2 * text.count("\ufffd") <= len(text) - len(text.encode("ascii", "ignore"))
    if body.isascii():
        return True
    if not _decodes(body, "utf-8"):
        return True
    if charset in _MULTIBYTE:  # a short text may be valid in both
        continuations = len(body) - len(body.decode("utf-8", "ignore"))
        return continuations < CHANCE and _decodes(body, charset)
    return False  # non-ASCII text of a single-byte charset is hardly ever valid UTF-8


def _detect(body: bytes, declared: str | None) -> str:
    if body.isascii():
        return "iso2022_jp" if b"\x1b$" in body and _decodes(body, "iso2022_jp") else "utf-8"
    if _decodes(body, "utf-8") or (declared is None and _agrees(body, "utf-8")):
        return "utf-8"
    sample = _sample(body)
    best = from_bytes(sample, cp_isolation=_CANDIDATES, threshold=0.5).best()
    charset = codec_of(best.encoding) if best else None
    if charset is None or sample.decode(charset, "replace") == sample.decode("cp1252", "replace"):
        return "cp1252"  # the usual one among those that read this text alike
    return charset


def _sample(body: bytes) -> bytes:
    """Return what tells charsets apart: text outside tags, long runs of plain ASCII shortened."""
    text = _TAG.sub(b" ", _COMMENT.sub(b"", body[: 16 * SAMPLE]))
    text = _PLAIN_RUN.sub(b" ", text)
    return text[:SAMPLE] if not text.isascii() else body[:SAMPLE]


def _decodes(body: bytes, charset: str) -> bool:
    try:
        body.decode(charset)
    except UnicodeDecodeError as error:
        # a character that a cut-off file ends in the middle of is no contradiction
        return charset == "utf-8" and error.reason == "unexpected end of data"
    return True


def _utf16_without_mark(body: bytes) -> str | None:
    head = body[:UTF16_SAMPLE]
    if len(head) < 4 or b"\0" not in head:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 0.4 * len(head) / 2 and even == 0:
        return "utf-16-le"
    if even > 0.4 * len(head) / 2 and odd == 0:
        return "utf-16-be"
    return None


def _stray_byte(error: UnicodeError) -> tuple[str, int]:
    """Read bytes that are not UTF-8 as windows-1252."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


# The registry is the only way to hand a decoder an error handler; registering twice does no harm.
codecs.register_error(_STRAY, _stray_byte)
