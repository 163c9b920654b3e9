#!/usr/bin/env bash
# cal-parser 1.0.2.
#
# It reads iCalendar. What belongs to an alarm (VALARM) in an event is taken for the event's own: its description becomes that of the
# alarm, and "begin" and "end" become properties. Of several who are invited (ATTENDEE) the last one is left. The time zone of a start is
# passed over: nine o'clock in Seoul is nine o'clock UTC, nine hours late. A parameter in quotes, as the address in RFC 5545's own example
# of LOCATION (3.8.1.7), is cut at its colon, and the rest of it becomes the beginning of the value.
#
# Seen on 2026-11-29:
#   dtstart: "2026-03-02T09:00:00.000Z"
#   summary: "Delivery"
#   description: "Leave now"
#   location: "//xyzcorp.com/conf-rooms/f123.vcf\":Conference Room - F123, Bldg. 002"
#   attendee: "mailto:lee@example.com"
#   begin: "VALARM"
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund cal-parser@1.0.2

cat >event.mjs <<'JS'
import calParser from 'cal-parser';

const text = `BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//y//EN
BEGIN:VEVENT
UID:1
DTSTAMP:20260101T000000Z
DTSTART;TZID=Asia/Seoul:20260302T090000
SUMMARY:Delivery
LOCATION;ALTREP="http://xyzcorp.com/conf-rooms/f123.vcf":Conference Room - F123\\, Bldg. 002
DESCRIPTION:40 pizzas
ATTENDEE:mailto:kim@example.com
ATTENDEE:mailto:lee@example.com
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER:-PT15M
DESCRIPTION:Leave now
END:VALARM
END:VEVENT
END:VCALENDAR
`.replaceAll('\n', '\r\n');

const [event] = calParser.parseString(text).events;
for (const name of ['dtstart', 'summary', 'description', 'location', 'attendee', 'begin']) {
  console.log(`${name}: ${JSON.stringify(event[name].value)}`);
}
JS

expected='dtstart: "2026-03-02T09:00:00.000Z"
summary: "Delivery"
description: "Leave now"
location: "//xyzcorp.com/conf-rooms/f123.vcf\":Conference Room - F123, Bldg. 002"
attendee: "mailto:lee@example.com"
begin: "VALARM"'
seen=$(node event.mjs)
printf 'cal-parser %s\n%s\n' "$(node -p "require('./node_modules/cal-parser/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
