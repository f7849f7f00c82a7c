"""Files that may be compressed: opened as plain bytes, with what is wrong told at the end and not by an exception."""

from __future__ import annotations

import io
import shutil
import tempfile
import zlib
from typing import IO

from apache_beam.io.filesystem import BeamIOError
from apache_beam.io.filesystems import FileSystems

from transforms import files
from transforms.errors import PageError

MAGIC = b"\x1f\x8b"
CHUNK = 256 * 1024
KEPT_OPEN = 2  # decompressed files that a process keeps at hand
MAX_PAGE = 64 * 2**20  # bytes of one page, plain; the largest real news pages stay below 10 MiB


class GunzipStream(io.RawIOBase):
    """Read a gzip file of one or more members as far as it goes.

    ``delivered`` counts plain bytes. After the end, ``damage`` is ``None``, ``"truncated"`` or ``"broken"``:
    everything before it has been delivered. Python's own reader raises, and takes what it had buffered with it.
    """

    def __init__(self, raw: IO[bytes]) -> None:
        self._raw = raw
        self._inflate = zlib.decompressobj(wbits=31)
        self._input = b""
        self._within = False  # a member has begun and not ended
        self.delivered = 0
        self.damage: str | None = None

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # io's own type is private
        """Fill ``buffer`` with the next plain bytes; 0 at the end or at the damage."""
        while self.damage is None:
            if not self._input:
                self._input = self._raw.read(CHUNK)
            if not self._input:
                self.damage = "truncated" if self._within else None
                return 0
            plain = self._next(len(buffer))
            if plain:
                buffer[: len(plain)] = plain
                self.delivered += len(plain)
                return len(plain)
        return 0

    def _next(self, size: int) -> bytes:
        if not self._within and not self._input.strip(b"\0"):  # padding after the last member
            self._input = b""
            return b""
        self._within = True
        try:
            plain = self._inflate.decompress(self._input, size)
        except zlib.error:
            self.damage = "broken"
            return b""
        if self._inflate.eof:
            self._input, self._within = self._inflate.unused_data, False
            self._inflate = zlib.decompressobj(wbits=31)
        else:
            self._input = self._inflate.unconsumed_tail
        return plain

    def close(self) -> None:
        """Close the compressed file too."""
        self._raw.close()
        super().close()


def open_file(path: str) -> IO[bytes]:
    """Open ``path`` as it lies there; raises ``PageError`` (``read-missing``) where it cannot be opened."""
    try:
        return files.open_raw(path)
    except (BeamIOError, OSError) as error:
        raise PageError("read-missing", f"{path}: cannot be opened ({_cause(error)})") from error


def open_plain(path: str) -> tuple[io.BufferedReader, GunzipStream | None]:
    """Open ``path`` decompressed; the second value, of a gzip file, knows of damage once the end is reached."""
    raw = open_file(path)
    magic = raw.read(2)
    raw.seek(0)
    if magic != MAGIC:
        return io.BufferedReader(raw, CHUNK), None  # type: ignore[arg-type]  # Beam's files have what it needs
    stream = GunzipStream(raw)
    return io.BufferedReader(stream, CHUNK), stream


def read_plain(path: str, limit: int = MAX_PAGE) -> bytes:
    """Return the whole of ``path`` decompressed.

    Raises ``PageError``: ``read-missing``, ``read-too-large``, ``read-truncated-gzip`` or ``read-broken-gzip``.
    """
    reader, stream = open_plain(path)
    with reader:
        data = reader.read(limit + 1)
    if len(data) > limit:
        raise PageError("read-too-large", f"{path}: more than {limit} bytes")
    if stream is not None and stream.damage:
        raise damage(path, stream.damage, len(data))
    return data


def damage(path: str, kind: str, good: int) -> PageError:
    """Return the error for a gzip file that gave ``good`` plain bytes before it broke off."""
    found = "ends in the middle" if kind == "truncated" else "is damaged"
    return PageError(f"read-{kind}-gzip", f"{path}: the gzip stream {found}, after {good} bytes of content")


def seekable(path: str) -> IO[bytes]:
    """Return ``path`` decompressed and seekable, the same for every record of the file that this process reads.

    A gzip file can only be read from its start; reading record after record, in the order in which a shuffle delivers
    them, would decompress the beginning again each time. So it is decompressed once, into a temporary file without a
    name, which the system removes when it is closed.
    """
    changed = FileSystems.last_updated(path) if FileSystems.exists(path) else 0.0
    held = _OPEN.pop(path, None)
    if held is None or held[0] != changed:
        if held is not None:
            held[1].close()
        held = changed, _seekable(path)
    _OPEN[path] = held
    while len(_OPEN) > KEPT_OPEN:
        _OPEN.pop(next(iter(_OPEN)))[1].close()
    return held[1]


def close_all() -> None:
    """Close the files that ``seekable`` holds open."""
    while _OPEN:
        _OPEN.popitem()[1][1].close()


# Path → (time of its last change, open file), the one used last at the end. One process, one thread: pages are read in
# the processes of the pool, one at a time.
_OPEN: dict[str, tuple[float, IO[bytes]]] = {}


def _seekable(path: str) -> IO[bytes]:
    reader, stream = open_plain(path)
    if stream is None:
        return reader
    spool = tempfile.TemporaryFile(prefix="headwater-")  # noqa: SIM115  (it lives as long as it is held)
    with reader:
        shutil.copyfileobj(reader, spool, CHUNK)
    return spool


def _cause(error: Exception) -> str:
    details = getattr(error, "exception_details", None)
    return str(next(iter(details.values())) if isinstance(details, dict) and details else error)
