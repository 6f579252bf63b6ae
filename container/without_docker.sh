#!/bin/sh
# without_docker.sh FOLDER: the Dockerfile's steps where there is no builder, by the scripts that it runs itself; then the
# proof that what they made answers. FOLDER gets an environment of some 2 GB, and is yours to remove.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1/wheels"
folder=$(cd "$1" && pwd)
sh "$here/wheel.sh" "$here/.." "$folder/wheels"
sh "$here/install.sh" "$folder/further" "$folder/wheels" "$here/../constraints.txt"
sh "$here/prove.sh" "$folder/further"
