#!/usr/bin/env bash
# structured-headers 2.1.0.
#
# RFC 9651 writes a decimal with at least one digit after the dot, so that a number that rounds to a whole one becomes `2.0`.
# `serializeItem` takes every zero away and leaves the dot: `2.`, `0.`, `-1.`. That is no structured field any more, and
# `parseItem` of the same package refuses it. A weight or a price factor of 1.0004 is enough; 2.5 and 0.125 are written well.
#
# Seen on 2026-11-28:
#   2.5: 2.5, read as 2.5
#   0.125: 0.125, read as 0.125
#   1.0004: 1., refused: Decimal cannot end on a period
#   0.0001: 0., refused: Decimal cannot end on a period
#   -1.0001: -1., refused: Decimal cannot end on a period
#   0.7+0.1+0.1+0.1: 1., refused: Decimal cannot end on a period
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund structured-headers@2.1.0

cat >decimals.mjs <<'JS'
import { parseItem, serializeItem } from 'structured-headers';

const numbers = { 2.5: 2.5, 0.125: 0.125, 1.0004: 1.0004, 0.0001: 0.0001, '-1.0001': -1.0001, '0.7+0.1+0.1+0.1': 0.7 + 0.1 + 0.1 + 0.1 };
for (const name of ['2.5', '0.125', '1.0004', '0.0001', '-1.0001', '0.7+0.1+0.1+0.1']) {
  const text = serializeItem(numbers[name]);
  let read;
  try {
    read = `read as ${parseItem(text)[0]}`;
  } catch (fault) {
    read = `refused: ${/Decimal[a-z ]+/.exec(fault.message)?.[0].replace(/ at offset.*/, '')}`;
  }
  console.log(`${name}: ${text}, ${read}`);
}
JS

expected='2.5: 2.5, read as 2.5
0.125: 0.125, read as 0.125
1.0004: 1., refused: Decimal cannot end on a period
0.0001: 0., refused: Decimal cannot end on a period
-1.0001: -1., refused: Decimal cannot end on a period
0.7+0.1+0.1+0.1: 1., refused: Decimal cannot end on a period'
seen=$(node decimals.mjs)
printf 'structured-headers %s\n%s\n' "$(node -p "require('./node_modules/structured-headers/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
