import { readdirSync } from 'node:fs';
import type { Adapter } from './production-faults.js';
import { inRepository, textOf, yamlOf } from './repository.js';

export interface Rule {
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
/** promtool's unit tests. */
export interface AlertTests {
  readonly tests: readonly {
    readonly alert_rule_test: readonly { readonly alertname: string; readonly exp_alerts: readonly unknown[] }[];
  }[];
}
/** Everything that reads metrics. */
export interface Observability {
  readonly rules: readonly Rule[];
  readonly dashboards: readonly Dashboard[];
  readonly adapter: Adapter;
}

export const RULES = 'deploy/observability/rules';
const DASHBOARDS = 'deploy/observability/grafana/dashboards';

export const observabilityOfToday = (): Observability => ({
  rules: ['recording.yml', 'alerts.yml'].flatMap((file) =>
    (yamlOf(`${RULES}/${file}`) as { groups: { rules: Rule[] }[] }).groups.flatMap((group) => group.rules),
  ),
  dashboards: readdirSync(inRepository(DASHBOARDS)).map(
    (file) => JSON.parse(textOf(`${DASHBOARDS}/${file}`)) as Dashboard,
  ),
  adapter: yamlOf('deploy/kubernetes/prometheus-adapter.yaml') as Adapter,
});

export const alertTestsOfToday = (): AlertTests => yamlOf(`${RULES}/alerts.test.yml`) as AlertTests;
