#!/usr/bin/env bash
# ratelimit-header-parser 0.1.0.
#
# It reads the headers by which a server says how much one may still ask. Where they do not say when that begins anew, it takes
# `Retry-After`, and takes it for seconds since 1970, which that header never has: by RFC 9110 (10.2.3) it is the seconds to wait or a
# date. So a client that should wait two minutes was free to go on in 1970; of a date nothing is left. The same two as `ratelimit-reset`
# are right.
#
# Seen on 2026-11-29:
#   ratelimit-reset 120: in two minutes
#   ratelimit-reset as a date: in two minutes
#   retry-after 120: "1970-01-01T00:02:00.000Z"
#   retry-after as a date: null
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund ratelimit-header-parser@0.1.0

cat >wait.mjs <<'JS'
import { parseRateLimit } from 'ratelimit-header-parser';

const limits = { 'ratelimit-limit': '100', 'ratelimit-remaining': '0' };
const inTwoMinutes = new Date(Date.now() + 120_000);
const show = (name, value, text) => {
  const { reset } = parseRateLimit({ ...limits, [name]: value });
  const wait = Math.round((reset - Date.now()) / 1000);
  console.log(`${name} ${text}: ${wait > 110 && wait < 130 ? 'in two minutes' : (JSON.stringify(reset) ?? 'nothing')}`);
};
for (const name of ['ratelimit-reset', 'retry-after']) {
  show(name, '120', '120');
  show(name, inTwoMinutes.toUTCString(), 'as a date');
}
JS

expected='ratelimit-reset 120: in two minutes
ratelimit-reset as a date: in two minutes
retry-after 120: "1970-01-01T00:02:00.000Z"
retry-after as a date: null'
seen=$(node wait.mjs)
printf 'ratelimit-header-parser %s\n%s\n' "$(node -p "require('./node_modules/ratelimit-header-parser/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
