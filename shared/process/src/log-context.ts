import { AsyncLocalStorage } from 'node:async_hooks';
import { isSpanContextValid, trace } from '@opentelemetry/api';

/** What a line is about, whoever writes it: the request or the event that is being worked on. */
export interface LogContext {
  readonly correlationId?: string | undefined;
  /** W3C trace context; its trace id goes into the line. */
  readonly traceparent?: string | undefined;
}

const storage = new AsyncLocalStorage<() => LogContext>();

/** Everything that is logged within `work` says so. `context` is asked at each line, so it may become known on the way. */
export const inLogContext = <T>(context: () => LogContext, work: () => T): T => storage.run(context, work);

/** The fields of the line that is being written now. */
export const logFields = (): Readonly<Record<string, string>> => {
  const { correlationId, traceparent } = storage.getStore()?.() ?? {};
  const span = trace.getActiveSpan()?.spanContext();
  const traceId = span && isSpanContextValid(span) ? span.traceId : traceparent?.split('-')[1];
  return { ...(correlationId && { correlationId }), ...(traceId && { traceId }) };
};
