#!/usr/bin/env bash
# receiptline 4.0.4.
#
# A receipt as SVG has a stylesheet that is fetched from Google's font server, so that this hears of everybody who looks at one. It
# depends on the code page that is asked for, which nobody would take for a question of fonts: Latin, Japanese and Thai ones have it,
# Korean and Chinese ones have not. No option leaves it out.
#
# Seen on 2026-11-28:
#   multilingual: fonts.googleapis.com
#   cp1252: fonts.googleapis.com
#   shiftjis: fonts.googleapis.com
#   tis620: fonts.googleapis.com
#   ksc5601: nothing
#   gb18030: nothing
#   big5: nothing
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund receiptline@4.0.4

cat >fonts.cjs <<'JS'
const receiptline = require('receiptline');

for (const encoding of ['multilingual', 'cp1252', 'shiftjis', 'tis620', 'ksc5601', 'gb18030', 'big5']) {
  const svg = receiptline.transform('pizza | 12.00', { cpl: 42, encoding, command: 'svg' });
  const [, host = 'nothing'] = /@import url\(["']?https:\/\/([^/]+)/.exec(svg) ?? [];
  console.log(`${encoding}: ${host}`);
}
JS

expected="multilingual: fonts.googleapis.com
cp1252: fonts.googleapis.com
shiftjis: fonts.googleapis.com
tis620: fonts.googleapis.com
ksc5601: nothing
gb18030: nothing
big5: nothing"
seen=$(node fonts.cjs)
printf 'receiptline %s\n%s\n' "$(node -p "require('./node_modules/receiptline/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
