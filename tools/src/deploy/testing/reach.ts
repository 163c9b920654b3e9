import type { Labels, NetworkPolicy, Peer, Rule, Selector } from './manifests.js';

/** A kind of pods: their labels, and the names of their ports. */
export interface Pods {
  readonly name: string;
  readonly labels: Labels;
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
}

/** Does a label selector mean pods with these labels? The empty one means all. */
export const selects = ({ matchLabels = {}, matchExpressions = [] }: Selector, labels: Labels): boolean =>
  Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
  matchExpressions.every(({ key, operator, values }) => operator === 'In' && values.includes(labels[key] ?? ''));

/** The rules of all policies for pods, into them or out of them. */
const rulesFor = (
  policies: readonly NetworkPolicy[],
  labels: Labels,
  direction: 'ingress' | 'egress',
): readonly Rule[] =>
  policies.filter(({ spec }) => selects(spec.podSelector, labels)).flatMap(({ spec }) => spec[direction] ?? []);

const opens = ({ ports }: Rule, number: number, named: Pods['ports'] = []): boolean =>
  ports.some(({ port }) => port === number || named.some((one) => one.name === port && one.containerPort === number));

/** Without peers a rule is for everybody. A block of addresses is what lies outside. */
const means = (peers: readonly Peer[] | undefined, pods: Pods | null): boolean =>
  peers === undefined ||
  peers.some(({ podSelector, namespaceSelector, ipBlock }) =>
    pods === null
      ? ipBlock !== undefined
      : podSelector !== undefined && namespaceSelector === undefined && selects(podSelector, pods.labels),
  );

/** Do the policies let these pods call a port of those, or, with null, a port outside of the cluster? */
export const mayCall = (policies: readonly NetworkPolicy[], from: Pods, to: Pods | null, port: number): boolean =>
  rulesFor(policies, from.labels, 'egress').some((rule) => opens(rule, port, to?.ports) && means(rule.to, to)) &&
  (to === null ||
    rulesFor(policies, to.labels, 'ingress').some((rule) => opens(rule, port, to.ports) && means(rule.from, from)));

/** The labels of the namespaces from which pods may be called at a port. */
export const namespacesLetIn = (policies: readonly NetworkPolicy[], to: Pods, port: number): Labels[] =>
  rulesFor(policies, to.labels, 'ingress')
    .filter((rule) => opens(rule, port, to.ports))
    .flatMap(({ from = [] }) =>
      from.flatMap(({ namespaceSelector }) => (namespaceSelector?.matchLabels ? [namespaceSelector.matchLabels] : [])),
    );
