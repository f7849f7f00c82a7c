"""Responses as records of a WARC file in the stage: after the fetch everything is like reading an archive."""

from __future__ import annotations

import gzip
import io
import uuid
from typing import IO, cast

from apache_beam.io.filesystem import CompressionTypes
from apache_beam.io.filesystems import FileSystems
from fastwarc.warc import WarcRecord, WarcRecordType

from schemas.fetch_state import FetchRequest
from schemas.keys import StagedFile
from schemas.page import Pointer
from transforms import files
from transforms.fetch.redact import redact, scrubbed
from transforms.fetch.response import Response

# The body is stored decoded, so these would be untrue; Common Crawl keeps them under the same other names.
_RENAMED = {"content-encoding": "X-Crawl-Content-Encoding", "transfer-encoding": "X-Crawl-Transfer-Encoding"}
_DROPPED = ("content-length", "set-cookie", "set-cookie2", "www-authenticate", "connection", "keep-alive")


def warc_record(response: Response) -> bytes:
    """Return ``response`` as one gzip member with a WARC record of the type ``response``; secrets are left out."""
    body = scrubbed(response.body, (response.url, *(hop.url for hop in response.hops)))
    lines = [f"HTTP/1.1 {response.status} "]
    lines += [
        f"{_RENAMED.get(name, name.title())}: {value}" for name, value in response.headers if name not in _DROPPED
    ]
    lines.append(f"Content-Length: {len(body)}")
    head = "\r\n".join(line.replace("\r", " ").replace("\n", " ") for line in lines)
    record = WarcRecord()
    record.init_headers(WarcRecordType.response)
    record.record_date = response.fetched_at
    record.headers["WARC-Target-URI"] = redact(response.url)
    record.headers["Content-Type"] = "application/http; msgtype=response"
    record.set_bytes_content((head + "\r\n\r\n").encode("latin-1", "replace") + body)
    buffer = io.BytesIO()
    record.write(buffer, checksum_data=True)
    return gzip.compress(buffer.getvalue(), compresslevel=6, mtime=0)


class WarcStage:
    """One WARC file that grows in the stage; made when the first response comes. Close it before it is read."""

    def __init__(self, output: str, run_id: str) -> None:
        self._output = output
        self._run_id = run_id
        self._name = f"{run_id}-{uuid.uuid4().hex[:8]}.warc.gz"
        self._stream: IO[bytes] | None = None
        self._size = 0
        self._records = 0

    @property
    def path(self) -> str:
        """Return where the file lies until it is published, if it is."""
        return files.join(self._output, *self._staged.split("/"))

    @property
    def _staged(self) -> str:
        return f"_staging/{self._run_id}/archive/{self._name}"

    def append(self, response: Response) -> int:
        """Write ``response`` and return the byte at which its record begins."""
        if self._stream is None:
            files.make_folder(self.path.rpartition("/")[0])
            self._stream = cast(
                "IO[bytes]",
                FileSystems.create(
                    self.path, "application/octet-stream", compression_type=CompressionTypes.UNCOMPRESSED
                ),
            )
        offset = self._size
        record = warc_record(response)
        self._stream.write(record)
        self._size += len(record)
        self._records += 1
        return offset

    def keep(self, request: FetchRequest, response: Response) -> Pointer:
        """Write the page that answers ``request`` and return where it can be read."""
        offset = self.append(response)
        return Pointer(
            input=redact(request.url),
            path=self.path,
            kind="warc",
            offset=offset,
            url=redact(response.url),
            fetched_at=response.fetched_at,
            hint=request.hint,
        )

    def close(self) -> StagedFile | None:
        """Finish the file and return how it would be published; ``None`` where nothing was written."""
        if self._stream is None:
            return None
        self._stream.close()
        self._stream = None
        return StagedFile(staged=self._staged, final=f"archive/{self._name}", rows=self._records)
