#!/usr/bin/env bash
# bson 7.3.4.
#
# Canonical EJSON writes a whole number in the range of 64 bits as `$numberLong`. `EJSON.stringify` counts 2 to the power of 63
# as one of them, though the largest is one less: the double 9223372036854775808 becomes a `$numberLong` that no 64 bits hold,
# and `EJSON.parse` reads it back with the other sign and without a word. As BSON, and as relaxed EJSON, the number stays a double
# and comes back as it went. Its neighbours, the next doubles below and above, come back too.
#
# Seen on 2026-11-28:
#   below: {"n":{"$numberLong":"9223372036854775000"}}, back 9223372036854775000
#   2**63: {"n":{"$numberLong":"9223372036854776000"}}, back -9223372036854776000
#   above: {"n":{"$numberDouble":"9223372036854778000"}}, back 9223372036854778000
#   2**63 relaxed: {"n":9223372036854776000}, back 9223372036854776000
#   2**63 as BSON: back 9223372036854776000
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund bson@7.3.4

cat >longs.mjs <<'JS'
import { EJSON, deserialize, serialize } from 'bson';

const around = { below: 2 ** 63 - 1024, '2**63': 2 ** 63, above: 2 ** 63 + 2048 };
for (const [name, n] of Object.entries(around)) {
  const text = EJSON.stringify({ n }, { relaxed: false });
  console.log(`${name}: ${text}, back ${EJSON.parse(text).n}`);
}
const relaxed = EJSON.stringify({ n: 2 ** 63 });
console.log(`2**63 relaxed: ${relaxed}, back ${EJSON.parse(relaxed).n}`);
console.log(`2**63 as BSON: back ${deserialize(serialize({ n: 2 ** 63 })).n}`);
JS

expected='below: {"n":{"$numberLong":"9223372036854775000"}}, back 9223372036854775000
2**63: {"n":{"$numberLong":"9223372036854776000"}}, back -9223372036854776000
above: {"n":{"$numberDouble":"9223372036854778000"}}, back 9223372036854778000
2**63 relaxed: {"n":9223372036854776000}, back 9223372036854776000
2**63 as BSON: back 9223372036854776000'
seen=$(node longs.mjs)
printf 'bson %s\n%s\n' "$(node -p "require('./node_modules/bson/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
