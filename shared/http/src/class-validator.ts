import { createRequire } from 'node:module';
import type * as ClassValidator from 'class-validator';

const require = createRequire(import.meta.url);
const partOf = <Name extends keyof typeof ClassValidator>(file: string) =>
  require(`class-validator/cjs/${file}.js`) as Pick<typeof ClassValidator, Name>;

/**
 * The parts of class-validator that request classes stand on, each from its own file: its index loads every decorator there
 * is, with validator.js and a table of the world's telephone numbers, 321 modules in each process.
 */
export const { ValidateBy } = partOf<'ValidateBy'>('decorator/common/ValidateBy');
export const { ValidateIf } = partOf<'ValidateIf'>('decorator/common/ValidateIf');
export const { Validator } = partOf<'Validator'>('validation/Validator');
