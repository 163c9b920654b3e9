import { Histogram, type Registry } from '@doremi/process';
import type { ObserveCall } from '../grpc/call-end.js';

/**
 * Times every gRPC call by method and status, by OpenTelemetry's `rpc.server.call.duration` in Prometheus' spelling. Methods
 * are those of our own proto files, so the number of series is bounded.
 */
export const timeCalls = (registry: Registry): ObserveCall => {
  const duration = new Histogram({
    name: 'rpc_server_call_duration_seconds',
    help: 'Time to answer a gRPC call; CANCELLED is a caller who did not wait for the answer',
    labelNames: ['method', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  return (method, status, seconds) => duration.observe({ method, status }, seconds);
};
