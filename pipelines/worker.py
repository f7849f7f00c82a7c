"""``python -m pipelines.worker``: the Python side of an engine's worker, without a container.

Flink's task manager starts it for ``--environment_type=PROCESS`` (``configs/flink/worker.sh``), as ``boot`` is started
in Beam's container image: it asks the provision service where to take orders, and becomes Beam's harness.
Nothing is installed or fetched: Headwater and its dependencies are those of this interpreter.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Sequence

import grpc  # type: ignore[import-untyped]  # it has none
from apache_beam.portability.api import beam_provision_api_pb2, beam_provision_api_pb2_grpc
from apache_beam.runners.job.utils import struct_to_dict
from apache_beam.runners.worker import sdk_worker_main


def environment(worker_id: str, provision_endpoint: str, seconds: float = 60.0) -> dict[str, str]:
    """Ask the provision service at ``provision_endpoint`` (host:port) for the environment of Beam's harness."""
    with grpc.insecure_channel(provision_endpoint) as channel:
        asked = beam_provision_api_pb2_grpc.ProvisionServiceStub(channel).GetProvisionInfo(
            beam_provision_api_pb2.GetProvisionInfoRequest(),
            timeout=seconds,
            metadata=[("worker_id", worker_id)],
            wait_for_ready=True,
        )
    info = asked.info
    found = {
        "WORKER_ID": worker_id,
        "PIPELINE_OPTIONS": json.dumps(struct_to_dict(info.pipeline_options)),
        "CONTROL_API_SERVICE_DESCRIPTOR": str(info.control_endpoint),
        "LOGGING_API_SERVICE_DESCRIPTOR": str(info.logging_endpoint),
        "RUNNER_CAPABILITIES": " ".join(info.runner_capabilities),
    }
    if info.HasField("status_endpoint"):
        found["STATUS_API_SERVICE_DESCRIPTOR"] = str(info.status_endpoint)
    return found


def main(argv: Sequence[str] | None = None) -> None:
    """Become the harness of the worker that ``argv`` names."""
    parser = argparse.ArgumentParser(prog="worker", allow_abbrev=False)
    parser.add_argument("--id", required=True)
    parser.add_argument("--provision_endpoint", required=True, metavar="HOST:PORT")
    arguments, _ = parser.parse_known_args(argv)  # runners differ in what else they say
    os.environ.update(environment(arguments.id, arguments.provision_endpoint))
    sdk_worker_main.main([])


if __name__ == "__main__":
    main()
