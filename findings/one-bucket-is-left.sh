#!/usr/bin/env bash
# @platformatic/promotel 0.2.2, on what prom-client 15.1.3 exposes.
#
# It converts "Prometheus metrics to OpenTelemetry Protocol (OTLP) format", histograms among them. Prometheus has a line for each bucket,
# each with all below it; OTLP has one list of bounds and one of the counts between them, one longer, that add up to the count
# (opentelemetry/proto/metrics/v1). Of every histogram one bucket is left, the one of +Inf, without a bound: how many took how long is gone.
#
# Seen on 2026-11-29, of 4 pizzas and bounds at 1, 5 and 10 minutes:
#   exposed: 1 2, 5 3, 10 3, +Inf 4
#   converted: count 4, sum 34, bounds [], buckets [4]
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund @platformatic/promotel@0.2.2 prom-client@15.1.3

cat >convert.mjs <<'JS'
import { convert, getFromRegistry } from '@platformatic/promotel';
import { Histogram, Registry } from 'prom-client';

const registry = new Registry();
const minutes = new Histogram({ name: 'bake_minutes', help: 'h', buckets: [1, 5, 10], registers: [registry] });
[0.5, 0.5, 3, 30].forEach((each) => minutes.observe(each));
const buckets = [...(await registry.metrics()).matchAll(/le="(.+)"} (\d+)/g)].map(([, bound, count]) => `${bound} ${count}`);
console.log(`exposed: ${buckets.join(', ')}`);

const [{ scope_metrics: [{ metrics }] }] = convert(await getFromRegistry({ registry })).resource_metrics;
const [{ count, sum, explicit_bounds, bucket_counts }] = metrics[0].histogram.data_points;
console.log(`converted: count ${count}, sum ${sum}, bounds ${JSON.stringify(explicit_bounds)}, buckets ${JSON.stringify(bucket_counts)}`);
JS

expected='exposed: 1 2, 5 3, 10 3, +Inf 4
converted: count 4, sum 34, bounds [], buckets [4]'
seen=$(node convert.mjs)
printf 'promotel %s\n%s\n' "$(node -p "require('./node_modules/@platformatic/promotel/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
