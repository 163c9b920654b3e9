import { describe, expect, test } from '@jest/globals';
import { DoneCommands } from './idempotency.js';

const at = '2026-01-31T18:00:00.000Z';
const event = (commandId: string, revision: number, requestHash?: string) => ({
  revision,
  metadata: {
    $correlationId: 'correlation',
    $causationId: 'cause',
    commandId,
    actor: { sub: 'anonymous', roles: [] },
    occurredAt: at,
    schemaVersion: 1,
    ...(requestHash && { requestHash }),
  },
});

describe('the commands of a stream', () => {
  const first = DoneCommands.none().after([event('a', 0), event('a', 1), event('b', 2, 'hash')]);

  test('are known by their last event and the hash of their request', () => {
    expect(first.get('a')).toEqual({ revision: 1, at });
    expect(first.get('b')).toEqual({ revision: 2, at, requestHash: 'hash' });
    expect(first.has('c')).toBe(false);
  });

  test('are not seen where the stream was not that far yet', () => {
    const second = first.after([event('c', 3)]);
    expect(second.has('c')).toBe(true);
    expect(second.has('a')).toBe(true);
    expect(first.has('c')).toBe(false);
  });

  test('are none of another stream', () => {
    expect(DoneCommands.none().has('a')).toBe(false);
  });
});
