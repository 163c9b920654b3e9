import { afterEach, beforeEach } from '@jest/globals';
import { context, propagation, trace } from '@opentelemetry/api';
import { InMemoryContext } from './in-memory-context.js';
import { InMemoryTracer, type EndedSpan } from './in-memory-tracer.js';
import { traceparentHeader } from './traceparent-header.js';

/**
 * Traces on for each test of a file, kept in memory: what OpenTelemetry's SDK does, through its API alone, since the SDK
 * belongs to no lean install. Returns the spans that ended since the test began.
 */
export const withTracing = (): { readonly spans: readonly EndedSpan[] } => {
  const spans: EndedSpan[] = [];
  beforeEach(() => {
    spans.length = 0;
    const tracer = new InMemoryTracer(spans);
    context.setGlobalContextManager(new InMemoryContext());
    propagation.setGlobalPropagator(traceparentHeader);
    trace.setGlobalTracerProvider({ getTracer: () => tracer });
  });
  afterEach(() => {
    for (const api of [trace, propagation, context]) api.disable();
  });
  return { spans };
};
