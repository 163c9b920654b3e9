import type { Security, Workload } from './manifests.js';

/** What a pod of ours says of itself: no root, and none of the system calls that the runtime keeps back. */
const OF_THE_POD: Security = { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } };

/** What its container says, no more and no less. */
const OF_THE_CONTAINER: Security = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
};

/** Where a pod may do more, or take more, than a process of ours needs. */
export const privilegeFaults = (pod: Workload['spec']['template']['spec']): string[] => {
  const { securityContext, resources } = pod.containers[0];
  const differing = (has: Security | undefined, wanted: Security, names: readonly string[]): string[] =>
    names.filter((name) => JSON.stringify(has?.[name]) !== JSON.stringify(wanted[name]));
  const names = [...new Set([...Object.keys(OF_THE_CONTAINER), ...Object.keys(securityContext ?? {})])];
  const { requests, limits } = resources ?? {};
  return [
    ...differing(pod.securityContext, OF_THE_POD, Object.keys(OF_THE_POD)).map((name) => `${name} of its pod`),
    ...(pod.securityContext?.runAsUser === 0 ? ['runs as root'] : []),
    ...differing(securityContext, OF_THE_CONTAINER, names).map((name) => `${name} of its container`),
    ...(pod.automountServiceAccountToken === false ? [] : ['has a key to the cluster']),
    ...(/m$/.test(requests?.cpu ?? '') && /Mi$/.test(requests?.memory ?? '') ? [] : ['requests no CPU or memory']),
    ...(/Mi$/.test(limits?.memory ?? '') ? [] : ['has no limit of memory']),
  ];
};
