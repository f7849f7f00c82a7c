"""Write the fictional news sites under ``samples/`` from their source: ``python tools/build_samples.py [--check]``.

The same source gives the same bytes on every machine. ``--check`` writes nothing and fails where a file differs.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from samplesite.archive import json_lines, stored_gzip, warc
from samplesite.bad import bad_files
from samplesite.expected import expectations
from samplesite.feeds import atom, json_feed, opml, rss
from samplesite.rendered import render
from samplesite.source import Source

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
BY_HAND = ("source", ".gitattributes")
ZIPPED = "gruenfelder-anzeiger/tauwetter-laesst-die-selte-steigen.html"  # lies there as .html.gz


def build(source: Source) -> dict[str, bytes]:
    """Return the content of every generated file by its path under the samples."""
    pages = render(source)
    files = {page.page_file: page.content.encode(page.charset, "xmlcharrefreplace") for page in pages if page.page_file}
    files[f"{ZIPPED}.gz"] = stored_gzip(files.pop(ZIPPED))
    feeds = {name: [p for p in pages if p.medium == "feed" and p.story.outlet == name] for name in source.sites}
    files["feeds/courier.rss"] = rss(source, feeds["courier"]).encode()
    files["feeds/anzeiger.atom"] = atom(source, feeds["anzeiger"]).encode()
    files["feeds/thornmere.json"] = json_feed(source, feeds["thornmere"]).encode()
    files["feeds/outlets.opml"] = opml(source).encode()
    files["archive/courier.warc.gz"], _ = warc(source, [p for p in pages if p.medium == "warc"])
    files["archive/crawl.jsonl"], _ = json_lines(source, [p for p in pages if p.medium in ("jsonl", "path")])
    files |= bad_files(source, pages)
    files["expected.json"] = (json.dumps(expectations(source, pages), ensure_ascii=False, indent=1) + "\n").encode()
    return files


def main(argv: Sequence[str] | None = None) -> int:
    """Write or check the samples; exit status 1 where ``--check`` finds a difference."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--check", action="store_true", help="compare only")
    check = parser.parse_args(argv).check
    wanted = build(Source(SAMPLES / "source"))
    present = {
        path.relative_to(SAMPLES).as_posix(): path.read_bytes()
        for path in SAMPLES.rglob("*")
        if path.is_file() and path.relative_to(SAMPLES).parts[0] not in BY_HAND
    }
    differing = sorted(name for name in wanted.keys() | present.keys() if wanted.get(name) != present.get(name))
    for name in differing:
        known = "differs" if name in wanted and name in present else "missing" if name in wanted else "not ours"
        print(f"{known}: {name}")
        if not check and name in wanted:
            (SAMPLES / name).parent.mkdir(parents=True, exist_ok=True)
            (SAMPLES / name).write_bytes(wanted[name])
        elif not check:
            (SAMPLES / name).unlink()
    return int(check and bool(differing))


if __name__ == "__main__":
    sys.exit(main())
