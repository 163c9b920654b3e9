import { expect, test } from '@jest/globals';
import { changedIn, type Break } from './testing/changed.js';
import { codeInProduction, codeOfToday } from './testing/code.js';
import { faultsOf } from './testing/kubernetes-types.js';
import { rendered, type Manifest } from './testing/manifests.js';
import { networkFaults } from './testing/network-faults.js';
import { processFaults } from './testing/process-faults.js';
import { whereKubectlIs } from './testing/where-tool-is.js';

const code = codeOfToday();

const pod = ['spec', 'template', 'spec'];
const process = [...pod, 'containers', 0];

test('the code says what a process calls, which health it has, and how long it takes to stop', () => {
  expect(Object.fromEntries(code.processes.map(({ name, calls }) => [name, calls]))).toMatchObject({
    gateway: expect.arrayContaining(['COMMAND_API_URL', 'REDIS_URL']),
    'command-api': expect.arrayContaining(['EVENTSTORE_URL', 'QUERY_API_URL', 'PAYMENT_PROVIDER_URL']),
    policies: expect.arrayContaining(['EVENTSTORE_URL', 'MONGODB_URL', 'QUERY_API_URL', 'PAYMENT_PROVIDER_URL']),
    projections: expect.arrayContaining(['EVENTSTORE_URL', 'MONGODB_URL', 'REDIS_URL']),
    'query-api': expect.arrayContaining(['MONGODB_URL', 'REDIS_URL']),
  });
  // While the payment provider is away everything else goes on: the whole is ready without it.
  expect(code.processes.find(({ name }) => name === 'gateway')?.calls).not.toContain('PAYMENT_PROVIDER_URL');
  expect(code.healthPaths).toEqual(['/health/live', '/health/ready']);
  expect(code.stopWithin).toBeGreaterThan(1);
});

whereKubectlIs('the overlay', () => {
  test.each([
    ['one-node', code],
    ['production', codeInProduction()],
  ])('%s is what Kubernetes takes, and agrees with the code and with itself', (overlay, expected) => {
    const manifests = rendered(overlay);
    expect(faultsOf(manifests)).toEqual([]);
    expect(processFaults(manifests, expected)).toEqual([]);
    expect(networkFaults(manifests, expected)).toEqual([]);
  });
});

whereKubectlIs('a process is found out', () => {
  let manifests: readonly Manifest[];
  const today = () => (manifests ??= rendered('one-node'));

  test.each<Break>([
    ['without its Deployment', 'Deployment gateway', [], null, 'gateway: is not there'],
    ['of an unknown name', 'Deployment policies', ['metadata', 'name'], 'polices', 'polices: is no process of ours'],
    [
      'with a command that is not there',
      'Deployment query-api',
      [...process, 'command', 2],
      'query-api/dist/start.js',
      'query-api: runs "node --enable-source-maps query-api/dist/start.js"',
    ],
    [
      'told another port than others call',
      'Deployment query-api',
      [...process, 'env', 0, 'value'],
      '8092',
      'query-api: is told to listen on 8092, not on 8082',
    ],
    [
      'with a wrong port',
      'Deployment gateway',
      [...process, 'ports', 0, 'containerPort'],
      8080,
      'gateway: its port http is not 8088',
    ],
    [
      'with a wrong port for gRPC',
      'Deployment command-api',
      [...process, 'ports', 1, 'containerPort'],
      9000,
      'command-api: its port grpc is not 8089',
    ],
    [
      'with a port for gRPC that it is not told to open',
      'Deployment command-api',
      [...process, 'env', 1],
      null,
      'command-api: opens grpc, where nobody listens',
    ],
    ...['liveness', 'readiness', 'startup'].map((probe): Break => [
      `whose ${probe} asks a path that nobody answers`,
      'Deployment projections',
      [...process, `${probe}Probe`, 'httpGet', 'path'],
      '/healthz',
      `projections: ${probe} asks /healthz, not /health/${probe === 'readiness' ? 'ready' : 'live'}`,
    ]),
    [
      'whose liveness asks at a port that has no name',
      'Deployment policies',
      [...process, 'livenessProbe', 'httpGet', 'port'],
      8081,
      'policies: liveness asks at 8081, not at http',
    ],
    [
      'that an engine which is away would have restarted',
      'Deployment policies',
      [...process, 'livenessProbe', 'httpGet', 'path'],
      '/health/ready',
      'policies: liveness asks /health/ready, not /health/live',
    ],
    [
      'without a startup probe',
      'Deployment policies',
      [...process, 'startupProbe'],
      null,
      'policies: startup asks undefined, not /health/live',
    ],
    [
      'told what nobody reads',
      'ConfigMap settings',
      ['data', 'LOG_LEVLE'],
      'info',
      'command-api: nobody reads LOG_LEVLE',
    ],
    [
      'told what it does not take',
      'ConfigMap settings',
      ['data', 'AUTH'],
      'none',
      'gateway: AUTH must be off, demo or oidc, not "none"',
    ],
    [
      'not told where an engine is',
      'ConfigMap settings',
      ['data', 'REDIS_URL'],
      null,
      'gateway: is not told REDIS_URL',
    ],
    [
      'on loopback alone',
      'ConfigMap settings',
      ['data', 'HOST'],
      '127.0.0.1',
      'query-api: listens on 127.0.0.1, where no other pod comes',
    ],
    [
      'with settings that are not there',
      'Deployment gateway',
      [...process, 'envFrom', 0, 'configMapRef', 'name'],
      'setting',
      'gateway: there is no ConfigMap setting',
    ],
    [
      'that may be root',
      'Deployment gateway',
      [...pod, 'securityContext', 'runAsNonRoot'],
      null,
      'gateway: runAsNonRoot of its pod',
    ],
    ['that is root', 'Deployment gateway', [...pod, 'securityContext', 'runAsUser'], 0, 'gateway: runs as root'],
    [
      'with every system call',
      'Deployment gateway',
      [...pod, 'securityContext', 'seccompProfile', 'type'],
      'Unconfined',
      'gateway: seccompProfile of its pod',
    ],
    ...(
      [
        ['that can write its image', 'readOnlyRootFilesystem', false],
        ['that may become more', 'allowPrivilegeEscalation', true],
        ['with a capability', 'capabilities', { drop: ['ALL'], add: ['NET_ADMIN'] }],
        ['that is privileged', 'privileged', true],
      ] as const
    ).map(([what, name, value]): Break => [
      what,
      'Deployment payment-provider',
      [...process, 'securityContext', name],
      value,
      `payment-provider: ${name} of its container`,
    ]),
    [
      'with a key to the cluster',
      'Deployment gateway',
      [...pod, 'automountServiceAccountToken'],
      null,
      'gateway: has a key to the cluster',
    ],
    [
      'without requests',
      'Deployment gateway',
      [...process, 'resources', 'requests'],
      null,
      'gateway: requests no CPU or memory',
    ],
    [
      'without a limit',
      'Deployment gateway',
      [...process, 'resources', 'limits'],
      null,
      'gateway: has no limit of memory',
    ],
    [
      'that is killed before it has ended',
      'Deployment command-api',
      [...pod, 'terminationGracePeriodSeconds'],
      18,
      'command-api: has 18 s to end and needs more than 18 s',
    ],
    [
      'that stops at once',
      'Deployment command-api',
      [...process, 'lifecycle'],
      null,
      'command-api: stops before the nodes have forgotten it',
    ],
    ['that does not drain', 'ConfigMap settings', ['data', 'DRAIN_SECONDS'], '0', 'command-api: does not drain'],
  ])('%s', (_, one, path, value, fault) => {
    expect(processFaults(changedIn(today(), one, path, value), code)).toContain(fault);
  });
});

test('the check finds what Kubernetes would not take', () => {
  const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'gateway' } };
  const spec = { ports: [{ port: 8088 }] };
  const broken = [{ portz: [] }, { ports: [{ port: '8088' }] }, { ports: [{}] }, 'none'];
  const faults = faultsOf([spec, ...broken].map((one) => ({ ...service, spec: one })));
  expect(faults).toEqual(broken.map(() => expect.stringContaining('Service gateway: ')));
});
