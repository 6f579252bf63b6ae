#!/bin/sh
# wheel.sh SOURCE WHEELS: the wheel of the sources, into the folder WHEELS. The Dockerfile's first step.
set -eu
python3 -m pip wheel --disable-pip-version-check --quiet --no-deps --wheel-dir "$2" "$1"
