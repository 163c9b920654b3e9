import { setTimeout as pause } from 'node:timers/promises';
import { PROMISED_WITHIN } from '@doremi/http/testing';
import { expect } from '@jest/globals';
import { until } from '@doremi/start';
import { Crowd, type Answer } from './crowd.js';
import type { EventLog } from './event-log.js';
import type { Engine, Fleet, Service } from './fleet.js';

/** How an engine goes: asked to end, killed with -9, or stopped where it is with its connections open. */
export type Going = 'stopped' | 'killed' | 'frozen';

export interface Outage {
  readonly engines: readonly Engine[];
  readonly going: Going;
  /** How long they are away; milliseconds. */
  readonly lasts: number;
}

export const SERVICES: readonly Service[] = ['command-api', 'query-api', 'policies', 'projections'];
/** What a service cannot be without. Nobody waits for Redis. */
const NEEDS: Readonly<Record<Service, readonly Engine[]>> = {
  'command-api': ['eventstore'],
  'query-api': ['mongo'],
  policies: ['eventstore', 'mongo'],
  projections: ['eventstore', 'mongo'],
};
/** Milliseconds. */
const NOTICED_WITHIN = 10_000;
/** A frozen connection is noticed when its sign of life is due, every ten seconds. */
const READY_WITHIN = 30_000;
const GOES_ON_WITHIN = 60_000;

const take = async (fleet: Fleet, engine: Engine, going: Going): Promise<void> => {
  const one = fleet.engine(engine);
  if (going === 'frozen') one.freeze();
  else await one.stop(going === 'killed' ? 'SIGKILL' : 'SIGTERM');
};

const give = async (fleet: Fleet, engine: Engine, going: Going): Promise<void> => {
  const one = fleet.engine(engine);
  if (going === 'frozen') one.thaw();
  else await one.start();
};

export const isReady = async (fleet: Fleet, service: Service): Promise<boolean> => {
  expectAllRunning(fleet);
  const states = await Promise.all(fleet.of(service).map(async ({ url }) => (await fetch(`${url}/health/ready`)).ok));
  return states.every(Boolean);
};

/** Whatever the engines do, no process of ours may end for it. */
export const expectAllRunning = (fleet: Fleet): void => {
  const ended = SERVICES.flatMap((service) => fleet.of(service)).filter(({ isRunning }) => !isRunning);
  expect(ended.map(({ output }) => output.slice(-2_000))).toEqual([]);
};

/**
 * Takes engines away while a crowd orders, and gives them back: each failure rule of the design holds meanwhile, and
 * afterwards everything goes on by itself and everything that was acknowledged is there, once. Returns the figures.
 */
export const survives = async (fleet: Fleet, log: EventLog, menuId: number, outage: Outage) => {
  const { engines, going, lasts } = outage;
  const isAway = (engine: Engine): boolean => engines.includes(engine);
  const crowd = new Crowd(fleet, menuId);
  await until('the first orders', () => crowd.carts('order', 201).length > 5, GOES_ON_WITHIN);

  const awayFrom = performance.now();
  await Promise.all(engines.map((engine) => take(fleet, engine, going)));
  for (const service of SERVICES) {
    if (NEEDS[service].some(isAway))
      await until(`${service} to be not ready`, async () => !(await isReady(fleet, service)));
    else expect({ service, ready: await isReady(fleet, service) }).toEqual({ service, ready: true });
  }
  await pause(Math.max(0, lasts - (performance.now() - awayFrom)));

  const backAt = performance.now();
  await Promise.all(engines.map((engine) => give(fleet, engine, going)));
  for (const service of SERVICES) await until(`${service} to be ready`, () => isReady(fleet, service), READY_WITHIN);
  const readyAfter = performance.now() - backAt;
  // On a busy machine an add may be held, so that its cart is not ordered yet.
  const addsBefore = crowd.carts('add', 200, 202).length;
  await until('adds to go on', () => crowd.carts('add', 200, 202).length > addsBefore + 5, GOES_ON_WITHIN);
  await crowd.leave();

  const answers = crowd.since(awayFrom);
  expectRules(answers, isAway);
  if (lasts >= NOTICED_WITHIN) expectNoticed(answers, isAway);
  await expectWorkGoesOn(fleet, log);
  await expectNothingLost(fleet, log, crowd);
  expectAllRunning(fleet);
  const slowest = Math.max(...answers.map(({ took }) => took));
  return {
    ...outage,
    readyAfter,
    slowest,
    answers: answers.length,
    refused: answers.filter(({ status }) => status === 503).length,
  };
};

/** What may be said while engines are away; an answer is an answer: a status, in time, and a 503 says when to come again. */
const expectRules = (answers: readonly Answer[], isAway: (engine: Engine) => boolean): void => {
  const broken = answers.filter(({ what, status, hasRetryAfter, took }) => {
    const mayRefuse = what === 'read' ? isAway('mongo') : isAway('eventstore');
    const isRefused = status === 503 && hasRetryAfter && mayRefuse;
    return took > PROMISED_WITHIN || !(status < 300 || isRefused);
  });
  expect(broken).toEqual([]);
};

/** An outage that is longer than everybody's patience is told to those who need what is away, and to nobody else. */
const expectNoticed = (answers: readonly Answer[], isAway: (engine: Engine) => boolean): void => {
  const refused = (isRead: boolean): boolean =>
    answers.some(({ what, status }) => (what === 'read') === isRead && status === 503);
  expect({ reads: refused(true), commands: refused(false) }).toEqual({
    reads: isAway('mongo'),
    commands: isAway('eventstore'),
  });
};

/** Policies offer a new menu to every store, and projections show it. */
export const expectWorkGoesOn = async (fleet: Fleet, log: EventLog): Promise<void> => {
  const card = { menuName: 'after', menuType: 'pizza', description: '', price: 100 };
  const { status, body, headers } = await fleet.ask('POST', '/menus', card);
  expect(status).toBe(201);
  const offered = () =>
    log.of('MenuConfirmationRequested').filter(({ stream }) => stream.endsWith(`.${String(body.menuId)}`));
  await log.until('the new menu to be offered', () => offered().length === 3, GOES_ON_WITHIN);
  const position = { 'X-Event-Position': headers.get('X-Event-Position') ?? '' };
  const read = await fleet.ask('GET', `/menus/${String(body.menuId)}`, undefined, position);
  expect(read.status).toBe(200);
};

/** Everything that a customer was told is in the log, every charge has its order, and every hold its end. */
export const expectNothingLost = async (fleet: Fleet, log: EventLog, crowd: Pick<Crowd, 'carts'>): Promise<void> => {
  const cartsOf = (...types: readonly string[]): number[] =>
    log.of(...types).map(({ data }) => (data as { cartId: number }).cartId);
  const missing = (acknowledged: readonly number[], ...types: readonly string[]): number[] => {
    const there = new Set(cartsOf(...types));
    return acknowledged.filter((cartId) => !there.has(cartId));
  };
  const isFinished = (): boolean =>
    cartsOf('CartOrdered').length === cartsOf('CartPaid', 'CartReopened').length &&
    cartsOf('CartPaid').length === cartsOf('OrderReceived').length &&
    cartsOf('MenuAddHeld').length === cartsOf('HeldMenuAdded', 'HeldMenuDropped').length;
  const ordered = [...crowd.carts('order', 201, 202)];
  await log.until(
    'everything to be finished',
    () => isFinished() && missing(ordered, 'CartOrdered').length === 0,
    GOES_ON_WITHIN,
  );
  expect(missing(crowd.carts('add', 200), 'MenuAddedToCart')).toEqual([]);
  expect(missing(crowd.carts('add', 202), 'MenuAddHeld')).toEqual([]);
  expect(missing(crowd.carts('order', 201), 'OrderReceived')).toEqual([]);
  const orders = cartsOf('OrderReceived');
  expect(new Set(orders).size).toBe(orders.length);
  const { charges } = await fleet.books();
  expect(Object.values(charges).filter((count) => count !== 1)).toEqual([]);
  expect(cartsOf('PaymentApproved').sort()).toEqual([...orders].sort());
};
