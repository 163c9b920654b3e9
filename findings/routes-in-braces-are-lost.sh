#!/usr/bin/env bash
# @platformatic/promotel 0.2.2, on what prom-client 15.1.3 exposes.
#
# In Prometheus' text format a label's value may be any text; only \, " and line ends are escaped. Promotel ends the labels at the first }:
# a line with a route like /orders/{id} is left out without a word, and so is +Inf as a value. A gauge by the name of `tables_count` is
# taken for the count of a histogram `tables`, whatever its `# TYPE` says, and so one by the name of `…_sum`.
# https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
#
# Seen on 2026-11-29:
#   requests_total{route="/orders"} 2 -> requests_total sum: /orders 2
#   requests_total{route="/orders/{id}"} 3 -> nothing
#   wait +Inf -> nothing
#   tables_free 4 -> tables_free gauge: 4
#   tables_count 4 -> tables histogram: count 4, sum 0
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund @platformatic/promotel@0.2.2 prom-client@15.1.3

cat >convert.mjs <<'JS'
import { convert, getFromRegistry } from '@platformatic/promotel';
import { Counter, Gauge, Registry } from 'prom-client';

const text = ({ attributes, as_double, count, sum }) =>
  [...attributes.map(({ value }) => value.string_value), as_double ?? `count ${count}, sum ${sum}`].join(' ');
const show = async (Metric, name, value, labels = {}) => {
  const registry = new Registry();
  const metric = new Metric({ name, help: 'h', labelNames: Object.keys(labels), registers: [registry] });
  metric[Metric === Counter ? 'inc' : 'set'](labels, value);
  const [line] = (await registry.metrics()).trim().split('\n').slice(-1);
  const [{ scope_metrics: [{ metrics }] }] = convert(await getFromRegistry({ registry })).resource_metrics;
  const found = metrics.map(({ name, description, ...data }) => {
    const [[kind, { data_points }]] = Object.entries(data);
    return `${name} ${kind}: ${data_points.map(text).join(', ')}`;
  });
  console.log(`${line} -> ${found.join('; ') || 'nothing'}`);
};
await show(Counter, 'requests_total', 2, { route: '/orders' });
await show(Counter, 'requests_total', 3, { route: '/orders/{id}' });
await show(Gauge, 'wait', Infinity);
await show(Gauge, 'tables_free', 4);
await show(Gauge, 'tables_count', 4);
JS

expected='requests_total{route="/orders"} 2 -> requests_total sum: /orders 2
requests_total{route="/orders/{id}"} 3 -> nothing
wait +Inf -> nothing
tables_free 4 -> tables_free gauge: 4
tables_count 4 -> tables histogram: count 4, sum 0'
seen=$(node convert.mjs)
printf 'promotel %s\n%s\n' "$(node -p "require('./node_modules/@platformatic/promotel/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
