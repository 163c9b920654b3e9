import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { changed, type Path } from './testing/changed.js';
import { codeOfToday } from './testing/code.js';
import { composeFaults, type Compose, type Scraping } from './testing/compose-faults.js';
import { textOf, yamlOf } from './testing/repository.js';

// People sign in, so the stand-in for the issuer is one of the processes.
const code = codeOfToday({ AUTH: 'oidc' });
const today = parse(textOf('docker-compose.yml'), { merge: true }) as Compose;
const scraping = yamlOf('deploy/observability/prometheus.yml') as Scraping;

test('docker-compose.yml is what compose takes, and agrees with the code and with Prometheus', () => {
  expect(composeFaults(today, code, scraping)).toEqual([]);
});

describe('a docker-compose.yml is found out', () => {
  const at = (service: string, ...path: Path) => ['services', service, ...path];
  const check = (text: string) => ['CMD', 'node', '-e', `fetch('${text}').then(({ ok }) => process.exit(ok ? 0 : 1))`];

  test.each<[string, Path, unknown, string]>([
    ['without a process', at('policies'), null, 'policies: is not there'],
    ['without an engine', at('redis'), null, 'redis: is not there'],
    ['with one that nobody knows', at('oven'), { image: 'doremi', build: '.' }, 'oven: is no process of ours'],
    [
      'with a command that is not there',
      at('query-api', 'command', 2),
      'query-api/dist/start.js',
      'query-api: runs "node --enable-source-maps query-api/dist/start.js"',
    ],
    [
      'with a wrong port',
      at('query-api', 'environment', 'QUERY_API_PORT'),
      8092,
      'query-api: is told to listen on 8092, not on 8082',
    ],
    [
      'whose health is asked at a wrong port',
      at('query-api', 'healthcheck', 'test'),
      check('http://127.0.0.1:8092/health/live'),
      'query-api: its health is asked at 127.0.0.1:8092',
    ],
    [
      'whose health is asked at a path that nobody answers',
      at('query-api', 'healthcheck', 'test'),
      check('http://127.0.0.1:8082/healthz'),
      'query-api: its health is /healthz',
    ],
    ['that asks nobody for health', at('mongo', 'healthcheck'), null, 'mongo: nobody looks at its health'],
    ['that starts nothing again', at('redis', 'restart'), 'no', 'redis: is not started again'],
    [
      'that tells what nobody reads',
      at('gateway', 'environment', 'LOG_LEVLE'),
      'info',
      'gateway: nobody reads LOG_LEVLE',
    ],
    [
      'that tells what is not taken',
      at('gateway', 'environment', 'AUTH'),
      'none',
      'gateway: AUTH must be off, demo or oidc, not "none"',
    ],
    [
      'that does not tell where an engine is',
      at('gateway', 'environment', 'REDIS_URL'),
      null,
      'gateway: is not told REDIS_URL',
    ],
    [
      'that leads a process to nobody',
      at('command-api', 'environment', 'QUERY_API_URL'),
      'http://queries:8082',
      'command-api: QUERY_API_URL leads to nobody',
    ],
    [
      'with a process on loopback alone',
      at('policies', 'environment', 'HOST'),
      '127.0.0.1',
      'policies: listens on 127.0.0.1, where no other container comes',
    ],
    ['with a process that is root', at('gateway', 'user'), 'root', 'gateway: runs as root'],
    ['with one that is root unsaid', at('gateway', 'user'), null, 'gateway: runs as root'],
    ['with one that can write', at('gateway', 'read_only'), false, 'gateway: can write its image'],
    ['with capabilities', at('mongo', 'cap_drop'), null, 'mongo: keeps capabilities'],
    ['that publishes an engine', at('mongo', 'ports'), ['27017:27017'], 'mongo: publishes 27017:27017'],
    [
      'that publishes gRPC',
      at('command-api', 'ports'),
      ['127.0.0.1:8089:8089'],
      'command-api: publishes 127.0.0.1:8089:8089',
    ],
    ['that publishes the gateway to everybody', at('gateway', 'ports', 0), '8088:8088', 'gateway: publishes 8088:8088'],
    ['that publishes no door', at('gateway', 'ports'), null, 'nobody publishes gateway 127.0.0.1:8088:8088'],
    ['with an engine at the door', at('mongo', 'networks', 1), 'door', 'mongo: is in wrong networks'],
    ['with a way out', ['networks', 'inside', 'internal'], null, 'the network inside has a way out'],
    ['with dashboards for all', at('grafana', 'profiles'), null, 'grafana: comes without being asked for'],
  ])('%s', (_, path, value, fault) => {
    expect(composeFaults(changed(today, path, value), code, scraping)).toContain(fault);
  });

  test('that compose would not take', () => {
    for (const [path, value] of [
      [at('gateway', 'imagee'), 'doremi'],
      [at('gateway', 'ports'), 8088],
    ] as const)
      expect(composeFaults(changed(today, path, value), code, scraping)).toEqual([
        expect.stringMatching(/^compose does not take it: /),
      ]);
  });

  test('beside a Prometheus that asks nobody', () => {
    const other = changed(scraping, ['scrape_configs', 0, 'static_configs', 0, 'targets', 0], 'gateway:8080');
    expect(composeFaults(today, code, other)).toContain('prometheus: nobody is at gateway:8080');
  });
});
