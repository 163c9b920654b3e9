import { describe, expect, test } from '@jest/globals';
import { alertFaults } from './testing/alert-faults.js';
import { changed, type Path } from './testing/changed.js';
import { alertTestsOfToday, observabilityOfToday } from './testing/observability.js';
import { selectorsOf } from './testing/promql.js';

const { rules } = observabilityOfToday();
const tests = alertTestsOfToday();
const alerts = rules.filter(({ alert }) => alert !== undefined);

test('every alert is tested, says how bad it is, what is wrong and where to read on', () => {
  expect(alerts.length).toBeGreaterThan(10);
  expect(alertFaults(rules, tests)).toEqual([]);
});

describe('an alert is found out', () => {
  const index = rules.findIndex(({ alert }) => alert === 'GatewayErrors');

  test.each<[string, Path, unknown, string]>([
    ['that no test fires', ['alert'], 'GatewayFails', 'GatewayFails: no test fires it'],
    ['without a severity', ['labels'], null, 'GatewayErrors: does not say how bad it is'],
    ['with one that nobody is called for', ['labels', 'severity'], 'bad', 'GatewayErrors: does not say how bad it is'],
    ['without a summary', ['annotations', 'summary'], ' ', 'GatewayErrors: does not say what is wrong'],
    ['without a runbook', ['annotations', 'runbook'], null, 'GatewayErrors: has no runbook'],
    [
      'with a runbook that is not there',
      ['annotations', 'runbook'],
      'docs/runbooks/errors.md',
      'GatewayErrors: there is no docs/runbooks/errors.md',
    ],
    [
      'with a chapter that is not there',
      ['annotations', 'runbook'],
      'docs/observability.md#gateway',
      'GatewayErrors: docs/observability.md says nothing of gateway',
    ],
  ])('%s', (_, path, value, fault) => {
    expect(alertFaults(changed(rules, [index, ...path], value), tests)).toEqual([fault]);
  });

  test('that tests only hold to be quiet', () => {
    const quiet = tests.tests.map(({ alert_rule_test }) => ({
      alert_rule_test: alert_rule_test.map((one) => ({ ...one, exp_alerts: [] })),
    }));
    expect(alertFaults(rules, { tests: quiet })).toEqual(alerts.map(({ alert }) => `${alert}: no test fires it`));
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
