#!/bin/sh
# Started by a task manager for its Python work: --environment_type=PROCESS --environment_config='{"command": ".../worker.sh"}'
# HEADWATER_PYTHON is the interpreter that has headwater installed (default: python).
exec "${HEADWATER_PYTHON:-python}" -m pipelines.worker "$@"
