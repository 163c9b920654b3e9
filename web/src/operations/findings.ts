/** A document that is not what it should be, as a verification or a comparison tells it. */
export interface Difference {
  readonly key: string;
  readonly kind: 'DIFFERS' | 'MISSING' | 'SURPLUS' | 'UNFOLDABLE';
  readonly fields: readonly { readonly path: string; readonly expected?: unknown; readonly found?: unknown }[];
  readonly reason?: string;
}

interface Compared {
  readonly build: string;
  readonly documents: number;
  readonly differing: number;
  readonly differences: readonly Difference[];
}

/** What the lines of a verification are: how far it is, and in the end what it found. */
export type VerifyLine =
  | { readonly progress: { readonly build: string; readonly handled: number; readonly total: number } }
  | { readonly result: Compared & { readonly events: number; readonly parked: readonly string[] } };

/** The only line of a comparison. */
export type CompareLine = Compared & { readonly with: string; readonly byHash: number };

/** Either, in one shape. */
export type Finding =
  | { readonly is: 'progress'; readonly handled: number; readonly total: number }
  | (Compared & {
      readonly is: 'verified';
      readonly events: number;
      readonly parked: readonly string[];
    })
  | (Compared & { readonly is: 'compared'; readonly with: string; readonly byHash: number });

export const findingOf = (line: VerifyLine | CompareLine): Finding => {
  if ('progress' in line) return { is: 'progress', handled: line.progress.handled, total: line.progress.total };
  if ('result' in line) return { is: 'verified', ...line.result };
  return { is: 'compared', ...line };
};
