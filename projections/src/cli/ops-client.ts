import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { ParkedMessage, ParkedOutcome } from '@doremi/shared/http/parked';
import type { Problem } from '@doremi/shared/http/problems';
import type { ProjectionStatus } from '../engine/status.js';
import type { Comparison } from '../engine/compare.js';
import type { VerifyLine } from '../engine/verify.js';
import type { Done } from '../ops/operations.js';
import { explained } from './explained.js';

/** Something the operator should read instead of a stack trace. */
export class OpsError extends Error {}

/** Nothing answers, or it waits for its engines: another time it may. */
export class OpsAway extends OpsError {}

/** How long an answer may take to begin; milliseconds. */
const ANSWERS_WITHIN = 10_000;

/** The operator's endpoints of one process. Throws OpsAway while it is away, OpsError when it refuses. */
export class OpsClient {
  constructor(
    readonly url: string,
    private readonly headers: Readonly<Record<string, string>> = {},
  ) {}

  async status(): Promise<readonly ProjectionStatus[]> {
    return (await this.json<{ projections: ProjectionStatus[] }>('GET', '/ops/projections')).projections;
  }

  rebuild(name: string): Promise<Done> {
    return this.json('POST', `/ops/projections/${encodeURIComponent(name)}/rebuild`);
  }

  cancel(target: string): Promise<Done> {
    return this.json('POST', `/ops/projections/${encodeURIComponent(target)}/cancel`);
  }

  rollback(name: string): Promise<Done> {
    return this.json('POST', `/ops/projections/${encodeURIComponent(name)}/rollback`);
  }

  promote(build: string): Promise<Done> {
    return this.json('POST', `/ops/projections/builds/${encodeURIComponent(build)}/promote`);
  }

  retire(build: string): Promise<Done> {
    return this.json('POST', `/ops/projections/builds/${encodeURIComponent(build)}/retire`);
  }

  /** How a verification gets on, line by line; the last one has the result. */
  verify(target: string): AsyncGenerator<VerifyLine> {
    return this.lines(`/ops/projections/${encodeURIComponent(target)}/verify`);
  }

  /** How a build differs from the one that is, or was, read in its place; nothing when it is not known any more. */
  async compare(build: string): Promise<Comparison | undefined> {
    for await (const line of this.lines<Comparison>(`/ops/projections/builds/${encodeURIComponent(build)}/compare`))
      return line;
    return undefined;
  }

  private async *lines<Line extends object>(path: string): AsyncGenerator<Line> {
    const response = await this.ask('POST', path);
    if (!response.body) return;
    for await (const text of createInterface({ input: Readable.fromWeb(response.body) })) {
      const line = JSON.parse(text) as Line | { readonly problem: Problem };
      if ('problem' in line) throw new OpsError(explained(line.problem));
      yield line;
    }
  }

  async parked(of: Parkers): Promise<readonly ParkedMessage[]> {
    return (await this.json<{ parked: ParkedMessage[] }>('GET', `/ops/${of}/parked`)).parked;
  }

  parkedOne(of: Parkers, id: string): Promise<ParkedMessage> {
    return this.json('GET', `/ops/${of}/parked/${encodeURIComponent(id)}`);
  }

  settleParked(of: Parkers, id: string, how: 'retry' | 'skip'): Promise<ParkedOutcome> {
    return this.json('POST', `/ops/${of}/parked/${encodeURIComponent(id)}/${how}`);
  }

  private async json<Body>(method: string, path: string): Promise<Body> {
    return (await (await this.ask(method, path)).json()) as Body;
  }

  private async ask(method: string, path: string): Promise<Response> {
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), ANSWERS_WITHIN);
    const response = await fetch(this.url + path, { method, headers: this.headers, signal: late.signal })
      .catch(() => {
        throw new OpsAway(`Nothing answers at ${this.url}. Is the system running (npm start)?`);
      })
      .finally(() => clearTimeout(timer));
    if (response.ok) return response;
    const problem = (await response.json().catch(() => ({}))) as Partial<Problem>;
    const text = explained({ code: `HTTP_${response.status}`, ...problem });
    throw response.status === 503 || response.status === 504 ? new OpsAway(text) : new OpsError(text);
  }
}

/** Who parks what. */
export type Parkers = 'projections' | 'policies';
