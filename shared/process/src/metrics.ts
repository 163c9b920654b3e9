import { setTimeout as pause } from 'node:timers/promises';
import type { Express } from 'express';
import { EVENT_STREAM, type EventStreams } from '@doremi/http';
import { Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

export { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** How long the delay of the event loop is measured before it is told for the first time; milliseconds. */
const FIRST_DELAY = 50;

/**
 * A registry with the process's own metrics (CPU, memory, event loop delay) in it, from the first on who reads them. The
 * delay is looked at a hundred times a second, which is most of what a process does whom nobody asks anything.
 */
class ReadFirst extends Registry {
  private own: Promise<void> | null = null;

  override async metrics(): Promise<string> {
    await (this.own ??= this.begin());
    return super.metrics();
  }

  private begin(): Promise<void> {
    collectDefaultMetrics({ register: this });
    return pause(FIRST_DELAY);
  }
}

export const createMetrics = (): Registry => new ReadFirst();

/** Times every request by method, route and status. Routes are templates, so the number of series is bounded. */
export const observeRequests = (app: Express, registry: Registry): void => {
  const duration = new Histogram({
    name: 'http_server_request_duration_seconds',
    help: 'Time to answer a request',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  app.use((request, response, next) => {
    const startedAt = performance.now();
    response.on('finish', () => {
      // How long somebody listened says nothing about how fast we are.
      if (response.get('Content-Type') === EVENT_STREAM) return;
      const { route } = response.locals as { route?: string };
      const labels = { method: request.method, route: route ?? 'none', status: String(response.statusCode) };
      duration.observe(labels, (performance.now() - startedAt) / 1_000);
    });
    next();
  });
};

/** How many clients listen to live streams. */
export const measureStreams = (registry: Registry, streams: Pick<EventStreams, 'size'>): void => {
  new Gauge({
    name: 'doremi_live_stream_clients',
    help: 'Clients that listen to live streams',
    registers: [registry],
    collect() {
      this.set(streams.size);
    },
  });
};
