#!/usr/bin/env bash
# cacheable 2.5.0.
#
# `wrap` keeps what a function answered by the hash of what it was called with. By its README "you can also set the `key` property to set a
# custom key": it is passed over, so of two functions in one cache the second gives the first one's answers, though each has its key;
# `keyPrefix` is heeded. Two Maps, two Sets, and undefined and null, are the same to it, so that what is asked of the second is answered by
# the first. And a time to live of 0, which its README says turns expiry off, does so as `{ ttl: 0 }`; as 0 the entry is gone at once.
#
# Seen on 2026-11-29:
#   Cacheable, key: twice 5 is 10, thrice 5 is 10
#   Cacheable, keyPrefix: twice 5 is 10, thrice 5 is 15
#   Cacheable, toppings: ham egg ham ham ham
#   CacheableMemory, key: twice 5 is 10, thrice 5 is 10
#   CacheableMemory, keyPrefix: twice 5 is 10, thrice 5 is 15
#   CacheableMemory, toppings: ham egg ham ham ham
#   after 20 ms: 0 gone, { ttl: 0 } kept, none kept
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund cacheable@2.5.0

cat >wrap.mjs <<'JS'
import { Cacheable, CacheableMemory } from 'cacheable';
import { setTimeout } from 'node:timers/promises';

for (const cache of [new Cacheable(), new CacheableMemory()]) {
  const name = cache.constructor.name;
  for (const option of ['key', 'keyPrefix']) {
    const twice = cache.wrap((count) => count * 2, { ttl: '1h', [option]: `${option} twice` });
    const thrice = cache.wrap((count) => count * 3, { ttl: '1h', [option]: `${option} thrice` });
    console.log(`${name}, ${option}: twice 5 is ${await twice(5)}, thrice 5 is ${await thrice(5)}`);
  }
  const list = cache.wrap((toppings) => [...toppings].join(), { ttl: '1h', keyPrefix: 'list' });
  const asked = [['ham'], ['egg'], new Set(['ham']), new Set(['egg']), new Map([['egg', 1]])];
  const listed = [];
  for (const toppings of asked) listed.push(await list(toppings));
  console.log(`${name}, toppings: ${listed.join(' ')}`);
}
const memory = new CacheableMemory();
memory.set('0', 'kept', 0);
memory.set('{ ttl: 0 }', 'kept', { ttl: 0 });
memory.set('none', 'kept');
await setTimeout(20);
console.log(`after 20 ms: ${['0', '{ ttl: 0 }', 'none'].map((key) => `${key} ${memory.get(key) ?? 'gone'}`).join(', ')}`);
JS

expected='Cacheable, key: twice 5 is 10, thrice 5 is 10
Cacheable, keyPrefix: twice 5 is 10, thrice 5 is 15
Cacheable, toppings: ham egg ham ham ham
CacheableMemory, key: twice 5 is 10, thrice 5 is 10
CacheableMemory, keyPrefix: twice 5 is 10, thrice 5 is 15
CacheableMemory, toppings: ham egg ham ham ham
after 20 ms: 0 gone, { ttl: 0 } kept, none kept'
seen=$(node wrap.mjs)
printf 'cacheable %s\n%s\n' "$(node -p "require('./node_modules/cacheable/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
