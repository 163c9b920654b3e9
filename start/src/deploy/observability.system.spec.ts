import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { System } from '../testing/system.js';
import { listedProcesses } from '../running-system.js';
import { steps } from '../walk/steps.js';
import { walk } from '../walk/walk.js';
import { selectorsOf } from './testing/promql.js';
import { inRepository, textOf, yamlOf } from './testing/repository.js';

interface Rule {
  readonly record?: string;
  readonly alert?: string;
  readonly expr: string;
  readonly labels?: { readonly severity?: string };
  readonly annotations?: { readonly summary?: string; readonly runbook?: string };
}
interface Dashboard {
  readonly uid: string;
  readonly panels: readonly { readonly title: string; readonly targets: readonly { readonly expr: string }[] }[];
}
interface Tests {
  readonly tests: readonly {
    readonly alert_rule_test: readonly { readonly alertname: string; readonly exp_alerts: readonly unknown[] }[];
  }[];
}

const RULES = 'deploy/observability/rules';
const DASHBOARDS = 'deploy/observability/grafana/dashboards';

const rules = ['recording.yml', 'alerts.yml'].flatMap((file) =>
  (yamlOf(`${RULES}/${file}`) as { groups: { rules: Rule[] }[] }).groups.flatMap((group) => group.rules),
);
const alerts = rules.filter(({ alert }) => alert !== undefined);
const dashboards = readdirSync(inRepository(DASHBOARDS)).map(
  (file) => JSON.parse(textOf(`${DASHBOARDS}/${file}`)) as Dashboard,
);
const expressions: [string, string][] = [
  ...rules.map(({ alert, record, expr }): [string, string] => [alert ?? record ?? '', expr]),
  ...dashboards.flatMap(({ uid, panels }) =>
    panels.flatMap(({ title, targets }) => targets.map(({ expr }): [string, string] => [`${uid}: ${title}`, expr])),
  ),
];

describe('what the processes expose', () => {
  const SCRAPED = ['gateway', 'command-api', 'query-api', 'policies', 'projections'];
  let system: System;
  const exposed = new Map<string, Set<string>>();

  beforeAll(async () => {
    system = await System.start();
    const faults: string[] = [];
    for await (const result of walk(system.url, steps)) faults.push(...result.faults);
    expect(faults).toEqual([]);
    for (const { name, port } of listedProcesses(system.dataDir).filter((one) => SCRAPED.includes(one.name))) {
      const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
      for (const [, metric = '', type] of text.matchAll(/^# TYPE (\S+) (\S+)$/gm))
        for (const end of type === 'histogram' ? ['_bucket', '_sum', '_count'] : [''])
          exposed.set(metric + end, exposed.get(metric + end) ?? new Set());
      for (const [, metric = '', labels = ''] of text.matchAll(/^(\w+)\{(.*)\} \S+$/gm))
        for (const [, label = ''] of labels.matchAll(/(\w+)="/g)) exposed.get(metric)?.add(label);
      expect({ name, hasMetrics: text.includes('process_cpu_seconds_total') }).toEqual({ name, hasMetrics: true });
    }
  }, 90_000);
  afterAll(() => system.remove(), 30_000);

  /** A metric that Prometheus makes itself, or a rule. */
  const isMade = (metric: string): boolean => metric === 'up' || rules.some(({ record }) => record === metric);

  test.each(expressions)('%s reads what is there', (_, expression) => {
    const selectors = selectorsOf(expression);
    expect(selectors.length).toBeGreaterThan(0);
    for (const { metric, labels } of selectors.filter((one) => !isMade(one.metric))) {
      expect([...exposed.keys()]).toContain(metric);
      const known = exposed.get(metric) ?? new Set();
      // A series that nothing has provoked yet shows no labels; command-api's own tests provoke each.
      if (known.size > 0) expect([...known, 'job']).toEqual(expect.arrayContaining([...labels]));
    }
  });

  test('no label holds an id', () => {
    const labels = new Set([...exposed.values()].flatMap((all) => [...all]));
    for (const label of labels) expect(label).not.toMatch(/id$/i);
  });

  test('every metric of ours is in a rule or on a dashboard', () => {
    const read = new Set(expressions.flatMap(([, text]) => selectorsOf(text).map(({ metric }) => metric)));
    const ours = [...exposed.keys()].filter((name) => /^(doremi|projections)_/.test(name));
    const base = (name: string): string => name.replace(/_(bucket|sum|count)$/, '');
    const bases = new Set([...read].map(base));
    expect([...new Set(ours.map(base))].filter((name) => !bases.has(name))).toEqual([]);
  });
});

describe('the reader of expressions', () => {
  test('finds metrics and labels, and nothing else', () => {
    const expression = 'max by (build) (a_total{kind="b_c",x!~"y"}) unless on (build) rate(c:d[5m]) > 0';
    expect(selectorsOf(expression)).toEqual([
      { metric: 'a_total', labels: ['kind', 'x'] },
      { metric: 'c:d', labels: [] },
    ]);
  });
});

describe('alerts', () => {
  const { tests } = yamlOf(`${RULES}/alerts.test.yml`) as Tests;

  test.each(alerts.map((rule): [string, Rule] => [rule.alert ?? '', rule]))(
    '%s is tested, says how bad it is, what is wrong and where to read on',
    (name, { labels, annotations }) => {
      const fires = tests.flatMap((one) => one.alert_rule_test).filter(({ alertname }) => alertname === name);
      expect(fires.some(({ exp_alerts }) => exp_alerts.length > 0)).toBe(true);
      expect(['critical', 'warning']).toContain(labels?.severity);
      expect(annotations?.summary).toMatch(/\w/);
      const [file = '', anchor] = (annotations?.runbook ?? '').split('#');
      expect({ file, exists: existsSync(inRepository(file)) }).toEqual({ file, exists: true });
      if (anchor) expect(textOf(file).toLowerCase()).toContain(`### ${anchor}`);
    },
  );
});

/** Debian's package "prometheus" has it; CI installs it. */
const hasPromtool = spawnSync('promtool', ['--version']).error === undefined;
const promtool = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync('promtool', args, { encoding: 'utf8' });
  return { status, output: stdout + stderr };
};

(hasPromtool ? describe : describe.skip)('promtool', () => {
  test('takes the configuration and the rules', () => {
    expect(promtool('check', 'config', inRepository('deploy/observability/prometheus.yml'))).toMatchObject({
      status: 0,
    });
  });

  test("finds the alerts' unit tests to hold", () => {
    const { status, output } = promtool('test', 'rules', inRepository(`${RULES}/alerts.test.yml`));
    expect({ status, output }).toEqual({ status: 0, output: expect.stringContaining('SUCCESS') });
  });

  test('finds out when an alert no longer fires', () => {
    const folder = mkdtempSync(join(tmpdir(), 'doremi-rules-'));
    cpSync(inRepository(RULES), folder, { recursive: true });
    const file = join(folder, 'alerts.yml');
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('- alert: ', '- alert: Former'));
    const { status, output } = promtool('test', 'rules', join(folder, 'alerts.test.yml'));
    rmSync(folder, { recursive: true, force: true });
    expect(status).not.toBe(0);
    for (const { alert } of alerts) expect(output).toContain(`alertname: ${alert}`);
  });
});
