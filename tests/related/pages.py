"""Pages of an invented newspaper, built around the lists under test."""

from __future__ import annotations

from lxml.html import HtmlElement, document_fromstring

URL = "https://www.courier.example/news/2024/05/17/ferry-sails-again-after-winter"
TITLE = "Ferry sails again after winter"
PARAGRAPH = (
    "The ferry to the outer islands left the quay at six on Friday morning, four weeks late, with forty passengers, "
    "nine cars and a crate of hens that nobody had booked."
)
STORIES = (
    "Harbour seals return to the old pier",
    "Council votes to keep the swimming hall open",
    "Why the lighthouse went dark on Tuesday night",
    "School choir wins second prize in the capital",
)


def slug(text: str) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in text.lower())


def address(text: str) -> str:
    return f"https://www.courier.example/news/2024/05/16/{slug(text)}"


def link(text: str) -> str:
    return f'<a href="{address(text)}">{text}</a>'


def items(texts: tuple[str, ...] = STORIES) -> str:
    return "<ul>" + "".join(f"<li>{link(text)}</li>" for text in texts) + "</ul>"


NAV = (
    "<nav><ul>" + "".join(f'<li><a href="/{x.lower()}">{x}</a></li>' for x in ("News", "Sport", "Food")) + "</ul></nav>"
)
FOOT = '<footer><a href="/about">About us</a> <a href="/privacy">Privacy policy of the paper</a></footer>'


def page(inside: str = "", beside: str = "") -> HtmlElement:
    return document_fromstring(
        f"<html><head><title>{TITLE}</title></head><body>{NAV}<main><article><h1>{TITLE}</h1><p>{PARAGRAPH}</p>{inside}"
        f"<p>{PARAGRAPH}</p></article></main><aside>{beside}</aside>{FOOT}</body></html>"
    )
