#!/usr/bin/env bash
# range-parser 1.3.0, and what express 5.3.0 makes of it with that version (2.0.0 of the parser reads the range).
#
# `Range: bytes=-200` asks for the last 200 bytes. RFC 9110 gives who asks so for more than there is the whole of it. The parser
# calls such a range unsatisfiable (-1), and express answers 416 for a file of 100 bytes, as of a range that begins behind its end.
# A range from the front that ends too far, `bytes=0-200`, is cut to what there is, as the RFC has it.
#
# Seen on 2026-11-28, of 100 bytes:
#   bytes=-50: 50-99, express 206 with 50 bytes
#   bytes=0-200: 0-99, express 206 with 100 bytes
#   bytes=-100: 0-99, express 206 with 100 bytes
#   bytes=-200: -1, express 416
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund range-parser@1.3.0 express@5.3.0

cat >ranges.mjs <<'JS'
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import express from 'express';
import parse from 'range-parser';

writeFileSync('menu.txt', 'x'.repeat(100));
const server = express().use(express.static('.')).listen(0, '127.0.0.1');
await once(server, 'listening');
for (const range of ['bytes=-50', 'bytes=0-200', 'bytes=-100', 'bytes=-200']) {
  const parsed = parse(100, range);
  const answer = await fetch(`http://127.0.0.1:${server.address().port}/menu.txt`, { headers: { range } });
  const bytes = answer.status === 206 ? ` with ${(await answer.text()).length} bytes` : '';
  console.log(`${range}: ${Array.isArray(parsed) ? `${parsed[0].start}-${parsed[0].end}` : parsed}, express ${answer.status}${bytes}`);
}
process.exit(0);
JS

expected='bytes=-50: 50-99, express 206 with 50 bytes
bytes=0-200: 0-99, express 206 with 100 bytes
bytes=-100: 0-99, express 206 with 100 bytes
bytes=-200: -1, express 416'
seen=$(node ranges.mjs)
printf 'range-parser %s\n%s\n' "$(node -p "require('./node_modules/range-parser/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
