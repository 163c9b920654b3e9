#!/usr/bin/env bash
# @opentelemetry/propagator-b3 3.1.0, with @opentelemetry/api 1.10.0.
#
# B3 has one header or several for the same. "Debug" among them has a trace recorded whatever the sampling; OpenTelemetry's spec wants it
# preserved and sent on ("B3 Requirements"). `B3Propagator` reads both kinds and writes the one that is chosen. Where debug came in the
# other kind it is sent on as an ordinary 1, "sampled", which whoever is next may drop. In the same kind it stays debug.
#
# Seen on 2026-11-29:
#   came in one, sent in one: b3: …-d
#   came in one, sent in several: x-b3-sampled: 1
#   came in several, sent in one: b3: …-1
#   came in several, sent in several: x-b3-flags: 1
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund @opentelemetry/propagator-b3@3.1.0 @opentelemetry/api@1.10.0

cat >debug.mjs <<'JS'
import { ROOT_CONTEXT, defaultTextMapGetter, defaultTextMapSetter } from '@opentelemetry/api';
import { B3InjectEncoding, B3Propagator } from '@opentelemetry/propagator-b3';

const trace = '80f198ee56343ba864fe8b2a57d3eff7';
const span = 'e457b5a2e4d86bd1';
const came = {
  one: { b3: `${trace}-${span}-d` },
  several: { 'x-b3-traceid': trace, 'x-b3-spanid': span, 'x-b3-flags': '1' },
};
const written = { one: B3InjectEncoding.SINGLE_HEADER, several: B3InjectEncoding.MULTI_HEADER };
const ids = ['x-b3-traceid', 'x-b3-spanid'];

for (const [from, headers] of Object.entries(came)) {
  for (const [to, injectEncoding] of Object.entries(written)) {
    const propagator = new B3Propagator({ injectEncoding });
    const sent = {};
    propagator.inject(propagator.extract(ROOT_CONTEXT, headers, defaultTextMapGetter), sent, defaultTextMapSetter);
    const rest = Object.entries(sent).filter(([name]) => !ids.includes(name));
    console.log(`came in ${from}, sent in ${to}: ${rest.map(([name, value]) => `${name}: ${value.replace(/^.*-/, '…-')}`).join(', ')}`);
  }
}
JS

expected='came in one, sent in one: b3: …-d
came in one, sent in several: x-b3-sampled: 1
came in several, sent in one: b3: …-1
came in several, sent in several: x-b3-flags: 1'
seen=$(node debug.mjs)
printf '@opentelemetry/propagator-b3 %s\n%s\n' "$(node -p "require('./node_modules/@opentelemetry/propagator-b3/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
