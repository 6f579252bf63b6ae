#!/bin/sh
# Chromium for the browser tests: nothing to do where there is one (or CHROMIUM names one); Debian's package where apt
# may be used without asking; else a line that says what to do, and the browser tests are skipped by name.
set -eu
[ -n "${CHROMIUM:-}" ] && exit 0
for name in chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
if command -v apt-get >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ]; then
        root=""
    elif sudo -n true 2>/dev/null; then
        root="sudo -n"
    else
        root="no"
    fi
    if [ "$root" != no ]; then
        echo "Installing Debian's Chromium for the browser tests …"
        if $root apt-get update -q && DEBIAN_FRONTEND=noninteractive $root apt-get install -y -q --no-install-recommends chromium; then
            exit 0
        fi
    fi
fi
echo "No Chromium here: install one, or name it with CHROMIUM=/path/to/it. The browser tests will be skipped."
