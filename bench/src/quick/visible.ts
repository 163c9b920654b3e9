import { setTimeout as pause } from 'node:timers/promises';
import { costing, toldCosts, type Watched } from '../costs.js';
import { percentile } from '../report.js';
import { clientOf, jsonOf } from './client.js';
import { milliseconds, type Figure } from './figure.js';
import { spreadOf } from './rounds.js';
import { MENUS, priceRequest, STORE } from './sold-menus.js';

const PER_SECOND = 200;
const WARM_UP_SECONDS = 2;
const SECONDS = 10;
/** What the spread is over. */
const WINDOW = 2 * PER_SECOND;
const TARGETS = { p50: 25, p99: 150 };

/**
 * From a command's answer to the answer of a read that shows it: commands come at a fixed rate whatever the system
 * does, and each is followed at once by a GET with the X-Event-Position that the command was answered with.
 */
export const appendToVisible = async (commandApi: number, queryApi: number, watched: Watched): Promise<Figure[]> => {
  const [commands, queries] = [clientOf(commandApi, 64), clientOf(queryApi, 64)];
  // Prices only go up here: a higher one is that of a later command.
  const one = async (number: number): Promise<number> => {
    const { path, body } = priceRequest(number);
    const { headers } = await commands.send('PUT', path, body);
    const answeredAt = performance.now();
    const menu = `/stores/${STORE}/menus/${(number % MENUS) + 1}`;
    const position = { 'X-Event-Position': String(headers['x-event-position']) };
    const seen = jsonOf(await queries.send('GET', menu, undefined, position));
    if (!(Number(seen.price) >= body.price)) throw new Error(`${menu} shows ${String(seen.price)}, not ${body.price}`);
    return performance.now() - answeredAt;
  };
  const total = (WARM_UP_SECONDS + SECONDS) * PER_SECOND;
  const { latencies, costs } = await costing(watched, async () => {
    const startedAt = performance.now();
    const all: Promise<number>[] = [];
    for (let number = 0; number < total; number++) {
      await pause(startedAt + (number * 1_000) / PER_SECOND - performance.now());
      all.push(one(number));
    }
    return { count: total, latencies: await Promise.all(all) };
  });
  const times = latencies.slice(WARM_UP_SECONDS * PER_SECOND);
  for (const { close } of [commands, queries]) close();
  return ([50, 99] as const).map((part) => {
    const time = percentile(times, part);
    const target = part === 50 ? TARGETS.p50 : TARGETS.p99;
    const windows = Array.from({ length: times.length / WINDOW }, (_, index) =>
      percentile(times.slice(index * WINDOW, (index + 1) * WINDOW), part),
    );
    return {
      what: `append to visible at ${PER_SECOND} commands/s, p${part}`,
      ours: part === 50 ? `${milliseconds(time)} (${toldCosts(costs)})` : milliseconds(time),
      baseline: '',
      ratio: '',
      spread: spreadOf(windows, milliseconds),
      target: `< ${target} ms`,
      reached: time < target,
    };
  });
};
