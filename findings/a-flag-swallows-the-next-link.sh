#!/usr/bin/env bash
# http-link-header 1.1.4.
#
# By RFC 8288, which it parses and formats "according to", a link's parameter may have no value (`crossorigin` and `nopush` of a preload
# have none). It is read right only at the end: what follows it becomes part of its name or its value, be it another parameter or a
# whole link, which is lost. And a quote in a title is written as %22, which is read again as just that: the RFC wants \" there, and
# that is read right. The README's "Deviations from the RFC" name neither.
#
# Seen on 2026-11-29:
#   <a>; rel=preload; nopush: [{"uri":"a","rel":"preload","nopush":""}]
#   <a>; rel=preload; crossorigin; as=font: [{"uri":"a","rel":"preload","crossorigin; as":"font"}]
#   <a>; rel=preload; crossorigin; nopush: [{"uri":"a","rel":"preload","crossorigin":"nopush"}]
#   <a>; rel=preload; crossorigin, <b>; rel=next: [{"uri":"a","rel":"preload","crossorigin, <b>; rel":"next"}]
#   <a>; rel=next; title="12\" ham": [{"uri":"a","rel":"next","title":"12\" ham"}]
#   written and read again: [{"uri":"a","rel":"next","title":"12%22 ham"}]
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund http-link-header@1.1.4

cat >links.cjs <<'JS'
const LinkHeader = require('http-link-header');

const read = (text) => LinkHeader.parse(text).refs;
for (const text of [
  '<a>; rel=preload; nopush',
  '<a>; rel=preload; crossorigin; as=font',
  '<a>; rel=preload; crossorigin; nopush',
  '<a>; rel=preload; crossorigin, <b>; rel=next',
  '<a>; rel=next; title="12\\" ham"',
]) {
  console.log(`${text}: ${JSON.stringify(read(text))}`);
}
const header = new LinkHeader();
header.set({ uri: 'a', rel: 'next', title: '12" ham' });
console.log(`written and read again: ${JSON.stringify(read(header.toString()))}`);
JS

expected='<a>; rel=preload; nopush: [{"uri":"a","rel":"preload","nopush":""}]
<a>; rel=preload; crossorigin; as=font: [{"uri":"a","rel":"preload","crossorigin; as":"font"}]
<a>; rel=preload; crossorigin; nopush: [{"uri":"a","rel":"preload","crossorigin":"nopush"}]
<a>; rel=preload; crossorigin, <b>; rel=next: [{"uri":"a","rel":"preload","crossorigin, <b>; rel":"next"}]
<a>; rel=next; title="12\" ham": [{"uri":"a","rel":"next","title":"12\" ham"}]
written and read again: [{"uri":"a","rel":"next","title":"12%22 ham"}]'
seen=$(node links.cjs)
printf 'http-link-header %s\n%s\n' "$(node -p "require('./node_modules/http-link-header/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
