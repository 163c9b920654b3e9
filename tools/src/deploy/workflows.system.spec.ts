import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
import { changed, type Path } from './testing/changed.js';
import { inRepository, textOf, yamlOf } from './testing/repository.js';
import { workflowFaults, type Pipeline, type Workflow } from './testing/workflow-faults.js';
import { whereKubectlIs } from './testing/where-tool-is.js';

const FOLDER = '.github/workflows';
const today: Pipeline = {
  ...(JSON.parse(textOf('package.json')) as Pick<Pipeline, 'scripts' | 'engines'>),
  workflows: Object.fromEntries(
    readdirSync(inRepository(FOLDER)).map((file) => [file, yamlOf(`${FOLDER}/${file}`) as Workflow]),
  ),
  ciRun: textOf('.ci/run'),
  dockerfile: textOf('Dockerfile'),
};

test('the workflows call what is there, may do no more than they need, and test all that is promised', () => {
  expect(Object.keys(today.workflows)).toEqual(['ci.yml', 'release.yml']);
  expect(workflowFaults(today)).toEqual([]);
});

describe('a pipeline is found out', () => {
  const ci = ['workflows', 'ci.yml', 'jobs'];
  const release = ['workflows', 'release.yml', 'jobs'];

  test.each<[string, Path, unknown, string]>([
    ['that may write', ['workflows', 'ci.yml', 'permissions', 'contents'], 'write', 'ci.yml: may do more than read'],
    [
      'that may do what GitHub lets it by itself',
      ['workflows', 'release.yml', 'permissions'],
      null,
      'release.yml: may do more than read',
    ],
    [
      'whose job may write',
      [...release, 'image', 'permissions', 'contents'],
      'write',
      'release.yml, image: may write contents',
    ],
    [
      'that calls a script that is not there',
      [...release, 'long', 'steps', 3, 'run'],
      'npm run test:lang',
      'release.yml, long: there is no test:lang',
    ],
    [
      'that calls a file that is not there',
      [...ci, 'image', 'steps', 1, 'run'],
      'bash deploy/imag.sh build',
      'ci.yml, image: there is no deploy/imag.sh',
    ],
    [
      'that calls a workflow that is not there',
      [...release, 'check', 'uses'],
      './.github/workflows/check.yml',
      'release.yml, check: there is no ./.github/workflows/check.yml',
    ],
    [
      'that waits for a job that is not there',
      [...release, 'deploy', 'needs'],
      'images',
      'release.yml, deploy: there is no job images',
    ],
    [
      'that runs whatever a branch holds',
      [...ci, 'check', 'steps', 0, 'uses'],
      'actions/checkout@main',
      'ci.yml, check: actions/checkout@main is no version',
    ],
    ['that does not end', [...ci, 'check', 'timeout-minutes'], null, 'ci.yml, check: does not end'],
    ['that does not test Node 20', [...ci, 'check', 'strategy', 'matrix', 'node'], [22, 24], 'nobody tests Node 20'],
    ['that runs no test', [...ci, 'check', 'steps', 3], null, 'nobody runs .ci/run'],
    ['that promises what it does not test', ['engines', 'node'], '>=18.0.0', 'Node 18 is promised and not tested'],
    ['that ships what it does not test', ['dockerfile'], 'FROM node:23-slim', 'Node 23 is shipped and not tested'],
    ['with a script that calls none', ['scripts', 'walk'], 'npm run -s buidl', 'there is no buidl'],
    ...['lint', 'typecheck', 'test:system', 'test:pact'].map((step): [string, Path, unknown, string] => [
      `without ${step}`,
      ['ciRun'],
      today.ciRun.replace(`npm run ${step}\n`, ''),
      `.ci/run does not npm run ${step}`,
    ]),
    ['without tests', ['ciRun'], today.ciRun.replace('npm test\n', ''), '.ci/run does not npm test'],
  ])('%s', (_, path, value, fault) => {
    expect(workflowFaults(changed(today, path, value))).toContain(fault);
  });
});

whereKubectlIs('deploy/release.sh', () => {
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
