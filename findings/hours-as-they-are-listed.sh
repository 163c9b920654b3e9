#!/usr/bin/env bash
# ical.js 2.2.1.
#
# `BYHOUR=18,9` is the same rule as `BYHOUR=9,18`: RFC 5545 (3.3.10) gives the order of such a list no meaning, and takes the first `COUNT`
# of what the rule makes, from its start on. The iterator makes the hours (and minutes) of a day in the order they are listed in:
# it goes back in time, the first it makes is not the start of the event, and `UNTIL` ends it before an hour that is earlier. Days of
# the week, days of the month and months are sorted.
#
# Seen on 2026-11-28, from 2026-01-01T09:00:
#   FREQ=DAILY;BYHOUR=9,18;COUNT=3: 01T09:00 01T18:00 02T09:00
#   FREQ=DAILY;BYHOUR=18,9;COUNT=3: 01T18:00 01T09:00 02T18:00
#   FREQ=DAILY;BYHOUR=9,18;UNTIL=20260102T120000: 01T09:00 01T18:00 02T09:00
#   FREQ=DAILY;BYHOUR=18,9;UNTIL=20260102T120000: 01T18:00 01T09:00
#   FREQ=DAILY;BYMINUTE=30,0;COUNT=3: 01T09:30 01T09:00 02T09:30
#   FREQ=MONTHLY;BYMONTHDAY=15,1;COUNT=3: 01T09:00 15T09:00 01T09:00
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund ical.js@2.2.1

cat >hours.mjs <<'JS'
import ICAL from 'ical.js';

for (const rule of [
  'FREQ=DAILY;BYHOUR=9,18;COUNT=3',
  'FREQ=DAILY;BYHOUR=18,9;COUNT=3',
  'FREQ=DAILY;BYHOUR=9,18;UNTIL=20260102T120000',
  'FREQ=DAILY;BYHOUR=18,9;UNTIL=20260102T120000',
  'FREQ=DAILY;BYMINUTE=30,0;COUNT=3',
  'FREQ=MONTHLY;BYMONTHDAY=15,1;COUNT=3',
]) {
  const dates = ICAL.Recur.fromString(rule).iterator(ICAL.Time.fromString('2026-01-01T09:00:00'));
  const seen = [];
  for (let date = dates.next(); date; date = dates.next()) seen.push(date.toString().slice(8, 16));
  console.log(`${rule}: ${seen.join(' ')}`);
}
JS

expected='FREQ=DAILY;BYHOUR=9,18;COUNT=3: 01T09:00 01T18:00 02T09:00
FREQ=DAILY;BYHOUR=18,9;COUNT=3: 01T18:00 01T09:00 02T18:00
FREQ=DAILY;BYHOUR=9,18;UNTIL=20260102T120000: 01T09:00 01T18:00 02T09:00
FREQ=DAILY;BYHOUR=18,9;UNTIL=20260102T120000: 01T18:00 01T09:00
FREQ=DAILY;BYMINUTE=30,0;COUNT=3: 01T09:30 01T09:00 02T09:30
FREQ=MONTHLY;BYMONTHDAY=15,1;COUNT=3: 01T09:00 15T09:00 01T09:00'
seen=$(node hours.mjs)
printf 'ical.js %s\n%s\n' "$(node -p "require('./node_modules/ical.js/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
