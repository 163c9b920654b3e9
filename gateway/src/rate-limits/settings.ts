import { type Limit, limitSetting, wordSetting } from '@doremi/process';
import { ROUTE_CLASSES, type RouteClass } from './route-class.js';

export type { Limit };

/** The limit of each class; one without is not limited. */
export type Limits = Readonly<Partial<Record<RouteClass, Limit>>>;

const everyMinute = (requests: number): Limit => ({ requests, seconds: 60 });

/** Far above what people and their pages do, and below what a script does that tries things out. */
const FOR_PEOPLE: Readonly<Record<RouteClass, Limit>> = {
  reads: everyMinute(1_200),
  commands: everyMinute(600),
  payments: everyMinute(60),
  ops: everyMinute(600),
  login: everyMinute(60),
  discovery: everyMinute(1_200),
};

/** With AUTH=off all clients are on this machine and share one address: only what has gone wild is stopped. */
const FOR_ONE_MACHINE: Readonly<Record<RouteClass, Limit>> = {
  reads: everyMinute(600_000),
  commands: everyMinute(300_000),
  payments: everyMinute(120_000),
  ops: everyMinute(60_000),
  login: everyMinute(60_000),
  discovery: everyMinute(600_000),
};

/**
 * RATE_LIMIT_READS, _COMMANDS, _PAYMENTS, _OPS, _LOGIN and _DISCOVERY: requests/seconds, such as `600/60`, or `off`.
 * RATE_LIMITS=off ends them all. Throws SettingError.
 */
export const limitsFrom = (env: Readonly<Record<string, string | undefined>>, auth: string): Limits => {
  const everything = wordSetting(env, 'RATE_LIMITS', ['on', 'off'], 'on');
  const fallback = auth === 'off' ? FOR_ONE_MACHINE : FOR_PEOPLE;
  const limits = ROUTE_CLASSES.map((name) => [name, limitSetting(env, variableOf(name), fallback[name])] as const);
  return everything === 'off' ? {} : Object.fromEntries(limits.filter(([, limit]) => limit !== null));
};

const variableOf = (name: RouteClass): string => `RATE_LIMIT_${name.toUpperCase()}`;
