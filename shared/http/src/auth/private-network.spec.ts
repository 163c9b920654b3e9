import { describe, expect, test } from '@jest/globals';
import type { Request } from 'express';
import { cameFrom } from './private-network.js';

const isPrivate = cameFrom(['127.0.0.0/8', '10.0.0.0/8', '::1', 'fc00::/7']);
const from = (remoteAddress?: string, headers: object = {}): boolean =>
  isPrivate({ socket: { remoteAddress }, headers } as Request);

describe('the private network', () => {
  test.each(['127.0.0.1', '127.9.9.9', '10.1.2.3', '::1', '::ffff:10.0.0.1', 'fd12::1'])('%s is of it', (address) =>
    expect(from(address)).toBe(true),
  );

  test.each(['11.0.0.1', '192.168.0.1', '::2', '::ffff:8.8.8.8', '', undefined])('%s is not', (address) =>
    expect(from(address)).toBe(false),
  );

  test('what was passed on is from elsewhere', () => {
    expect(from('10.0.0.1', { 'x-forwarded-for': '8.8.8.8' })).toBe(false);
    expect(from('10.0.0.1', { forwarded: 'for=8.8.8.8' })).toBe(false);
  });

  test.each(['10.0.0.0/33', 'here', '10.0.0.0/x', '10.0.0.0/-1'])('%s is no network', (network) =>
    expect(() => cameFrom([network])).toThrow(/PRIVATE_NETWORKS/),
  );
});
