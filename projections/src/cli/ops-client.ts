import type { EventLog } from '@doremi/event-sourcing';
import { OperatorClient, OpsError, type ParkedMessage, type ParkedOutcome, type ShownMessage } from '@doremi/http';
import type { BuildOutcome, Comparison, LogAcceptance, ProjectionStatus, VerifyLine } from '@doremi/projection-engine';
import { texts } from './explained.js';

export interface Standing {
  readonly log: EventLog;
  readonly projections: readonly ProjectionStatus[];
}

/** The operator's endpoints of one process. Throws OpsAway while it is away, OpsError when it refuses. */
export class OpsClient extends OperatorClient {
  constructor(url: string, headers: Readonly<Record<string, string>> = {}) {
    super(url, headers, texts);
  }

  async status(): Promise<readonly ProjectionStatus[]> {
    return (await this.standing()).projections;
  }

  /** The projections, and what is known of the log that they read. */
  standing(): Promise<Standing> {
    return this.json('GET', '/ops/projections');
  }

  acceptLog(): Promise<LogAcceptance> {
    return this.json('POST', '/ops/projections/accept-log');
  }

  rebuild(name: string): Promise<BuildOutcome> {
    return this.json('POST', `/ops/projections/${encodeURIComponent(name)}/rebuild`);
  }

  cancel(target: string): Promise<BuildOutcome> {
    return this.json('POST', `/ops/projections/${encodeURIComponent(target)}/cancel`);
  }

  rollback(name: string): Promise<BuildOutcome> {
    return this.json('POST', `/ops/projections/${encodeURIComponent(name)}/rollback`);
  }

  promote(build: string): Promise<BuildOutcome> {
    return this.json('POST', `/ops/projections/builds/${encodeURIComponent(build)}/promote`);
  }

  retire(build: string): Promise<BuildOutcome> {
    return this.json('POST', `/ops/projections/builds/${encodeURIComponent(build)}/retire`);
  }

  /** How a verification gets on, line by line; the last one has the result. */
  verify(target: string): AsyncGenerator<VerifyLine> {
    return this.lines('POST', `/ops/projections/${encodeURIComponent(target)}/verify`);
  }

  /** How a build differs from the one that is, or was, read in its place: by hashes, or with every document read. */
  async compare(build: string, { full = false } = {}): Promise<Comparison> {
    const path = `/ops/projections/builds/${encodeURIComponent(build)}/compare?full=${full}`;
    for await (const line of this.lines<Comparison>('POST', path)) return line;
    throw new OpsError(`The comparison of ${build} was broken off. Ask again.`);
  }

  async parked(of: Parkers): Promise<readonly ParkedMessage[]> {
    return (await this.json<{ parked: ParkedMessage[] }>('GET', `/ops/${of}/parked`)).parked;
  }

  parkedOne(of: Parkers, id: string): Promise<ShownMessage> {
    return this.json('GET', `/ops/${of}/parked/${encodeURIComponent(id)}`);
  }

  resolveParked(of: Parkers, id: string, how: 'retry' | 'skip'): Promise<ParkedOutcome> {
    return this.json('POST', `/ops/${of}/parked/${encodeURIComponent(id)}/${how}`);
  }
}

/** Who parks what. */
export type Parkers = 'projections' | 'policies';
