import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { listedProcesses } from '@doremi/start';
import { System } from '../whole-system.js';
import { steps } from '../walk/steps.js';
import { walk } from '../walk/walk.js';
import { changed, type Path } from './testing/changed.js';
import { exposedIn, type Exposed } from './testing/exposition.js';
import { metricFaults } from './testing/metric-faults.js';
import { observabilityOfToday } from './testing/observability.js';

const SCRAPED = ['gateway', 'command-api', 'query-api', 'policies', 'projections'];
const today = observabilityOfToday();
let system: System;
let exposed: Exposed;

beforeAll(async () => {
  system = await System.start();
  const faults: string[] = [];
  for await (const result of walk(system.url, steps)) faults.push(...result.faults);
  expect(faults).toEqual([]);
  const scraped = listedProcesses(system.dataDir).filter((one) => SCRAPED.includes(one.name));
  expect(scraped.map(({ name }) => name).sort()).toEqual([...SCRAPED].sort());
  const texts = await Promise.all(
    scraped.map(async ({ port }) => (await fetch(`http://127.0.0.1:${port}/metrics`)).text()),
  );
  for (const text of texts) expect(text).toContain('process_cpu_seconds_total');
  exposed = exposedIn(texts);
}, 90_000);
afterAll(() => system.remove(), 30_000);

test('rules, dashboards and autoscalers read what the processes expose, all of ours is read, and no label holds an id', () => {
  expect(metricFaults(today, exposed)).toEqual([]);
});

const alert = today.rules.findIndex((rule) => rule.alert === 'CommandFaults');
const recorded = today.rules.findIndex(({ record }) => record === 'doremi:open_work:max');
const board = today.dashboards.findIndex(({ uid }) => uid === 'doremi-orders');
const firstPanel = ['dashboards', board, 'panels', 0, 'targets', 0, 'expr'];

test.each<[string, Path, string, string]>([
  [
    'an alert on a metric that is not there',
    ['rules', alert, 'expr'],
    'rate(doremi_commandz_total[5m]) > 0',
    'CommandFaults: nobody exposes doremi_commandz_total',
  ],
  [
    'an alert on a label that is not there',
    ['rules', alert, 'expr'],
    'doremi_commands_total{result="FAULT"} > 0',
    'CommandFaults: doremi_commands_total has no label result',
  ],
  ['an alert on nothing', ['rules', alert, 'expr'], '1 > 0', 'CommandFaults: reads nothing'],
  [
    'a panel on a metric that is not there',
    firstPanel,
    'rate(http_requests_total[2m])',
    'doremi-orders: Requests at the gateway: nobody exposes http_requests_total',
  ],
  [
    'a panel on a label that is not there',
    firstPanel,
    'http_server_request_duration_seconds_count{code="200"}',
    'doremi-orders: Requests at the gateway: http_server_request_duration_seconds_count has no label code',
  ],
  [
    'a panel on a rule that has another name now',
    ['rules', recorded, 'record'],
    'doremi:open_work:most',
    'doremi-orders: Open work: nobody exposes doremi:open_work:max',
  ],
  [
    'a metric that nobody looks at any more',
    ['rules', recorded, 'expr'],
    'max(up)',
    'doremi_open_work: is in no rule and on no dashboard',
  ],
  [
    'an autoscaler on a metric that is not there',
    ['adapter', 'rules', 'custom', 0, 'metricsQuery'],
    'sum(rate(http_requests_total{<<.LabelMatchers>>}[2m])) by (<<.GroupBy>>)',
    'doremi_http_requests_per_second: nobody exposes http_requests_total',
  ],
])('%s is found out', (_, path, value, fault) => {
  expect(metricFaults(changed(today, path, value), exposed)).toContain(fault);
});

test.each<[string, Path, unknown, string]>([
  [
    'a new metric that nobody looks at',
    ['doremi_pizzas_total'],
    [],
    'doremi_pizzas_total: is in no rule and on no dashboard',
  ],
  [
    'an id in a label',
    ['doremi_commands_total'],
    ['type', 'outcome', 'cartId'],
    'doremi_commands_total: its label cartId holds an id',
  ],
  [
    'a metric that is gone',
    ['nodejs_eventloop_lag_p99_seconds'],
    null,
    'EventLoopHeldUp: nobody exposes nodejs_eventloop_lag_p99_seconds',
  ],
])('%s is found out', (_, path, value, fault) => {
  expect(metricFaults(today, changed(exposed, path, value))).toContain(fault);
});
