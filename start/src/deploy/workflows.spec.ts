import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
import { inRepository, textOf, yamlOf } from './testing/repository.js';

interface Job {
  readonly uses?: string;
  readonly needs?: string | readonly string[];
  readonly 'runs-on'?: string;
  readonly 'timeout-minutes'?: number;
  readonly strategy?: { readonly matrix: { readonly node: readonly number[] } };
  readonly steps?: readonly { readonly uses?: string; readonly run?: string; readonly with?: object }[];
}
interface Workflow {
  readonly on: object;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const FOLDER = '.github/workflows';
const workflows = readdirSync(inRepository(FOLDER)).map((file): [string, Workflow] => [
  file,
  yamlOf(`${FOLDER}/${file}`) as Workflow,
]);
const { scripts, engines } = JSON.parse(textOf('package.json')) as {
  scripts: Record<string, string>;
  engines: { node: string };
};
const hasKubectl = spawnSync('kubectl', ['version', '--client']).status === 0;

/** The npm scripts and the files that a shell text calls and that are not there. */
const missingIn = (text: string): string[] => [
  ...[...text.matchAll(/npm run (?:-s )?([\w:-]+)/g)].flatMap(([, name = '']) => (scripts[name] ? [] : [name])),
  ...[...text.matchAll(/\bbash ([\w./-]+)/g)].flatMap(([, file = '']) =>
    existsSync(inRepository(file)) ? [] : [file],
  ),
];

describe.each(workflows)('%s', (_, { jobs, permissions }) => {
  test('may read and nothing else, unless a job asks for more', () => {
    expect(permissions).toEqual({ contents: 'read' });
  });

  test.each(Object.entries(jobs))('the job %s calls what is there, and ends', (_name, job) => {
    if (job.uses) return expect(existsSync(inRepository(job.uses))).toBe(true);
    expect(job['timeout-minutes']).toBeLessThanOrEqual(45);
    for (const { run = '', uses = 'x@v1' } of job.steps ?? []) {
      expect(missingIn(run)).toEqual([]);
      // A version, not a branch that somebody else moves.
      expect(uses).toMatch(/@v\d/);
    }
    for (const before of [job.needs ?? []].flat()) expect(Object.keys(jobs)).toContain(before);
  });
});

test('what .ci/run and the scripts of package.json call is there', () => {
  for (const text of [textOf('.ci/run'), ...Object.values(scripts)]) expect(missingIn(text)).toEqual([]);
});

test('the check finds a script and a file that are not there', () => {
  expect(missingIn('npm run -s buidl && bash deploy/imag.sh && npm run build')).toEqual(['buidl', 'deploy/imag.sh']);
});

test('it is tested on the oldest Node that is promised, on those after it, and shipped on one of them', () => {
  const versions = workflows.flatMap(([, { jobs }]) => jobs.check?.strategy?.matrix.node ?? []);
  expect(versions).toEqual([20, 22, 24]);
  expect(engines.node).toMatch(/^>=20\./);
  expect(versions).toContain(Number(/^FROM node:(\d+)/m.exec(textOf('Dockerfile'))?.[1]));
});

(hasKubectl ? describe : describe.skip)('deploy/release.sh', () => {
  const render = (...args: string[]) =>
    spawnSync('bash', [inRepository('deploy/release.sh'), ...args, '--render'], { encoding: 'utf8' });

  test.each(['one-node', 'production'])(
    'puts the version onto every process of %s, and leaves no file behind',
    (overlay) => {
      const before = readdirSync(inRepository('deploy/kubernetes/overlays'));
      const { stdout } = render(overlay, 'registry.example.com:5000/x/doremi:v9.8.7');
      const deployments = parseAllDocuments(stdout).filter((document) => document.get('kind') === 'Deployment');
      expect(deployments.length).toBeGreaterThan(4);
      for (const document of deployments)
        expect(document.getIn(['spec', 'template', 'spec', 'containers', 0, 'image'])).toBe(
          'registry.example.com:5000/x/doremi:v9.8.7',
        );
      expect(readdirSync(inRepository('deploy/kubernetes/overlays'))).toEqual(before);
    },
  );

  test('knows no other overlay', () => {
    expect(render('nowhere', 'doremi:1').status).toBe(2);
  });
});
