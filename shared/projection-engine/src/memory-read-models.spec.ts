import { beforeEach } from '@jest/globals';
import {
  buildsContract,
  documentsContract,
  eventLogRecordContract,
  parkedEventsContract,
  partitionsContract,
} from '@doremi/read-models/testing';
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
