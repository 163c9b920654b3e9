import { describe, expect, test } from '@jest/globals';
import { SettingError } from '@doremi/http';
import { limitsFrom } from './settings.js';
import { routeClassOf } from './route-class.js';

describe('limits from the environment', () => {
  test('each class has its own, by default far above people, and higher while everything is on one machine', () => {
    expect(limitsFrom({}, 'oidc')).toMatchObject({ payments: { requests: 60, seconds: 60 } });
    expect(limitsFrom({}, 'off').payments?.requests).toBeGreaterThan(100_000);
    expect(limitsFrom({ RATE_LIMIT_READS: '5/10' }, 'off')).toMatchObject({ reads: { requests: 5, seconds: 10 } });
  });

  test('one or all can be off', () => {
    const limits = limitsFrom({ RATE_LIMIT_OPS: 'off' }, 'oidc');
    expect(limits.ops).toBeUndefined();
    expect(limits.reads).toBeDefined();
    expect(limitsFrom({ RATE_LIMITS: 'off' }, 'oidc')).toEqual({});
  });

  test.each([
    ['RATE_LIMIT_READS', '5'],
    ['RATE_LIMIT_COMMANDS', '0/60'],
    ['RATE_LIMIT_LOGIN', '5/-1'],
    ['RATE_LIMITS', 'maybe'],
  ])('%s=%s is no setting', (variable, value) => {
    expect(() => limitsFrom({ [variable]: value }, 'off')).toThrow(SettingError);
    expect(() => limitsFrom({ [variable]: value }, 'off')).toThrow(variable);
  });
});

test.each([
  ['GET', '/orders', 'reads'],
  ['HEAD', '/', 'reads'],
  ['POST', '/mycart/1/menu/2/add', 'commands'],
  ['DELETE', '/menus/1', 'commands'],
  ['POST', '/mycart/1/order', 'payments'],
  ['POST', '/MYCART/1/order/', 'payments'],
  ['POST', '/payments/1/refund', 'payments'],
  ['GET', '/payments/1', 'reads'],
  ['GET', '/ops/projections', 'ops'],
  ['POST', '/ops', 'ops'],
  ['POST', '/identity/token', 'login'],
  ['GET', '/identity/.well-known/openid-configuration', 'discovery'],
  ['GET', '/identity/jwks', 'discovery'],
  ['GET', '/identity/auth', 'login'],
  ['POST', '/operations', 'commands'],
])('%s %s counts for %s', (method, path, name) => expect(routeClassOf(method, path)).toBe(name));
