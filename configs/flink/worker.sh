#!/bin/sh
# Started by a task manager for its Python work: --environment_type=PROCESS --environment_config='{"command": ".../worker.sh"}'
# HEADWATER_PYTHON is the interpreter that has headwater installed (default: python).
for argument in "$@"; do
  case "$argument" in
    --id=*) id=${argument#*=} ;;
    --provision_endpoint=*) provision=${argument#*=} ;;
  esac
done
# The task manager says by its provision service where it takes orders.
exec "${HEADWATER_PYTHON:-python}" -c '
import sys
import grpc
from apache_beam.portability.api import beam_provision_api_pb2 as api, beam_provision_api_pb2_grpc as services
from apache_beam.runners.worker.sdk_worker import SdkHarness
worker_id, provision = sys.argv[1:]
with grpc.insecure_channel(provision) as channel:
    asked = services.ProvisionServiceStub(channel).GetProvisionInfo(
        api.GetProvisionInfoRequest(), metadata=[("worker_id", worker_id)]
    )
SdkHarness(asked.info.control_endpoint.url, worker_id=worker_id).run()
' "$id" "$provision"
