import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { Problem } from '../problems.js';
import { explainedBy, type Texts } from './explained.js';

/** Something the operator should read instead of a stack trace. */
export class OpsError extends Error {}

/** Nothing answers, or it waits for its engines: another time it may. */
export class OpsAway extends OpsError {}

/** How long an answer may take to begin; milliseconds. */
const ANSWERS_WITHIN = 10_000;

/** Calls the operator's endpoints of one process. Throws OpsAway while it is away, OpsError when it refuses. */
export class OperatorClient {
  private readonly explained: (problem: Pick<Problem, 'code'>) => string;

  /** `texts` say in words what the process may refuse with; an answer has to begin within `answersWithin` milliseconds. */
  constructor(
    readonly url: string,
    private readonly headers: Readonly<Record<string, string>>,
    texts: Texts,
    private readonly answersWithin = ANSWERS_WITHIN,
  ) {
    this.explained = explainedBy(texts);
  }

  protected async json<Body>(method: string, path: string): Promise<Body> {
    return (await (await this.ask(method, path)).json()) as Body;
  }

  /** What comes line by line, while it comes; OpsAway when it breaks off. */
  protected async *lines<Line extends object>(method: string, path: string): AsyncGenerator<Line> {
    const response = await this.ask(method, path);
    if (!response.body) return;
    try {
      for await (const text of createInterface({ input: Readable.fromWeb(response.body) })) {
        const line = JSON.parse(text) as Line | { readonly problem: Problem };
        if ('problem' in line) throw new OpsError(this.explained(line.problem));
        yield line;
      }
    } catch (error) {
      if (error instanceof OpsError) throw error;
      throw new OpsAway(`${this.url} went away before it had told everything. Ask again.`);
    }
  }

  private async ask(method: string, path: string): Promise<Response> {
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), this.answersWithin);
    const response = await fetch(this.url + path, { method, headers: this.headers, signal: late.signal })
      .catch(() => {
        if (late.signal.aborted)
          throw new OpsAway(
            `${this.url} has not answered within ${this.answersWithin / 1_000} s. It is busy, or waits for an engine: ask again.`,
          );
        throw new OpsAway(`Nothing answers at ${this.url}. Is the system running (npm start)?`);
      })
      .finally(() => clearTimeout(timer));
    if (response.ok) return response;
    const problem = (await response.json().catch(() => ({}))) as Partial<Problem>;
    const text = this.explained({ code: `HTTP_${response.status}`, ...problem });
    throw response.status === 503 || response.status === 504 ? new OpsAway(text) : new OpsError(text);
  }
}
