import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { observabilityOfToday, RULES } from './testing/observability.js';
import { inRepository, textOf } from './testing/repository.js';
import { wherePromtoolIs } from './testing/where-tool-is.js';

const alerts = observabilityOfToday().rules.flatMap(({ alert }) => alert ?? []);

/** Debian's package "prometheus" has it; CI installs it. */
const promtool = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync('promtool', args, { encoding: 'utf8' });
  return { status, output: stdout + stderr };
};

wherePromtoolIs('promtool', () => {
  /** What it says of a configuration, changed, beside the rules of today. Debian's knows nothing of Kubernetes. */
  const checked = (file: string, change: (text: string) => string = (text) => text) => {
    const folder = mkdtempSync(join(tmpdir(), 'doremi-prometheus-'));
    cpSync(inRepository('deploy/observability'), folder, { recursive: true });
    const text = textOf(`deploy/observability/${file}`);
    writeFileSync(join(folder, file), change(text).replace(/^ +kubernetes_sd_configs:\n(?: {6,}.*\n)*/m, ''));
    const told = promtool('check', 'config', join(folder, file));
    rmSync(folder, { recursive: true, force: true });
    return told;
  };

  test.each(['prometheus.yml', 'prometheus-kubernetes.yml'])('takes %s and the rules, and no fault in it', (file) => {
    expect(checked(file)).toMatchObject({ status: 0 });
    const others = checked(file, (text) => text.replace('rules/alerts.yml', 'rules/alarms.yml'));
    expect(others).toMatchObject({ status: 1, output: expect.stringContaining('alarms.yml') });
    const unknown = checked(file, (text) => text.replace('scrape_interval', 'scrape_every'));
    expect(unknown).toMatchObject({ status: 1, output: expect.stringContaining('scrape_every') });
  });

  test("finds the alerts' unit tests to hold", () => {
    const { status, output } = promtool('test', 'rules', inRepository(`${RULES}/alerts.test.yml`));
    expect({ status, output }).toEqual({ status: 0, output: expect.stringContaining('SUCCESS') });
  });

  /** What its unit tests say of alerts that were changed. */
  const afterChange = (change: (text: string) => string) => {
    const folder = mkdtempSync(join(tmpdir(), 'doremi-rules-'));
    cpSync(inRepository(RULES), folder, { recursive: true });
    const file = join(folder, 'alerts.yml');
    writeFileSync(file, change(readFileSync(file, 'utf8')));
    const told = promtool('test', 'rules', join(folder, 'alerts.test.yml'));
    rmSync(folder, { recursive: true, force: true });
    return told;
  };

  test('finds out when an alert no longer fires', () => {
    const { status, output } = afterChange((text) => text.replaceAll('- alert: ', '- alert: Former'));
    expect(status).not.toBe(0);
    for (const alert of alerts) expect(output).toContain(`alertname: ${alert}`);
  });

  test('finds out when one fires too early', () => {
    const { status, output } = afterChange((text) =>
      text.replace('> 0.2\n', '> 0.01\n').replace('for: 10m', 'for: 1m'),
    );
    expect([status, output]).toEqual([1, expect.stringContaining('FAILED')]);
  });
});
