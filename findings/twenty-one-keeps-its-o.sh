#!/usr/bin/env bash
# n2words 4.0.0.
#
# In Spanish "uno" loses its o in front of "mil", "millones" and what is counted (RAE, Diccionario panhispánico de dudas, "uno"): 21,000 is
# "veintiún mil", and 21 euros are "veintiún euros". That is so here for 1 alone. In Korean the 일 of 1 is left out in front of 십, 백, 천 and
# 만, and not of 억 and more: a hundred million is 일억; here it is 억, and with ten thousand more 억만, "a countless number". A text "1.50", as
# prices are written, is "one point fifty", which is 1.5 as a number, "one point five".
#
# Seen on 2026-11-29:
#   1000000: un millón, 21000: veintiuno mil, 31000: treinta y uno mil, 21000000: veintiuno millones
#   1: un euro, 21: veintiuno euros, 101: ciento uno euros
#   10000: 만, 110000: 십일만, 200000000: 이억, 100000000: 억, 100010000: 억만
#   1.5: one point five, 1.5: one point five, 1.50: one point fifty, 1.05: one point zero five
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund n2words@4.0.0

cat >words.mjs <<'JS'
import { toCardinal as english } from 'n2words/en-US';
import { toCardinal as spanish, toCurrency } from 'n2words/es-ES';
import { toCardinal as korean } from 'n2words/ko-KR';

const show = (convert, numbers) => console.log(numbers.map((number) => `${number}: ${convert(number)}`).join(', '));
show(spanish, [1000000, 21000, 31000, 21000000]);
show(toCurrency, [1, 21, 101]);
show(korean, [10000, 110000, 200000000, 100000000, 100010000]);
show(english, [1.5, '1.5', '1.50', '1.05']);
JS

expected='1000000: un millón, 21000: veintiuno mil, 31000: treinta y uno mil, 21000000: veintiuno millones
1: un euro, 21: veintiuno euros, 101: ciento uno euros
10000: 만, 110000: 십일만, 200000000: 이억, 100000000: 억, 100010000: 억만
1.5: one point five, 1.5: one point five, 1.50: one point fifty, 1.05: one point zero five'
seen=$(node words.mjs)
printf 'n2words %s\n%s\n' "$(node -p "require('./node_modules/n2words/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
