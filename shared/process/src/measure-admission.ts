import type { AdmissionControl } from '@doremi/http';
import { Counter, Gauge, type Registry } from './metrics.js';

/** How full a process is, and how many it has sent away. */
export const measureAdmission = (registry: Registry, admission: Pick<AdmissionControl, 'state'>): void => {
  const registers = [registry];
  const gauge = (name: string, help: string, value: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(value());
      },
    });
  gauge('doremi_requests_under_way', 'Requests that are worked on', () => admission.state.inside);
  gauge('doremi_requests_waiting', 'Requests that wait for their turn', () => admission.state.waiting);
  new Counter({
    name: 'doremi_requests_shed_total',
    help: 'Requests refused because there was too much to do',
    registers,
    collect() {
      this.reset();
      this.inc(admission.state.turnedAway);
    },
  });
};
