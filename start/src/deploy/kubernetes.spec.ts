import { spawnSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { readSettings } from '@doremi/shared/process/settings';
import { plannedServices } from '../plan.js';
import { faultsOf } from './testing/kubernetes-types.js';
import { ofKind, rendered, type Container, type Deployment, type Labels } from './testing/manifests.js';
import { ROOT, textOf, yamlOf } from './testing/repository.js';
import { variablesRead } from './testing/variables.js';

const variables = variablesRead();
const plan = plannedServices({}, {}, '.');
const hasKubectl = spawnSync('kubectl', ['version', '--client']).status === 0;
/** What a process allows itself to finish what it has; seconds (run.ts). */
const [, stopWithin = ''] = /STOP_WITHIN = (\d+)_000/.exec(textOf('shared/src/process/run.ts')) ?? [];

(hasKubectl ? describe : describe.skip).each([
  ['one-node', plan.map(({ name }) => name)],
  ['production', plan.map(({ name }) => name).filter((name) => name !== 'payment-provider')],
])('the overlay %s', (overlay, names) => {
  const manifests = hasKubectl ? rendered(overlay) : [];
  const deployments = ofKind(manifests, 'Deployment');
  const services = ofKind(manifests, 'Service');
  const [settings] = ofKind(manifests, 'ConfigMap');
  const of = ({ spec }: Deployment): Container => spec.template.spec.containers[0];
  const processes = deployments.map((one): [string, Deployment] => [one.metadata.name, one]);
  const ours = processes.filter(([name]) => name !== 'payment-provider');

  /** The variables of a container, wherever they come from. */
  const environmentOf = ({ env = [], envFrom = [] }: Container): Labels => ({
    ...(envFrom.some(({ configMapRef }) => configMapRef.name === settings?.metadata.name) && settings?.data),
    ...Object.fromEntries(env.map(({ name, value = 'from the cluster' }) => [name, value])),
  });

  test('is what Kubernetes takes', () => {
    expect(faultsOf(manifests)).toEqual([]);
  });

  test('has every process', () => {
    expect(processes.map(([name]) => name).sort()).toEqual([...names].sort());
  });

  test.each(processes)('%s runs the command and listens on the port of the code', (name, deployment) => {
    const { command, ports, readinessProbe, livenessProbe } = of(deployment);
    const planned = plan.find((one) => one.name === name);
    const [entry = ''] = planned?.command(0) ?? [];
    expect(command).toEqual(['node', '--enable-source-maps', entry.replace(ROOT, '')]);
    expect(ports).toEqual([{ name: 'http', containerPort: planned?.port }]);
    const variable = `${name.toUpperCase().replaceAll('-', '_')}_PORT`;
    expect(environmentOf(of(deployment))[variable]).toBe(String(planned?.port));
    for (const { httpGet } of [readinessProbe, livenessProbe]) {
      expect(textOf('shared/src/process/run.ts')).toContain(`'${httpGet.path}'`);
      expect(httpGet.port).toBe('http');
    }
    expect(livenessProbe.httpGet.path).toBe('/health/live');
  });

  test.each(processes)('%s is told only what some process of ours reads, and takes it', (_, deployment) => {
    const environment = environmentOf(of(deployment));
    for (const name of Object.keys(environment)) expect(variables).toContain(name.replace(/_FILE$/, ''));
    const told = Object.entries(environment).map(([name, value]): [string, string] => {
      const variable = name.replace(/_FILE$/, '');
      return name === variable ? [name, value] : [variable, connectionString(variable)];
    });
    const read = readSettings(Object.fromEntries(told));
    expect(read.host).toBe('0.0.0.0');
    for (const [name, value] of told.filter(([, text]) => /^http:/.test(text))) {
      const { hostname, port } = new URL(value);
      const service = services.find(({ metadata }) => metadata.name === hostname);
      expect({ name, ports: service?.spec.ports.map((one) => String(one.port)) }).toEqual({ name, ports: [port] });
    }
  });

  test.each(processes)('%s is no root, cannot write its image and has no way to more', (_, { spec }) => {
    const { securityContext, containers } = spec.template.spec;
    expect(securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
    expect(containers[0].securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(containers[0].resources).toMatchObject({
      requests: { cpu: /m$/, memory: /Mi$/ },
      limits: { memory: /Mi$/ },
    });
  });

  test.each(ours)('%s has the time to end in order', (_, deployment) => {
    const [command, seconds] = of(deployment).lifecycle?.preStop.exec.command ?? [];
    expect(command).toBe('sleep');
    const drain = Number(environmentOf(of(deployment)).DRAIN_SECONDS);
    const needed = Number(seconds) + drain + Number(stopWithin);
    expect(deployment.spec.template.spec.terminationGracePeriodSeconds).toBeGreaterThan(needed);
    expect(of(deployment).startupProbe?.httpGet.path).toBe('/health/live');
  });

  test('network policies name ports that somebody listens on', () => {
    const named = [...JSON.stringify(ofKind(manifests, 'NetworkPolicy')).matchAll(/"port":(\d+)/g)];
    const outside = [2113, 27017, 6379, 53, 443];
    const known = [...plan.map(({ port }) => port), ...outside];
    expect(named.length).toBeGreaterThan(5);
    for (const [, port] of named) expect(known).toContain(Number(port));
  });

  test('every Service and every budget is about pods that are there', () => {
    const labels = manifests.flatMap((one) =>
      one.kind === 'Deployment' || one.kind === 'StatefulSet'
        ? [(one as Deployment).spec.template.metadata.labels]
        : [],
    );
    const budgets = ofKind(manifests, 'PodDisruptionBudget').map(({ spec }) => spec.selector.matchLabels);
    expect(budgets).toHaveLength(ours.length);
    for (const wanted of [...services.map(({ spec }) => spec.selector), ...budgets])
      expect(labels).toContainEqual(expect.objectContaining(wanted));
  });
});

(hasKubectl ? describe : describe.skip)('in production', () => {
  const manifests = hasKubectl ? rendered('production') : [];
  const scalers = ofKind(manifests, 'HorizontalPodAutoscaler');

  test('every process is scaled, by what Prometheus is asked for', () => {
    const adapter = yamlOf('deploy/kubernetes/prometheus-adapter.yaml') as {
      rules: Record<'custom' | 'external', { name: { as: string } }[]>;
    };
    const given = [...adapter.rules.custom, ...adapter.rules.external].map(({ name }) => name.as);
    const asked = scalers.flatMap(({ spec }) =>
      spec.metrics.flatMap(({ pods, external }) => (pods ?? external)?.metric.name ?? []),
    );
    expect([...new Set(asked)].sort()).toEqual([...given].sort());
    const names = ofKind(manifests, 'Deployment').map(({ metadata }) => metadata.name);
    expect(scalers.map(({ spec }) => spec.scaleTargetRef.name).sort()).toEqual(names.sort());
    for (const { spec } of scalers) expect(spec.minReplicas).toBeGreaterThan(1);
  });

  test('there are no more projections than lanes', () => {
    const lanes = Number(ofKind(manifests, 'ConfigMap')[0]?.data.LANES);
    const projections = scalers.find(({ metadata }) => metadata.name === 'projections');
    expect(projections?.spec.maxReplicas).toBeLessThanOrEqual(lanes);
  });

  test('pods are spread over zones and nodes', () => {
    for (const { spec } of ofKind(manifests, 'Deployment')) {
      const keys = spec.template.spec.topologySpreadConstraints?.map(({ topologyKey }) => topologyKey);
      expect(keys).toEqual(['topology.kubernetes.io/zone', 'kubernetes.io/hostname']);
    }
  });

  test('nobody is anonymous, and no secret is in it', () => {
    expect(ofKind(manifests, 'ConfigMap')[0]?.data).toMatchObject({ AUTH: 'oidc' });
    expect(manifests.map(({ kind }) => kind)).not.toContain('Secret');
    expect(JSON.stringify(manifests)).not.toMatch(/:\/\/[^/"]*:[^/"]*@/);
  });
});

/** The example that the README gives for a key of the secret. */
const connectionString = (variable: string): string => {
  const [, example] = new RegExp(`\`${variable}\` +\\| \`([^\`]+)\``).exec(textOf('deploy/kubernetes/README.md')) ?? [];
  return example ?? connectionString('MONGODB_URL');
};

test('the check finds what Kubernetes would not take', () => {
  const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'gateway' } };
  const spec = { ports: [{ port: 8088 }] };
  const broken = [{ portz: [] }, { ports: [{ port: '8088' }] }, { ports: [{}] }, 'none'];
  const faults = faultsOf([spec, ...broken].map((one) => ({ ...service, spec: one })));
  expect(faults).toEqual(broken.map(() => expect.stringContaining('Service gateway: ')));
});
