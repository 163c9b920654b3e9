import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { SettingError } from '@doremi/process/settings';
import { freePorts, withPorts } from './free-ports.js';
import { namedEngines, plannedServices, plannedStandIns, takenPort, warningsOf } from './plan.js';
import { waitForPorts } from './running-system.js';

const named = (env: Record<string, string>) => plannedServices(env, {}, '.doremi');
const ISSUER = 'https://id.example';

describe('what npm start runs', () => {
  test('has no issuer where nobody signs in, nor where one is named', () => {
    for (const env of [{}, { AUTH: 'oidc', OIDC_ISSUER: ISSUER }] as Record<string, string>[])
      expect(named(env).map(({ name }) => name)).not.toContain('identity');
  });

  test('has one where people sign in and none is named, and everybody is told of it', () => {
    const [identity, ...others] = named({ AUTH: 'oidc', GATEWAY_PORT: '9000', IDENTITY_PORT: '9001' });
    expect(identity).toMatchObject({ name: 'identity', port: 9001 });
    expect(identity?.command(9001).join(' ')).toContain('--pages http://127.0.0.1:9000 http://localhost:9000');
    for (const { env } of others)
      expect(env).toMatchObject({
        OIDC_ISSUER: 'http://127.0.0.1:9000/identity',
        OIDC_JWKS_URL: 'http://127.0.0.1:9001/identity/jwks',
        IDENTITY_URL: 'http://127.0.0.1:9001',
      });
  });

  test.each<[Record<string, string>, RegExp]>([
    [{ AUTH: 'oidc', HOST: '0.0.0.0' }, /for loopback alone/],
    [{ HOST: '0.0.0.0' }, /OIDC_ISSUER must say/],
    [{ HOST: '0.0.0.0', AUTH: 'off' }, /AUTH=off listens on loopback only/],
    [{ SEED_STORES: '2001,abc' }, /^SEED_STORES must be store ids from 1 to 999999 .*, not "2001,abc"$/],
    [{ LANES: 'four', CART_TTL: '1h' }, /^CART_TTL must .*"1h"\nLANES must .*"four"$/],
    [{ GATEWAY_PORT: '80808' }, /^GATEWAY_PORT must be a port number, not "80808"$/],
    [{ RATE_LIMIT_READS: '5' }, /^RATE_LIMIT_READS must be requests\/seconds or off, not "5"$/],
    [{ AUTH: 'oidc', LOG_LEVEL: 'loud' }, /^LOG_LEVEL must be info, trace, .* or silent, not "loud"$/],
  ])('%j is refused before anything runs', (env, message) => {
    expect(() => named(env)).toThrow(SettingError);
    expect(() => named(env)).toThrow(message);
  });

  test('listens beyond loopback with an issuer of its own', () => {
    expect(named({ HOST: '0.0.0.0', OIDC_ISSUER: ISSUER })).toHaveLength(6);
  });

  test('asks the payment provider that is named, and runs none', () => {
    const planned = named({ PAYMENT_PROVIDER_URL: 'https://cards.example' });
    expect(planned.map(({ name }) => name)).not.toContain('payment-provider');
    for (const { env } of planned) expect(env.PAYMENT_PROVIDER_URL).toBe('https://cards.example');
  });

  test('gives each that takes any port one of its own, where no connection gets its port from, and leaves the others theirs', async () => {
    const ports = (await withPorts([...plannedStandIns({}, '.doremi'), { port: 8081 }])).map(({ port }) => port);
    expect(new Set(ports).size).toBe(4);
    for (const port of ports.slice(0, 3)) expect([port >= 15_000, port < 32_000]).toEqual([true, true]);
    expect(ports[3]).toBe(8081);
  });

  test('takes none for a stand-in that one of ours is to listen on', async () => {
    const ours = Array.from({ length: 15_000 }, (_, index) => ({ port: 15_000 + index }));
    const ports = (await withPorts(plannedStandIns({}, '.doremi'), ours)).map(({ port }) => port);
    for (const port of ports) expect(port).toBeGreaterThanOrEqual(30_000);
  });

  test('says whose port somebody else has, once an earlier run had its time to leave it', async () => {
    const [free = 0, leaving = 0, kept = 0] = await freePorts(3);
    const [leaver, keeper] = [createServer(), createServer()];
    await once(leaver.listen(leaving, '127.0.0.1'), 'listening');
    await once(keeper.listen(kept, '127.0.0.1'), 'listening');
    const env = { COMMAND_API_PORT: String(free), QUERY_API_PORT: String(leaving), GATEWAY_PORT: String(kept) };
    const planned = named(env).filter(({ port }) => [free, leaving, kept].includes(port));
    expect(planned).toHaveLength(3);
    const taken = waitForPorts(planned, 500);
    leaver.close();
    expect((await taken).map(takenPort)).toEqual([
      `Somebody else listens on 127.0.0.1:${kept}, where gateway should: end that, or set GATEWAY_PORT.`,
    ]);
    await once(keeper.close(), 'close');
  });

  test('has no stand-in for an engine that is named, in a variable or in the file that a variable names', () => {
    const folder = mkdtempSync(join(tmpdir(), 'doremi-plan-'));
    writeFileSync(join(folder, 'url'), 'mongodb://there/doremi\n');
    const env = { EVENTSTORE_URL: 'esdb://there', MONGODB_URL_FILE: join(folder, 'url') };
    expect(namedEngines(env)).toEqual({ EVENTSTORE_URL: 'esdb://there', MONGODB_URL: 'mongodb://there/doremi' });
    expect(plannedStandIns(env, '.doremi').map(({ name }) => name)).toEqual(['redis']);
    expect(plannedStandIns({}, '.doremi')).toHaveLength(3);
    rmSync(folder, { recursive: true });
  });

  test('says what it leaves alone, and what is most likely misspelt', () => {
    expect(warningsOf({ QUERY_API_URL: 'http://127.0.0.1:1', PAYMENT_PROVIDER_URL: 'http://127.0.0.1:2' })).toEqual([
      'QUERY_API_URL is left alone: npm start runs query-api itself',
    ]);
    expect(warningsOf({ SEED_STORE: '1', PATH: '/bin', HOME: '/root' })).toEqual([
      'SEED_STORE is no setting, and is left alone; SEED_STORES is one',
    ]);
  });
});
