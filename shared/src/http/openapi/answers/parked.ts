import {
  array,
  flag,
  instant,
  integer,
  nullable,
  object,
  oneOf,
  ref,
  text,
  type Schema,
  type Schemas,
} from '../schema.js';
import type { Chapter, Documented } from './chapter.js';

/** What events hold is in docs/events.md. */
const anything: Schema = { type: 'object' };
const event = object({
  type: text,
  data: anything,
  id: text,
  stream: text,
  revision: integer(0),
  position: text,
  metadata: anything,
});
const message = {
  id: text,
  of: text,
  about: text,
  type: text,
  stream: text,
  reason: text,
  parkedAt: instant,
  asked: flag,
};
const schemas: Schemas = { ParkedMessage: object(message) };

const list = (operation: string): Documented => ({
  operation,
  summary: 'What was put aside, since it could not be handled',
  answers: { 200: object({ parked: array(ref('ParkedMessage')) }) },
});
const show = (operation: string): Documented => ({
  operation,
  summary: 'One of them, with its event; null where that is not in the event store any more',
  answers: { 200: object({ ...message, event: nullable(event) }) },
  refusals: ['PARKED_NOT_FOUND'],
});
const RETRY = 'Try it once more, after whatever was wrong was mended';
const SKIP = 'Pass it over for good; who did so is recorded';

/** It will be done soon: the message is gone then, or says why not. */
const asked = { 202: object({ id: text, outcome: oneOf('ASKED') }) };
const done = { 200: object({ id: text, outcome: oneOf('DONE') }) };

export const parkedEvents: Chapter = {
  tag: 'parked events',
  about: 'Events that a projection could not fold; its workers do what is asked, soon after.',
  schemas,
  routes: {
    'GET /ops/projections/parked': list('listParkedEvents'),
    'GET /ops/projections/parked/:id': show('getParkedEvent'),
    'POST /ops/projections/parked/:id/retry': {
      operation: 'retryParkedEvent',
      summary: RETRY,
      answers: asked,
      refusals: ['PARKED_NOT_FOUND'],
    },
    'POST /ops/projections/parked/:id/skip': {
      operation: 'skipParkedEvent',
      summary: SKIP,
      answers: asked,
      refusals: ['PARKED_NOT_FOUND', 'PARKED_CHANGED'],
    },
  },
};

export const parkedDeliveries: Chapter = {
  tag: 'parked deliveries',
  about: 'Events that a policy could not react to; what is asked is done at once.',
  schemas,
  routes: {
    'GET /ops/policies/parked': list('listParkedDeliveries'),
    'GET /ops/policies/parked/:id': show('getParkedDelivery'),
    'POST /ops/policies/parked/:id/retry': {
      operation: 'retryParkedDelivery',
      summary: RETRY,
      answers: done,
      refusals: ['PARKED_NOT_FOUND', 'EVENT_GONE', 'RETRY_FAILED'],
    },
    'POST /ops/policies/parked/:id/skip': {
      operation: 'skipParkedDelivery',
      summary: SKIP,
      answers: done,
      refusals: ['PARKED_NOT_FOUND'],
    },
  },
};
