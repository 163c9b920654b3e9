#!/usr/bin/env bash
# edtf 4.11.1.
#
# EDTF (ISO 8601-2) has lists of dates, "all of" in braces and "one of" in brackets, with ranges in them: {2026-01..2026-03} is January,
# February and March. By its README each has a `min`, a `max` and `covers`, that tests whether another lies between them. Of a range
# in a list the end is passed over, so `max` is the end of January and March is not covered; of a list that is not in order, which EDTF
# does not ask for, `min` is the first and `max` the last, so that min is later than max. Intervals with a slash are right.
#
# Seen on 2026-11-29, min, max, covers:
#   2026-01/2026-03: 2026-01-01, 2026-03-31, March true
#   {2026-01,2026-02,2026-03}: 2026-01-01, 2026-03-31, March true
#   {2026-01..2026-03}: 2026-01-01, 2026-01-31, March false
#   [2026-01,2026-02..2026-12]: 2026-01-01, 2026-02-28, March false
#   {2026-05,2026-03,2026-01}: 2026-05-01, 2026-01-31, March false
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund edtf@4.11.1

cat >lists.mjs <<'JS'
import edtf from 'edtf';

const day = (milliseconds) => new Date(milliseconds).toISOString().slice(0, 10);
for (const text of [
  '2026-01/2026-03',
  '{2026-01,2026-02,2026-03}',
  '{2026-01..2026-03}',
  '[2026-01,2026-02..2026-12]',
  '{2026-05,2026-03,2026-01}',
]) {
  const dates = edtf(text);
  console.log(`${text}: ${day(dates.min)}, ${day(dates.max)}, March ${dates.covers(edtf('2026-03'))}`);
}
JS

expected='2026-01/2026-03: 2026-01-01, 2026-03-31, March true
{2026-01,2026-02,2026-03}: 2026-01-01, 2026-03-31, March true
{2026-01..2026-03}: 2026-01-01, 2026-01-31, March false
[2026-01,2026-02..2026-12]: 2026-01-01, 2026-02-28, March false
{2026-05,2026-03,2026-01}: 2026-05-01, 2026-01-31, March false'
seen=$(node lists.mjs)
printf 'edtf %s\n%s\n' "$(node -p "JSON.parse(require('fs').readFileSync('node_modules/edtf/package.json')).version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
