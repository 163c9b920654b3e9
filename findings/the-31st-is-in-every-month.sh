#!/usr/bin/env bash
# @cheap-glitch/mi-cron 1.0.1, beside croner 11.0.1.
#
# It reads "standard cron expressions" and computes the next date. On the 31st it runs in every month: in those that have none on a day of
# the next, so that February's is the third of March; the 29th of February is each year's first of March. Where both the day of the month
# and that of the week are restricted, cron runs when either matches (POSIX, crontab); here both have to be, and Friday or the 13th is
# Friday the 13th.
#
# Seen on 2026-11-29, with the clock at UTC:
#   0 12 31 * *: 2026-03-03 2026-03-31 2026-05-01, by croner 2026-03-31 2026-05-31 2026-07-31
#   0 12 29 2 *: 2026-03-01 2027-03-01 2028-02-29, by croner 2028-02-29 2032-02-29 2036-02-29
#   0 12 13 * 5: 2026-02-13 2026-03-13 2026-11-13, by croner 2026-02-06 2026-02-13 2026-02-20
#   0 12 13 * *: 2026-02-13 2026-03-13 2026-04-13, by croner 2026-02-13 2026-03-13 2026-04-13
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund @cheap-glitch/mi-cron@1.0.1 croner@11.0.1

cat >next.mjs <<'JS'
import { parseCron } from '@cheap-glitch/mi-cron';
import { Cron } from 'croner';

const start = new Date('2026-01-31T12:30:00Z');
const text = (date) => date.toISOString().slice(0, 10);
for (const expression of ['0 12 31 * *', '0 12 29 2 *', '0 12 13 * 5', '0 12 13 * *']) {
  const theirs = [start];
  for (let at = 0; at < 3; at += 1) theirs.push(parseCron.nextDate(expression, theirs.at(-1)));
  const croner = new Cron(expression, { timezone: 'UTC', paused: true }).nextRuns(3, start);
  console.log(`${expression}: ${theirs.slice(1).map(text).join(' ')}, by croner ${croner.map(text).join(' ')}`);
}
JS

expected='0 12 31 * *: 2026-03-03 2026-03-31 2026-05-01, by croner 2026-03-31 2026-05-31 2026-07-31
0 12 29 2 *: 2026-03-01 2027-03-01 2028-02-29, by croner 2028-02-29 2032-02-29 2036-02-29
0 12 13 * 5: 2026-02-13 2026-03-13 2026-11-13, by croner 2026-02-06 2026-02-13 2026-02-20
0 12 13 * *: 2026-02-13 2026-03-13 2026-04-13, by croner 2026-02-13 2026-03-13 2026-04-13'
seen=$(TZ=UTC node next.mjs)
printf '@cheap-glitch/mi-cron %s\n%s\n' "$(node -p "require('./node_modules/@cheap-glitch/mi-cron/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
