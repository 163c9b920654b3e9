#!/usr/bin/env bash
# notepack.io 3.0.1, beside @msgpack/msgpack 3.1.3.
#
# It writes MessagePack; "`ArrayBuffer` are encoded as `bin`, e.g. `Uint8Array.of(1, 2, 3, 4)`", says its README. Of an array with wider
# elements it writes as many bytes as there are elements, each the low byte of one: prices in a Uint16Array lose what is above 255, those
# in a Float32Array their fraction. What is read is a plain row of bytes, so nobody notices. The other one writes all bytes.
#
# Seen on 2026-11-29:
#   Uint8Array 0102: c4020102, c4020102
#   Uint16Array de03b004: c402deb0, c404de03b004
#   Float32Array 00001841: c40109, c40400001841
#   DataView 0000: c400, c4020000
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund notepack.io@3.0.1 @msgpack/msgpack@3.1.3

cat >bytes.mjs <<'JS'
import { encode as wanted } from '@msgpack/msgpack';
import notepack from 'notepack.io';

const hex = (bytes) => Buffer.from(bytes).toString('hex');
for (const array of [Uint8Array.of(1, 2), Uint16Array.of(990, 1200), Float32Array.of(9.5), new DataView(new ArrayBuffer(2))]) {
  console.log(`${array.constructor.name} ${hex(new Uint8Array(array.buffer))}: ${hex(notepack.encode(array))}, ${hex(wanted(array))}`);
}
JS

expected='Uint8Array 0102: c4020102, c4020102
Uint16Array de03b004: c402deb0, c404de03b004
Float32Array 00001841: c40109, c40400001841
DataView 0000: c400, c4020000'
seen=$(node bytes.mjs)
printf 'notepack.io %s\n%s\n' "$(node -p "require('./node_modules/notepack.io/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
