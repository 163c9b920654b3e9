#!/usr/bin/env bash
# avsc 5.7.9.
#
# By the Avro specification ("Sort Order") data of one schema have one order, so that they "may be efficiently compared without
# deserializing"; texts are compared by Unicode code point. `type.compare` compares them by the 16-bit units of JavaScript,
# `type.compareBuffers` by their bytes, which is the specification's order. So what is sorted as values is not sorted as Avro where an emoji
# meets a letter from U+E000 on, such as a full-width ￦: in a text, and in a record, list or union that has one.
#
# Seen on 2026-11-29:
#   "가", "나": compare -1, compareBuffers -1
#   "🍕", "가": compare 1, compareBuffers 1
#   "🍕", "￦": compare -1, compareBuffers 1
#   ["🍕"], ["￦"]: compare -1, compareBuffers 1
#   {"label":"🍕"}, {"label":"￦"}: compare -1, compareBuffers 1
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund avsc@5.7.9

cat >order.cjs <<'JS'
const { Type } = require('avsc');

const show = (schema, one, other) => {
  const type = Type.forSchema(schema);
  const asBytes = type.compareBuffers(type.toBuffer(one), type.toBuffer(other));
  console.log(`${JSON.stringify(one)}, ${JSON.stringify(other)}: compare ${type.compare(one, other)}, compareBuffers ${asBytes}`);
};
const item = { type: 'record', name: 'Item', fields: [{ name: 'label', type: 'string' }] };
show('string', '가', '나');
show('string', '🍕', '가');
show('string', '🍕', '￦');
show({ type: 'array', items: 'string' }, ['🍕'], ['￦']);
show(item, { label: '🍕' }, { label: '￦' });
JS

expected='"가", "나": compare -1, compareBuffers -1
"🍕", "가": compare 1, compareBuffers 1
"🍕", "￦": compare -1, compareBuffers 1
["🍕"], ["￦"]: compare -1, compareBuffers 1
{"label":"🍕"}, {"label":"￦"}: compare -1, compareBuffers 1'
seen=$(node order.cjs)
printf 'avsc %s\n%s\n' "$(node -p "require('./node_modules/avsc/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
