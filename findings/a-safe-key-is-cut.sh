#!/usr/bin/env bash
# ini 7.0.0.
#
# `safe` is, by its README, to "turn the given string into a safe to use key or value", and `stringify` writes every key by it. A key with
# an equals sign is put in quotes, which `parse` does not heed: it cuts the key at that sign, so that part of the key is in the value. A
# section whose name has a closing bracket is no section when it is read again: what is in it lands in the one before. Values are right, and
# so are keys with semicolons, spaces and quotes. Nothing is said.
#
# Seen on 2026-11-29:
#   safe('size=L'): "size=L"
#   value with =: "price=\"size=L\"\n" is read as {"price":"size=L"}
#   key with ;: "size\\;L=23\n" is read as {"size;L":"23"}
#   key with =: "\"size=L\"=23\n" is read as {"\"size":"L\"=23"}
#   section with ]: "[store]\nopen=11\n\n[dough [thin] menu]\nopen=17\n" is read as {"store":{"open":"17","[dough [thin] menu]":true}}
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund ini@7.0.0

cat >keys.cjs <<'JS'
const { parse, safe, stringify } = require('ini');

const show = (what, value) => {
  const text = stringify(value);
  console.log(`${what}: ${JSON.stringify(text)} is read as ${JSON.stringify(parse(text))}`);
};
console.log(`safe('size=L'): ${safe('size=L')}`);
show('value with =', { price: 'size=L' });
show('key with ;', { 'size;L': '23' });
show('key with =', { 'size=L': '23' });
show('section with ]', { store: { open: '11' }, 'dough [thin] menu': { open: '17' } });
JS

expected='safe('\''size=L'\''): "size=L"
value with =: "price=\"size=L\"\n" is read as {"price":"size=L"}
key with ;: "size\\;L=23\n" is read as {"size;L":"23"}
key with =: "\"size=L\"=23\n" is read as {"\"size":"L\"=23"}
section with ]: "[store]\nopen=11\n\n[dough [thin] menu]\nopen=17\n" is read as {"store":{"open":"17","[dough [thin] menu]":true}}'
seen=$(node keys.cjs)
printf 'ini %s\n%s\n' "$(node -p "require('./node_modules/ini/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
