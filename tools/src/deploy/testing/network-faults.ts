import type { Code } from './code.js';
import { environmentOf, readByTheProcess } from './environment.js';
import { ofKind, type Manifest, type Rule } from './manifests.js';
import { mayCall, namespacesLetIn, selects, type Pods } from './reach.js';

/** Ports that are others': the engines, names, HTTPS. */
const OUTSIDE = [2113, 27017, 6379, 53, 443];
/** What is called at a URL that names no port. */
const PORTS: Readonly<Record<string, number>> = { mongodb: 27017, redis: 6379, rediss: 6379, http: 80, https: 443 };
/** Who scrapes metrics. */
const MONITORING = 'monitoring';

/** Where processes would not find or not reach each other, or somebody would come in who should not. */
export const networkFaults = (manifests: readonly Manifest[], code: Code): string[] => {
  const pods = podsOf(manifests);
  return [
    ...serviceFaults(manifests, pods),
    ...linkFaults(manifests),
    ...budgetFaults(manifests, pods, code),
    ...policyFaults(manifests, pods),
    ...doorFaults(manifests, pods, code),
    ...callFaults(manifests, pods, code),
  ];
};

const podsOf = (manifests: readonly Manifest[]): Pods[] =>
  [...ofKind(manifests, 'Deployment'), ...ofKind(manifests, 'StatefulSet')].map(({ metadata, spec }) => ({
    name: metadata.name,
    labels: spec.template.metadata.labels,
    ports: spec.template.spec.containers[0].ports,
  }));

/** A Service named eventstore is told to pods as EVENTSTORE_PORT and more, which the event store takes for settings and ends. */
const linkFaults = (manifests: readonly Manifest[]): string[] =>
  [...ofKind(manifests, 'Deployment'), ...ofKind(manifests, 'StatefulSet')]
    .filter(({ spec }) => spec.template.spec.enableServiceLinks !== false)
    .map(({ metadata }) => `${metadata.name}: is told of Services in variables`);

const serviceFaults = (manifests: readonly Manifest[], pods: readonly Pods[]): string[] =>
  ofKind(manifests, 'Service').flatMap(({ metadata, spec }) => {
    const selected = pods.filter(({ labels }) => selects({ matchLabels: spec.selector }, labels));
    if (selected.length !== 1) return [`Service ${metadata.name}: selects ${selected.length} kinds of pods`];
    return spec.ports
      .filter((one) => !selected[0]?.ports.some(({ name, containerPort }) => leadsTo(one, name, containerPort)))
      .map((one) => `Service ${metadata.name}: ${one.port} leads to no port of its pods`);
  });

/** A Service's port has the name and the number of the container's. */
const leadsTo = (one: { name: string; port: number; targetPort: string }, name: string, port: number): boolean =>
  one.name === name && one.targetPort === name && one.port === port;

const budgetFaults = (manifests: readonly Manifest[], pods: readonly Pods[], code: Code): string[] => {
  const selectors = ofKind(manifests, 'PodDisruptionBudget').map(({ spec }) => spec.selector);
  const idle = selectors.filter((selector) => !pods.some(({ labels }) => selects(selector, labels)));
  return [
    ...idle.map(({ matchLabels }) => `a budget is about no pod: ${JSON.stringify(matchLabels)}`),
    ...oursAmong(pods, code)
      .filter(({ labels }) => selectors.filter((selector) => selects(selector, labels)).length !== 1)
      .map(({ name }) => `${name}: has no budget of its own`),
  ];
};

const policyFaults = (manifests: readonly Manifest[], pods: readonly Pods[]): string[] => {
  const policies = ofKind(manifests, 'NetworkPolicy');
  const isClosed = policies.some(
    ({ spec }) =>
      Object.keys(spec.podSelector).length === 0 &&
      ['Ingress', 'Egress'].every((type) => spec.policyTypes.includes(type)) &&
      !spec.ingress &&
      !spec.egress,
  );
  const listened = pods.flatMap(({ ports }) => ports.flatMap(({ name, containerPort }) => [name, containerPort]));
  const unknown = policies.flatMap(({ metadata, spec }) =>
    [...(spec.ingress ?? []), ...(spec.egress ?? [])]
      .flatMap(({ ports }) => ports.map(({ port }) => port))
      .filter((port) => !listened.includes(port) && !OUTSIDE.includes(Number(port)))
      .map((port) => `NetworkPolicy ${metadata.name}: nobody listens on ${port}`),
  );
  return [
    ...(isClosed ? [] : ['what no NetworkPolicy names is not closed']),
    ...unknown,
    ...policies
      .filter(({ spec }) => spec.ingress?.some(isForEverybody))
      .map(({ metadata }) => `NetworkPolicy ${metadata.name}: lets everybody in`),
  ];
};

/** A rule that names nobody, every namespace, or addresses, behind which anybody may be. */
const isForEverybody = ({ from = [] }: Rule): boolean =>
  from.length === 0 ||
  from.some(({ podSelector, namespaceSelector }) => {
    const { matchLabels = {}, matchExpressions = [] } = namespaceSelector ?? podSelector ?? {};
    return Object.keys(matchLabels).length + matchExpressions.length === 0;
  });

/** Every port is in a Service, somebody may come, and Prometheus finds the metrics. */
const doorFaults = (manifests: readonly Manifest[], pods: readonly Pods[], code: Code): string[] => {
  const policies = ofKind(manifests, 'NetworkPolicy');
  const services = ofKind(manifests, 'Service');
  return oursAmong(pods, code).flatMap((to) =>
    to.ports.flatMap(({ name, containerPort }) => {
      const isServed = services.some(
        ({ spec }) =>
          selects({ matchLabels: spec.selector }, to.labels) &&
          spec.ports.some((one) => leadsTo(one, name, containerPort)),
      );
      const namespaces = namespacesLetIn(policies, to, containerPort).flatMap((labels) => Object.values(labels));
      const isScraped = namespaces.includes(MONITORING);
      const hasVisitors =
        namespaces.some((one) => one !== MONITORING) ||
        pods.some((from) => from !== to && mayCall(policies, from, to, containerPort));
      return [
        ...(isServed ? [] : [`${to.name}: no Service has its port ${name}`]),
        ...(hasVisitors ? [] : [`${to.name}: no NetworkPolicy lets anybody in to its port ${name}`]),
        ...(isScraped || name !== 'http' ? [] : [`${to.name}: Prometheus cannot scrape it`]),
      ];
    }),
  );
};

/** What a process calls is where it is told, and the policies of both sides let it. */
const callFaults = (manifests: readonly Manifest[], pods: readonly Pods[], code: Code): string[] => {
  const policies = ofKind(manifests, 'NetworkPolicy');
  return ofKind(manifests, 'Deployment').flatMap(({ metadata, spec }) => {
    const from = pods.find(({ name }) => name === metadata.name);
    const environment = readByTheProcess(environmentOf(spec.template.spec.containers[0], manifests));
    const calls = code.processes.find(({ name }) => name === metadata.name)?.calls ?? [];
    if (!from) return [];
    return calls.flatMap((variable) => {
      const [, scheme = '', host = '', port] =
        /^([a-z]+)[+a-z]*:\/\/(?:[^@/]*@)?([^/,:?]+)(?::(\d+))?/.exec(environment[variable] ?? '') ?? [];
      const number = Number(port ?? PORTS[scheme]);
      const service = ofKind(manifests, 'Service').find((one) => one.metadata.name === host);
      const isInside = !host.includes('.');
      if (isInside && !service?.spec.ports.some((one) => one.port === number))
        return environment[variable] ? [`${from.name}: ${variable} leads to no Service`] : [];
      const to = pods.find(({ labels }) => service && selects({ matchLabels: service.spec.selector }, labels)) ?? null;
      return mayCall(policies, from, to, number)
        ? []
        : [`${from.name}: no NetworkPolicy lets it call ${host}:${number}`];
    });
  });
};

const oursAmong = (pods: readonly Pods[], { processes }: Code): Pods[] =>
  pods.filter(({ name }) => processes.some((one) => one.name === name && !one.isStandIn));
