import { createRequire } from 'node:module';
import type * as Mingo from 'mingo';

const require = createRequire(import.meta.url);
let loaded: typeof Mingo | undefined;

/** Loads mingo when it is first needed: it takes half of the start-up time, and most servers never compute anything. */
export const mingo = (): typeof Mingo => (loaded ??= require('mingo') as typeof Mingo);
