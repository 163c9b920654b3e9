/** Of the delay of timers since it was read last: a turn of the event loop, and the 10 ms between two looks. */
const LONGEST = /^nodejs_eventloop_lag_max_seconds (\S+)$/m;

const longestSinceRead = async (metricsUrl: string): Promise<number> => {
  const [, seconds] = LONGEST.exec(await (await fetch(metricsUrl)).text()) ?? [];
  if (seconds === undefined) throw new Error(`${metricsUrl} does not tell`);
  return Number(seconds) * 1_000;
};

/** The longest that the event loop of the process on that port was held up while the work went on, in milliseconds. */
export const longestTurnDuring = async (port: number, work: () => Promise<unknown>): Promise<number> => {
  const url = `http://127.0.0.1:${port}/metrics`;
  await longestSinceRead(url);
  await work();
  return longestSinceRead(url);
};
