import { setTimeout as pause } from 'node:timers/promises';
import { parseMoney } from '@doremi/domain';
import type { Seeded } from '../seeded.js';
import { Unanswered, type Answer, type Client } from './client.js';
import { SIDE_CHOICES, STORES, type Choice, type Fate, type Menus } from './menus.js';
import type { Acknowledged, AcknowledgedCart } from './acknowledged.js';

/** How long a customer waits before asking again what became of something; milliseconds. */
const ASK_AGAIN = 500;
/** How often they come back to a payment provider that is away: longer than a breaker stays open. */
const ATTEMPTS_WHILE_AWAY = 15;

interface Person {
  readonly name: string;
  readonly client: Client;
  readonly headOffice: Client;
  readonly random: Seeded;
  readonly menus: Menus;
  readonly acknowledged: Acknowledged;
}

const fateOf = (random: Seeded): Fate => {
  const roll = random.next();
  if (roll < 0.76) return 'paid';
  if (roll < 0.84) return 'declined';
  return roll < 0.96 ? 'cut' : 'slow';
};

/** Of each group one option or none; nothing where the customer does not choose at all. */
const chosenBy = (random: Seeded): readonly Choice[] | undefined =>
  random.chance(0.5)
    ? SIDE_CHOICES.flatMap((group) => (random.chance(0.6) ? [random.pick<Choice>(group)] : []))
    : undefined;

/** One visit: from an empty cart to an order, and what may come after it. What was told is noted as it comes. */
export const visit = async (person: Person, number: number): Promise<void> => {
  const { client, random, menus, acknowledged, name } = person;
  const key = (step: string): string => `${name}-${number}-${step}`;
  const storeId = random.pick(STORES);
  const fate = fateOf(random);
  const sides = random.below(3);
  const [changesMind, complains, cancels] = [random.chance(0.5), random.chance(0.07), random.chance(0.07)];
  const { status, body } = await client.command('POST', `/mycart/${storeId}/create`, key('create'));
  if (status !== 201) return;
  const cartId = Number(body.cartId);
  const customerId = `customer:${name}`;
  const cart: AcknowledgedCart = {
    cartId,
    storeId,
    customerId,
    adds: 0,
    holds: 0,
    outcome: null,
    total: null,
    cancelled: false,
  };
  acknowledged.carts.push(cart);
  const add = async (menuId: number, quantity: number, step: string, options?: readonly Choice[]): Promise<void> => {
    const wanted = { quantity, ...(options && { options }) };
    const answer = await client.command('POST', `/mycart/${cartId}/menu/${menuId}/add`, key(step), wanted);
    if (answer.status === 200) cart.adds++;
    if (answer.status === 202) cart.holds++;
  };
  await add(menus[fate], 1, 'dish');
  for (let side = 0; side < sides; side++) await add(menus.side, 1 + random.below(3), `side-${side}`, chosenBy(random));
  await order(client, cart, key('order'));
  if (cart.outcome === 'declined' && changesMind) {
    await dropDeclined(client, cart, menus.declined, key('remove'));
    await add(menus.paid, 1, 'instead');
    await order(client, cart, key('order-again'));
  }
  if (cart.outcome !== 'paid') return;
  if (complains)
    await person.headOffice.command('POST', `/payments/${cartId}/refund`, key('refund'), {
      amount: 10,
      reason: 'cold',
    });
  if (cancels) {
    const answer = await client.command('POST', `/myorder/${cartId}/cancel`, key('cancel'), { reason: 'late' });
    if (answer.status === 200) cart.cancelled = true;
  }
};

/** Orders under one key until it is known what came of it; what is held is waited for. */
const order = async (client: Client, cart: AcknowledgedCart, key: string): Promise<void> => {
  let away = 0;
  for (const giveUpAt = Date.now() + 120_000; Date.now() < giveUpAt; await pause(ASK_AGAIN)) {
    const answer = await client.command('POST', `/mycart/${cart.cartId}/order`, key);
    const outcome = outcomeOf(answer);
    if (outcome === 'askAgain' || (outcome === 'unavailable' && ++away < ATTEMPTS_WHILE_AWAY)) continue;
    cart.outcome = outcome;
    if (outcome === 'paid') cart.total = parseMoney(answer.body.total);
    return;
  }
  throw new Unanswered(`order of cart ${cart.cartId}`);
};

const outcomeOf = ({ status, code }: Answer): Exclude<AcknowledgedCart['outcome'], null> | 'askAgain' => {
  if (status === 201) return 'paid';
  if (status === 202 || code === 'CART_HAS_HOLDS') return 'askAgain';
  if (status === 402) return 'declined';
  return status === 503 ? 'unavailable' : 'refused';
};

const dropDeclined = async (
  client: Client,
  { cartId }: AcknowledgedCart,
  menuId: number,
  key: string,
): Promise<void> => {
  const { body } = await client.read(`/mycart/${cartId}`);
  const lines = (body.lines ?? []) as readonly { lineId: number; menuId: number }[];
  const line = lines.find((one) => one.menuId === menuId);
  if (line) await client.command('DELETE', `/mycart/${cartId}/lines/${line.lineId}`, key);
};
