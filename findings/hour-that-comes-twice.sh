#!/usr/bin/env bash
# date-fns-tz 3.2.0, beside temporal-polyfill 1.0.8; the process's own zone is UTC.
#
# When the clocks go back, an hour of the night comes twice, and when they go forward, one does not come. `fromZonedTime` takes the
# second of the two in Berlin and London and the first in New York and Los Angeles: the side changes with the zone. (With the process
# in New York it takes the first everywhere.) Of the hour that does not come it makes the one before, so that 02:30 is earlier
# than 01:59. Temporal takes the first of two and moves the missing one forward, in every zone.
#
# Seen on 2026-11-28:
#   Europe/Berlin 2026-10-25T02:30 second, Temporal first
#   Europe/London 2026-10-25T01:30 second, Temporal first
#   America/New_York 2026-11-01T01:30 first, Temporal first
#   America/Los_Angeles 2026-11-01T01:30 first, Temporal first
#   Europe/Berlin, process in New York 2026-10-25T02:30 first, Temporal first
#   Europe/Berlin 2026-03-29T01:59 2026-03-29T00:59Z, 02:30 2026-03-29T00:30Z, 03:00 2026-03-29T01:00Z
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund date-fns-tz@3.2.0 date-fns@4.1.0 temporal-polyfill@1.0.8

cat >twice.mjs <<'JS'
import { fromZonedTime } from 'date-fns-tz';
import { Temporal } from 'temporal-polyfill';

const which = (moment, zone, text) => {
  const both = ['earlier', 'later'].map((disambiguation) => Temporal.PlainDateTime.from(text).toZonedDateTime(zone, { disambiguation }).epochMilliseconds);
  return ['first', 'second'][both.indexOf(moment)] ?? 'neither';
};
const twice = (zone, text, where = '') =>
  `${zone}${where} ${text} ${which(fromZonedTime(text, zone).getTime(), zone, text)}, Temporal ${which(Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds, zone, text)}`;
if (process.env.TZ !== 'UTC') console.log(twice('Europe/Berlin', '2026-10-25T02:30', ', process in New York'));
else {
  console.log(twice('Europe/Berlin', '2026-10-25T02:30'));
  console.log(twice('Europe/London', '2026-10-25T01:30'));
  console.log(twice('America/New_York', '2026-11-01T01:30'));
  console.log(twice('America/Los_Angeles', '2026-11-01T01:30'));
}
JS
cat >never.mjs <<'JS'
import { fromZonedTime } from 'date-fns-tz';

const moment = (time) => fromZonedTime(`2026-03-29T${time}`, 'Europe/Berlin').toISOString().replace(':00.000Z', 'Z');
console.log(`Europe/Berlin 2026-03-29T01:59 ${moment('01:59')}, 02:30 ${moment('02:30')}, 03:00 ${moment('03:00')}`);
JS

expected='Europe/Berlin 2026-10-25T02:30 second, Temporal first
Europe/London 2026-10-25T01:30 second, Temporal first
America/New_York 2026-11-01T01:30 first, Temporal first
America/Los_Angeles 2026-11-01T01:30 first, Temporal first
Europe/Berlin, process in New York 2026-10-25T02:30 first, Temporal first
Europe/Berlin 2026-03-29T01:59 2026-03-29T00:59Z, 02:30 2026-03-29T00:30Z, 03:00 2026-03-29T01:00Z'
seen=$(
  TZ=UTC node twice.mjs
  TZ=America/New_York node twice.mjs
  TZ=UTC node never.mjs
)
printf 'date-fns-tz %s\n%s\n' "$(node -p "require('./node_modules/date-fns-tz/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
