import { spawnSync } from 'node:child_process';
import { parseAllDocuments } from 'yaml';
import { inRepository } from './repository.js';

interface Named {
  readonly apiVersion: string;
  readonly metadata: { readonly name: string; readonly labels?: Labels };
}
export type Labels = Readonly<Record<string, string>>;
export type Security = Readonly<Record<string, unknown>>;
interface Probe {
  readonly httpGet: { readonly path: string; readonly port: string };
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly env?: readonly { readonly name: string; readonly value?: string }[];
  readonly envFrom?: readonly { readonly configMapRef: { readonly name: string; readonly optional?: boolean } }[];
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
  readonly startupProbe?: Probe;
  readonly livenessProbe: Probe;
  readonly readinessProbe: Probe;
  readonly lifecycle?: { readonly preStop: { readonly exec: { readonly command: readonly string[] } } };
  readonly resources: { readonly requests: Labels; readonly limits: Labels };
  readonly securityContext: Security;
  readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[];
}

export interface Deployment extends Workload {
  readonly kind: 'Deployment';
}
interface StatefulSet extends Workload {
  readonly kind: 'StatefulSet';
}
export interface Workload extends Named {
  readonly spec: {
    readonly template: {
      readonly metadata: { readonly labels: Labels };
      readonly spec: {
        readonly terminationGracePeriodSeconds?: number;
        readonly automountServiceAccountToken?: boolean;
        readonly enableServiceLinks?: boolean;
        readonly securityContext: Security;
        readonly topologySpreadConstraints?: readonly { readonly topologyKey: string }[];
        readonly containers: readonly [Container];
      };
    };
  };
}
export interface Service extends Named {
  readonly kind: 'Service';
  readonly spec: {
    readonly selector: Labels;
    readonly ports: readonly { readonly name: string; readonly port: number; readonly targetPort: string }[];
  };
}
interface Budget extends Named {
  readonly kind: 'PodDisruptionBudget';
  readonly spec: { readonly selector: { readonly matchLabels: Labels } };
}
export interface Autoscaler extends Named {
  readonly kind: 'HorizontalPodAutoscaler';
  readonly spec: {
    readonly scaleTargetRef: { readonly name: string };
    readonly minReplicas: number;
    readonly maxReplicas: number;
    readonly metrics: readonly {
      readonly pods?: { readonly metric: { readonly name: string } };
      readonly external?: { readonly metric: { readonly name: string } };
    }[];
  };
}
interface Settings extends Named {
  readonly kind: 'ConfigMap';
  readonly data: Labels;
}
interface Other extends Named {
  readonly kind: 'Namespace' | 'Ingress';
}

export interface Selector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values: readonly string[];
  }[];
}
export interface Peer {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
  readonly ipBlock?: object;
}
export interface Rule {
  readonly from?: readonly Peer[];
  readonly to?: readonly Peer[];
  readonly ports: readonly { readonly port: number | string }[];
}
export interface NetworkPolicy extends Named {
  readonly kind: 'NetworkPolicy';
  readonly spec: {
    readonly podSelector: Selector;
    readonly policyTypes: readonly string[];
    readonly ingress?: readonly Rule[];
    readonly egress?: readonly Rule[];
  };
}

export type Manifest = Deployment | StatefulSet | Service | Budget | Autoscaler | Settings | NetworkPolicy | Other;

/** What an overlay comes to, as `kubectl kustomize` says. */
export const rendered = (overlay: string): Manifest[] => {
  const folder = inRepository(`deploy/kubernetes/overlays/${overlay}`);
  const { status, stdout, stderr } = spawnSync('kubectl', ['kustomize', folder], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`kubectl kustomize: ${stderr}`);
  return parseAllDocuments(stdout).map((document) => document.toJS() as Manifest);
};

export const ofKind = <Kind extends Manifest['kind']>(manifests: readonly Manifest[], kind: Kind): Of<Kind>[] =>
  manifests.filter((one) => one.kind === kind) as Of<Kind>[];

type Of<Kind extends Manifest['kind']> = Extract<Manifest, { kind: Kind }>;
