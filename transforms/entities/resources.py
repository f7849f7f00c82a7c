"""The shipped data: arrays in ``data/*.npz`` and tables kept by hand in ``data/*.tsv``."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from importlib import resources
from typing import Any

import numpy as np
import numpy.typing as npt

Arrays = dict[str, npt.NDArray[Any]]
_FOLDER = resources.files("transforms.entities") / "data"


def read_arrays(name: str) -> Arrays:
    """Return the arrays of ``data/<name>.npz``."""
    return unpack((_FOLDER / f"{name}.npz").read_bytes())


def read_table(name: str) -> list[list[str]]:
    """Return the rows of ``data/<name>.tsv``, cut at tabs; empty lines and those that begin with # are notes."""
    lines = (_FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def pack(arrays: Mapping[str, npt.NDArray[Any]]) -> bytes:
    """Return ``arrays`` as compressed bytes, the same for the same arrays.

    Deflate, as LZMA takes six times as long to read, for a fifth less.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:  # as numpy.savez_compressed does, but without the time of day
        for name, array in arrays.items():
            file = io.BytesIO()
            np.lib.format.write_array(file, array, allow_pickle=False)
            entry = zipfile.ZipInfo(f"{name}.npy")
            archive.writestr(entry, file.getvalue(), zipfile.ZIP_DEFLATED, compresslevel=9)
    return buffer.getvalue()


def unpack(data: bytes) -> Arrays:
    """Return what ``pack`` packed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name.removesuffix(".npy"): _array(archive.read(name)) for name in archive.namelist()}


def _array(data: bytes) -> npt.NDArray[Any]:
    array: npt.NDArray[Any] = np.lib.format.read_array(io.BytesIO(data), allow_pickle=False)
    return array


def pack_texts(texts: list[str]) -> npt.NDArray[np.uint8]:
    """Return texts without line ends as one array of bytes."""
    return np.frombuffer("\n".join(texts).encode("utf-8"), dtype=np.uint8)


def unpack_texts(array: npt.NDArray[np.uint8]) -> list[str]:
    """Return what ``pack_texts`` packed."""
    return array.tobytes().decode("utf-8").split("\n")
