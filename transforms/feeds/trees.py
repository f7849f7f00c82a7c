"""XML that others wrote, as a tree: recovered where it is broken, entities and network left alone."""

from __future__ import annotations

from lxml import etree

from transforms.errors import PageError


def read_tree(body: bytes, reason: str) -> etree._Element:
    """Return the root of ``body``; raises ``PageError`` with ``reason`` where no element can be recovered."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise PageError(reason, f"no XML: {error}") from error
    if root is None:
        raise PageError(reason, "no XML: no element could be read")
    return root
