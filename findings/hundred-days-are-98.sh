#!/usr/bin/env bash
# dayjs 1.11.23, its plugin for durations.
#
# `duration(100, 'days')` is turned into months of 30.4 days and what is left, hours included: `P3M8DT18H`. Added to a date those are
# months of the calendar, so that 100 days from New Year end a day and six hours early, though `asDays()` says 100 and
# `add(100, 'days')` is right. The same duration as `{ days: 100 }` or as `P100D` stays 100 days. It begins with 31 days.
#
# Seen on 2026-11-28, from 2026-01-01T00:00Z:
#   30 days: P30D, 2026-01-31T00:00Z
#   31 days: P1MT14H, 2026-02-01T14:00Z
#   100 days: P3M8DT18H, 2026-04-09T18:00Z
#   { days: 100 }: P100D, 2026-04-11T00:00Z
#   add(100, 'days'): 2026-04-11T00:00Z
#   duration(100, 'days').asDays(): 100
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund dayjs@1.11.23

cat >days.mjs <<'JS'
import dayjs from 'dayjs';
import duration from 'dayjs/plugin/duration.js';
import utc from 'dayjs/plugin/utc.js';

dayjs.extend(utc);
dayjs.extend(duration);
const start = dayjs.utc('2026-01-01T00:00:00Z');
const text = (moment) => moment.toISOString().replace(':00.000Z', 'Z');
const show = (name, length) => console.log(`${name}: ${length.toISOString()}, ${text(start.add(length))}`);
for (const days of [30, 31, 100]) show(`${days} days`, dayjs.duration(days, 'days'));
show('{ days: 100 }', dayjs.duration({ days: 100 }));
console.log(`add(100, 'days'): ${text(start.add(100, 'days'))}`);
console.log(`duration(100, 'days').asDays(): ${dayjs.duration(100, 'days').asDays()}`);
JS

expected="30 days: P30D, 2026-01-31T00:00Z
31 days: P1MT14H, 2026-02-01T14:00Z
100 days: P3M8DT18H, 2026-04-09T18:00Z
{ days: 100 }: P100D, 2026-04-11T00:00Z
add(100, 'days'): 2026-04-11T00:00Z
duration(100, 'days').asDays(): 100"
seen=$(TZ=UTC node days.mjs)
printf 'dayjs %s\n%s\n' "$(node -p "require('./node_modules/dayjs/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
