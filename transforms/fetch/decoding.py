"""Content encodings undone with a limit on the result, so that a small bomb cannot fill the memory."""

from __future__ import annotations

import io
import zlib

import brotli
import zstandard

from transforms.fetch.errors import FetchError

ACCEPTED = "gzip, deflate, br, zstd"


def decode_body(body: bytes, encodings: str, limit: int) -> bytes:
    """Return ``body`` with the encodings of a Content-Encoding header undone, last one first.

    Raises ``FetchError``: ``fetch-too-large`` past ``limit`` bytes at any step, ``fetch-encoding`` where the data is
    broken or the encoding unknown.
    """
    for encoding in reversed([name.strip().lower() for name in encodings.split(",") if name.strip()]):
        if encoding == "identity" or not body:
            continue
        decoder = _DECODERS.get(encoding)
        if decoder is None:
            raise FetchError("fetch-encoding", f"unknown content encoding {encoding!r}")
        try:
            body = decoder(body, limit + 1)
        except (zlib.error, brotli.error, zstandard.ZstdError, EOFError) as error:
            raise FetchError("fetch-encoding", f"the {encoding} data is broken: {error}") from error
        if len(body) > limit:
            raise FetchError("fetch-too-large", f"more than {limit} bytes after {encoding}")
    return body


def _gzip(body: bytes, limit: int) -> bytes:
    """Undo gzip, of which several members may follow each other."""
    found = b""
    while body and len(found) < limit:
        decoder = zlib.decompressobj(zlib.MAX_WBITS | 16)
        found += decoder.decompress(body, limit - len(found))
        if not decoder.eof and len(found) < limit:
            raise EOFError("it breaks off")
        body = decoder.unused_data.lstrip(b"\0")
    return found


def _deflate(body: bytes, limit: int) -> bytes:
    """Undo deflate, with the zlib header that the standard asks for or without it, as some servers send it."""
    bare = (body[0] & 0x0F) != 8 or int.from_bytes(body[:2], "big") % 31 != 0
    decoder = zlib.decompressobj(-zlib.MAX_WBITS if bare else zlib.MAX_WBITS)
    return decoder.decompress(body, limit)


def _brotli(body: bytes, limit: int) -> bytes:
    decoder = brotli.Decompressor()
    found = decoder.process(body, output_buffer_limit=limit)
    while len(found) < limit and not decoder.is_finished():
        more = decoder.process(b"", output_buffer_limit=limit - len(found))
        if not more:
            raise EOFError("it breaks off")
        found += more
    return bytes(found)


def _zstd(body: bytes, limit: int) -> bytes:
    decoder = zstandard.ZstdDecompressor(max_window_size=2**27)
    with decoder.stream_reader(io.BytesIO(body), read_across_frames=True) as reader:
        return bytes(reader.read(limit))


_DECODERS = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
