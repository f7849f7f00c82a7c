"""Putting rejects through again: after a repair, a new version, or when a host is back."""

from __future__ import annotations

import dataclasses
import json

from pipelines.figures import dataset
from schemas.page import Pointer


@dataclasses.dataclass(frozen=True)
class Replay:
    """What rejects can be read again: pages by their place, others by their address; ``lost`` have neither."""

    pointers: tuple[Pointer, ...]
    addresses: tuple[str, ...]
    lost: int


def replay_of(output: str) -> Replay:
    """Return what the rejects below ``output`` name, each input once, leaving out those that are articles by now."""
    stored = set(dataset(output, "articles", ["input"])["input"].to_pylist())
    rejects = {row["input"]: row["payload"] for row in dataset(output, "rejects", ["input", "payload"]).to_pylist()}
    pointers: list[Pointer] = []
    addresses: list[str] = []
    lost = 0
    for name, payload in sorted(rejects.items()):
        place = json.loads(payload) if payload else {}
        if name in stored:
            continue
        if "path" in place:
            pointers.append(Pointer(input=name, **place))
        elif "url" in place:
            addresses.append(place["url"])
        else:
            lost += 1
    return Replay(tuple(pointers), tuple(dict.fromkeys(addresses)), lost)
