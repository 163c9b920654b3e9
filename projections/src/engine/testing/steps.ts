import fc from 'fast-check';
import type { Kind } from './ledger.js';
import { CALLS, type Call, type Fault } from './reins.js';
import type { Rig } from './rig.js';

/** The rig keeps its own model; the commands need none. */
type Model = Record<string, never>;
type Step = fc.AsyncCommand<Model, Rig>;

const MOST_WORKERS = 3;

/** A step, with what must be true after it as well as before. */
const step = (name: string, run: (rig: Rig) => Promise<void> | void): Step => ({
  check: () => true,
  run: async (_, rig) => {
    await run(rig);
    await rig.check();
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
    step(`append(${entries.map((entry) => `${entry.kind} ${entry.key}`).join(', ')})`, (rig) => rig.append(entries)),
  );

const goingWrong = fc
  .record<Fault>({
    call: fc.constantFrom(...(Object.keys(CALLS) as Call[])),
    when: fc.constantFrom('before', 'half', 'after'),
    then: fc.constantFrom('fails', 'dies', 'sleeps', 'sleeps'),
  })
  .map((fault) =>
    step(`${fault.when} ${fault.call} it ${fault.then}`, (rig) => {
      rig.faults.push(fault);
    }),
  );

/** Something done to one of the workers, where there is one. */
const toWorker = (name: string, act: (worker: Rig['running'][number], rig: Rig) => Promise<void> | void) =>
  fc.nat(MOST_WORKERS - 1).map((index) =>
    step(`${name}(${index})`, (rig) => {
      const worker = rig.running[index % Math.max(1, rig.running.length)];
      return worker && act(worker, rig);
    }),
  );

const always = (name: string, run: (rig: Rig) => Promise<void> | void) => fc.constant(step(name, run));

const starting = always('start', (rig) => {
  if (rig.running.length < MOST_WORKERS) rig.startWorker();
});

/** What operators, networks, machines and customers do. What happens often stands here more than once. */
export const steps = [
  appending,
  appending,
  appending,
  starting,
  starting,
  always('breathe', (rig) => rig.breathe()),
  always('breathe', (rig) => rig.breathe()),
  always('time passes', (rig) => rig.passTime()),
  always('time passes', (rig) => rig.passTime()),
  toWorker('stop', ({ stop }) => stop()),
  toWorker('kill', ({ reins }) => reins.kill()),
  toWorker('pause', ({ reins }) => reins.pause()),
  toWorker('pause past its lease', async ({ reins }, rig) => {
    reins.pause();
    rig.passTime();
    if (rig.running.length < MOST_WORKERS) rig.startWorker();
    await rig.breathe();
  }),
  toWorker('wake', ({ reins }) => reins.wake()),
  toWorker('wake', ({ reins }) => reins.wake()),
  toWorker('redeliver', ({ reins }) => reins.redeliver()),
  toWorker('start a double of', ({ id }, rig) => {
    if (rig.running.length < MOST_WORKERS) rig.startWorker(id);
  }),
  goingWrong,
  goingWrong,
  goingWrong,
  goingWrong,
  always('cut the event store off', (rig) => rig.cutEventStore()),
  always('rebuild', (rig) => rig.rebuild()),
  always('cancel', (rig) => rig.cancel()),
  always('swap', (rig) => rig.swap()),
  always('cure', (rig) => rig.expectation.cure()),
  always('retry', (rig) => rig.retryParked()),
  always('skip', (rig) => rig.skipCursed()),
];
