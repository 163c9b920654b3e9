import { expect, test } from '@jest/globals';
import { changedIn, type Break } from './testing/changed.js';
import { codeOfToday } from './testing/code.js';
import { rendered, type Manifest } from './testing/manifests.js';
import { networkFaults } from './testing/network-faults.js';
import { whereKubectlIs } from './testing/where-tool-is.js';

const code = codeOfToday();

whereKubectlIs('a network is found out', () => {
  let manifests: readonly Manifest[];
  const today = () => (manifests ??= rendered('one-node'));
  const ofName = (name: string) => ({ 'app.kubernetes.io/name': name });

  test.each<Break>([
    [
      'whose Service selects no pod',
      'Service gateway',
      ['spec', 'selector'],
      ofName('gatewai'),
      'Service gateway: selects 0 kinds of pods',
    ],
    [
      'whose Service leads to no port',
      'Service query-api',
      ['spec', 'ports', 0, 'targetPort'],
      'web',
      'Service query-api: 8082 leads to no port of its pods',
    ],
    [
      'whose Service has another port than the code calls',
      'Service query-api',
      ['spec', 'ports', 0, 'port'],
      80,
      'command-api: QUERY_API_URL leads to no Service',
    ],
    [
      'whose process calls a Service that is not there',
      'ConfigMap settings',
      ['data', 'QUERY_API_URL'],
      'http://queries:8082',
      'policies: QUERY_API_URL leads to no Service',
    ],
    [
      'that tells an engine of its Service in variables',
      'StatefulSet eventstore',
      ['spec', 'template', 'spec', 'enableServiceLinks'],
      null,
      'eventstore: is told of Services in variables',
    ],
    ['that has no Service for gRPC', 'Service command-api-grpc', [], null, 'command-api: no Service has its port grpc'],
    [
      'that lets nobody in to gRPC',
      'NetworkPolicy orders-over-grpc',
      [],
      null,
      'command-api: no NetworkPolicy lets anybody in to its port grpc',
    ],
    [
      'that lets nobody in at the gateway',
      'NetworkPolicy gateway',
      ['spec', 'ingress'],
      null,
      'gateway: no NetworkPolicy lets anybody in to its port http',
    ],
    [
      'that has no port of a process in its policy',
      'NetworkPolicy gateway',
      ['spec', 'egress', 0, 'ports', 1],
      null,
      'gateway: no NetworkPolicy lets it call query-api:8082',
    ],
    [
      'that lets a caller out and not in',
      'NetworkPolicy menus-are-asked-for',
      [],
      null,
      'command-api: no NetworkPolicy lets it call query-api:8082',
    ],
    [
      'that lets a caller in and not out',
      'NetworkPolicy write-side-asks',
      [],
      null,
      'policies: no NetworkPolicy lets it call query-api:8082',
    ],
    [
      'in which the gateway counts alone',
      'NetworkPolicy requests-are-counted',
      [],
      null,
      'gateway: no NetworkPolicy lets it call redis:6379',
    ],
    [
      'with an engine that lets nobody in',
      'NetworkPolicy engines',
      ['spec', 'ingress'],
      null,
      'projections: no NetworkPolicy lets it call mongo:27017',
    ],
    ['without metrics', 'NetworkPolicy metrics-are-scraped', [], null, 'projections: Prometheus cannot scrape it'],
    [
      'with a port where nobody listens',
      'NetworkPolicy menus-are-asked-for',
      ['spec', 'ingress', 0, 'ports', 0, 'port'],
      8092,
      'NetworkPolicy menus-are-asked-for: nobody listens on 8092',
    ],
    [
      'that lets every namespace call gRPC',
      'NetworkPolicy orders-over-grpc',
      ['spec', 'ingress', 0, 'from', 0, 'namespaceSelector', 'matchLabels'],
      null,
      'NetworkPolicy orders-over-grpc: lets everybody in',
    ],
    [
      'that lets anybody call gRPC',
      'NetworkPolicy orders-over-grpc',
      ['spec', 'ingress', 0, 'from'],
      null,
      'NetworkPolicy orders-over-grpc: lets everybody in',
    ],
    [
      'that is open where nothing is said',
      'NetworkPolicy nothing-by-default',
      ['spec', 'policyTypes', 1],
      null,
      'what no NetworkPolicy names is not closed',
    ],
    ['without a budget', 'PodDisruptionBudget policies', [], null, 'policies: has no budget of its own'],
    [
      'with a budget for nobody',
      'PodDisruptionBudget policies',
      ['spec', 'selector', 'matchLabels'],
      ofName('policy'),
      'a budget is about no pod: {"app.kubernetes.io/name":"policy"}',
    ],
  ])('%s', (_, one, path, value, fault) => {
    expect(networkFaults(changedIn(today(), one, path, value), code)).toContain(fault);
  });
});
