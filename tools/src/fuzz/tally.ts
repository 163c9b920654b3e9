/** What one route was asked, and how that went. */
export interface Hits {
  wellFormed: number;
  succeeded: number;
  mutated: number;
  raw: number;
}

/** An answer that no input may cause. */
export interface ServerError {
  readonly route: string;
  readonly status: number;
  readonly request: string;
}

/** Counts as the fuzzer goes. */
export class Tally {
  readonly routes = new Map<string, Hits>();
  readonly serverErrors: ServerError[] = [];
  /** Correlation ids of requests that were refused: no event may carry one. */
  readonly refused = new Map<string, string>();
  /** Well-formed requests that were refused, by route, status and code, for people to look at. */
  readonly refusals = new Map<string, number>();
  readonly unanswered: string[] = [];

  of(route: string): Hits {
    const known = this.routes.get(route);
    if (known) return known;
    const hits = { wellFormed: 0, succeeded: 0, mutated: 0, raw: 0 };
    this.routes.set(route, hits);
    return hits;
  }

  /** The routes that nothing was sent to. */
  missed<Route extends { readonly key: string }>(routes: readonly Route[]): Route[] {
    return routes.filter(({ key }) => {
      const { wellFormed, mutated, raw } = this.of(key);
      return wellFormed + mutated + raw === 0;
    });
  }

  noteRefusal(what: string): void {
    this.refusals.set(what, (this.refusals.get(what) ?? 0) + 1);
  }

  get total(): Hits {
    const total = { wellFormed: 0, succeeded: 0, mutated: 0, raw: 0 };
    for (const hits of this.routes.values()) for (const kind of kindsOf(total)) total[kind] += hits[kind];
    return total;
  }
}

const kindsOf = (hits: Hits) => Object.keys(hits) as (keyof Hits)[];
