import fc from 'fast-check';
import type { Kind } from './ledger.js';
import { CALLS, type Call, type Fault } from './fault-injector.js';
import type { Harness } from './harness.js';

/** The harness keeps its own model; the commands need none. */
type Model = Record<string, never>;
type Step = fc.AsyncCommand<Model, Harness>;

const MOST_WORKERS = 3;

/** A step, with what must be true after it as well as before. */
const step = (name: string, run: (harness: Harness) => Promise<void> | void): Step => ({
  check: () => true,
  run: async (_, harness) => {
    await run(harness);
    await harness.check();
  },
  toString: () => name,
});

const kind = fc.oneof(
  { weight: 14, arbitrary: fc.constant<Kind>('Added') },
  { weight: 3, arbitrary: fc.constant<Kind>('Touched') },
  { weight: 2, arbitrary: fc.constant<Kind>('Unheard') },
  { weight: 1, arbitrary: fc.constantFrom<Kind>('Poisoned', 'Cursed') },
);

const appending = fc
  .array(fc.record({ kind, key: fc.constantFrom('a', 'b', 'c', 'd', 'e') }), { minLength: 1, maxLength: 20 })
  .map((entries) =>
    step(`append(${entries.map((entry) => `${entry.kind} ${entry.key}`).join(', ')})`, (harness) =>
      harness.append(entries),
    ),
  );

const goingWrong = fc
  .record<Fault>({
    call: fc.constantFrom(...(Object.keys(CALLS) as Call[])),
    when: fc.constantFrom('before', 'half', 'after'),
    then: fc.constantFrom('fails', 'dies', 'sleeps', 'sleeps'),
  })
  .map((fault) =>
    step(`${fault.when} ${fault.call} it ${fault.then}`, (harness) => {
      harness.faults.push(fault);
    }),
  );

/** Something done to one of the workers, where there is one. */
const toWorker = (name: string, act: (worker: Harness['running'][number], harness: Harness) => Promise<void> | void) =>
  fc.nat(MOST_WORKERS - 1).map((index) =>
    step(`${name}(${index})`, (harness) => {
      const worker = harness.running[index % Math.max(1, harness.running.length)];
      return worker && act(worker, harness);
    }),
  );

const always = (name: string, run: (harness: Harness) => Promise<void> | void) => fc.constant(step(name, run));

const starting = always('start', (harness) => {
  if (harness.running.length < MOST_WORKERS) harness.startWorker();
});

/** What operators, networks, machines and customers do. What happens often stands here more than once. */
export const steps = [
  appending,
  appending,
  appending,
  starting,
  starting,
  always('breathe', (harness) => harness.breathe()),
  always('breathe', (harness) => harness.breathe()),
  always('time passes', (harness) => harness.passTime()),
  always('time passes', (harness) => harness.passTime()),
  toWorker('stop', ({ stop }) => stop()),
  toWorker('kill', ({ faultInjector }) => faultInjector.kill()),
  toWorker('pause', ({ faultInjector }) => faultInjector.pause()),
  toWorker('pause past its lease', async ({ faultInjector }, harness) => {
    faultInjector.pause();
    harness.passTime();
    if (harness.running.length < MOST_WORKERS) harness.startWorker();
    await harness.breathe();
  }),
  toWorker('wake', ({ faultInjector }) => faultInjector.wake()),
  toWorker('wake', ({ faultInjector }) => faultInjector.wake()),
  toWorker('redeliver', ({ faultInjector }) => faultInjector.redeliver()),
  toWorker('start a double of', ({ id }, harness) => {
    if (harness.running.length < MOST_WORKERS) harness.startWorker(id);
  }),
  goingWrong,
  goingWrong,
  goingWrong,
  goingWrong,
  always('cut the event store off', (harness) => harness.cutEventStore()),
  always('rebuild', (harness) => harness.rebuild()),
  always('cancel', (harness) => harness.cancel()),
  always('swap', (harness) => harness.swap()),
  always('cure', (harness) => harness.expectation.cure()),
  always('retry', (harness) => harness.retryParked()),
  always('skip', (harness) => harness.skipCursed()),
];
