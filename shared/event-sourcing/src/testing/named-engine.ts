import { randomBytes } from 'node:crypto';
/** The variables that name engines. */
export type EngineVariable = 'EVENTSTORE_URL' | 'MONGODB_URL' | 'REDIS_URL';

/** Set by `npm run test:engines` alone: what every name that this run leaves in an engine begins with. */
const run = process.env.ENGINES_RUN;
const prefix = `${run ?? 'test'}-${randomBytes(3).toString('hex')}-`;

/** The engine that `npm run test:engines` is to use for this variable; null where tests get a stand-in of their own. */
export const namedEngine = (variable: EngineVariable): string | null => (run && process.env[variable]) || null;

/** Whether every name has to be of this run, since the engine may belong to others as well. */
export const isEnginesRun = run !== undefined;

/** The name of a stream, group, event type or database as no other spec file, run or system has it. */
export const ofThisFile = (name: string): string => prefix + name;

/** Whether a name was made by `ofThisFile` here, wherever the prefix stands in it. */
export const isOfThisFile = (name: string): boolean => name.includes(prefix);

/**
 * To be called by what starts, stops or empties a server. Throws where the engine is named: it is not ours to do that to, so
 * such a test has to be on the list of what is skipped there, tools/jest/skipped-on-engines.json.
 */
export const needsOwnServer = (variable: EngineVariable): void => {
  if (namedEngine(variable) !== null)
    throw new Error(
      `this test needs a server of its own, and ${variable} names one: see tools/jest/skipped-on-engines.json`,
    );
};
