import { parseArgs } from 'node:util';
import { chosenOf } from '../options.js';

const DEFAULT_EVENTS = 200_000;

/** What is measured: `--events` of history, and with `--only` a few of the parts, by their names. */
export interface Options {
  readonly events: number;
  readonly only: readonly string[];
}

/** Reads the command line; ends with a message where it does not fit. */
export const readOptions = (parts: readonly string[]): Options => {
  try {
    const { values } = parseArgs({ options: { events: { type: 'string' }, only: { type: 'string' } } });
    const events = Number(values.events ?? DEFAULT_EVENTS);
    if (!Number.isSafeInteger(events) || events < 10_000) throw new Error('--events takes a number from 10000 on');
    return { events, only: chosenOf(parts, values.only) };
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(2);
  }
};
