import type { EventStore } from './event-store.js';
import { serverEvent } from './recorded-event.js';
import { METADATA_TYPE, metastreamOf } from './stream-metadata.js';

/** Where the engine writes down what its scavenges did: for thirty days, for operators to read. */
export const SCAVENGES = '$scavenges';
const SCAVENGES_METADATA = { $maxAge: 2_592_000, $acl: { $r: '$ops', $w: [], $d: [], $mr: [], $mw: [] } };

/** What a node writes when it leads a log for the first time: no log is ever empty. */
export const describeSystemStreams = async (store: EventStore): Promise<void> => {
  const metadata = serverEvent(METADATA_TYPE, SCAVENGES_METADATA);
  await store.append(metastreamOf(SCAVENGES), 'no_stream', [metadata]); // refused where it is there already
};
