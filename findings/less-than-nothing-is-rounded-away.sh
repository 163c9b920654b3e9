#!/usr/bin/env bash
# money-math 2.6.3.
#
# It computes with amounts as texts, negative ones among them ("-42.10" in its README), and rounds to the cent. What is cut off a negative
# amount is looked at without its sign, and a cent is added for it where one should go: -0.025 is -0.01, a cent and a half away, and a
# third of -0.05 is nothing. To five cents, as change is given in Switzerland, -1.03 becomes -0.95 instead of -1.05, and `roundUpTo5Cents`
# answers what is no multiple of five. GBP is written like EUR, 1.234,50, which Britain does not.
#
# Seen on 2026-11-29:
#   mul 0.05, 0.50: 0.03
#   mul 0.11, 0.24: 0.03
#   div 0.05, 3.00: 0.02
#   percent 10.05, 50.00: 5.03
#   roundTo5Cents 1.03: 1.05
#   roundUpTo5Cents 1.01: 1.05
#   mul -0.05, 0.50: -0.01
#   mul -0.11, 0.24: -0.01
#   div -0.05, 3.00: 0.00
#   percent -10.05, 50.00: -5.01
#   roundTo5Cents -1.03: -0.95
#   roundUpTo5Cents -1.01: -0.97
#   format EUR, 1234.50: 1.234,50
#   format GBP, 1234.50: 1.234,50
#   format USD, 1234.50: 1,234.50
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund money-math@2.6.3

cat >round.cjs <<'JS'
const money = require('money-math');

const show = (name, ...amounts) => console.log(`${name} ${amounts.join(', ')}: ${money[name](...amounts)}`);
for (const sign of ['', '-']) {
  show('mul', `${sign}0.05`, '0.50');
  show('mul', `${sign}0.11`, '0.24');
  show('div', `${sign}0.05`, '3.00');
  show('percent', `${sign}10.05`, '50.00');
  show('roundTo5Cents', `${sign}1.03`);
  show('roundUpTo5Cents', `${sign}1.01`);
}
for (const currency of ['EUR', 'GBP', 'USD']) show('format', currency, '1234.50');
JS

expected='mul 0.05, 0.50: 0.03
mul 0.11, 0.24: 0.03
div 0.05, 3.00: 0.02
percent 10.05, 50.00: 5.03
roundTo5Cents 1.03: 1.05
roundUpTo5Cents 1.01: 1.05
mul -0.05, 0.50: -0.01
mul -0.11, 0.24: -0.01
div -0.05, 3.00: 0.00
percent -10.05, 50.00: -5.01
roundTo5Cents -1.03: -0.95
roundUpTo5Cents -1.01: -0.97
format EUR, 1234.50: 1.234,50
format GBP, 1234.50: 1.234,50
format USD, 1234.50: 1,234.50'
seen=$(node round.cjs)
printf 'money-math %s\n%s\n' "$(node -p "require('./node_modules/money-math/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
