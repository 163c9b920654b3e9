import type { Append, Scene } from './aggregate.js';
import { customerOf } from './customer.js';
import { openStores } from './open-stores.js';
import { randomFrom } from './random.js';

/** Customers that are under way together: what one of them does lies this far apart in the log. */
const CUSTOMERS_AT_ONCE = 300;
const OPENS_AT = Date.parse('2026-01-01T00:00:00.000Z');
const BETWEEN_COMMANDS = 250;

/**
 * A history of at least so many events, the same one every time: head office sells menus, stores approve them, and
 * customers fill carts, pay and are delivered to, many at once. What they do is decided by the real deciders.
 */
export function* history(events: number): Generator<Append> {
  const random = randomFrom(4);
  let time = OPENS_AT;
  let made = 0;
  let waiting: Append[] = [];
  const scene: Scene = {
    now: () => new Date((time += BETWEEN_COMMANDS)).toISOString(),
    append: (append) => {
      waiting.push(append);
      made += append.events.length;
    },
  };
  const taken = (): Append[] => {
    const appends = waiting;
    waiting = [];
    return appends;
  };
  const stores = openStores(scene);
  yield* taken();
  let carts = 0;
  const next = () => customerOf(scene, stores, random, ++carts);
  const customers = Array.from({ length: CUSTOMERS_AT_ONCE }, next);
  while (made < events) {
    const turn = Math.floor(random() * CUSTOMERS_AT_ONCE);
    if (customers[turn]?.next().done !== false) customers[turn] = next();
    yield* taken();
  }
}
