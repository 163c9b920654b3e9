import { existsSync } from 'node:fs';
import { inRepository } from './repository.js';

interface Job {
  readonly uses?: string;
  readonly needs?: string | readonly string[];
  readonly permissions?: Permissions;
  readonly 'timeout-minutes'?: number;
  readonly strategy?: { readonly matrix: { readonly node: readonly number[] } };
  readonly steps?: readonly { readonly uses?: string; readonly run?: string; readonly with?: object }[];
}
type Permissions = Readonly<Record<string, string>>;
export interface Workflow {
  readonly permissions: Permissions;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** The pipeline: the workflows by file, the script that they run, and what package.json and Dockerfile say. */
export interface Pipeline {
  readonly workflows: Readonly<Record<string, Workflow>>;
  readonly ciRun: string;
  readonly scripts: Readonly<Record<string, string>>;
  readonly engines: { readonly node: string };
  readonly dockerfile: string;
}

/** What has to hold before anything lands. */
const STEPS = [
  'npm ci --no-audit --no-fund',
  'bash .ci/audit',
  'npm run lint',
  'npm run typecheck',
  'npm run build',
  'npm test',
  'npm run test:system',
  'npm run test:pact',
];
/** A job may put an image into the registry, and nothing else. */
const MAY_WRITE = ['packages'];
/** Minutes after which a job is stuck. */
const LONGEST = 45;
const NODES = [20, 22, 24];

/** What a pipeline calls that is not there, leaves out, or may do without need. */
export const workflowFaults = (pipeline: Pipeline): string[] => {
  const { workflows, ciRun, scripts } = pipeline;
  const lines = ciRun.split('\n');
  return [
    ...Object.entries(workflows).flatMap(([file, { jobs, permissions }]) => [
      ...(JSON.stringify(permissions) === '{"contents":"read"}' ? [] : [`${file}: may do more than read`]),
      ...Object.entries(jobs).flatMap(([name, job]) =>
        jobFaults(job, Object.keys(jobs), scripts).map((fault) => `${file}, ${name}: ${fault}`),
      ),
    ]),
    ...missingIn([ciRun, ...Object.values(scripts)].join('\n'), scripts).map((name) => `there is no ${name}`),
    ...STEPS.filter((step) => !lines.includes(step)).map((step) => `.ci/run does not ${step}`),
    ...(stepsOf(workflows).some((run) => run === 'bash .ci/run') ? [] : ['nobody runs .ci/run']),
    ...nodeFaults(pipeline),
  ];
};

const stepsOf = (workflows: Pipeline['workflows']): string[] =>
  Object.values(workflows).flatMap(({ jobs }) =>
    Object.values(jobs).flatMap(({ steps = [] }) => steps.flatMap(({ run = [] }) => run)),
  );

/** The npm scripts and the files that a shell text calls and that are not there. */
const missingIn = (text: string, scripts: Pipeline['scripts']): string[] => [
  ...[...text.matchAll(/npm run (?:-s )?([\w:-]+)/g)].flatMap(([, name = '']) => (scripts[name] ? [] : [name])),
  ...[...text.matchAll(/\bbash ([\w./-]+)/g)].flatMap(([, file = '']) =>
    existsSync(inRepository(file)) ? [] : [file],
  ),
];

const jobFaults = (job: Job, names: readonly string[], scripts: Pipeline['scripts']): string[] => {
  if (job.uses) return existsSync(inRepository(job.uses)) ? [] : [`there is no ${job.uses}`];
  const minutes = job['timeout-minutes'];
  return [
    ...(minutes !== undefined && minutes <= LONGEST ? [] : ['does not end']),
    ...(job.steps ?? []).flatMap(({ run = '', uses = 'x@v1' }) => [
      ...missingIn(run, scripts).map((name) => `there is no ${name}`),
      // A version, not a branch that somebody else moves.
      ...(/@v\d/.test(uses) ? [] : [`${uses} is no version`]),
    ]),
    ...[job.needs ?? []].flat().flatMap((before) => (names.includes(before) ? [] : [`there is no job ${before}`])),
    ...Object.entries(job.permissions ?? {})
      .filter(([what, how]) => how === 'write' && !MAY_WRITE.includes(what))
      .map(([what]) => `may write ${what}`),
  ];
};

/** Tested on the oldest Node that is promised and on those after it, shipped on one of them. */
const nodeFaults = ({ workflows, engines, dockerfile }: Pipeline): string[] => {
  const tested = Object.values(workflows).flatMap(({ jobs }) => jobs.check?.strategy?.matrix.node ?? []);
  const [, shipped] = /^FROM node:(\d+)/m.exec(dockerfile) ?? [];
  const [, oldest] = /^>=(\d+)\./.exec(engines.node) ?? [];
  return [
    ...NODES.filter((version) => !tested.includes(version)).map((version) => `nobody tests Node ${version}`),
    ...(tested.includes(Number(shipped)) ? [] : [`Node ${shipped} is shipped and not tested`]),
    ...(Math.min(...tested) === Number(oldest) ? [] : [`Node ${oldest} is promised and not tested`]),
  ];
};
