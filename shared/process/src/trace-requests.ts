import { SpanKind, SpanStatusCode, context, propagation, trace, type Span } from '@opentelemetry/api';
import type { Express } from 'express';
import { inLogContext } from './log-context.js';
import { tracer } from './tracing.js';

/**
 * Every request is a span that goes on with its caller's, and everything behind it goes on with that span: forwarded
 * requests and appended events, since what is read from the request's `traceparent` from here on is the span's.
 * What is logged on the way carries the request's correlation id and trace id. Names and values are OpenTelemetry's for HTTP
 * servers (https://opentelemetry.io/docs/specs/semconv/http/http-spans/).
 */
export const traceRequests = (app: Express): void => {
  app.use((request, response, next) => {
    const about = () => ({
      correlationId: response.get('X-Correlation-Id'),
      traceparent: request.get('traceparent'),
    });
    if (!isTraced()) return inLogContext(about, next);
    const caller = propagation.extract(context.active(), request.headers);
    const { method, originalUrl, protocol } = request;
    const [path = ''] = originalUrl.split('?');
    const attributes = { 'http.request.method': method, 'url.path': path, 'url.scheme': protocol };
    const span = tracer().startSpan(method, { kind: SpanKind.SERVER, attributes }, caller);
    const here = trace.setSpan(caller, span);
    propagation.inject(here, request.headers);
    response.once('close', () => {
      const { route } = response.locals as { route?: string };
      if (route) span.updateName(`${method} ${route}`).setAttribute('http.route', route);
      // Who hung up before there was an answer has got none.
      if (response.headersSent) noteStatus(span, response.statusCode);
      span.end();
    });
    inLogContext(about, () => context.with(here, next));
  });
};

/** While nobody collects traces no context is read or written either, and all of it would be done for nothing. */
const isTraced = (): boolean => propagation.fields().length > 0;

/** A server's span fails with what is the server's fault: 5xx, and not what the caller did wrong. */
const noteStatus = (span: Span, status: number): void => {
  span.setAttribute('http.response.status_code', status);
  if (status < 500) return;
  span.setAttribute('error.type', String(status));
  span.setStatus({ code: SpanStatusCode.ERROR });
};
