import { existsSync } from 'node:fs';
import type { AlertTests, Rule } from './observability.js';
import { inRepository, textOf } from './repository.js';

/** What an alert lacks for whoever is woken by it: a test that it fires, how bad it is, what is wrong, where to read on. */
export const alertFaults = (rules: readonly Rule[], { tests }: AlertTests): string[] =>
  rules.flatMap(({ alert, labels, annotations }) => {
    if (alert === undefined) return [];
    const fires = tests
      .flatMap((one) => one.alert_rule_test)
      .some(({ alertname, exp_alerts }) => alertname === alert && exp_alerts.length > 0);
    return [
      ...(fires ? [] : [`${alert}: no test fires it`]),
      ...(['critical', 'warning'].includes(labels?.severity ?? '') ? [] : [`${alert}: does not say how bad it is`]),
      ...(/\w/.test(annotations?.summary ?? '') ? [] : [`${alert}: does not say what is wrong`]),
      ...runbookFaults(annotations?.runbook).map((fault) => `${alert}: ${fault}`),
    ];
  });

const runbookFaults = (runbook: string | undefined): string[] => {
  if (!runbook) return ['has no runbook'];
  const [file = '', anchor] = runbook.split('#');
  if (!existsSync(inRepository(file))) return [`there is no ${file}`];
  const isThere = !anchor || textOf(file).toLowerCase().includes(`### ${anchor}\n`);
  return isThere ? [] : [`${file} says nothing of ${anchor}`];
};
