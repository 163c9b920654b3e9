import { describe, test } from '@jest/globals';
import { OUTAGE_WITHIN, withEnginesThatGo } from '../testing/away-fleet.js';

/** A moment each, in every build; engines-away.long.spec.ts takes its time. */
describe('all engines at once', () => {
  const survives = withEnginesThatGo();
  const engines = ['eventstore', 'mongo', 'redis'] as const;

  test('killed with -9 for a moment', () => survives({ engines, going: 'killed', lasts: 1_500 }), OUTAGE_WITHIN);
  test('frozen for a moment', () => survives({ engines, going: 'frozen', lasts: 3_000 }), OUTAGE_WITHIN);
});
