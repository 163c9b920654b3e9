#!/usr/bin/env bash
# parse-prometheus-text-format 1.1.1, on what prom-client 15.1.3 exposes.
#
# A histogram (or a summary) with a label has one row of buckets for each value of the label. The parser puts them all into one
# row: the buckets of the last label value win, the label itself, `_sum` and `_count` are gone, nothing is said. A counter keeps
# its labels.
#
# Seen on 2026-11-28:
#   no label: [{"buckets":{"1":"1","+Inf":"2"},"count":"2","sum":"5.5"}]
#   labels pickup, delivery: [{"buckets":{"1":"0","+Inf":"1"}}]
#   summary, same labels: [{"quantiles":{"0.5":"30"}}]
#   counter, same labels: [{"value":"2","labels":{"way":"pickup"}},{"value":"1","labels":{"way":"delivery"}}]
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund parse-prometheus-text-format@1.1.1 prom-client@15.1.3

cat >parse.mjs <<'JS'
import parser from 'parse-prometheus-text-format';
import { Counter, Histogram, Registry, Summary } from 'prom-client';

const parse = parser.default ?? parser;
const show = async (name, Metric, options, fill) => {
  const registry = new Registry();
  fill(new Metric({ name: 'orders', help: 'orders', registers: [registry], ...options }));
  console.log(`${name}: ${JSON.stringify(parse(await registry.metrics())[0].metrics)}`);
};
const labelNames = ['way'];
const observe = (metric) => {
  metric.observe({ way: 'pickup' }, 0.5);
  metric.observe({ way: 'pickup' }, 5);
  metric.observe({ way: 'delivery' }, 30);
};
await show('no label', Histogram, { buckets: [1] }, (metric) => [0.5, 5].forEach((seconds) => metric.observe(seconds)));
await show('labels pickup, delivery', Histogram, { buckets: [1], labelNames }, observe);
await show('summary, same labels', Summary, { percentiles: [0.5], labelNames }, observe);
await show('counter, same labels', Counter, { labelNames }, (metric) => {
  metric.inc({ way: 'pickup' }, 2);
  metric.inc({ way: 'delivery' });
});
JS

expected='no label: [{"buckets":{"1":"1","+Inf":"2"},"count":"2","sum":"5.5"}]
labels pickup, delivery: [{"buckets":{"1":"0","+Inf":"1"}}]
summary, same labels: [{"quantiles":{"0.5":"30"}}]
counter, same labels: [{"value":"2","labels":{"way":"pickup"}},{"value":"1","labels":{"way":"delivery"}}]'
seen=$(node parse.mjs)
printf 'parse-prometheus-text-format %s\n%s\n' "$(node -p "require('./node_modules/parse-prometheus-text-format/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
