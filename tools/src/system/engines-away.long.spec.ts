import { afterAll, describe, test } from '@jest/globals';
import { OUTAGE_WITHIN, withEnginesThatGo } from '../testing/away-fleet.js';
import type { Going } from '../testing/engine-outage.js';
import type { Engine } from '../testing/fleet.js';

const LASTS = 20_000;
const EACH: readonly (readonly Engine[])[] = [['eventstore'], ['mongo'], ['redis'], ['eventstore', 'mongo', 'redis']];
const HOW: readonly Going[] = ['stopped', 'killed', 'frozen'];

describe('engines that are away for 20 s', () => {
  const survives = withEnginesThatGo();
  const figures: unknown[] = [];
  afterAll(() => console.table(figures));

  const outages = EACH.flatMap((engines) => HOW.map((going) => ({ engines, going, lasts: LASTS })));
  test.each(outages)('$engines $going', async (outage) => void figures.push(await survives(outage)), OUTAGE_WITHIN);
});
