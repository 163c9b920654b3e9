#!/usr/bin/env bash
# iso8601-duration 2.1.4.
#
# Its README, like ISO 8601: "Fractions are allowed on the smallest unit in the string, e.g. `P0.5D`". That very example is refused, as are
# half a week, month or year. Where a whole unit is in front, nothing is refused: what has a fraction is left out, so a day and a half
# after a month is nothing after a month. Hours, minutes and seconds may have one.
#
# Seen on 2026-11-29:
#   P0.5D: invalid duration: P0.5D
#   P1M1.5D: 1 months
#   P1W0.5D: 1 weeks
#   P1Y0.5M: 1 years
#   P1DT1.5H: 1 days, 1.5 hours
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund iso8601-duration@2.1.4

cat >halves.cjs <<'JS'
const { parse } = require('iso8601-duration');

const outcome = (text) => {
  try {
    const units = Object.entries(parse(text)).filter(([, count]) => count !== 0);
    return units.map(([unit, count]) => `${count} ${unit}`).join(', ');
  } catch (error) {
    return error.message;
  }
};
for (const text of ['P0.5D', 'P1M1.5D', 'P1W0.5D', 'P1Y0.5M', 'P1DT1.5H']) console.log(`${text}: ${outcome(text)}`);
JS

expected='P0.5D: invalid duration: P0.5D
P1M1.5D: 1 months
P1W0.5D: 1 weeks
P1Y0.5M: 1 years
P1DT1.5H: 1 days, 1.5 hours'
seen=$(node halves.cjs)
printf 'iso8601-duration %s\n%s\n' "$(node -p "require('./node_modules/iso8601-duration/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
