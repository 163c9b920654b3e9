import { describe, expect, test } from '@jest/globals';
import { checkSettings } from './check-settings.js';

describe('settings as a whole', () => {
  test('an empty environment is fine, and so is everybody else’s variable', () => {
    const others = {
      PATH: '/bin',
      HOME: '/root',
      HOSTNAME: 'x',
      LANG: 'C',
      PWD: '/',
      USER: 'me',
      PORT: '80',
      CI: 'true',
    };
    expect(checkSettings({})).toEqual({ errors: [], warnings: [] });
    expect(checkSettings(others)).toEqual({ errors: [], warnings: [] });
  });

  test('everything that is wrong is told at once, with its value and what is allowed', () => {
    const { errors } = checkSettings({
      COMMAND_API_GRPC_PORT: 'x',
      DRAIN_SECONDS: '-1',
      EVENTSTORE_URL: 'http://somebody:hidden@store:2113',
      QUERY_API_URL: 'query-api:8082',
      RATE_LIMITS: 'yes',
      SEED_STORES: '2001,abc',
      TRUSTED_PROXIES: '10.0.0.0/33',
    });
    expect(errors).toEqual([
      'COMMAND_API_GRPC_PORT must be a port number, not "x"',
      'DRAIN_SECONDS must be a whole number, not "-1"',
      'EVENTSTORE_URL must start with esdb:// or esdb+discover://, not "http://[secret]@store:2113"',
      'QUERY_API_URL must start with http:// or https://, not "query-api:8082"',
      'RATE_LIMITS must be on or off, not "yes"',
      'SEED_STORES must be store ids from 1 to 999999 with commas between them, not "2001,abc"',
      'TRUSTED_PROXIES must be addresses, networks such as 10.0.0.0/8, or loopback, linklocal, uniquelocal, with commas between them, not "10.0.0.0/33"',
    ]);
  });

  test.each([
    ['SEED_STORE', 'SEED_STORES'],
    ['AFTER_RESTORED', 'AFTER_RESTORE'],
    ['LANE', 'LANES'],
    ['RATE_LIMIT_ORDERS', 'RATE_LIMIT_OPS'],
    ['MONGO_URL', 'MONGODB_URL'],
    ['POSTGRES_URL', undefined],
    ['REDIS_UR', 'REDIS_URL'],
  ])('%s is told to be no setting: %s', (name, meant) => {
    expect(checkSettings({ [name]: 'x' }).warnings).toEqual(
      meant === undefined ? [] : [`${name} is no setting, and is left alone; ${meant} is one`],
    );
  });
});
