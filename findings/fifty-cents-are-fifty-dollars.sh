#!/usr/bin/env bash
# parsecurrency 1.1.1.
#
# It reads "most world currency formats" but for two that its README names. Of an amount below one that leaves out the zero, as $.50, the
# point becomes part of the currency's sign: fifty dollars, a hundredfold. So also behind a code, with a comma and with a minus; .05 is 5.
# With the zero it is right. And a sum in parentheses, as accounts write what is negative, is positive; the sign says "(".
#
# Seen on 2026-11-29:
#   $0.50: 0.5, symbol $, sign none
#   $.50: 50, symbol $., sign none
#   -$.50: -50, symbol $., sign -
#   US$.05: 5, symbol US$., sign none
#   €,50: 50, symbol €,, sign none
#   -$5.00: -5, symbol $, sign -
#   ($5.00): 5, symbol ($, sign none
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund parsecurrency@1.1.1

cat >parse.mjs <<'JS'
import parseCurrency from 'parsecurrency';

for (const text of ['$0.50', '$.50', '-$.50', 'US$.05', '€,50', '-$5.00', '($5.00)']) {
  const { value, symbol, sign } = parseCurrency(text);
  console.log(`${text}: ${value}, symbol ${symbol}, sign ${sign || 'none'}`);
}
JS

expected='$0.50: 0.5, symbol $, sign none
$.50: 50, symbol $., sign none
-$.50: -50, symbol $., sign -
US$.05: 5, symbol US$., sign none
€,50: 50, symbol €,, sign none
-$5.00: -5, symbol $, sign -
($5.00): 5, symbol ($, sign none'
seen=$(node parse.mjs)
printf 'parsecurrency %s\n%s\n' "$(node -p "require('./node_modules/parsecurrency/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
