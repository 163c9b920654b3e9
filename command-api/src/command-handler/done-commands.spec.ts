import { describe, expect, test } from '@jest/globals';
import { DoneCommands } from './done-commands.js';

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

  describe('of which only marks were kept', () => {
    const before = Array.from({ length: 50 }, (_, number) => event(`before-${number}`, number));
    const packed = DoneCommands.none().after(before).packed();
    const after = () => DoneCommands.unpacked(packed, 49)?.after([event('new', 50)]) ?? DoneCommands.none();

    test('may be among them where their mark is, and are not where it is not', () => {
      expect(before.every(({ metadata }) => after().isMarked(metadata.commandId))).toBe(true);
      expect(after().has('before-1')).toBe(false);
      expect(after().isMarked('another')).toBe(false);
    });

    test('are told from those that are known since', () => {
      expect(after().isMarked('new')).toBe(false);
      expect(after().get('new')).toEqual({ revision: 50, at });
    });

    test('are kept again with those that are known since', () => {
      const once = after();
      const again = DoneCommands.unpacked(once.packed(), 50);
      expect(['before-49', 'new'].every((id) => again?.isMarked(id))).toBe(true);
    });

    test('are as many as there are commands, however often they are kept', () => {
      let commands = after();
      for (let number = 51; number < 60; number++) commands = commands.after([event(`new-${number}`, number)]);
      expect(Buffer.from(commands.packed(), 'base64')).toHaveLength(60 * 4);
      expect([commands.isMarked('new-55'), commands.has('new-55'), commands.isMarked('before-3')]).toEqual([
        false,
        true,
        true,
      ]);
    });

    test.each([undefined, null, 7, '', 'AAAA', '===='])('are not read from %j', (text) =>
      expect(DoneCommands.unpacked(text, 0)).toBeNull(),
    );
  });
});
