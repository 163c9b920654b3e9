#!/usr/bin/env bash
# wouter-preact 3.11.1, with preact 10.29.8 and preact-render-to-string 6.8.2.
#
# `useSearchParams` answers URLSearchParams, which the URL standard decodes once. The router has decoded the search before, as far as
# `decodeURI` goes: a `%25` is a `%` by then, and what follows it is decoded with it. So a page to go back to after sign-in, which has
# an encoded text of its own in it, is another page; a code of a voucher with a `%` in it is another code. Who sets one parameter by the
# function that gets the former ones writes the others back as they were misread. Texts without a `%` in front of digits come through.
#
# Seen on 2026-11-28:
#   back=%2Forders%3Fq%3Dham%2526egg: URL /orders?q=ham%26egg, router /orders?q=ham&egg
#   code=SAVE%2520: URL SAVE%20, router "SAVE "
#   code=R%26D: URL R&D, router R&D
#   code=50%25: URL 50%, router 50%
#   page set to 2: /?back=%2Forders%3Fq%3Dham%26egg&page=2
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund wouter-preact@3.11.1 preact@10.29.8 preact-render-to-string@6.8.2

cat >search.mjs <<'JS'
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { Router, useSearchParams } from 'wouter-preact';
import { memoryLocation } from 'wouter-preact/memory-location';

const open = (search) => {
  const { hook, searchHook, history } = memoryLocation({ path: `/?${search}`, record: true });
  let used;
  const Page = () => {
    used = useSearchParams();
    return null;
  };
  renderToString(h(Router, { hook, searchHook }, h(Page)));
  return { params: used[0], set: used[1], history };
};
const quoted = (text) => (/ /.test(text) ? JSON.stringify(text) : text);
const back = 'back=%2Forders%3Fq%3Dham%2526egg';
for (const search of [back, 'code=SAVE%2520', 'code=R%26D', 'code=50%25']) {
  const [[name, value]] = new URLSearchParams(search);
  console.log(`${search}: URL ${quoted(value)}, router ${quoted(open(search).params.get(name))}`);
}
const { set, history } = open(back);
set((former) => {
  former.set('page', '2');
  return former;
});
console.log(`page set to 2: ${history.at(-1)}`);
JS

expected='back=%2Forders%3Fq%3Dham%2526egg: URL /orders?q=ham%26egg, router /orders?q=ham&egg
code=SAVE%2520: URL SAVE%20, router "SAVE "
code=R%26D: URL R&D, router R&D
code=50%25: URL 50%, router 50%
page set to 2: /?back=%2Forders%3Fq%3Dham%26egg&page=2'
seen=$(node search.mjs)
printf 'wouter-preact %s\n%s\n' "$(node -p "JSON.parse(require('fs').readFileSync('node_modules/wouter-preact/package.json')).version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
