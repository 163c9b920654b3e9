import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Figure } from '../quick/figure.js';
import type { Rebuilds } from './rebuilds.js';
import type { System } from './system.js';

const EVERY = 2_000;

/** So many that it takes some kills, and so few that it comes to an end. */
const NAMES = ['orderBoard', 'carts', 'payments'];

/** What a rebuild may hold in memory: nothing, and as much as by default. In MiB, as the worker's setting says. */
const BUDGETS = ['0', '128'];

/** Rebuilds while the worker is killed again and again, and compares with builds that nobody disturbed. */
export const killedWhileRebuilding = async (system: System): Promise<Figure[]> => {
  const figures: Figure[] = [];
  for (const budget of BUDGETS) {
    await system.restartWorker({ REBUILD_MEMORY: budget });
    figures.push(await killed(system, budget));
  }
  await system.restartWorker();
  return figures;
};

const killed = async ({ processes, rebuilds }: System, budget: string): Promise<Figure> => {
  const clean = await rebuilds.rebuild(NAMES);
  const expected = await fingerprints(
    rebuilds,
    clean.builds.map(({ id }) => id),
  );
  let isDone = false;
  const ids = await rebuilds.begin(NAMES);
  const done = rebuilds.promoted(ids).finally(() => (isDone = true));
  done.catch(() => undefined); // it is awaited below
  let kills = 0;
  for (; !isDone; kills++) {
    await Promise.race([pause(EVERY), done]);
    if (isDone) break;
    await processes.crash('projections');
  }
  await done;
  const found = await fingerprints(rebuilds, ids);
  const keys = new Set([...expected.keys(), ...found.keys()]);
  const different = [...keys].filter((key) => expected.get(key) !== found.get(key)).length;
  return {
    what: `kill -9 of the worker every ${EVERY / 1_000} s until ${NAMES.join(', ')} are rebuilt, with ${budget} MiB: documents that differ`,
    ours: `${different} of ${keys.size} (${kills} kills)`,
    baseline: '',
    ratio: '',
    target: '0',
    reached: different === 0 && kills > 0,
  };
};

/** A hash of each document, by read model and key. */
const fingerprints = async (rebuilds: Rebuilds, ids: readonly string[]): Promise<Map<string, string>> => {
  const hashes = new Map<string, string>();
  for (const id of ids)
    for (const document of await rebuilds.documentsOf(id)) {
      const key = `${id.replace(/_b\d+$/, '')}/${String(document._id)}`;
      hashes.set(key, createHash('sha1').update(JSON.stringify(document)).digest('base64'));
    }
  return hashes;
};
