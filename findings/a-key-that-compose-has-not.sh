#!/usr/bin/env bash
# composerize 1.7.6.
#
# It turns a `docker run` into a file for Docker Compose, and names in a comment what it had to leave out. Without such a comment
# `--volumes-from` becomes a key that Compose does not know (its own is `volumes_from`), `--stop-timeout` a duration without its unit,
# the numbers of two GPUs no number, and a dollar sign in single quotes one that Compose fills in (it wants two).
# https://docs.docker.com/reference/compose-file/services/
#
# Seen on 2026-11-29:
#   -P: # ignored options for 'nginx' # -P
#   -v /menu:/menu:ro: volumes: - /menu:/menu:ro
#   --volumes-from menu: volume_from: - menu
#   --stop-timeout 30: stop_grace_period: "30"
#   --gpus '"device=0,1"': deploy: resources: reservations: devices: - driver: nvidia count: .nan capabilities: - gpu
#   -e 'SIGN=$EURO': environment: - SIGN=$EURO
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund composerize@1.7.6

cat >compose.cjs <<'JS'
const composerize = require('composerize');

const same = ['name: <your project name>', 'services:', 'nginx:', 'image: nginx'];
for (const option of [
  '-P',
  '-v /menu:/menu:ro',
  '--volumes-from menu',
  '--stop-timeout 30',
  `--gpus '"device=0,1"'`,
  `-e 'SIGN=$EURO'`,
]) {
  const lines = composerize(`docker run ${option} nginx`).split('\n').map((line) => line.trim());
  console.log(`${option}: ${lines.filter((line) => line && !same.includes(line)).join(' ')}`);
}
JS

expected=$(cat <<'TEXT'
-P: # ignored options for 'nginx' # -P
-v /menu:/menu:ro: volumes: - /menu:/menu:ro
--volumes-from menu: volume_from: - menu
--stop-timeout 30: stop_grace_period: "30"
--gpus '"device=0,1"': deploy: resources: reservations: devices: - driver: nvidia count: .nan capabilities: - gpu
-e 'SIGN=$EURO': environment: - SIGN=$EURO
TEXT
)
seen=$(node compose.cjs)
printf 'composerize %s\n%s\n' "$(node -p "require('./node_modules/composerize/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
