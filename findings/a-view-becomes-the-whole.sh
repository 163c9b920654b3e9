#!/usr/bin/env bash
# structured-clone-es 2.0.1, beside Node's own structuredClone.
#
# "A pure `structuredClone` implementation", after the HTML standard's algorithm, and what `serialize` makes "can be safely stringified as
# JSON"; DataView and Error are among its "supported types". By the standard (2.7.3) a view keeps where it begins and how long it is, an
# error its name, a list its gaps. Here a view of two bytes is one of the whole buffer from its start, so what is read from it is another
# number; a RangeError is an Error. By way of JSON, NaN is null, among floats it is 0. Nothing is said.
#
# Seen on 2026-11-29, Node's clone, its clone, and its clone by way of JSON:
#   number in the last two of four bytes: 300, 7, 7
#   length of that view: 2, 4, 4
#   RangeError: 'RangeError', 'Error', 'Error'
#   list with a gap has an index 1: false, true, true
#   NaN: NaN, NaN, null
#   floats: [ NaN, 1.5 ], [ NaN, 1.5 ], [ 0, 1.5 ]
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund structured-clone-es@2.0.1

cat >clone.mjs <<'JS'
import { deserialize, serialize, structuredClone as clone } from 'structured-clone-es';
import { inspect } from 'node:util';

const byWayOfJson = (value) => deserialize(JSON.parse(JSON.stringify(serialize(value))));
const show = (what, value, look) => {
  const seen = [structuredClone, clone, byWayOfJson].map((copy) => inspect(look(copy(value))));
  console.log(`${what}: ${seen.join(', ')}`);
};
const bytes = new Uint8Array([0, 7, 1, 44]).buffer;
show('number in the last two of four bytes', new DataView(bytes, 2, 2), (view) => view.getUint16(0));
show('length of that view', new DataView(bytes, 2, 2), (view) => view.byteLength);
show('RangeError', new RangeError('too far'), (error) => error.name);
show('list with a gap has an index 1', [1, , 3], (list) => 1 in list);
show('NaN', NaN, (value) => value);
show('floats', new Float64Array([NaN, 1.5]), (list) => [...list]);
JS

expected='number in the last two of four bytes: 300, 7, 7
length of that view: 2, 4, 4
RangeError: '\''RangeError'\'', '\''Error'\'', '\''Error'\''
list with a gap has an index 1: false, true, true
NaN: NaN, NaN, null
floats: [ NaN, 1.5 ], [ NaN, 1.5 ], [ 0, 1.5 ]'
seen=$(node clone.mjs)
printf 'structured-clone-es %s\n%s\n' "$(node -p "require('./node_modules/structured-clone-es/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
