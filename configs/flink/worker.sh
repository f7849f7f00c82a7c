#!/bin/sh
# Started by a task manager for its Python work: --environment_type=PROCESS --environment_config='{"command": ".../worker.sh"}'
# HEADWATER_PYTHON is the interpreter that has headwater installed (default: python).
for argument in "$@"; do
  case "$argument" in
    --id=*) id=${argument#*=} ;;
    --control_endpoint=*) control=${argument#*=} ;;
  esac
done
exec "${HEADWATER_PYTHON:-python}" -c '
import sys
from apache_beam.runners.worker.sdk_worker import SdkHarness
SdkHarness(sys.argv[2], worker_id=sys.argv[1]).run()
' "$id" "$control"
