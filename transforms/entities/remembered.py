"""``Remembered``: a function's results by argument, looked up as fast as Python can."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Remembered(dict[K, V], Generic[K, V]):
    """Results of ``function``; begun anew when ``limit`` are kept.

    >>> lengths = Remembered(len, 100)
    >>> list(map(lengths.__getitem__, ["a", "bc", "a"])), len(lengths)
    ([1, 2, 1], 2)
    """

    def __init__(self, function: Callable[[K], V], limit: int) -> None:
        super().__init__()
        self._function = function
        self._limit = limit

    def __missing__(self, key: K) -> V:
        if len(self) >= self._limit:
            self.clear()
        value = self[key] = self._function(key)
        return value
