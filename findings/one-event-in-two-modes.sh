#!/usr/bin/env bash
# cloudevents 10.0.0 (the JavaScript SDK of CloudEvents).
#
# An event goes over HTTP in binary mode (its data is the body) or in structured mode (all of it is one JSON text), and is the same
# event. Here it is another: sent structured, data that are 0, false or an empty text are in the JSON and not in the event that
# `HTTP.toEvent` makes of it. Sent binary, 5 and true are refused, a text of type JSON is sent without its quotes, which is no JSON,
# and data of a `+json` type come back as text, not as the object they are in structured mode.
#
# Seen on 2026-11-28 (what comes back):
#   {"a":1} as application/json: binary {"a":1}, structured {"a":1}
#   0 as application/json: binary 0, structured nothing
#   false as application/json: binary false, structured nothing
#   "" as text/plain: binary "", structured nothing
#   5 as application/json: binary ValidationError, structured 5
#   true as application/json: binary ValidationError, structured true
#   {"a":1} as application/vnd.order+json: binary "{\"a\":1}", structured {"a":1}
#   the body of "paid" as application/json, binary: paid
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund cloudevents@10.0.0

cat >modes.mjs <<'JS'
import { CloudEvent, HTTP } from 'cloudevents';

const event = (data, datacontenttype) => new CloudEvent({ id: '1', source: '/shop', type: 'ordered', datacontenttype, data });
const back = (mode, sent) => {
  try {
    const { headers, body } = HTTP[mode](sent);
    return JSON.stringify(HTTP.toEvent({ headers, body }).data) ?? 'nothing';
  } catch (fault) {
    return fault.constructor.name;
  }
};
for (const [data, type] of [
  [{ a: 1 }, 'application/json'],
  [0, 'application/json'],
  [false, 'application/json'],
  ['', 'text/plain'],
  [5, 'application/json'],
  [true, 'application/json'],
  [{ a: 1 }, 'application/vnd.order+json'],
]) {
  const sent = event(data, type);
  console.log(`${JSON.stringify(data)} as ${type}: binary ${back('binary', sent)}, structured ${back('structured', sent)}`);
}
console.log(`the body of "paid" as application/json, binary: ${HTTP.binary(event('paid', 'application/json')).body}`);
JS

expected='{"a":1} as application/json: binary {"a":1}, structured {"a":1}
0 as application/json: binary 0, structured nothing
false as application/json: binary false, structured nothing
"" as text/plain: binary "", structured nothing
5 as application/json: binary ValidationError, structured 5
true as application/json: binary ValidationError, structured true
{"a":1} as application/vnd.order+json: binary "{\"a\":1}", structured {"a":1}
the body of "paid" as application/json, binary: paid'
seen=$(node modes.mjs)
printf 'cloudevents %s\n%s\n' "$(node -p "require('./node_modules/cloudevents/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
