import { randomUUID } from 'node:crypto';
import type { EventStore } from './event-store.js';
import { metadataEvent, metastreamOf } from './stream-metadata.js';
import { uuidBytes } from './uuid.js';

/** Where the engine writes down what its scavenges did: for thirty days, for operators to read. */
const SCAVENGES = '$scavenges';
const SCAVENGES_METADATA = '{"$maxAge":2592000,"$acl":{"$r":"$ops","$w":[],"$d":[],"$mr":[],"$mw":[]}}';

/** What a node writes when it leads a log for the first time: no log is ever empty. */
export const describeSystemStreams = async (store: EventStore): Promise<void> => {
  const metadata = metadataEvent(uuidBytes(randomUUID())!, SCAVENGES_METADATA);
  await store.append(metastreamOf(SCAVENGES), 'no_stream', [metadata]); // refused where it is there already
};
