#!/usr/bin/env bash
# rrule 2.8.1.
#
# RFC 5545 writes the start of what lasts whole days as `DTSTART;VALUE=DATE:20260328`. The parser passes over that line: the rule
# has no start, so its days are counted from the moment the program asks, with that time of day. The same line without
# `VALUE=DATE`, and `EXDATE;VALUE=DATE` in the same text, are read. A rule that ended in the past has no days at all.
#
# Seen on 2026-11-28:
#   DTSTART:20260328 | start 2026-03-28T00:00:00.000Z | days 2026-03-28 2026-03-29
#   DTSTART;VALUE=DATE:20260328 | start none | begins with the day of asking
#   DTSTART;VALUE=DATE:20260328 and UNTIL=20260330 | start none | days none
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund rrule@2.8.1

cat >days.mjs <<'JS'
import rules from 'rrule';

const day = (date) => date.toISOString().slice(0, 10);
const show = (start, end, name) => {
  const before = new Date();
  const rule = rules.rrulestr(`${start}\nRRULE:FREQ=DAILY;${end}`);
  const days = rule.all();
  const now = days.length > 0 && day(days[0]) >= day(before) && day(days[0]) <= day(new Date());
  const which = now ? 'begins with the day of asking' : `days ${days.map(day).join(' ') || 'none'}`;
  console.log(`${name} | start ${rule.origOptions.dtstart?.toISOString() ?? 'none'} | ${which}`);
};
show('DTSTART:20260328', 'COUNT=2', 'DTSTART:20260328');
show('DTSTART;VALUE=DATE:20260328', 'COUNT=2', 'DTSTART;VALUE=DATE:20260328');
show('DTSTART;VALUE=DATE:20260328', 'UNTIL=20260330', 'DTSTART;VALUE=DATE:20260328 and UNTIL=20260330');
JS

expected='DTSTART:20260328 | start 2026-03-28T00:00:00.000Z | days 2026-03-28 2026-03-29
DTSTART;VALUE=DATE:20260328 | start none | begins with the day of asking
DTSTART;VALUE=DATE:20260328 and UNTIL=20260330 | start none | days none'
seen=$(node days.mjs)
printf 'rrule %s\n%s\n' "$(node -p "require('./node_modules/rrule/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
