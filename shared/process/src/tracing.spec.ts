import { beforeEach, describe, expect, test } from '@jest/globals';
import { createLog } from './log.js';
import { withTracing } from './testing/tracing-in-memory.js';
import { continued, serving, startTracing, traceContext, tracer, within } from './tracing.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const CALLER = 'b7ad6b7169203331';
const TRACEPARENT = `00-${TRACE}-${CALLER}-01`;
const fine = () => ({ attributes: { end: 'fine' }, failed: false });

describe('switched on by the standard variables', () => {
  let written: string;
  const log = createLog('probe', { write: (line: string) => void (written += line) });
  beforeEach(() => void (written = ''));
  const collector = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' };

  test.each([
    ['nothing says where to', {}],
    ['they are disabled', { ...collector, OTEL_SDK_DISABLED: 'true' }],
    ['the exporter is none', { ...collector, OTEL_TRACES_EXPORTER: 'none' }],
  ])('off where %s: nothing is made and nothing said', async (_, env) => {
    const stop = await startTracing('probe', env, log);
    expect([tracer().startSpan('work').isRecording(), written]).toEqual([false, '']);
    await stop();
  });

  test('a lean install that is asked for them says what it lacks, and works without', async () => {
    const stop = await startTracing('probe', collector, log);
    expect(written).toContain('@opentelemetry/sdk-trace-node');
    expect(tracer().startSpan('work').isRecording()).toBe(false);
    await stop();
  });
});

describe('a call through another door than HTTP', () => {
  const { spans } = withTracing();

  test('is a span of its caller’s trace, and what it leads to goes on with it', async () => {
    const got = await serving('Orders/Cancel', TRACEPARENT, (own) => Promise.resolve(own), fine);
    expect(spans).toEqual([
      {
        ...{ name: 'Orders/Cancel', kind: 'SERVER', status: 'UNSET', attributes: { end: 'fine' } },
        ...{ traceId: TRACE, spanId: expect.any(String), parentSpanId: CALLER },
      },
    ]);
    expect(got).toBe(`00-${TRACE}-${spans[0]?.spanId}-01`);
  });

  test('of nobody’s trace begins one', async () => {
    const got = await serving('Orders/Cancel', undefined, (own) => Promise.resolve(own), fine);
    expect(spans).toMatchObject([{ parentSpanId: undefined }]);
    expect(got).toBe(`00-${spans[0]?.traceId}-${spans[0]?.spanId}-01`);
  });

  test('is an error when its end says so, or when it has none', async () => {
    await serving(
      'said',
      undefined,
      () => Promise.resolve(),
      () => ({ ...fine(), failed: true }),
    );
    await expect(serving('thrown', undefined, () => Promise.reject(new Error('broken')), fine)).rejects.toThrow();
    expect(spans.map(({ name, status }) => [name, status])).toEqual([
      ['said', 'ERROR'],
      ['thrown', 'ERROR'],
    ]);
  });
});

describe('work on an event', () => {
  const { spans } = withTracing();

  test('goes on with the trace that the event carries', async () => {
    const inside = await within(continued('policy whenCartPaid', TRACEPARENT), () => Promise.resolve(traceContext()));
    expect(spans).toMatchObject([
      { name: 'policy whenCartPaid', kind: 'CONSUMER', traceId: TRACE, parentSpanId: CALLER },
    ]);
    expect(inside).toEqual({ traceparent: `00-${TRACE}-${spans[0]?.spanId}-01` });
    expect(traceContext()).toEqual({});
  });
});

test('while nothing is traced, the caller’s trace is passed on', async () => {
  expect(await serving('Orders/Cancel', TRACEPARENT, (own) => Promise.resolve(own), fine)).toBe(TRACEPARENT);
});
