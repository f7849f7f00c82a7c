"""The source of the samples: stories as Markdown with a TOML head, sites as TOML."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from string import Template
from typing import Literal

import msgspec

Medium = Literal["html", "text", "feed", "warc", "jsonl", "path", "mislabelled", "broken-feed", "broken-jsonl"]
_ASCII = {"ä": "ae", "ö": "oe", "ü": "ue", "é": "e", "ñ": "n", "á": "a", "í": "i", "ó": "o", "ú": "u"}
READ_MORE = ">> "  # a paragraph that only promotes another story


class Edit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One replacement in a text that was taken over; ``old`` must occur."""

    old: str
    new: str


class Story(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One version of one story at one outlet, and the places where a saved copy of it lies.

    ``text_from`` takes the text of another story, of which ``keep`` chooses the paragraphs (from 1) and
    ``edits`` change the words; what the file itself holds is appended. ``relation`` says what a
    reader would call that, ``same``, ``cut`` or ``edited``; it is empty for an earlier text at one address.
    """

    outlet: str
    title: str
    section: str
    slug: str
    published: datetime
    media: tuple[Medium, ...]
    id: str = ""
    modified: datetime | None = None
    seen_url: str | None = None  # where the crawler found it, if not at its canonical address
    captured: tuple[datetime, ...] = ()  # when the archive or the crawler fetched it
    edition: date | None = None  # the day whose lists the saved page shows, else the day of publication
    authors: tuple[str, ...] = ()
    agency: str | None = None
    place: str | None = None
    summary: str = ""
    caption: str | None = None
    tags: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    text_from: str | None = None
    keep: tuple[int, ...] = ()
    edits: tuple[Edit, ...] = ()
    relation: Literal["", "same", "cut", "edited"] = ""
    resembles: tuple[str, ...] = ()  # stories of which a hasty reader would take this for a copy, and it is none
    paragraphs: tuple[str, ...] = ()  # with "## " subheads and ">> " promotions

    @property
    def text(self) -> tuple[str, ...]:
        """The article's own paragraphs, without subheads and promotions."""
        return tuple(p for p in self.paragraphs if not p.startswith((READ_MORE, "## ")))


class ListSource(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One list that the whole site shows; ``editions`` gives its headlines from that day on."""

    heading: str | None = None
    layout: str
    editions: dict[str, tuple[str, ...]]

    def on(self, day: date) -> tuple[str, ...]:
        """Return the headlines of the latest edition that is not after ``day``, else those of the first."""
        first, *later = sorted(self.editions)
        return self.editions[max([first, *(known for known in later if known <= day.isoformat())])]


class Site(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One outlet."""

    name: str
    folder: str
    host: str
    language: str
    charset: str = "utf-8"
    address: str  # format string: section, slug, number, day
    sections: tuple[str, ...] = ()
    legal: str = ""
    related_heading: str | None = None
    promo: str = "Read more:"
    neighbours: tuple[str, ...] = ()  # labels of the links to the previous and the next story
    lists: tuple[ListSource, ...] = ()


class Form(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How one part of a page is drawn; ``item`` is a format string, ``start`` may name ``{heading}``."""

    start: str = ""
    item: str = ""
    between: str = ""
    end: str = ""


class Headline(msgspec.Struct, frozen=True):
    """One promoted story: its headline, where it leads, and its identity if it is one of ours."""

    text: str
    url: str
    story: str | None = None


class Source:
    """Everything that is written by hand, checked and put together."""

    def __init__(self, folder: Path) -> None:
        self.sites = {
            path.stem: msgspec.toml.decode(path.read_text("utf-8"), type=Site)
            for path in sorted((folder / "sites").glob("*.toml"))
        }
        self.forms = msgspec.toml.decode(
            (folder / "templates/forms.toml").read_text("utf-8"), type=dict[str, dict[str, Form]]
        )
        self._templates = folder / "templates"
        raw = {path.stem: _read_story(path) for path in sorted((folder / "stories").glob("*.md"))}
        self.stories = {name: _with_text(story, raw) for name, story in raw.items()}

    def template(self, name: str) -> Template:
        """Return the page template of that file name."""
        return Template((self._templates / name).read_text("utf-8"))

    def url(self, story: Story) -> str:
        """Return the address of ``story`` at its outlet."""
        return self._address(self.sites[story.outlet], story.section, story.slug, story.published.date())

    def headline(self, site: Site, reference: str) -> Headline:
        """Return what a list shows for ``reference``: ``@story`` (and another wording after ``|``) or free text."""
        if not reference.startswith("@"):
            return Headline(reference, self._address(site, "archive", slug_of(reference), date(2026, 3, 1)))
        name, _, wording = reference[1:].partition("|")
        story = self.stories[name]
        return Headline(wording or story.title, self.url(story), name)

    def _address(self, site: Site, section: str, slug: str, day: date) -> str:
        number = sum(ord(c) * (i + 1) for i, c in enumerate(slug)) % 90_000 + 10_000
        path = site.address.format(section=slug_of(section), slug=slug, number=number, day=day)
        return f"{site.host}{path}"


def slug_of(title: str) -> str:
    """Return ``title`` as a part of an address.

    >>> slug_of("Größere Fähre, später!")
    'groessere-faehre-spaeter'
    """
    plain = "".join(_ASCII.get(letter, letter) for letter in title.casefold())
    return re.sub(r"[^a-z0-9\u3040-\u9fff]+", "-", plain).strip("-")[:70].rstrip("-")


def _read_story(path: Path) -> Story:
    _, head, body = path.read_text("utf-8").split("+++\n", 2)
    fields = msgspec.toml.decode(head)
    paragraphs = [" ".join(block.split()) for block in body.split("\n\n") if block.strip()]
    return msgspec.convert({**fields, "id": path.stem, "paragraphs": paragraphs}, type=Story)


def _with_text(story: Story, stories: dict[str, Story]) -> Story:
    if story.text_from is None:
        return story
    base = _with_text(stories[story.text_from], stories)
    taken = [base.text[n - 1] for n in story.keep] if story.keep else list(base.paragraphs)
    for edit in story.edits:
        if not any(edit.old in paragraph for paragraph in taken):
            raise ValueError(f"{story.id}: the text of {base.id} does not contain {edit.old!r}")
        taken = [paragraph.replace(edit.old, edit.new) for paragraph in taken]
    return msgspec.structs.replace(story, paragraphs=(*taken, *story.paragraphs))
