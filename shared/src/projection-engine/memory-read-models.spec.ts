import { beforeEach } from '@jest/globals';
import { buildsContract } from '../engines/read-side/testing/contracts/builds.js';
import { documentsContract } from '../engines/read-side/testing/contracts/documents.js';
import { eventLogRecordContract } from '../engines/read-side/testing/contracts/event-log-record.js';
import { parkedEventsContract } from '../engines/read-side/testing/contracts/parked-events.js';
import { partitionsContract } from '../engines/read-side/testing/contracts/partitions.js';
import { memoryReadModels, type MemoryReadModels } from './testing/memory-read-models.js';

let store: MemoryReadModels;
beforeEach(() => {
  store = memoryReadModels();
});

for (const contract of [
  buildsContract,
  documentsContract,
  eventLogRecordContract,
  parkedEventsContract,
  partitionsContract,
])
  contract(() => store);
