import type { Logger } from './log.js';
import { Counter, type Registry } from './metrics.js';

/** What hears of the keys that personal data is read by. */
interface WatchedKeys {
  readonly onFault: (keyId: string, fault: string) => void;
  readonly onUnfit: (what: string) => void;
}

/** As they are in dashboards and alerts: each is there, at 0, before it happens. */
const FAULTS = ['missing', 'notUnwrapped', 'notOpened'];

/** Of how many keys it is remembered that they were told of. */
const TOLD_AT_MOST = 10_000;

/**
 * Counts keys that should be there, or open what they should, and do not, and logs each once. PERSONAL_DATA_KEY that does not
 * go with the keys that are stored ends the process with 1: it is a setting that is wrong.
 */
export const watchKeys = (metrics: Registry, log: Logger): WatchedKeys => {
  const faults = new Counter({
    name: 'doremi_personal_data_key_faults_total',
    help: 'Reads of personal data whose key was missing though it was not erased, or did not open it',
    labelNames: ['fault'],
    registers: [metrics],
  });
  for (const fault of FAULTS) faults.inc({ fault }, 0);
  const told = new Set<string>();
  return {
    onFault: (keyId, fault) => {
      faults.inc({ fault });
      if (told.has(keyId) || told.size >= TOLD_AT_MOST) return;
      told.add(keyId);
      log.error({ keyId, fault }, 'personal data that was not erased cannot be read');
    },
    onUnfit: (what) => {
      log.fatal({ code: 'SETTING_INVALID' }, what);
      process.exit(1);
    },
  };
};
