import { array, object, oneOf, text, type Schema } from '../schema.js';
import type { Chapter } from './chapter.js';

/** Each thing that it depends on, and how that is. */
const parts: Schema = {
  type: 'object',
  additionalProperties: text,
  description: '`up`, or what is wrong with it',
  examples: [{ mongodb: 'up' }],
};

export const health = {
  tag: 'health',
  about: 'How a process is. The gateway answers for itself and, when asked whether it is ready, for all of them.',
  schemas: {},
  routes: {
    'GET /health/live': {
      operation: 'getLiveness',
      summary: 'Whether it lives: 503 where one of its loops is stuck and it should be replaced',
      answers: {
        200: object({ status: oneOf('live') }),
        503: object({ status: oneOf('stuck'), stuck: array(text) }),
      },
    },
    'GET /health/ready': {
      operation: 'getReadiness',
      summary: 'Whether it can do its work; `degraded` does it, and somebody should look',
      answers: {
        200: object({ status: oneOf('ready', 'degraded'), parts }),
        503: object({ status: oneOf('not ready'), parts }),
      },
    },
    'GET /metrics': {
      operation: 'getMetrics',
      summary: 'What it measures, as Prometheus reads it; whoever asks from a private network needs no token',
      answers: { 200: { ...text, examples: ['doremi_event_store_mismatch 0\n'] } },
      type: 'text/plain',
    },
  },
} as const satisfies Chapter;
