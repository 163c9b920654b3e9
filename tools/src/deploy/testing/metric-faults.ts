import type { Exposed } from './exposition.js';
import type { Observability } from './observability.js';
import { selectorsOf } from './promql.js';

/** Labels that Prometheus itself puts on a series, by its configuration. */
const OF_PROMETHEUS = ['job', 'instance', 'namespace', 'pod'];

/** Where rules, dashboards or the autoscalers' adapter read what is not there, or nobody reads what is. */
export const metricFaults = (observability: Observability, exposed: Exposed): string[] => {
  const { rules } = observability;
  /** A metric that Prometheus makes itself, or a rule. */
  const isMade = (metric: string): boolean => metric === 'up' || rules.some(({ record }) => record === metric);
  const expressions = expressionsOf(observability);
  return [
    ...expressions.flatMap(([where, expression]) => {
      const selectors = selectorsOf(expression);
      if (selectors.length === 0) return [`${where}: reads nothing`];
      return selectors
        .filter(({ metric }) => !isMade(metric))
        .flatMap(({ metric, labels }) => {
          const known = exposed[metric];
          if (!known) return [`${where}: nobody exposes ${metric}`];
          // A series that nothing has provoked yet shows no labels; command-api's own tests provoke each.
          const unknown = labels.filter((label) => known.length > 0 && ![...known, ...OF_PROMETHEUS].includes(label));
          return unknown.map((label) => `${where}: ${metric} has no label ${label}`);
        });
    }),
    ...idFaults(exposed),
    ...unreadFaults(expressions, exposed),
  ];
};

/** Every expression, and where it stands. */
const expressionsOf = ({ rules, dashboards, adapter }: Observability): [string, string][] => [
  ...rules.map(({ alert, record, expr }): [string, string] => [alert ?? record ?? '', expr]),
  ...dashboards.flatMap(({ uid, panels }) =>
    panels.flatMap(({ title, targets }) => targets.map(({ expr }): [string, string] => [`${uid}: ${title}`, expr])),
  ),
  ...[...adapter.rules.custom, ...adapter.rules.external].flatMap(({ name, seriesQuery, metricsQuery }) =>
    // <<.LabelMatchers>> and <<.GroupBy>> are filled in by the adapter.
    [seriesQuery, metricsQuery].map((query): [string, string] => [name.as, query.replaceAll(/<<[.\w]+>>/g, '')]),
  ),
];

/** A label with an id makes a series for each. */
const idFaults = (exposed: Exposed): string[] =>
  Object.entries(exposed).flatMap(([metric, labels]) =>
    labels.filter((label) => /id$/i.test(label)).map((label) => `${metric}: its label ${label} holds an id`),
  );

const unreadFaults = (expressions: readonly [string, string][], exposed: Exposed): string[] => {
  const base = (name: string): string => name.replace(/_(bucket|sum|count)$/, '');
  const read = expressions.flatMap(([, text]) => selectorsOf(text).map(({ metric }) => base(metric)));
  const ours = Object.keys(exposed).filter((name) => /^(doremi|projections|rpc)_/.test(name));
  return [...new Set(ours.map(base))]
    .filter((name) => !read.includes(name))
    .map((name) => `${name}: is in no rule and on no dashboard`);
};
