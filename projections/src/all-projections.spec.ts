import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  anyCartEvent,
  anyMenuEvent,
  anyOrderEvent,
  anyPaymentEvent,
  anyStoreEvent,
  anyStoreMenuEvent,
} from '@doremi/domain/testing';
import type { AnyProjection } from '@doremi/projection-engine';
import { foldKey, handlerOf, keyOf, MemoryLog } from '@doremi/projection-engine/testing';
import { allProjections } from './all-projections.js';

const anyEvent = fc.oneof(anyMenuEvent, anyStoreEvent, anyStoreMenuEvent, anyCartEvent, anyPaymentEvent, anyOrderEvent);

const foldAll = (projection: AnyProjection, log: MemoryLog) => {
  const events = log.events.filter(({ type }) => handlerOf(projection, type));
  const keys = [...new Set(events.map((event) => keyOf(projection, event)))];
  return keys.map((key) => {
    const own = events.filter((event) => keyOf(projection, event) === key);
    return { own, folded: foldKey({ projection }, key, undefined, own), key };
  });
};

describe('every projection', () => {
  test('has a name of its own', () => {
    expect(new Set(allProjections.map(({ name }) => name)).size).toBe(allProjections.length);
  });

  test.each(['orderBoard', 'orderTracking', 'carts', 'storeMenus', 'adminMenus', 'payments'])(
    'that is followed live finds what changed by an index: %s',
    (followed) => {
      const indexes = allProjections.find(({ name }) => name === followed)?.indexes;
      expect(indexes).toContainEqual({ _position: 1 });
    },
  );

  test('bears any events in any order, and folds in two parts to what it folds at once', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { minLength: 1, maxLength: 30 }), fc.nat(30), (events, cut) => {
        const log = new MemoryLog();
        log.append('s', ...events);
        for (const projection of allProjections)
          for (const { own, folded, key } of foldAll(projection, log)) {
            expect(folded.failed).toBeNull();
            const first = foldKey({ projection }, key, undefined, own.slice(0, cut)).write ?? undefined;
            // The second part comes with the first once more, as after a crash: what is folded already is skipped.
            const second = foldKey({ projection }, key, first, own).write ?? first;
            expect(second?.document).toEqual(folded.write?.document);
            expect(second?.position).toBe(folded.write?.position);
          }
      }),
      { numRuns: 100 },
    );
  });
});
