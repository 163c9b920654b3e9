/**
 * `npm run bench:board`: the board of a store with many open orders, in a real browser at the size of a kitchen's screen, while orders
 * come and move. From the time that an event says of itself until what it changed is painted; `--orders 500` are open,
 * `--rate 5` events a second, for `--seconds 60`. Writes docs/benchmarks.md.
 */
import { loadavg } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { System } from '@doremi/tools';
import { markdownTable, milliseconds } from '../../../bench/dist/quick/figure.js';
import { machine, writeFigures } from '../../../bench/dist/quick/page.js';
import { Chain, STORE } from './chain.js';
import { watchPaint } from './watch-paint.js';

const PAGE = new URL('../../../docs/benchmarks.md', import.meta.url);
const TARGETS = { median: 100, p99: 300 };
const { values } = parseArgs({
  options: {
    orders: { type: 'string', default: '500' },
    rate: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '60' },
  },
});
const orders = Number(values.orders);
const rate = Number(values.rate);
const seconds = Number(values.seconds);
/** How long after the last event something may still be painted; milliseconds. */
const LATE = 10_000;

const at = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;

/** What was painted, beside what happened: how late each, what is missing, and what is there more than once. */
const judge = (happened, painted) => {
  const late = [];
  const missing = [];
  for (const { orderId, column, at: since } of happened) {
    const found = painted.find((one) => one.orderId === orderId && one.column === column);
    if (found) late.push(found.at - since);
    else missing.push({ orderId, column });
  }
  return { late: late.sort((a, b) => a - b), missing };
};

const system = await System.start({ RATE_LIMITS: 'off' });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  chromiumSandbox: process.getuid?.() !== 0,
});
try {
  const chain = new Chain(system.url);
  await chain.open(orders);
  console.log(`${orders} orders are open`);
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: 'en-GB' });
  await context.addInitScript((actor) => sessionStorage.setItem('doremi-actor', actor), `store:${STORE}`);
  const page = await context.newPage();
  await page.goto(`${system.url}/kitchen`);
  await page.waitForFunction((many) => document.querySelectorAll('article[data-order]').length >= many, orders);
  await page.evaluate(watchPaint);
  const before = chain.happened.length;
  for (let tick = 0, began = Date.now(); tick < rate * seconds; tick++) {
    await pause(Math.max(0, began + (tick * 1_000) / rate - Date.now()));
    await chain.next();
  }
  const { happened } = chain;
  const told = happened.slice(before);
  const deadline = Date.now() + LATE;
  let result;
  do {
    await pause(100);
    result = judge(told, await page.evaluate(() => globalThis.painted));
  } while (result.missing.length > 0 && Date.now() < deadline);
  const shown = await page.evaluate(() =>
    [...document.querySelectorAll('article.ticket[data-order]')].map(({ dataset }) => Number(dataset.order)),
  );
  const open = chain.openOrders();
  const doubled = shown.length - new Set(shown).size;
  const astray = shown.filter((one) => !open.has(one)).length + [...open].filter((one) => !shown.includes(one)).length;
  const [median, p99] = [at(result.late, 0.5), at(result.late, 0.99)];
  const figures = [
    {
      what: `an event to its paint, ${orders} open orders, ${rate} events/s: median of ${result.late.length}`,
      ours: milliseconds(median),
      target: `≤ ${TARGETS.median} ms`,
      reached: median <= TARGETS.median,
    },
    {
      what: 'the same, p99',
      ours: milliseconds(p99),
      spread: `${milliseconds(result.late[0] ?? NaN)} to ${milliseconds(result.late.at(-1) ?? NaN)}`,
      target: `≤ ${TARGETS.p99} ms`,
      reached: p99 <= TARGETS.p99,
    },
    {
      what: 'events that were never painted; orders that are there twice, or not as they should be',
      ours: `${result.missing.length}; ${doubled}, ${astray}`,
      target: '0; 0, 0',
      reached: result.missing.length + doubled + astray === 0,
    },
  ].map((figure) => ({ baseline: '', ratio: '', ...figure }));
  const table = markdownTable(figures);
  console.log(table);
  writeFigures(
    PAGE,
    `${machine()}, ${browser.version()}, load ${loadavg()[0]?.toFixed(1)}.\n\n${table}`,
    'bench:board',
  );
} finally {
  await browser.close();
  await system.remove();
}
