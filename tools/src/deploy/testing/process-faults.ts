import { readSettings } from '@doremi/process';
import type { Code, ProcessOfCode } from './code.js';
import { environmentOf, readByTheProcess } from './environment.js';
import { ofKind, type Deployment, type Labels, type Manifest } from './manifests.js';
import { privilegeFaults } from './privilege-faults.js';

/** What is wrong with the processes that these manifests run, held against the code; each fault begins with the process's name. */
export const processFaults = (manifests: readonly Manifest[], code: Code): string[] => {
  const deployments = ofKind(manifests, 'Deployment');
  const missing = code.processes.filter(({ name }) => !deployments.some(({ metadata }) => metadata.name === name));
  return [
    ...missing.map(({ name }) => `${name}: is not there`),
    ...deployments.flatMap((deployment) => {
      const { name } = deployment.metadata;
      const process = code.processes.find((one) => one.name === name);
      if (!process) return [`${name}: is no process of ours`];
      const environment = environmentOf(deployment.spec.template.spec.containers[0], manifests);
      return [
        ...doorFaults(deployment, process, environment),
        ...probeFaults(deployment, process, code),
        ...environmentFaults(deployment, process, code, manifests),
        ...privilegeFaults(deployment.spec.template.spec),
        ...endFaults(deployment, process, code, environment),
      ].map((fault) => `${name}: ${fault}`);
    }),
  ];
};

/** The command, and a port for HTTP as the code has it and for gRPC where that is opened. */
const doorFaults = ({ spec }: Deployment, { name, run, port }: ProcessOfCode, environment: Labels): string[] => {
  const { command = [], ports } = spec.template.spec.containers[0];
  const inCapitals = name.toUpperCase().replaceAll('-', '_');
  const [http, grpc] = [environment[`${inCapitals}_PORT`], environment[`${inCapitals}_GRPC_PORT`]];
  const doors = [{ door: 'http', number: http }, ...(grpc === undefined ? [] : [{ door: 'grpc', number: grpc }])];
  return [
    ...(command.join(' ') === run ? [] : [`runs "${command.join(' ')}"`]),
    ...(http === String(port) ? [] : [`is told to listen on ${http}, not on ${port}`]),
    ...doors
      .filter(({ door, number }) => !ports.some((one) => one.name === door && String(one.containerPort) === number))
      .map(({ door, number }) => `its port ${door} is not ${number}`),
    ...ports
      .filter((one) => !doors.some(({ door }) => door === one.name))
      .map((one) => `opens ${one.name}, where nobody listens`),
  ];
};

/** Liveness asks the process alone. So does the gateway's readiness: what is away behind it, it answers for. */
const probeFaults = ({ spec }: Deployment, { name, isStandIn }: ProcessOfCode, { healthPaths }: Code): string[] => {
  const { startupProbe, livenessProbe, readinessProbe } = spec.template.spec.containers[0];
  const asked = [
    { probe: 'liveness', httpGet: livenessProbe?.httpGet, path: '/health/live' },
    {
      probe: 'readiness',
      httpGet: readinessProbe?.httpGet,
      path: name === 'gateway' ? '/health/live' : '/health/ready',
    },
    ...(isStandIn ? [] : [{ probe: 'startup', httpGet: startupProbe?.httpGet, path: '/health/live' }]),
  ];
  return asked.flatMap(({ probe, httpGet, path }) => [
    ...(httpGet?.path === path && healthPaths.includes(path) ? [] : [`${probe} asks ${httpGet?.path}, not ${path}`]),
    ...(httpGet?.port === 'http' ? [] : [`${probe} asks at ${httpGet?.port}, not at http`]),
  ]);
};

/** Nothing that nobody reads, everything that it calls, and all of it as the process takes it. */
const environmentFaults = (
  { spec }: Deployment,
  { calls, isStandIn }: ProcessOfCode,
  { variables }: Code,
  manifests: readonly Manifest[],
): string[] => {
  const [container] = spec.template.spec.containers;
  const environment = readByTheProcess(environmentOf(container, manifests));
  const names = Object.keys(environment);
  const maps = ofKind(manifests, 'ConfigMap').map(({ metadata }) => metadata.name);
  return [
    ...(container.envFrom ?? [])
      .filter(({ configMapRef }) => configMapRef.optional !== true && !maps.includes(configMapRef.name))
      .map(({ configMapRef }) => `there is no ConfigMap ${configMapRef.name}`),
    ...names.filter((name) => !variables.includes(name)).map((name) => `nobody reads ${name}`),
    ...calls.filter((name) => !isStandIn && !names.includes(name)).map((name) => `is not told ${name}`),
    ...settingFaults(environment),
  ];
};

const settingFaults = (environment: Labels): string[] => {
  try {
    const { host } = readSettings(environment);
    return host === '0.0.0.0' ? [] : [`listens on ${host}, where no other pod comes`];
  } catch (fault) {
    return [(fault as Error).message];
  }
};

/** Kubernetes waits this long unless it is told otherwise; seconds. */
const GRACE = 30;

/** A pod that stops is forgotten by the nodes, tells its clients to go elsewhere, and finishes what it has. */
const endFaults = (
  { spec }: Deployment,
  { isStandIn }: ProcessOfCode,
  { stopWithin }: Code,
  environment: Labels,
): string[] => {
  if (isStandIn) return [];
  const { terminationGracePeriodSeconds: grace = GRACE, containers } = spec.template.spec;
  const [command, seconds = ''] = containers[0].lifecycle?.preStop.exec.command ?? [];
  const needed = Number(seconds) + Number(environment.DRAIN_SECONDS) + stopWithin;
  return [
    ...(command === 'sleep' && Number(seconds) > 0 ? [] : ['stops before the nodes have forgotten it']),
    ...(Number(environment.DRAIN_SECONDS) > 0 ? [] : ['does not drain']),
    ...(grace > needed ? [] : [`has ${grace} s to end and needs more than ${needed} s`]),
  ];
};
