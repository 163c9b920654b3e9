import { Binary } from 'bson';
import { isNumber, toDouble } from '../bson/numbers.js';
import { typeName } from '../bson/types.js';
import type { Value } from '../bson/value.js';
import { CommandError } from '../command-error.js';
import type { LeafTest } from './comparison.js';

export type BitOperator = '$bitsAllSet' | '$bitsAllClear' | '$bitsAnySet' | '$bitsAnyClear';

const SIGN_BIT = 63;
const LIMIT = 2 ** 63;

/** A whole number of 64 bits; undefined for any other value. */
function integerOf(value: Value | undefined): bigint | undefined {
  if (typeof value === 'bigint') return value;
  if (!isNumber(value) || typeName(value) === 'decimal') return undefined;
  const number = toDouble(value);
  return Number.isInteger(number) && number >= -LIMIT && number < LIMIT ? BigInt(number) : undefined;
}

const isSetIn = (bytes: Uint8Array, position: number): boolean =>
  ((bytes[position >> 3] ?? 0) & (1 << (position & 7))) !== 0;

/** Whether a bit is set; undefined for values that have no bits. A negative number goes on to the left with ones. */
function bitOf(value: Value | undefined, position: number): boolean | undefined {
  if (value instanceof Binary) return isSetIn(value.value(), position);
  const integer = integerOf(value);
  if (integer === undefined) return undefined;
  return ((integer >> BigInt(Math.min(position, SIGN_BIT))) & 1n) === 1n;
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, position) => position);

function positionsOf(operator: string, mask: Value): number[] {
  if (mask instanceof Binary) {
    const bytes = mask.value();
    return upTo(bytes.length * 8).filter((position) => isSetIn(bytes, position));
  }
  if (Array.isArray(mask))
    return mask.map((item) => {
      const position = integerOf(item);
      if (position === undefined || position < 0n || position > 0x7fffffffn)
        throw new CommandError('FailedToParse', `Failed to parse bit position in ${operator}: it has to be 0 or more`);
      return Number(position);
    });
  if (!isNumber(mask))
    throw new CommandError(
      'BadValue',
      `${operator} takes an Array, a number, or a BinData but received: ${typeName(mask)}`,
    );
  const integer = integerOf(mask);
  if (integer === undefined || integer < 0n)
    throw new CommandError('FailedToParse', `Expected a whole number that is not negative in: ${operator}`);
  return upTo(SIGN_BIT).filter((position) => ((integer >> BigInt(position)) & 1n) === 1n);
}

/** The bitwise operators (MongoDB manual, "Bitwise Query Operators"). @throws CommandError 2, 9 */
export function bitTest(operator: BitOperator, mask: Value): LeafTest {
  const positions = positionsOf(operator, mask);
  const wanted = operator.endsWith('Set');
  const all = operator.startsWith('$bitsAll');
  return (leaf) => {
    if (bitOf(leaf, 0) === undefined) return false;
    const asWanted = (position: number): boolean => bitOf(leaf, position) === wanted;
    return all ? positions.every(asWanted) : positions.some(asWanted);
  };
}
