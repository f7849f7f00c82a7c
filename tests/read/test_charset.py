from __future__ import annotations

import codecs

import pytest

from transforms.read.charset import codec_of, declared_in, decode, sniff_charset

PAGE = "<html><head>{head}</head><body><p>{text}</p></body></html>"
RUSSIAN = "Совет посёлка решил в понедельник починить мост через реку до начала зимы, сообщила мэр. " * 4
GERMAN = "Die Brücke über die Aa wird vor dem Winter geprüft, sagte Bürgermeisterin Jörgensen am Montag. " * 4
JAPANESE = "町議会は月曜日、冬が来る前に川に架かる橋を修理することを決めたと町長が発表した。" * 4
KOREAN = "마을 의회는 월요일 겨울이 오기 전에 강의 다리를 고치기로 결정했다고 시장이 밝혔다. " * 4
CHINESE = "镇议会星期一决定在冬天到来之前修好河上的桥，镇长在会后告诉记者。" * 4


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "utf-8"),
        (GERMAN, "cp1252"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (JAPANESE, "iso2022_jp"),
        (KOREAN, "euc_kr"),
        (CHINESE, "gbk"),
        (GERMAN, "utf-16"),
        (GERMAN, "utf-16-be"),
        (GERMAN, "utf-32"),
    ],
)
def test_undeclared_text_is_detected(text, charset):
    assert text in decode(PAGE.format(head="", text=text).encode(charset))


def test_a_byte_order_mark_wins_over_every_declaration():
    body = codecs.BOM_UTF8 + PAGE.format(head="<meta charset=koi8-r>", text=GERMAN).encode()
    assert decode(body, "text/html; charset=cp1251").startswith("<html>")
    assert GERMAN in decode(body, "text/html; charset=cp1251")


def test_the_header_wins_over_the_document():
    body = PAGE.format(head="<meta charset=koi8-r>", text=RUSSIAN).encode("cp1251")
    assert sniff_charset(body, "text/html; charset=windows-1251") == "cp1251"


@pytest.mark.parametrize(
    "head",
    [
        "<meta charset='windows-1251'>",
        '<META HTTP-EQUIV=Content-Type CONTENT="text/html; charset=windows-1251">',
        "<!-- <meta charset=utf-8> --><meta charset=windows-1251>",
        "<script>s = '<meta charset=utf-8>'</script><meta charset=windows-1251>",
        f"<title>{'x' * 5000}</title><meta charset=windows-1251>",
    ],
)
def test_the_first_real_meta_counts(head):
    assert declared_in(PAGE.format(head=head, text=RUSSIAN).encode("cp1251")) == "cp1251"


def test_a_meta_in_the_body_is_text():
    assert declared_in(b"<html><body><p>Write <meta charset=koi8-r> on top.</p></body>") is None


def test_an_xml_declaration_counts():
    assert declared_in(b'<?xml version="1.0" encoding="ISO-8859-2"?><html/>') == "iso8859-2"


@pytest.mark.parametrize("wrong", ["iso-8859-1", "windows-1251", "us-ascii", "shift_jis", "euc-kr"])
def test_valid_utf8_is_not_read_as_what_a_wrong_header_says(wrong):
    assert GERMAN in decode(PAGE.format(head="", text=GERMAN).encode(), f"text/html; charset={wrong}")


def test_what_is_not_utf8_is_not_read_as_utf8():
    body = PAGE.format(head="<meta charset=utf-8>", text=RUSSIAN).encode("cp1251")
    assert RUSSIAN in decode(body, "utf-8")


def test_stray_bytes_in_utf8_become_what_they_were_meant_to_be():
    body = PAGE.format(head="<meta charset=utf-8>", text=GERMAN).encode() + b"<p>\x93so\x94</p>"
    assert decode(body).endswith("<p>“so”</p>")


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("ISO-8859-1", "cp1252"),
        ("latin1", "cp1252"),
        ("gb2312", "gb18030"),
        ("x-sjis", "cp932"),
        ("text/html;charset='utf-8'", "utf-8"),
        ("utf-7", None),
        ("zip", None),
        ("no-such-charset", None),
        ("\0", None),
        ("", None),
        (None, None),
    ],
)
def test_labels_mean_what_browsers_make_of_them(label, codec):
    assert codec_of(label) == codec


@pytest.mark.parametrize("body", [b"", b"\0", b"\xff", b"\xff\xfe", b"\x80" * 300, b"\x1b$B", bytes(range(256))])
@pytest.mark.parametrize("header", [None, "utf-8", "text/html; charset=utf-16", "rot13"])
def test_nothing_makes_it_raise(body, header):
    assert "\0" not in decode(body, header)


def test_a_cut_off_character_at_the_end_is_no_reason_to_doubt_utf8():
    assert sniff_charset(GERMAN.encode()[:-1] + "ü".encode()[:1]) == "utf-8"


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (b"", "cp1251"),
        (b"<!-- <meta charset=koi8-r> -->", "cp1251"),
        (b"<script>'<meta charset=koi8-r>'</script >", "cp1251"),
        (b"<!-- open <meta charset=koi8-r>", "koi8-r"),  # browsers end the comment at the first -->; there is none
        (b"<body>", None),
    ],
)
def test_the_first_declaration_outside_comments_scripts_and_body_counts(before, expected):
    assert declared_in(before + b"<meta charset=windows-1251>") == expected
