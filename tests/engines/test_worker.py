"""The Python side of a worker, against a provision service of our own."""

from __future__ import annotations

import json
from concurrent import futures

import grpc
import pytest
from apache_beam.portability.api import beam_provision_api_pb2 as provision
from apache_beam.portability.api import beam_provision_api_pb2_grpc as services
from apache_beam.runners.job.utils import dict_to_struct

from pipelines.worker import environment


class Provision(services.ProvisionServiceServicer):
    def __init__(self, info):
        self.info, self.asked_by = info, None

    def GetProvisionInfo(self, request, context):  # noqa: N802  # the name in Beam's interface
        self.asked_by = dict(context.invocation_metadata())["worker_id"]
        return provision.GetProvisionInfoResponse(info=self.info)


@pytest.fixture
def served():
    info = provision.ProvisionInfo(
        pipeline_options=dict_to_struct({"beam:option:job_name:v1": "news"}), runner_capabilities=["one", "two"]
    )
    info.control_endpoint.url, info.logging_endpoint.url = "localhost:1", "localhost:2"
    service, server = Provision(info), grpc.server(futures.ThreadPoolExecutor(1))
    services.add_ProvisionServiceServicer_to_server(service, server)
    port = server.add_insecure_port("localhost:0")
    server.start()
    yield service, f"localhost:{port}"
    server.stop(None).wait()


def test_a_worker_learns_from_the_task_manager_where_to_take_orders(served):
    service, endpoint = served
    found = environment("3-1", endpoint)
    assert service.asked_by == found["WORKER_ID"] == "3-1"
    assert found["CONTROL_API_SERVICE_DESCRIPTOR"].strip() == 'url: "localhost:1"'
    assert found["LOGGING_API_SERVICE_DESCRIPTOR"].strip() == 'url: "localhost:2"'
    assert json.loads(found["PIPELINE_OPTIONS"]) == {"beam:option:job_name:v1": "news"}
    assert found["RUNNER_CAPABILITIES"] == "one two"
    assert "STATUS_API_SERVICE_DESCRIPTOR" not in found


def test_a_worker_that_can_report_its_state_learns_where(served):
    service, endpoint = served
    service.info.status_endpoint.url = "localhost:3"
    assert "localhost:3" in environment("3-1", endpoint)["STATUS_API_SERVICE_DESCRIPTOR"]


def test_a_worker_without_a_task_manager_ends_with_an_error():
    with pytest.raises(grpc.RpcError):
        environment("3-1", "localhost:1", seconds=0.2)
