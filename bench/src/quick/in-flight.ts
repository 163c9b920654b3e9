/** What a measured stretch did. */
export interface Done {
  readonly count: number;
  readonly perSecond: number;
  /** Of each one, in milliseconds. */
  readonly latencies: readonly number[];
}

/** Keeps so many under way, each followed by the next as soon as it is done, while `goesOn` says so of its number. */
export const inFlight = async (
  atOnce: number,
  goesOn: (number: number) => boolean,
  work: (number: number) => Promise<unknown>,
): Promise<Done> => {
  const latencies: number[] = [];
  const startedAt = performance.now();
  let next = 0;
  const one = async (): Promise<void> => {
    for (let number = next++; goesOn(number); number = next++) {
      const begunAt = performance.now();
      await work(number);
      latencies.push(performance.now() - begunAt);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  const count = latencies.length;
  return { count, perSecond: (count * 1_000) / (performance.now() - startedAt), latencies };
};

/** For that many milliseconds from now. */
export const lasting = (milliseconds: number): (() => boolean) => {
  const until = performance.now() + milliseconds;
  return () => performance.now() < until;
};
