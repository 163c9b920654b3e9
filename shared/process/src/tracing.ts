import { SpanKind, SpanStatusCode, context, propagation, trace, type Attributes, type Span } from '@opentelemetry/api';
import type { Recorded } from '@doremi/event-sourcing';
import type { Logger } from './log.js';
import type { Environment } from '@doremi/http';

/** The parts that an image adds where traces are wanted (docs/observability.md); a lean install has none of them. */
const SDK = '@opentelemetry/sdk-trace-node';
const RESOURCES = '@opentelemetry/resources';
const EXPORTER = '@opentelemetry/exporter-trace-otlp-http';

/** What we need of them; they read the standard environment variables by themselves. */
interface Parts {
  readonly NodeTracerProvider: new (options: object) => { register(): void; shutdown(): Promise<void> };
  readonly BatchSpanProcessor: new (exporter: object) => object;
  readonly OTLPTraceExporter: new () => object;
  readonly resourceFromAttributes: (attributes: object) => { merge(other: object): object };
  readonly detectResources: (options: object) => object;
  readonly envDetector: object;
}

/** Off, nobody should take pains for every event. */
let isOn = false;

/** Whether somebody says where traces should go. */
const isWanted = (env: Environment): boolean =>
  Boolean(env.OTEL_EXPORTER_OTLP_ENDPOINT ?? env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT) &&
  env.OTEL_SDK_DISABLED !== 'true' &&
  env.OTEL_TRACES_EXPORTER !== 'none';

/**
 * Sends traces where OpenTelemetry's standard variables say; does nothing where they say nothing. `name` is what the
 * process is called unless OTEL_SERVICE_NAME says otherwise. Returns how to send what is left and stop.
 */
export const startTracing = async (name: string, env: Environment, log: Logger): Promise<() => Promise<void>> => {
  if (!isWanted(env)) return () => Promise.resolve();
  try {
    const found = await Promise.all([SDK, RESOURCES, EXPORTER].map((part) => import(part) as Promise<object>));
    const parts = Object.assign({}, ...found) as Parts;
    const named = parts.resourceFromAttributes({ 'service.name': name, 'service.namespace': 'doremi' });
    const provider = new parts.NodeTracerProvider({
      resource: named.merge(parts.detectResources({ detectors: [parts.envDetector] })),
      spanProcessors: [new parts.BatchSpanProcessor(new parts.OTLPTraceExporter())],
    });
    provider.register();
    isOn = true;
    return () => provider.shutdown().catch((error: unknown) => log.warn({ err: error }, 'the last traces are lost'));
  } catch (error) {
    log.error({ err: error }, `traces are asked for, and ${SDK}, ${RESOURCES} or ${EXPORTER} is not installed`);
    return () => Promise.resolve();
  }
};

export const tracer = () => trace.getTracer('doremi');

/** The W3C trace context of what runs now, for whoever goes on with it elsewhere; none while nothing is traced. */
export const traceContext = (): { readonly traceparent?: string } => {
  const carrier: { traceparent?: string } = {};
  propagation.inject(context.active(), carrier);
  return carrier.traceparent === undefined ? {} : { traceparent: carrier.traceparent };
};

/** Work that goes on with what an event of another process began; `startTime` in milliseconds, by default now. */
export const continued = (name: string, traceparent: string | undefined, startTime = Date.now()): Span =>
  tracer().startSpan(
    name,
    { kind: SpanKind.CONSUMER, startTime },
    propagation.extract(context.active(), traceparent === undefined ? {} : { traceparent }),
  );

/** What a span says of work that is over. */
export interface Noted {
  /** By OpenTelemetry's conventions. */
  readonly attributes: Attributes;
  /** It is our fault, and not the caller's. */
  readonly failed: boolean;
}

/**
 * Does what a caller asked for, through another door than HTTP, in a span that goes on with the caller's. The work gets the
 * trace context for what it leads to: the span's, or the caller's while nothing is traced. `note` says how it ended.
 */
export const serving = <T>(
  name: string,
  traceparent: string | undefined,
  work: (traceparent: string | undefined) => Promise<T>,
  note: (end: T) => Noted,
): Promise<T> => {
  const caller = propagation.extract(context.active(), traceparent === undefined ? {} : { traceparent });
  const span = tracer().startSpan(name, { kind: SpanKind.SERVER }, caller);
  return within(span, async () => {
    const end = await work(traceContext().traceparent ?? traceparent);
    const { attributes, failed } = note(end);
    span.setAttributes(attributes);
    if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
    return end;
  });
};

/** A span for each event of a batch that was worked on as one: each belongs to a trace of its own. */
export const traceBatch = (what: string, events: readonly Recorded[], startedAt: number): void => {
  if (!isOn) return;
  for (const { type, metadata } of events)
    if (metadata.traceparent) continued(`${what} ${type}`, metadata.traceparent, startedAt).end();
};

/** Does the work inside the span, and ends it; a fault is noted and thrown on. */
export const within = async <T>(span: Span, work: () => Promise<T>): Promise<T> => {
  try {
    return await context.with(trace.setSpan(context.active(), span), work);
  } catch (error) {
    span.setStatus({ code: SpanStatusCode.ERROR });
    throw error;
  } finally {
    span.end();
  }
};
