import { SpanKind, SpanStatusCode, context, propagation, trace } from '@opentelemetry/api';
import type { Express } from 'express';
import { inLogContext } from './log-context.js';
import { tracer } from './tracing.js';

/**
 * Every request is a span that goes on with its caller's, and everything behind it goes on with that span: forwarded
 * requests and appended events, since what is read from the request's `traceparent` from here on is the span's.
 * What is logged on the way carries the request's correlation id and trace id.
 */
export const traceRequests = (app: Express): void => {
  app.use((request, response, next) => {
    const caller = propagation.extract(context.active(), request.headers);
    const { method } = request;
    const span = tracer().startSpan(method, { kind: SpanKind.SERVER }, caller);
    const here = trace.setSpan(caller, span);
    propagation.inject(here, request.headers);
    response.once('close', () => {
      const { route = 'none' } = response.locals as { route?: string };
      const { statusCode: status } = response;
      span.updateName(`${method} ${route}`);
      span.setAttributes({ 'http.request.method': method, 'http.route': route, 'http.response.status_code': status });
      if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    });
    const about = () => ({
      correlationId: response.get('X-Correlation-Id'),
      traceparent: request.get('traceparent'),
    });
    inLogContext(about, () => context.with(here, next));
  });
};
