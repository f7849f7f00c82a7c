"""The configuration: one class for each TOML table, checked before anything runs."""

from __future__ import annotations

import hashlib
import os.path
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from transforms.dedupe.settings import DedupeSettings
from transforms.entities.settings import EntitySettings
from transforms.extract.settings import ExtractSettings
from transforms.feeds.settings import FeedSettings
from transforms.fetch.settings import FetchSettings
from transforms.related.settings import RelatedSettings


class ConfigError(ValueError):
    """A configuration that cannot be run; the message names the file and the key."""


class InputSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where pages come from. ``paths`` may be globs; relative ones are relative to the configuration file."""

    paths: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()


class OutputSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the datasets go, and how ``articles`` and ``entities`` are partitioned."""

    path: str = "headwater-data"
    partition_by: tuple[Literal["published_date", "source"], ...] = ("published_date",)


class RunSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a run goes: worker processes (0: one for each core), and seconds to wait for a run under way."""

    workers: Annotated[int, msgspec.Meta(ge=0, le=512)] = 0
    wait_seconds: Annotated[float, msgspec.Meta(ge=0)] = 0.0


class StreamSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a stream goes: what is due is polled and committed together, at most every ``window_seconds``.

    After ``compact_runs`` runs their small files are merged, between two runs. ``metrics`` is the ``host:port`` where
    Prometheus finds the figures of the stream; empty for none.
    """

    window_seconds: Annotated[float, msgspec.Meta(ge=1)] = 300.0
    compact_runs: Annotated[int, msgspec.Meta(ge=1)] = 288
    metrics: Annotated[str, msgspec.Meta(pattern=r"^(|[^\s:]+:\d{1,5})$")] = ""


class Config(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole configuration; every table may be left out."""

    input: InputSettings = InputSettings()
    output: OutputSettings = OutputSettings()
    run: RunSettings = RunSettings()
    stream: StreamSettings = StreamSettings()
    feeds: FeedSettings = FeedSettings()
    fetch: FetchSettings = FetchSettings()
    extract: ExtractSettings = ExtractSettings()
    related: RelatedSettings = RelatedSettings()
    dedupe: DedupeSettings = DedupeSettings()
    entities: EntitySettings = EntitySettings()
    beam: dict[str, str | int | float | bool] = {}


def load_config(path: str | None) -> Config:
    """Read the TOML file at ``path`` (``None``: all defaults); raises ``ConfigError`` with the path of a wrong key.

    Relative paths in ``input.paths``, ``output.path`` and ``entities.gazetteers`` are taken from the file's folder.
    """
    if path is None:
        return Config()
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror})") from error
    try:
        config = msgspec.toml.decode(data, type=Config)
    except msgspec.ValidationError as error:
        raise ConfigError(f"{path}: {_with_key(str(error))}") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from error
    return _resolved(config, Path(path).parent)


def config_hash(config: Config) -> str:
    """Return 16 hexadecimal digits that name the configuration in force."""
    return hashlib.sha256(msgspec.json.encode(config, order="sorted")).hexdigest()[:16]


def _with_key(message: str) -> str:
    """Turn msgspec's ``… - at `$.extract.x``` into ``extract.x: …``; an unknown key is named with its table.

    >>> _with_key("Object contains unknown field `paht` - at `$.input`")
    'input.paht: unknown key'
    >>> _with_key("Expected `int` >= 0 - at `$.run.workers`")
    'run.workers: Expected `int` >= 0'
    """
    problem, _, where = message.partition(" - at `$")
    key = where.rstrip("`").lstrip(".")
    if problem.startswith("Object contains unknown field"):
        unknown = problem.split("`")[1]
        return f"{key}.{unknown}: unknown key" if key else f"{unknown}: unknown key"
    return f"{key}: {problem}" if key else problem


def _resolved(config: Config, folder: Path) -> Config:
    def place(path: str) -> str:
        return path if "://" in path or Path(path).is_absolute() else os.path.normpath(folder / path)

    def tables(**changes: Any) -> Config:
        return msgspec.structs.replace(config, **changes)

    return tables(
        input=msgspec.structs.replace(config.input, paths=tuple(map(place, config.input.paths))),
        output=msgspec.structs.replace(config.output, path=place(config.output.path)),
        entities=msgspec.structs.replace(config.entities, gazetteers=tuple(map(place, config.entities.gazetteers))),
    )
