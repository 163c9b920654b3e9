import { beforeEach, describe, expect, test } from '@jest/globals';
import { EngineUnavailable, positionOf, type Recorded, type Witness } from '@doremi/event-sourcing';
import { MemoryLog } from './testing/memory-log.js';
import { added } from './testing/tally.js';
import { LogIdentity } from './log-identity.js';

const witnessOf = ({ position, id, stream, revision }: Recorded): Witness => ({ position, id, stream, revision });

describe('whether the log is the one that was read', () => {
  let log: MemoryLog;
  /** Everything that was read, the newest first. */
  let witnesses: Witness[];

  beforeEach(() => {
    log = new MemoryLog();
    for (let n = 1; n <= 4; n++) log.append(`account-${n}`, added('a'), added('b'));
    witnesses = log.events.map(witnessOf).reverse();
  });

  const verdict = async (of = witnesses) => (await new LogIdentity(log).check(of)).log;
  const [SAME, ANOTHER, UNKNOWN] = ['SAME', 'ANOTHER', 'UNKNOWN'];

  test('it is, as it was and as it goes on', async () => {
    expect(await verdict()).toBe(SAME);
    log.append('account-9', added('a'));
    expect(await verdict()).toBe(SAME);
  });

  test('nobody knows who has read nothing', async () => {
    expect(await verdict([])).toBe(UNKNOWN);
    log.restore(0);
    expect(await verdict([])).toBe(UNKNOWN);
  });

  describe('a restored one is another one', () => {
    test('as it is', async () => {
      log.restore(5);
      expect(await verdict()).toBe(ANOTHER);
    });

    test('where nothing is left of it', async () => {
      log.restore(0);
      expect(await verdict()).toBe(ANOTHER);
    });

    test('where other events stand in the places of those that are lost', async () => {
      log.restore(5);
      log.append('account-7', ...Array.from({ length: 9 }, () => added('a')));
      const { proof } = (await new LogIdentity(log).check(witnesses)) as {
        proof?: { witness: Witness; found: string };
      };
      expect(proof?.witness).toEqual(witnesses[0]);
      expect(log.events.map(({ id }) => id)).toContain(proof?.found);
    });

    test.each([
      ['the same streams', 'account-4'],
      ['other streams', 'account-7'],
    ])('where it has grown past all that was read, by %s, and no event begins in those places', async (_, stream) => {
      log.restore(5, 11n);
      log.append(stream, ...Array.from({ length: 20 }, () => added('a')));
      const places = new Set(log.events.map(({ position }) => position));
      expect(witnesses.slice(0, 3).filter(({ position }) => places.has(position))).toEqual([]);
      expect(await verdict()).toBe(ANOTHER);
    });

    test('where events are the same and stand elsewhere, as in a copy made event by event', async () => {
      const copy = new MemoryLog();
      copy.restore(0, 13n);
      for (const { stream, type, data, id, metadata } of log.events) copy.record(stream, { type, data }, id, metadata);
      expect((await new LogIdentity(copy).check(witnesses)).log).toBe(ANOTHER);
    });
  });

  describe('it is the same one', () => {
    test('where older streams were scavenged', async () => {
      log.scavenge(({ stream }) => stream === 'account-1');
      expect(await verdict()).toBe(SAME);
    });

    test('where a scavenge took what was read last, and it was the last event of the log', async () => {
      log.scavenge(({ stream }) => stream === 'account-4');
      expect(await log.end()).not.toBe(witnesses[0]?.position);
      expect(await verdict(witnesses.slice(0, 2))).toBe(UNKNOWN);
      expect(await verdict()).toBe(SAME);
    });

    test('where a stream was cut off', async () => {
      log.scavenge(({ stream, revision }) => stream === 'account-4' && revision === 0);
      expect(await verdict(witnesses.slice(1))).toBe(SAME);
      expect(await verdict(witnesses.slice(1, 2))).toBe(UNKNOWN);
    });

    test('as far as anybody can tell where all that was read is gone', async () => {
      log.scavenge(() => true);
      log.append('account-9', added('a'));
      expect(await verdict()).toBe(UNKNOWN);
    });

    test('where the witness is no event of ours, and is there', async () => {
      const foreign = { position: positionOf(900n, 900n), id: 'x', stream: '$$account-1', revision: 0 };
      const asked = { ...log.port(), eventAt: () => Promise.resolve({ kind: 'there', event: foreign } as const) };
      expect((await new LogIdentity(asked).check([foreign])).log).toBe(SAME);
    });
  });

  test('is not said while the log is away', async () => {
    log.cut({ away: true });
    await expect(verdict()).rejects.toThrow(EngineUnavailable);
  });

  test('each event is asked for once, whoever read it', async () => {
    let asked = 0;
    const counting = {
      ...log.port(),
      eventAt: (...at: Parameters<MemoryLog['eventAt']>) => (asked++, log.eventAt(...at)),
    };
    const identity = new LogIdentity(counting);
    await Promise.all(Array.from({ length: 50 }, () => identity.check(witnesses)));
    expect(asked).toBe(1);
  });
});
