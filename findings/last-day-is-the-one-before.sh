#!/usr/bin/env bash
# ts-ics 2.4.6.
#
# RFC 5545 (3.3.10) counts `BYMONTHDAY=-1` as the last day of a month. `extendByRecurrenceRule` makes it the day before: what is due
# on the last of each month comes on the 30th of March and the 27th of February, and -3 is the fourth from the end. A rule by months that
# begins on the 31st comes on the 28th of February, and from then on on the 28th of every month; by the RFC months without that
# day are passed over. Days by their number from the front are right.
#
# Seen on 2026-11-28:
#   FREQ=MONTHLY;BYMONTHDAY=-1 from 2026-01-31: 2026-02-27 2026-03-30 2026-04-29 2026-05-30
#   FREQ=MONTHLY;BYMONTHDAY=-3 from 2026-01-29: 2026-02-25 2026-03-28 2026-04-27 2026-05-28
#   FREQ=MONTHLY from 2026-01-31: 2026-01-31 2026-02-28 2026-03-28 2026-04-28
#   FREQ=MONTHLY;BYMONTHDAY=28 from 2026-01-28: 2026-01-28 2026-02-28 2026-03-28 2026-04-28
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund ts-ics@2.4.6

cat >months.mjs <<'JS'
import { convertIcsRecurrenceRule, extendByRecurrenceRule } from 'ts-ics';

for (const [value, from] of [
  ['FREQ=MONTHLY;BYMONTHDAY=-1', '2026-01-31'],
  ['FREQ=MONTHLY;BYMONTHDAY=-3', '2026-01-29'],
  ['FREQ=MONTHLY', '2026-01-31'],
  ['FREQ=MONTHLY;BYMONTHDAY=28', '2026-01-28'],
]) {
  const rule = convertIcsRecurrenceRule(undefined, { value });
  const dates = extendByRecurrenceRule(rule, { start: new Date(`${from}T09:00Z`), end: new Date('2026-12-31T09:00Z') });
  console.log(`${value} from ${from}: ${dates.slice(0, 4).map((date) => date.toISOString().slice(0, 10)).join(' ')}`);
}
JS

expected='FREQ=MONTHLY;BYMONTHDAY=-1 from 2026-01-31: 2026-02-27 2026-03-30 2026-04-29 2026-05-30
FREQ=MONTHLY;BYMONTHDAY=-3 from 2026-01-29: 2026-02-25 2026-03-28 2026-04-27 2026-05-28
FREQ=MONTHLY from 2026-01-31: 2026-01-31 2026-02-28 2026-03-28 2026-04-28
FREQ=MONTHLY;BYMONTHDAY=28 from 2026-01-28: 2026-01-28 2026-02-28 2026-03-28 2026-04-28'
seen=$(TZ=UTC node months.mjs)
printf 'ts-ics %s\n%s\n' "$(node -p "require('./node_modules/ts-ics/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
