import { PROMISED_WITHIN } from '@doremi/http/testing';
import { expect } from '@jest/globals';
import type { TestCluster, TestNode } from '@doremi/embedded-eventstore/testing';
import { until } from '@doremi/start';
import { expectAllRunning, expectNothingLost, expectWorkGoesOn, isReady, SERVICES } from './engine-outage.js';
import type { EventLog } from './event-log.js';
import type { Fleet } from './fleet.js';
import { Regulars } from './regulars.js';

/** What happens to a leader: `kill -9`, SIGSTOP for a while, SIGTERM, or it is asked to hand the lead over. */
export type Fault = 'killed' | 'frozen' | 'stopped' | 'handed over';

type Nodes = Pick<TestCluster, 'leader' | 'handOver' | 'inStep'>;

/** Milliseconds. */
const GOES_ON_WITHIN = 5_000;
/** A crowded machine is no fault of anybody: so many times what a command took before is added. */
const USUAL_TIMES = 3;
const USUAL_AGAIN_WITHIN = 60_000;

const takeLead = async (nodes: Nodes, fault: Fault, old: TestNode): Promise<void> => {
  if (fault === 'frozen') old.freeze();
  else if (fault === 'handed over') await nodes.handOver();
  else await old.end(fault === 'killed' ? 'SIGKILL' : 'SIGTERM');
};

const giveBack = async (fault: Fault, old: TestNode): Promise<void> => {
  if (fault === 'frozen') old.thaw();
  else if (fault !== 'handed over') await old.start();
};

/**
 * Does this to the leader while people order: no process of ours ends for it, commands go on with the next leader, and
 * every command was done once and answered by what it did. Returns the figures.
 */
export const survivesLeader = async (fleet: Fleet, nodes: Nodes, log: EventLog, menuId: number, fault: Fault) => {
  const before = log.of('CartCreated').length;
  const customers = new Regulars(fleet, menuId);
  try {
    const { goneAt, ledAt } = await loseLeader(fleet, nodes, fault, customers);
    await customers.leave();
    expect(customers.misanswered).toEqual([]);
    const answers = customers.answers.filter(({ at }) => at >= goneAt - PROMISED_WITHIN);
    expect(answers.filter(({ status, hasRetryAfter }) => status === 503 && !hasRetryAfter)).toEqual([]);
    await expectWorkGoesOn(fleet, log);
    await expectNothingLost(fleet, log, customers);
    expect(log.of('CartCreated').length - before).toBe(customers.carts('create', 201).length);
    expectAllRunning(fleet);
    const usual = Math.max(...customers.answers.filter(({ at, took }) => at + took < goneAt).map(({ took }) => took));
    const figures = {
      fault,
      leaderAfter: Math.round(ledAt - goneAt),
      wentOnAfter: Math.round(customers.wentOnAfter(ledAt)),
      usual: Math.round(usual),
      slowest: Math.round(Math.max(...answers.map(({ took }) => took))),
      answers: answers.length,
      refused: answers.filter(({ status }) => status === 503).length,
    };
    expect(figures.slowest).toBeLessThan(PROMISED_WITHIN);
    expect(figures.wentOnAfter).toBeLessThan(GOES_ON_WITHIN + USUAL_TIMES * usual);
    return figures;
  } finally {
    await customers.leave({ atOnce: true });
  }
};

/** Returns when the leader was gone, and when the next one led. */
const loseLeader = async (fleet: Fleet, nodes: Nodes, fault: Fault, customers: Regulars) => {
  const orders = () => customers.carts('order', 201).length;
  await until('the first orders', () => orders() > 5, USUAL_AGAIN_WITHIN);
  const old = await nodes.leader();
  const goneAt = performance.now();
  try {
    await takeLead(nodes, fault, old);
    expect(await nodes.leader()).not.toBe(old);
    const ledAt = performance.now();
    const before = orders();
    await until('orders to go on', () => orders() > before + 5, USUAL_AGAIN_WITHIN);
    return { goneAt, ledAt };
  } finally {
    await giveBack(fault, old);
    await nodes.inStep();
    for (const service of SERVICES)
      await until(`${service} to be ready`, () => isReady(fleet, service), USUAL_AGAIN_WITHIN);
  }
};
