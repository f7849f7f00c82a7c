"""A run is published whole or not at all.

Workers write below ``_staging/<run_id>/``. ``manifest.json`` there, written by one rename, is the commit: from then
on the run counts. Publishing moves each file that the manifest names, removes what they replace, and moves the
manifest to ``_commits/``; every step can be repeated, so a run that was killed in between is finished by the next one,
and a stage without a manifest is swept. Everything a reader may not see yet has a name that starts with ``_``.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

import msgspec
from apache_beam.io.filesystems import FileSystems

from pipelines.owner import hand_over
from schemas.manifest import Manifest
from transforms import files

MANIFEST = "manifest.json"
COMMITS_KEPT = 1000  # a stream asks for the last ones


def write_manifest(output: str, manifest: Manifest) -> None:
    """Commit: write the manifest into the run's stage, visible only when it is complete."""
    folder = files.join(output, "_staging", manifest.run_id)
    draft = files.join(folder, f"_{MANIFEST}")
    files.write_bytes(draft, msgspec.json.encode(manifest))
    FileSystems.rename([draft], [files.join(folder, MANIFEST)])


def read_manifest(output: str, run_id: str) -> Manifest | None:
    """Return the manifest of ``run_id`` if that run is committed, published or not."""
    for place in (files.join(output, "_staging", run_id, MANIFEST), _published(output, run_id)):
        if FileSystems.exists(place):
            return msgspec.json.decode(files.read_bytes(place), type=Manifest)
    return None


def is_published(output: str, run_id: str) -> bool:
    """Tell whether readers see all of the run."""
    return bool(FileSystems.exists(_published(output, run_id)))


def publish(output: str, run_id: str, sweep: bool = True) -> Manifest:
    """Move what the manifest of ``run_id`` names to where readers look, and ``sweep`` its stage; safe to repeat."""
    folder = files.join(output, "_staging", run_id)
    manifest = msgspec.json.decode(files.read_bytes(files.join(folder, MANIFEST)), type=Manifest)
    for file in manifest.files:
        _move(files.join(output, file.staged), files.join(output, file.final))
    obsolete = [files.join(output, name) for file in manifest.files for name in file.replaces]
    _delete(obsolete)
    _move(files.join(folder, MANIFEST), _published(output, run_id))
    if sweep:
        _delete([folder])
    return manifest


@dataclasses.dataclass(frozen=True)
class Recovered:
    """What was found of earlier runs: commits that were finished, stages that were swept."""

    finished: tuple[str, ...]
    swept: tuple[str, ...]


def recover(output: str, stream: str | None = None) -> Recovered:
    """Take the output over: no stream but ``stream`` may commit to it any more.

    Finish the commits that were under way when their run was killed, and sweep stages without a manifest.
    """
    hand_over(output, stream)
    finished = finish_commits(output)
    swept = staged_runs(output)
    sweep_runs(output, swept)
    return Recovered(finished, swept)


def finish_commits(output: str) -> tuple[str, ...]:
    """Publish the runs that have a manifest and are not published; return their names."""
    runs = staged_runs(output)
    pending = tuple(run for run in runs if FileSystems.exists(files.join(output, "_staging", run, MANIFEST)))
    for run_id in pending:
        publish(output, run_id)
    return pending


def forget_commits(output: str) -> None:
    """Delete the manifests of all but the last ``COMMITS_KEPT`` runs: what they published stays."""
    found = [path for path, _ in files.listing(files.join(output, "_commits", "*.json"))]
    _delete(found[:-COMMITS_KEPT])


def staged_runs(output: str) -> tuple[str, ...]:
    """Return the names of the runs that have something in the stage, the oldest first."""
    prefix = files.join(output, "_staging", "")
    return tuple(sorted({path[len(prefix) :].split("/")[0] for path, _ in files.listing(files.join(prefix, "**"))}))


def sweep_runs(output: str, runs: Iterable[str]) -> None:
    """Delete the stages of ``runs``."""
    _delete([files.join(output, "_staging", run) for run in runs])


def _published(output: str, run_id: str) -> str:
    return files.join(output, "_commits", f"{run_id}.json")


def _move(source: str, target: str) -> None:
    if not FileSystems.exists(source):
        if FileSystems.exists(target):  # moved before the run was killed
            return
        raise FileNotFoundError(f"{source}: named by a manifest, but neither there nor at {target}")
    files.make_folder(target.rpartition("/")[0])
    FileSystems.rename([source], [target])


def _delete(paths: list[str]) -> None:
    """Delete files and folders; what is gone already is fine."""
    inside = [found for path in paths for found, _ in files.listing(files.join(path, "**"))]
    for group in (inside, paths):  # object stores have no folders, others keep empty ones
        present = [path for path in group if FileSystems.exists(path)]
        if present:
            FileSystems.delete(present)
