#!/usr/bin/env bash
# avsc 5.7.9, avro-js 1.12.2.
#
# Both hold whole numbers of almost 2 to the power of 53 to be valid longs, on either side of 0, and write them without an error. Below -2
# to the power of 52 they are read back positive, and an odd one as its neighbour. In Avro's zig-zag coding (specification, "Binary
# Encoding") the sign is the last place of a number twice as large, and that place is lost while it is written. What is positive is right.
# avro-js needs underscore and does not name it among its dependencies: it is installed beside it here.
#
# Seen on 2026-11-29:
#   avsc: 4503599627370497, valid: true, back 4503599627370497
#   avsc: 9007199254740990, valid: true, back 9007199254740990
#   avsc: -4503599627370496, valid: true, back -4503599627370496
#   avsc: -4503599627370497, valid: true, back 4503599627370496
#   avsc: -4503599627370498, valid: true, back 4503599627370498
#   avsc: -9007199254740990, valid: true, back 9007199254740990
#   avro-js: 4503599627370497, valid: true, back 4503599627370497
#   avro-js: 9007199254740990, valid: true, back 9007199254740990
#   avro-js: -4503599627370496, valid: true, back -4503599627370496
#   avro-js: -4503599627370497, valid: true, back 4503599627370496
#   avro-js: -4503599627370498, valid: true, back 4503599627370498
#   avro-js: -9007199254740990, valid: true, back 9007199254740990
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund avsc@5.7.9 avro-js@1.12.2 underscore@1.13.7

cat >long.mjs <<'JS'
import avroJs from 'avro-js';
import avsc from 'avsc';

const longs = { avsc: avsc.Type.forSchema('long'), 'avro-js': avroJs.parse('long') };
for (const [name, long] of Object.entries(longs)) {
  for (const value of [2 ** 52 + 1, 2 ** 53 - 2, -(2 ** 52), -(2 ** 52) - 1, -(2 ** 52) - 2, -(2 ** 53) + 2]) {
    console.log(`${name}: ${value}, valid: ${long.isValid(value)}, back ${long.fromBuffer(long.toBuffer(value))}`);
  }
}
JS

expected='avsc: 4503599627370497, valid: true, back 4503599627370497
avsc: 9007199254740990, valid: true, back 9007199254740990
avsc: -4503599627370496, valid: true, back -4503599627370496
avsc: -4503599627370497, valid: true, back 4503599627370496
avsc: -4503599627370498, valid: true, back 4503599627370498
avsc: -9007199254740990, valid: true, back 9007199254740990
avro-js: 4503599627370497, valid: true, back 4503599627370497
avro-js: 9007199254740990, valid: true, back 9007199254740990
avro-js: -4503599627370496, valid: true, back -4503599627370496
avro-js: -4503599627370497, valid: true, back 4503599627370496
avro-js: -4503599627370498, valid: true, back 4503599627370498
avro-js: -9007199254740990, valid: true, back 9007199254740990'
seen=$(node long.mjs)
printf 'avsc %s\n%s\n' "$(node -p "require('./node_modules/avsc/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
