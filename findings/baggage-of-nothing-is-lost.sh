#!/usr/bin/env bash
# @opentelemetry/core 2.12.1 and 3.1.1.
#
# An entry of W3C baggage may have an empty value. `W3CBaggagePropagator` writes such an entry and does not read it: what one service
# sends as `note=` the next one, with the same package, does not have, nor the entry's properties, and does not pass on. An entry
# that is written in the same header before or after it is read.
#
# Seen on 2026-11-28, with both versions:
#   order=5,note=,table=3 | order table | order=5,table=3
#   note= | nothing | nothing
#   note=;origin=till | nothing | nothing
#   note=x;origin=till | note | note=x;origin=till
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >baggage.mjs <<'JS'
import { ROOT_CONTEXT, baggageEntryMetadataFromString, defaultTextMapGetter, defaultTextMapSetter, propagation } from '@opentelemetry/api';
import { W3CBaggagePropagator } from '@opentelemetry/core';

const propagator = new W3CBaggagePropagator();
const send = (context) => {
  const headers = {};
  propagator.inject(context, headers, defaultTextMapSetter);
  return headers;
};
const metadata = baggageEntryMetadataFromString('origin=till');
for (const entries of [
  { order: { value: '5' }, note: { value: '' }, table: { value: '3' } },
  { note: { value: '' } },
  { note: { value: '', metadata } },
  { note: { value: 'x', metadata } },
]) {
  const sent = send(propagation.setBaggage(ROOT_CONTEXT, propagation.createBaggage(entries)));
  const received = propagator.extract(ROOT_CONTEXT, sent, defaultTextMapGetter);
  const keys = propagation.getBaggage(received)?.getAllEntries().map(([key]) => key).join(' ');
  console.log(`${sent.baggage} | ${keys || 'nothing'} | ${send(received).baggage ?? 'nothing'}`);
}
JS

expected='order=5,note=,table=3 | order table | order=5,table=3
note= | nothing | nothing
note=;origin=till | nothing | nothing
note=x;origin=till | note | note=x;origin=till'

for versions in '2.12.1 1.9.1' '3.1.1 1.10.0'; do
  read -r core api <<<"$versions"
  mkdir "$core"
  cp baggage.mjs "$core"
  seen=$(
    cd "$core"
    npm init -y >/dev/null
    npm install --silent --ignore-scripts --no-audit --no-fund "@opentelemetry/core@$core" "@opentelemetry/api@$api"
    node baggage.mjs
  )
  printf 'core %s\n%s\n' "$core" "$seen"
  [ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
done
