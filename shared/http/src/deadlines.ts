/**
 * How long whoever asks waits, part by part; milliseconds. Together less than what is promised (docs/reliability.md), so
 * that no answer is cut off on its way.
 */

/** Until a process behind the gateway takes a connection. */
export const CONNECT_WITHIN = 1_250;

/** For a place among those that are worked on. */
export const ADMITTED_WITHIN = 3_000;

/**
 * From then on to the answer, or to 503 where something behind is too slow or away. Each call to the event store ends a
 * little earlier, and says more; this is for many of them in a row.
 */
export const ANSWER_WITHIN = 7_500;

/** For the answer in all. */
export const PROMISED_WITHIN = 12_000;
