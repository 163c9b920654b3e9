import { expect, test } from '@jest/globals';
import { changed, changedIn, type Break } from './testing/changed.js';
import { codeInProduction } from './testing/code.js';
import { rendered, type Manifest } from './testing/manifests.js';
import { productionFaults, type Adapter } from './testing/production-faults.js';
import { yamlOf } from './testing/repository.js';
import { whereKubectlIs } from './testing/where-tool-is.js';

const code = codeInProduction();
const adapter = yamlOf('deploy/kubernetes/prometheus-adapter.yaml') as Adapter;
const pod = ['spec', 'template', 'spec'];

whereKubectlIs('the overlay production', () => {
  test('is fit for customers', () => {
    expect(productionFaults(rendered('production'), adapter, code)).toEqual([]);
  });
});

whereKubectlIs('an overlay for customers is none', () => {
  let manifests: readonly Manifest[];
  const today = () => (manifests ??= rendered('production'));

  test.each<Break>([
    ['without an autoscaler', 'HorizontalPodAutoscaler policies', [], null, 'policies: has no autoscaler of its own'],
    [
      'with one for what is not there',
      'HorizontalPodAutoscaler policies',
      ['spec', 'scaleTargetRef', 'name'],
      'policy',
      'policies: scales what is not there',
    ],
    [
      'with one on a metric that nobody exposes',
      'HorizontalPodAutoscaler policies',
      ['spec', 'metrics', 0, 'external', 'metric', 'name'],
      'doremi_policy_age',
      'nobody exposes doremi_policy_age',
    ],
    ['with one alone', 'HorizontalPodAutoscaler gateway', ['spec', 'minReplicas'], 1, 'gateway: may be down to one'],
    [
      'with more projections than lanes',
      'HorizontalPodAutoscaler projections',
      ['spec', 'maxReplicas'],
      17,
      'projections: 17 of them for 16 lanes',
    ],
    [
      'all in one zone',
      'Deployment gateway',
      [...pod, 'topologySpreadConstraints', 0],
      null,
      'gateway: is not spread over topology.kubernetes.io/zone',
    ],
    [
      'all on one node',
      'Deployment gateway',
      [...pod, 'topologySpreadConstraints'],
      null,
      'gateway: is not spread over kubernetes.io/hostname',
    ],
    ['where nobody signs in', 'ConfigMap settings', ['data', 'AUTH'], 'off', 'nobody has to sign in'],
    [
      'with a password in it',
      'ConfigMap settings',
      ['data', 'MONGODB_URL'],
      'mongodb://doremi:pizza@mongo',
      'a password is in it: ://doremi:pizza@',
    ],
    ['with a secret in it', 'Namespace doremi', ['kind'], 'Secret', 'a secret is in it: doremi'],
  ])('%s', (_, one, path, value, fault) => {
    expect(productionFaults(changedIn(today(), one, path, value), adapter, code)).toContain(fault);
  });

  test('with a metric that nobody scales by', () => {
    const more = changed(adapter, ['rules', 'external', 0, 'name', 'as'], 'doremi_lag');
    expect(productionFaults(today(), more, code)).toContain('nobody scales by doremi_lag');
  });
});
