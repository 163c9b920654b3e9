import type { Code } from './code.js';
import { ofKind, type Manifest } from './manifests.js';

/** The Prometheus adapter's rules, as far as they are looked at here. */
export interface Adapter {
  readonly rules: Readonly<Record<'custom' | 'external', readonly AdapterRule[]>>;
}
interface AdapterRule {
  readonly seriesQuery: string;
  readonly metricsQuery: string;
  readonly name: { readonly as: string };
}

const SPREAD = ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'];

/** Where an overlay is none for customers: one of a kind, all in one place, anonymous callers, secrets for everybody to read. */
export const productionFaults = (manifests: readonly Manifest[], adapter: Adapter, code: Code): string[] => [
  ...scalingFaults(manifests, adapter, code),
  ...ofKind(manifests, 'Deployment').flatMap(({ metadata, spec }) => {
    const keys = (spec.template.spec.topologySpreadConstraints ?? []).map(({ topologyKey }) => topologyKey);
    return SPREAD.filter((key) => !keys.includes(key)).map((key) => `${metadata.name}: is not spread over ${key}`);
  }),
  ...(ofKind(manifests, 'ConfigMap')[0]?.data.AUTH === 'oidc' ? [] : ['nobody has to sign in']),
  ...secretFaults(manifests),
];

const scalingFaults = (manifests: readonly Manifest[], { rules }: Adapter, code: Code): string[] => {
  const scalers = ofKind(manifests, 'HorizontalPodAutoscaler');
  const names = code.processes.filter(({ isStandIn }) => !isStandIn).map(({ name }) => name);
  const given = [...rules.custom, ...rules.external].map(({ name }) => name.as);
  const asked = scalers.flatMap(({ spec }) =>
    spec.metrics.flatMap(({ pods, external }) => (pods ?? external)?.metric.name ?? []),
  );
  const lanes = Number(ofKind(manifests, 'ConfigMap')[0]?.data.LANES);
  return [
    ...names
      .filter((name) => scalers.filter(({ spec }) => spec.scaleTargetRef.name === name).length !== 1)
      .map((name) => `${name}: has no autoscaler of its own`),
    ...scalers.flatMap(({ metadata, spec }) => [
      ...(names.includes(spec.scaleTargetRef.name) ? [] : [`${metadata.name}: scales what is not there`]),
      ...(spec.minReplicas > 1 ? [] : [`${metadata.name}: may be down to one`]),
      ...(spec.scaleTargetRef.name !== 'projections' || spec.maxReplicas <= lanes
        ? []
        : [`${metadata.name}: ${spec.maxReplicas} of them for ${lanes} lanes`]),
    ]),
    ...asked.filter((name) => !given.includes(name)).map((name) => `nobody exposes ${name}`),
    ...given.filter((name) => !asked.includes(name)).map((name) => `nobody scales by ${name}`),
  ];
};

/** A Secret belongs to whoever keeps the passwords, and a password into no address. */
const secretFaults = (manifests: readonly Manifest[]): string[] => [
  ...manifests
    .filter(({ kind }) => (kind as string) === 'Secret')
    .map(({ metadata }) => `a secret is in it: ${metadata.name}`),
  ...[...JSON.stringify(manifests).matchAll(/:\/\/[^/"]*:[^/"]*@/g)].map(([found]) => `a password is in it: ${found}`),
];
