import { connectEventStore } from '@doremi/event-store';
import { parsePosition } from '@doremi/event-sourcing';
import { upcast, UPCAST_VERSIONS } from '@doremi/domain';
import { readSettings } from '@doremi/process';
import { newerEvents, raisedSince } from './newer-events.js';

/**
 * What deploy/release.sh asks of the new release, in one of its pods: `end` prints where the log ends, `may-write KNOWN`
 * which events it may write that a release that knows these versions can't read, and `written KNOWN AFTER` which of them
 * stand in the log behind that place.
 */
const [step, known = '', after = ''] = process.argv.slice(2);

const lines = async (): Promise<readonly string[]> => {
  if (step === 'may-write')
    return [...raisedSince(known, UPCAST_VERSIONS)].map(([type, version]) => `${type} ${version}`);
  const store = connectEventStore(readSettings(process.env).eventstoreUrl, upcast);
  try {
    if (step === 'end') return [(await store.end()) ?? 'beginning'];
    const position = parsePosition(after);
    const newer = await newerEvents(store, { known, ours: UPCAST_VERSIONS, after: position });
    return newer.map(({ type, schemaVersion, stream, at }) => `${type} ${schemaVersion} in ${stream} of ${at}`);
  } finally {
    await store.close();
  }
};

for (const line of await lines()) process.stdout.write(`${line}\n`);
