"""The best tags of sentences: Viterbi over all sentences at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]
Name = tuple[int, int, str]  # first word, word after the last, label

_FORBIDDEN = np.float32(-1e4)


class Decoder:
    """Finds the best path through tags O, B-X and I-X, where I-X stands only behind B-X and I-X."""

    def __init__(self, tags: Sequence[str], transitions: Floats) -> None:
        self.tags = list(tags)
        allowed = [[after[0] != "I" or before[1:] == after[1:] for after in tags] for before in tags]
        self.transitions: Floats = np.where(np.array(allowed), transitions, _FORBIDDEN).astype(np.float32)
        self.start: Floats = np.array([_FORBIDDEN if tag[0] == "I" else 0 for tag in tags], np.float32)

    def names(self, emissions: Floats, starts: Sequence[int], lengths: Sequence[int]) -> list[list[Name]]:
        """Return the names of each sentence, which is ``lengths`` rows of ``emissions`` from ``starts`` on, in order.

        Rows between the sentences do not count.
        """
        path = self.path(emissions, starts, lengths)
        found: list[list[Name]] = [[] for _ in starts]
        named = np.flatnonzero(path != self.tags.index("O"))
        sentences = np.searchsorted(np.array(starts), named, side="right") - 1
        for row, number, tag in zip(named.tolist(), sentences.tolist(), path[named].tolist(), strict=True):
            names, at, name = found[number], row - starts[number], self.tags[tag]
            if name[0] == "I" and names and names[-1][1] == at:
                names[-1] = (names[-1][0], at + 1, names[-1][2])
            else:
                names.append((at, at + 1, name[2:]))
        return found

    def path(self, emissions: Floats, starts: Sequence[int], lengths: Sequence[int]) -> Numbers:
        """Return the best tag of each row (O between the sentences); all go forward together, the longest first."""
        path = np.full(len(emissions), self.tags.index("O"), np.int64)
        length = np.array(lengths)
        order = np.argsort(-length, kind="stable")
        begin, length = np.array(starts)[order], length[order]
        longest = int(length[0])
        alive = np.searchsorted(-length, -np.arange(longest), side="left").tolist()
        rows = np.minimum(begin + np.arange(longest)[:, None], len(emissions) - 1)
        scores = np.ascontiguousarray(emissions.T)[:, rows]  # tag, step, sentence
        best = scores[:, 0] + self.start[:, None]
        history = [best]
        steps = self.transitions[:, :, None]
        for step in range(1, longest):
            live = alive[step]
            best = (best[:, None, :live] + steps).max(0) + scores[:, step, :live]
            history.append(best)
        current = np.zeros(0, np.int64)
        for step in range(longest - 1, -1, -1):
            left = history[step]
            left[:, : len(current)] += self.transitions[:, current]
            current = left.argmax(0)
            path[rows[step, : alive[step]]] = current
        return path
