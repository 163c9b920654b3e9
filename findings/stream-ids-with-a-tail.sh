#!/usr/bin/env bash
# ioredis-mock 8.13.1.
#
# An entry added to a stream with an id of one's own, `XADD orders 5-1 ...`, is stored as `5-1-0`: the sequence number that Redis
# makes up for an id without one is put behind every id. So the entry is not found by its id, and who reads on after `5-1` is
# given the same entry again; a range from a full id, even the one it answered, has nothing in it, one from `5` has them all. Redis
# answers `5-1`, finds the one entry and reads on with the next. The package's table of commands has all three as supported.
#
# Seen on 2026-11-28:
#   added: 5-1-0 5-2-0 6-0
#   range 5-1 to 5-1: nothing
#   range 5-1 to +: nothing
#   range 6-0 to 6-0: nothing
#   range 5 to 5: 5-1-0 5-2-0
#   read on after 5-1: 5-1-0 5-2-0 6-0
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund ioredis-mock@8.13.1 ioredis@5.8.2

cat >stream.mjs <<'JS'
import Redis from 'ioredis-mock';

const redis = new Redis();
const ids = (entries) => entries.map(([id]) => id).join(' ') || 'nothing';
const added = [];
for (const id of ['5-1', '5-2', '6']) added.push(await redis.xadd('orders', id, 'pizza', 'Margherita'));
console.log(`added: ${added.join(' ')}`);
for (const [from, to] of [['5-1', '5-1'], ['5-1', '+'], ['6-0', '6-0'], ['5', '5']])
  console.log(`range ${from} to ${to}: ${ids(await redis.xrange('orders', from, to))}`);
const [[, entries]] = await redis.xread('STREAMS', 'orders', '5-1');
console.log(`read on after 5-1: ${ids(entries)}`);
process.exit(0);
JS

expected='added: 5-1-0 5-2-0 6-0
range 5-1 to 5-1: nothing
range 5-1 to +: nothing
range 6-0 to 6-0: nothing
range 5 to 5: 5-1-0 5-2-0
read on after 5-1: 5-1-0 5-2-0 6-0'
seen=$(node stream.mjs)
printf 'ioredis-mock %s\n%s\n' "$(node -p "require('./node_modules/ioredis-mock/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
