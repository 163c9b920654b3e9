import express from 'express';
import { describe, expect, test } from '@jest/globals';
import { mount, post, Text } from '@doremi/http';
import { inProcess, madeUp } from '@doremi/http/testing';
import { inLogContext } from './log-context.js';
import { createLog } from './log.js';
import { traceRequests } from './trace-requests.js';
import { traceContext } from './tracing.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const TRACEPARENT = `00-${TRACE}-b7ad6b7169203331-01`;

const logged = () => {
  let text = '';
  const log = createLog('probe', { write: (line: string) => void (text += line) });
  return {
    log,
    lines: () =>
      text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as object),
  };
};

describe('a line', () => {
  test('says when, how bad, which process and what it is about', () => {
    const { log, lines } = logged();
    inLogContext(
      () => ({ correlationId: 'c-1', traceparent: TRACEPARENT }),
      () => log.warn({ policy: 'whenAddHeld' }, 'waits'),
    );
    log.info('alone');
    expect(lines()).toEqual([
      {
        ...{ level: 'warn', time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/), process: 'probe', name: 'probe' },
        ...{ correlationId: 'c-1', traceId: TRACE, policy: 'whenAddHeld', msg: 'waits' },
      },
      { level: 'info', time: expect.any(String), process: 'probe', name: 'probe', msg: 'alone' },
    ]);
  });

  test('about a fault of a request names the request, and holds nothing of its body', async () => {
    class Asking {
      @Text({ max: 100 }) note!: string;
    }
    const { log, lines } = logged();
    const broken = post('/break', { ...madeUp, roles: 'all', body: Asking }, ({ body }) => {
      throw Object.assign(new Error('broken'), { request: { body }, code: 'E_BROKEN' });
    });
    const app = express();
    traceRequests(app);
    mount(app, [broken], (error) => log.error({ err: error }, 'fault'));
    const server = inProcess(app);
    await fetch(`${server.url}/break`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Correlation-Id': 'c-2', traceparent: TRACEPARENT },
      body: '{"note":"my card is 4111 1111"}',
    });
    server.stop();
    const err = { type: 'Error', message: 'broken', code: 'E_BROKEN', stack: expect.stringContaining('broken') };
    expect(lines()).toEqual([expect.objectContaining({ correlationId: 'c-2', traceId: TRACE, err })]);
    expect(JSON.stringify(lines())).not.toContain('4111');
  });
});

test('while nothing is traced there is no trace context to pass on', () => {
  expect(traceContext()).toEqual({});
});
