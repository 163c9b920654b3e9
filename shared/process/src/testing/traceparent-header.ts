import { isSpanContextValid, trace, type TextMapPropagator } from '@opentelemetry/api';

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** The header of W3C Trace Context (https://www.w3.org/TR/trace-context/), version 00. */
export const traceparentHeader: TextMapPropagator = {
  fields: () => ['traceparent'],
  inject: (context, carrier, setter) => {
    const span = trace.getSpanContext(context);
    if (!span || !isSpanContextValid(span)) return;
    const flags = span.traceFlags.toString(16).padStart(2, '0');
    setter.set(carrier, 'traceparent', `00-${span.traceId}-${span.spanId}-${flags}`);
  },
  extract: (context, carrier, getter) => {
    const [, traceId, spanId, flags] = TRACEPARENT.exec(String(getter.get(carrier, 'traceparent'))) ?? [];
    if (!traceId || !spanId || !flags) return context;
    return trace.setSpanContext(context, { traceId, spanId, traceFlags: parseInt(flags, 16), isRemote: true });
  },
};
