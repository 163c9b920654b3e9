#!/usr/bin/env bash
# uplot 1.6.32, against Intl of Node.
#
# `uPlot.tzDate` "converts a Date into new Date that's time-adjusted for the given IANA Time Zone Name", for the labels of a chart in UTC or in
# a shop's own time. What it makes is a time of the zone that the browser is in, so that the labels of UTC depend on where they are
# looked at: on the days when the clocks change there, they are an hour off for up to as many hours as that zone is away from UTC. With
# another zone, the hour that the browser's zone skips is named as the next. Where no clock changes, all labels are right.
#
# Seen on 2026-11-28:
#   UTC in America/New_York, 2026-03-07: right
#   UTC in America/New_York, 2026-03-08: 02:30 as 03:30, 03:30 as 04:30, 04:30 as 05:30, 05:30 as 06:30, 06:30 as 07:30
#   UTC in America/New_York, 2026-11-01: 02:30 as 01:30, 03:30 as 02:30, 04:30 as 03:30, 05:30 as 04:30
#   UTC in Europe/Berlin, 2026-03-29: 01:30 as 00:30, 02:30 as 01:30
#   Asia/Seoul in Europe/Berlin, 2026-03-28: 02:30 as 03:30
#   UTC in Asia/Seoul, 2026-03-29: right
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund uplot@1.6.32

cat >labels.mjs <<'JS'
// uPlot is of browsers and wants a little of one.
const nothing = () => undefined;
globalThis.window = globalThis;
globalThis.document = {};
globalThis.navigator ??= { language: 'en-US' };
globalThis.matchMedia = () => ({ addEventListener: nothing });
Object.assign(globalThis, { addEventListener: nothing, dispatchEvent: nothing, devicePixelRatio: 1 });
globalThis.CustomEvent ??= class {};
const { default: uPlot } = await import('uplot');

const [, , name, day] = process.argv;
const timeZone = name === 'UTC' ? 'Etc/UTC' : name;
const intl = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const label = uPlot.fmtDate('{HH}:{mm}');
const wrong = [];
for (let hour = 0; hour < 24; hour += 1) {
  const date = new Date(Date.parse(`${day}T00:30Z`) + hour * 3_600_000);
  const [right, seen] = [intl.format(date), label(uPlot.tzDate(date, timeZone))];
  if (seen !== right) wrong.push(`${right} as ${seen}`);
}
console.log(`${name} in ${process.env.TZ}, ${day}: ${wrong.join(', ') || 'right'}`);
JS

expected='UTC in America/New_York, 2026-03-07: right
UTC in America/New_York, 2026-03-08: 02:30 as 03:30, 03:30 as 04:30, 04:30 as 05:30, 05:30 as 06:30, 06:30 as 07:30
UTC in America/New_York, 2026-11-01: 02:30 as 01:30, 03:30 as 02:30, 04:30 as 03:30, 05:30 as 04:30
UTC in Europe/Berlin, 2026-03-29: 01:30 as 00:30, 02:30 as 01:30
Asia/Seoul in Europe/Berlin, 2026-03-28: 02:30 as 03:30
UTC in Asia/Seoul, 2026-03-29: right'
seen=$(
  TZ=America/New_York node labels.mjs UTC 2026-03-07
  TZ=America/New_York node labels.mjs UTC 2026-03-08
  TZ=America/New_York node labels.mjs UTC 2026-11-01
  TZ=Europe/Berlin node labels.mjs UTC 2026-03-29
  TZ=Europe/Berlin node labels.mjs Asia/Seoul 2026-03-28
  TZ=Asia/Seoul node labels.mjs UTC 2026-03-29
)
printf 'uplot %s\n%s\n' "$(node -p "require('./node_modules/uplot/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
