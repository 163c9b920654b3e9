import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { mersenne } from 'pure-rand/generator/mersenne';
import { connect } from './eventstore.js';
import { acknowledgedBy, verify, write, writersOf } from './numbered-writers.js';
import type { Writer } from './numbered-writers.js';
import { startProcess } from './process.js';

const WRITERS = 16;
const SEED = 20_240_229;

/** Lets all of them write until `goal` more events are acknowledged, then kills the server with the rest in flight. */
const killAfter = async (goal: number, directory: string, writers: readonly Writer[]): Promise<void> => {
  const server = await startProcess(['--data', directory]);
  const client = connect(server.port);
  await verify(client, writers);
  let left = goal;
  await new Promise<void>((resolve) => {
    const acknowledged = () => --left === 0 && resolve();
    for (const writer of writers) write(client, writer, acknowledged).catch(() => undefined); // the server is killed
  });
  if ((await server.end('SIGKILL')) !== null) throw new Error('the server ended before it was killed');
  await client.dispose();
};

/**
 * Kills the server so many times at a moment of a random kind, each time with 16 appends in flight, and looks each time
 * whether everything that was acknowledged is there, in order. Throws when it is not; returns how many events there are.
 */
export const killUnderLoad = async (rounds: number, directory: string): Promise<number> => {
  const random = mersenne(SEED);
  const writers = writersOf(WRITERS);
  for (let round = 0; round < rounds; round++) await killAfter(uniformInt(random, 10, 109), directory, writers);
  const server = await startProcess(['--data', directory]);
  const client = connect(server.port);
  await verify(client, writers);
  await client.dispose();
  await server.end('SIGTERM');
  return acknowledgedBy(writers);
};
