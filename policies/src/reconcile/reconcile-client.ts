import { OperatorClient, OpsError } from '@doremi/http';
import type { ReconciliationLine, Result } from './reconcile.responses.js';
import { differenceText, resultText, texts } from './report.js';

interface ReconcileOptions {
  readonly apply?: boolean;
  /** ISO 8601. */
  readonly since?: string;
}

/** Reconciles through a running process. Throws OpsAway while it is away, OpsError when it refuses. */
export class ReconcileClient extends OperatorClient {
  constructor(url: string, headers: Readonly<Record<string, string>> = {}) {
    super(url, headers, texts);
  }

  /** Prints each difference as it is found, and the result. Resolves to whether nothing is left to be done. */
  async payments({ apply = false, since }: ReconcileOptions, print: (line: string) => void): Promise<boolean> {
    const query = since === undefined ? '' : `?${new URLSearchParams({ since }).toString()}`;
    const asking = apply ? (['POST', 'reconcile'] as const) : (['GET', 'differences'] as const);
    const result = await this.printed(this.lines(asking[0], `/ops/payments/${asking[1]}${query}`), print);
    print(resultText(result, apply));
    return result.done === result.differences;
  }

  private async printed(lines: AsyncIterable<ReconciliationLine>, print: (line: string) => void): Promise<Result> {
    for await (const line of lines) {
      if ('result' in line) return line.result;
      print(differenceText(line.difference, line.left));
    }
    throw new OpsError('It was broken off. Ask again: what was done is not done twice.');
  }
}
