"""Records as bytes: their values in order, without names. Pure functions, nothing of Beam."""

from __future__ import annotations

import dataclasses
import functools
import types
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, Union, get_args, get_origin, get_type_hints

import msgspec
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
_WIDTHS = (("B", 1 << 8), ("H", 1 << 16), ("I", 1 << 32))


class Form(NamedTuple):
    """How records of one class become bytes, and come back."""

    pack: Callable[[Any], bytes]
    unpack: Callable[[bytes], Any]


@functools.lru_cache(maxsize=256)
def form_of(kind: type) -> Form:
    """Return the form of a frozen dataclass: of integer arrays, or of what MessagePack has, aware times and records.

    A value that is not of the type its field declares raises ``msgspec.ValidationError``, a lone surrogate in a text
    ``UnicodeEncodeError``.
    """
    names, hints = _fields(kind)
    if any(get_origin(hint) is np.ndarray for hint in hints):
        return Form(
            lambda record: pack_arrays(getattr(record, name) for name in names), lambda data: kind(*unpack_arrays(data))
        )
    twin = _array_like(kind)
    encoder, decoder = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(twin)
    return Form(
        lambda record: encoder.encode(msgspec.convert(record, twin, from_attributes=True)),
        lambda data: msgspec.convert(decoder.decode(data), kind, from_attributes=True),
    )


def pack_arrays(columns: Iterable[Array]) -> bytes:
    """Return integer arrays as bytes: each as its least value, and what is above it in as few bytes as it takes."""
    return msgspec.msgpack.encode([_packed(column) for column in columns])


def unpack_arrays(data: bytes) -> list[Array]:
    """Return the arrays that ``pack_arrays`` was given."""
    return [_unpacked(*packed) for packed in msgspec.msgpack.decode(data)]


def _packed(column: Array) -> tuple[str, int, str, bytes]:
    kind = column.dtype.char
    low, high = (int(column.min()), int(column.max())) if len(column) else (0, 0)
    width = next((char for char, least in _WIDTHS if high - low < least), kind)
    if np.dtype(width).itemsize >= column.itemsize:
        return kind, 0, kind, column.tobytes()
    return kind, low, width, (column.astype(np.int64) - low).astype(width).tobytes()


def _unpacked(kind: str, low: int, width: str, above: bytes) -> Array:
    column = np.frombuffer(above, width)
    return column if kind == width else (column.astype(np.int64) + low).astype(kind)


@functools.lru_cache(maxsize=256)
def _array_like(kind: type) -> Any:
    """Return a twin of the dataclass ``kind`` that is encoded as an array, without the names of its fields."""
    names, hints = _fields(kind)
    fields = [(name, _twin(hint)) for name, hint in zip(names, hints, strict=True)]
    return msgspec.defstruct(kind.__name__, fields, array_like=True, frozen=True)


def _twin(hint: Any) -> Any:
    if dataclasses.is_dataclass(hint):
        return _array_like(hint)  # type: ignore[arg-type]  # hints are classes
    arguments = tuple(map(_twin, get_args(hint)))
    if get_origin(hint) in (Union, types.UnionType):
        return Union[arguments]  # noqa: UP007  # made at run time
    return tuple[arguments] if get_origin(hint) is tuple else hint  # type: ignore[valid-type]


def _fields(kind: type) -> tuple[list[str], list[Any]]:
    hints = get_type_hints(kind)
    names = [field.name for field in dataclasses.fields(kind)]
    return names, [hints[name] for name in names]
