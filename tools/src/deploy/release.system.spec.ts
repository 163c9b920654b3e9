import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
import { inRepository, textOf } from './testing/repository.js';

const IMAGE = 'registry.example.com:5000/x/doremi:v2.0.0';
const BEFORE = 'registry.example.com:5000/x/doremi:v1.0.0';
const IN_ORDER = ['projections', 'policies', 'query-api', 'command-api', 'gateway'];

/** A kubectl that writes down what it was asked and answers as the cluster would whose state these variables say. */
const KUBECTL = `#!/usr/bin/env bash
echo "$*" >> "$CLUSTER/asked"
case "$*" in
  kustomize*) echo "    image: doremi:0.1.0" ;;
  *'get deployment'*) echo "$REVISION" ;;
  *'get pods'*projections*)
    echo look >> "$CLUSTER/looks"
    [ "$(wc -l < "$CLUSTER/looks")" -gt "\${LIVE_AFTER:-1}" ] && echo "${IMAGE} true" || printf '${BEFORE} true\\n${IMAGE} false\\n' ;;
  *'get pods'*) echo "\${POD:-${IMAGE} true}" ;;
  *"rollout status deployment/\${FAILS:-none}"*) exit 1 ;;
  *UPCAST_VERSIONS*) echo 'CartOrdered.2' ;;
  *may-write*) printf "\${MAY_WRITE:-}" ;;
  *'main.js end'*) echo 0000000000000010-0000000000000010 ;;
  *'main.js written'*) [ "\${WRITTEN:-}" = untold ] && exit 1; printf "\${WRITTEN:-}" ;;
esac
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'doremi-kubectl-'));
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin/kubectl'), KUBECTL, { mode: 0o755 });
  // It waits for nothing: what it looks for is there at the next look.
  writeFileSync(join(folder, 'bin/sleep'), '#!/bin/sh\n', { mode: 0o755 });
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Releases onto that cluster. `did` is what changed there, in order, and where it was waited for. */
const release = (cluster: Record<string, string> = {}) => {
  const { status, stdout, stderr } = spawnSync('bash', [inRepository('deploy/release.sh'), 'one-node', IMAGE], {
    encoding: 'utf8',
    env: {
      ...process.env,
      PATH: `${join(folder, 'bin')}:${process.env.PATH}`,
      CLUSTER: folder,
      REVISION: '7',
      ...cluster,
    },
  });
  const did = readFileSync(join(folder, 'asked'), 'utf8')
    .split('\n')
    .flatMap((line) => {
      const applied = /^apply .*--selector app.kubernetes.io\/name (.*)$/.exec(line)?.[1];
      if (applied) return [`apply ${applied.replace(/^= /, '')}`];
      const [, verb = '', name = '', revision] =
        /rollout (status|undo) deployment\/(\S+)(?: --to-revision=(\d+))?/.exec(line) ?? [];
      return verb ? [`${verb === 'status' ? 'wait' : 'undo'} ${name}${revision ? ` ${revision}` : ''}`] : [];
    });
  return { status, stdout, stderr, did };
};

const OTHERS = `apply notin (${IN_ORDER.join(',')})`;
const UP_TO_COMMAND_API = [
  OTHERS,
  'apply projections',
  ...['apply policies', 'wait policies'],
  ...['apply query-api', 'wait query-api'],
  'wait projections',
  ...['apply command-api', 'wait command-api'],
];

test('projections, policies and query-api go before command-api, and what is offered goes last', () => {
  const before = readdirSync(inRepository('deploy/kubernetes/overlays'));
  const { status, did, stderr } = release();
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(did).toEqual([...UP_TO_COMMAND_API, 'apply gateway', 'wait gateway']);
  expect(readdirSync(inRepository('deploy/kubernetes/overlays'))).toEqual(before);
});

test('every process has the label by which it is chosen, and is released', () => {
  const base = inRepository('deploy/kubernetes/base');
  const deployments = readdirSync(base)
    .flatMap((file) => parseAllDocuments(textOf(`deploy/kubernetes/base/${file}`)).map((one) => one.toJS() as Manifest))
    .filter(({ kind, metadata }) => kind === 'Deployment' && metadata?.name !== 'any');
  expect(deployments.map(({ metadata }) => metadata?.name).sort()).toEqual([...IN_ORDER].sort());
  for (const { metadata } of deployments) expect(metadata?.labels?.['app.kubernetes.io/name']).toBe(metadata?.name);
});

interface Manifest {
  readonly kind: string;
  readonly metadata?: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
}

describe('the new read models', () => {
  test('are waited for before the policies change, which read them', () => {
    const { status, did } = release({ LIVE_AFTER: '3' });
    expect(status).toBe(0);
    expect(readFileSync(join(folder, 'looks'), 'utf8').split('\n').length).toBeGreaterThan(4);
    expect(did).toEqual([...UP_TO_COMMAND_API, 'apply gateway', 'wait gateway']);
  });

  test('that are not live in time end the release, and nothing but projections goes back', () => {
    const { status, did, stderr } = release({ LIVE_AFTER: '99', READ_MODELS_WITHIN: '10' });
    expect(status).toBe(1);
    expect(stderr).toContain('the new read models did not become live');
    expect(did).toEqual([OTHERS, 'apply projections', 'undo projections 7']);
  });
});

test.each(['policies', 'query-api', 'projections'])(
  'where %s does not come up, all that was released goes back',
  (FAILS) => {
    const { status, did, stderr } = release({ FAILS });
    expect(status).toBe(1);
    expect(stderr).toContain(`${FAILS} did not come up: going back`);
    const released = IN_ORDER.filter((name) => did.includes(`apply ${name}`));
    expect(released).not.toContain('command-api');
    expect(did.filter((step) => step.startsWith('undo'))).toEqual(released.reverse().map((name) => `undo ${name} 7`));
  },
);

test('a process of the version before that does not end keeps command-api from changing', () => {
  const { status, did, stderr } = release({ POD: `${BEFORE} true` });
  expect(status).toBe(1);
  expect(stderr).toContain('processes of the version before did not end');
  expect(did).not.toContain('apply command-api');
  expect(did.slice(-3)).toEqual(['undo query-api 7', 'undo policies 7', 'undo projections 7']);
});

describe('from the first event in a new version there is no way back:', () => {
  const MAY_WRITE = 'CartOrdered 3\n';
  const WRITTEN = 'CartOrdered 3 in cart-1 of 2026-01-31T12:00:00.000Z\n';

  test('it is said before command-api goes, with how to tell whether there is one', () => {
    const { stdout } = release({ MAY_WRITE });
    expect(stdout).toContain('From the first of these events on there is no way back');
    expect(stdout).toContain('CartOrdered 3');
    expect(stdout).toContain("release/main.js written 'CartOrdered.2' 0000000000000010-0000000000000010");
  });

  test('it is not said of a release that writes none, nor where nothing was there before', () => {
    expect(release().stdout).not.toContain('no way back');
    expect(release({ MAY_WRITE, REVISION: '' }).stdout).not.toContain('no way back');
  });

  test.each([
    ['one', WRITTEN, 'CartOrdered 3 in cart-1'],
    ['one, as far as can be told', 'untold', 'it could not be told'],
  ])('a command-api that does not come up stays where there is %s', (_, written, said) => {
    const { status, did, stderr } = release({ MAY_WRITE, FAILS: 'command-api', WRITTEN: written });
    expect(status).toBe(1);
    expect(stderr).toContain('there is no way back');
    expect(stderr).toContain(said);
    expect(did).toEqual(UP_TO_COMMAND_API);
  });

  test('where there is none everything goes back', () => {
    const { status, did } = release({ MAY_WRITE, FAILS: 'command-api' });
    expect(status).toBe(1);
    expect(did.slice(UP_TO_COMMAND_API.length)).toEqual(
      ['command-api', 'query-api', 'policies', 'projections'].map((name) => `undo ${name} 7`),
    );
  });
});

test('a gateway that does not come up goes back alone', () => {
  const { status, did } = release({ FAILS: 'gateway' });
  expect(status).toBe(1);
  expect(did.slice(-3)).toEqual(['apply gateway', 'wait gateway', 'undo gateway 7']);
});

test('where nothing was there before, nothing goes back', () => {
  expect(release({ FAILS: 'policies', REVISION: '' }).did.filter((step) => step.startsWith('undo'))).toEqual([]);
});
