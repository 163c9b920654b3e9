import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { accessTo } from '@doremi/http';
import { inRepository, textOf } from './deploy/testing/repository.js';

/** What somebody types at three in the morning has to be there. */
const runbooks = readdirSync(inRepository('docs/runbooks')).map((name): [string, string] => [
  name,
  textOf(`docs/runbooks/${name}`),
]);

const all = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, found = '']) => found);
/** What is set as code within a line. */
const quoted = (text: string): string[] => all(text.replaceAll(/^```[^]*?^```/gm, ''), /`([^`\n]+)`/g);

const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };

const cli = textOf('projections/src/cli.ts');
const reconcileCli = textOf('policies/src/cli.ts');
const commandsOf = (text: string): string[] => all(text, /program\s+\.command\('([\w-]+)'\)/g);
const commands = [...commandsOf(cli), ...all(cli, /^acting\(\s*'(\w+)'/gm)];
const options = all(cli + reconcileCli, /\.option\('(--[\w-]+)/g);
const parkedCommands = all(cli, /parked\s+\.command\('(\w+)'\)/g).map((name) => `parked ${name}`);
const knownCommand = (words: string): boolean =>
  [...commands.filter((name) => name !== 'parked'), ...parkedCommands].some((name) =>
    `${words} `.startsWith(`${name} `),
  );

/** The operator's routes, below `/ops/projections` and `/ops/policies/parked`. */
const operations = [
  /^GET \/$/,
  ...[textOf('projections/src/ops/ops.routes.ts'), textOf('shared/http/src/parked.ts')].flatMap((text) =>
    [...text.matchAll(/operator(Get|Post)\(\s*`\$\{path\}(\/[^`]+)`/gi)].map(([, method = '', path = '']) => [
      method.toUpperCase(),
      path,
    ]),
  ),
].map((route) => (route instanceof RegExp ? route : new RegExp(`^${route.join(' ')}$`.replaceAll(/:\w+/g, '[A-Z]+'))));

/** Routes of others, which a runbook tells to call. */
const OF_EVENTSTOREDB = ['POST /users'];

const isRoute = (call: string): boolean => {
  const [method = '', path = ''] = call.split(' ');
  if (OF_EVENTSTOREDB.includes(call) || operations.some((route) => route.test(call))) return true;
  return accessTo(method, path.replaceAll(/\{\w+\}/g, '1')) !== null;
};

const alerts = all(textOf('deploy/observability/rules/alerts.yml'), /alert: (\w+)/g);
const sources = [
  ...readdirSync(inRepository('shared')).map((name) => `shared/${name}`),
  'command-api',
  'policies',
  'projections',
  'query-api',
  'gateway',
].flatMap((workspace) =>
  readdirSync(inRepository(`${workspace}/src`), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .map((file) => textOf(`${workspace}/src/${file}`)),
);
/** What is secret may come from a file. */
const isNamed = (code: string): boolean => sources.some((text) => text.includes(code.replace(/_FILE$/, '')));
const metrics = new Set(sources.flatMap((text) => all(text, /\b(doremi_\w+)/g)));
const deployments = readdirSync(inRepository('deploy/kubernetes/base')).map((file) => file.replace('.yaml', ''));

/** What a runbook lacks: how one knows that it is over. */
const lackingIn = (text: string): string[] =>
  /it is over|해결된\s+(것|상태)/i.test(text) ? [] : ['it never says when it is over'];

/** Everything a runbook names that is not there. */
const missingIn = (text: string): string[] => [
  ...all(text, /npm run (?:-s )?([\w:-]+)/g).filter((name) => !scripts[name]),
  ...all(text, /npm run projections -- ([\w-]+(?: \w+)?)/g).filter((words) => !knownCommand(words)),
  ...all(text, /npm run reconcile -- ([\w-]+)/g).filter((name) => !commandsOf(reconcileCli).includes(name)),
  ...all(text, /(npm run (?:projections|reconcile) -- [^`\n]+)/g)
    .flatMap((line) => all(line, /(--[a-z]+)/g))
    .filter((option) => !options.includes(option)),
  ...quoted(text).filter((code) => /^--[a-z-]+$/.test(code) && !options.includes(code)),
  // Codes and settings.
  ...quoted(text).filter((code) => /^[A-Z]+(_[A-Z]+)+$/.test(code) && !isNamed(code)),
  // The first column of a table of commands.
  ...all(text.replaceAll(/^(?!\| `[a-z]).*$/gm, ''), /^\| `([a-z-]+(?: [a-z]+)?)/gm).filter(
    (words) => !knownCommand(words),
  ),
  ...quoted(text).filter((code) => /^(GET|POST|PUT|DELETE) \//.test(code) && !isRoute(code)),
  ...quoted(text).filter((code) => /^\/[\w/{}-]+$/.test(code) && !isRoute(`GET ${code}`)),
  ...quoted(text).filter((code) => /^([A-Z][a-z]+){2,}$/.test(code) && !alerts.includes(code)),
  ...all(text, /\b(doremi_\w+)/g).filter((name) => !metrics.has(name.replace(/_(count|sum|bucket)$/, ''))),
  ...all(text, /\bdeployment\/([\w-]+)/g).filter((name) => !deployments.includes(name)),
  ...all(text, /\b(deploy\/[\w-]+\.\w+)/g).filter((file) => !existsSync(inRepository(file))),
  ...all(text, /\]\(([^)#]+)/g).filter((file) => !existsSync(inRepository(`docs/runbooks/${file}`))),
];

test('there is one for each thing that goes wrong, in both languages, and it says how one knows that it is over', () => {
  const names = runbooks.map(([name]) => name);
  const english = names.filter((name) => !name.endsWith('.ko.md'));
  expect(names.filter((name) => name.endsWith('.ko.md'))).toEqual(english.map((name) => name.replace('.md', '.ko.md')));
  expect(english).toEqual([
    'key-rotation.md',
    'open-work.md',
    'parked-events.md',
    'rebuild.md',
    'restore-from-backup.md',
    'something-is-away.md',
    'stuck-payment.md',
  ]);
  for (const [, text] of runbooks) expect(lackingIn(text)).toEqual([]);
  const [, rebuild = ''] = runbooks.find(([name]) => name === 'rebuild.md') ?? [];
  expect(lackingIn(rebuild.replaceAll(/it is over/gi, 'go home'))).toEqual(['it never says when it is over']);
});

test.each(runbooks)('everything that %s names is there', (_, text) => {
  expect(missingIn(text)).toEqual([]);
});

// One thing in a runbook of today put wrong.
describe('a runbook is found out', () => {
  test.each([
    ['parked-events.md', 'parked retry', 'parked again', 'parked again'],
    ['parked-events.md', 'EventsParked', 'EventsStuck', 'EventsStuck'],
    ['rebuild.md', 'npm run projections', 'npm run projection', 'projection'],
    ['stuck-payment.md', 'doremi_open_payment_age_seconds', 'doremi_payment_age', 'doremi_payment_age'],
    ['stuck-payment.md', 'GET /payments/{id}', 'GET /charges/{id}', 'GET /charges/{id}'],
    ['restore-from-backup.md', 'deploy/release.sh', 'deploy/restore.sh', 'deploy/restore.sh'],
    ['restore-from-backup.md', 'accept-log', 'accept-store', 'accept-store'],
    ['restore-from-backup.md', 'reconcile -- payments', 'reconcile -- charges', 'charges'],
    ['restore-from-backup.md', '--apply', '--really', '--really'],
    ['restore-from-backup.md', '`--since`', '`--from`', '--from'],
    ['restore-from-backup.md', 'ATTEMPT_LOST', 'ATTEMPT_GONE', 'ATTEMPT_GONE'],
    ['restore-from-backup.md', 'EventStoreMismatch', 'EventStoreRestored', 'EventStoreRestored'],
    ['stuck-payment.md', '](parked-events.md)', '](parked.md)', 'parked.md'],
  ])('%s that says, not "%s", but "%s"', (name, from, to, missing) => {
    const text = runbooks.find(([one]) => one === name)?.[1] ?? '';
    expect(text).toContain(from);
    expect(missingIn(text.replaceAll(from, to))).toContain(missing);
  });
});

describe('the check finds', () => {
  test.each([
    ['npm run projektions', 'projektions'],
    ['`npm run projections -- rebuildd orderBoard`', 'rebuildd orderBoard'],
    ['`npm run projections -- parked drop`', 'parked drop'],
    ['| `rollbak NAME` | … |', 'rollbak'],
    ['`GET /paymets`', 'GET /paymets'],
    ['`POST /NAME/rebuilt`', 'POST /NAME/rebuilt'],
    ['`/health/redy`', '/health/redy'],
    ['`EventsParkt`', 'EventsParkt'],
    ['doremi_parked', 'doremi_parked'],
    ['kubectl rollout undo deployment/projector', 'projector'],
    ['`deploy/relase.sh`', 'deploy/relase.sh'],
    ['[rebuild](rebiuld.md)', 'rebiuld.md'],
  ])('%s', (text, missing) => {
    expect(missingIn(text)).toEqual([missing]);
  });
});
