#!/usr/bin/env bash
# json-to-line-protocol 0.2.0, beside @influxdata/influxdb-client 1.35.0.
#
# It writes InfluxDB's line protocol and "will perform any necessary escaping on strings". A field that is a text has to be in quotes
# there ("Line protocol", string); it writes none. So the text "2" is stored as a number, "t" as true and "5i" as a whole number, "two
# hams" ends the line amiss and an empty one is no field; null is written as null, which is no value. The object that its README shows is
# refused, for the number among its tags; a point of the time 0 has no time.
#
# Seen on 2026-11-29:
#   "two": m a=two 1, by InfluxData m a="two" 1
#   "two hams": m a=two hams 1, by InfluxData m a="two hams" 1
#   "2": m a=2 1, by InfluxData m a="2" 1
#   "t": m a=t 1, by InfluxData m a="t" 1
#   "5i": m a=5i 1, by InfluxData m a="5i" 1
#   "": m a= 1, by InfluxData m a="" 1
#   null: m a=null 1, by InfluxData nothing
#   time 0: m a=1
#   its README's: input.replace is not a function
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund json-to-line-protocol@0.2.0 @influxdata/influxdb-client@1.35.0

cat >line.mjs <<'JS'
import { Point } from '@influxdata/influxdb-client';
import { convert } from 'json-to-line-protocol';

for (const text of ['two', 'two hams', '2', 't', '5i', '', null]) {
  const line = convert({ measurement: 'm', tags: {}, fields: { a: text }, ts: 1 });
  const wanted = text === null ? 'nothing' : new Point('m').stringField('a', text).timestamp('1').toLineProtocol();
  console.log(`${JSON.stringify(text)}: ${line}, by InfluxData ${wanted}`);
}
console.log(`time 0: ${convert({ measurement: 'm', tags: {}, fields: { a: 1 }, ts: 0 })}`);
try {
  console.log(convert({ measurement: 'name-of-measure', fields: { c: '2', d: 3 }, tags: { a: '1', b: 2 }, ts: 1 }));
} catch (error) {
  console.log(`its README's: ${error.message}`);
}
JS

expected=$(cat <<'TEXT'
"two": m a=two 1, by InfluxData m a="two" 1
"two hams": m a=two hams 1, by InfluxData m a="two hams" 1
"2": m a=2 1, by InfluxData m a="2" 1
"t": m a=t 1, by InfluxData m a="t" 1
"5i": m a=5i 1, by InfluxData m a="5i" 1
"": m a= 1, by InfluxData m a="" 1
null: m a=null 1, by InfluxData nothing
time 0: m a=1
its README's: input.replace is not a function
TEXT
)
seen=$(node line.mjs)
printf 'json-to-line-protocol %s\n%s\n' "$(node -p "require('./node_modules/json-to-line-protocol/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
