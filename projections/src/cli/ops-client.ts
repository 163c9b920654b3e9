import type { ProjectionStatus } from '../engine/status.js';

/** Something the operator should read instead of a stack trace. */
export class OpsError extends Error {}

export interface BegunRebuild {
  readonly name: string;
  readonly build: string;
}

/** The operator's endpoints of the projections process. Throws OpsError when it is away or refuses. */
export class OpsClient {
  constructor(private readonly url: string) {}

  async status(): Promise<readonly ProjectionStatus[]> {
    const { projections } = (await this.ask('GET', '/ops/projections')) as { projections: ProjectionStatus[] };
    return projections;
  }

  async rebuild(name: string): Promise<BegunRebuild> {
    return (await this.ask('POST', `/ops/projections/${encodeURIComponent(name)}/rebuild`)) as BegunRebuild;
  }

  private async ask(method: string, path: string): Promise<unknown> {
    const response = await fetch(this.url + path, { method, signal: AbortSignal.timeout(10_000) }).catch(() => {
      throw new OpsError(`Nothing answers at ${this.url}. Is the system running (npm start)?`);
    });
    const body = (await response.json().catch(() => ({}))) as { code?: string; known?: readonly string[] };
    if (response.ok) return body;
    if (body.code === 'PROJECTION_NOT_FOUND')
      throw new OpsError(`There is no such projection. There are: ${body.known?.join(', ') ?? 'none'}`);
    throw new OpsError(`${this.url}${path} answered ${response.status} ${body.code ?? ''}`.trimEnd());
  }
}
