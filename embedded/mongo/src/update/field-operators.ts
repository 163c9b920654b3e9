import { Timestamp } from 'bson';
import { compareValues } from '../bson/compare.js';
import { combine } from '../bson/arithmetic.js';
import { isNumber } from '../bson/numbers.js';
import { show } from '../bson/show.js';
import { typeName } from '../bson/types.js';
import type { Value } from '../bson/value.js';
import { isDocument } from '../bson/value.js';
import { CommandError } from '../command-error.js';
import type { ExpressionContext } from '../expression/context.js';
import type { Target } from './target.js';

/** Changes one place of a document. */
export type Operator = (target: Target, operand: Value, context: ExpressionContext) => void;

function arithmetic(name: '$inc' | '$mul', operation: 'add' | 'multiply'): Operator {
  const verb = name === '$inc' ? 'increment' : 'multiply';
  return (target, operand) => {
    if (!isNumber(operand))
      throw new CommandError(
        'TypeMismatch',
        `Cannot ${verb} with non-numeric argument: {${target.path}: ${show(operand)}}`,
      );
    const before = target.get();
    if (before === undefined) return target.set(operation === 'add' ? operand : (combine(0, operand, 'multiply') ?? 0));
    if (!isNumber(before))
      throw new CommandError(
        'TypeMismatch',
        `Cannot apply ${name} to a value of non-numeric type. The field '${target.path}' is of type ${typeName(before)}`,
      );
    const result = combine(before, operand, operation);
    if (result === undefined) throw new CommandError('BadValue', `Failed to apply ${name} operations to current value`);
    target.set(result);
  };
}

const keepIf =
  (better: (difference: number) => boolean): Operator =>
  (target, operand, { collation }) => {
    const before = target.get();
    if (before === undefined || better(compareValues(operand, before, collation?.compare))) target.set(operand);
  };

function now(operand: Value): Value {
  const type = isDocument(operand) ? operand['$type'] : operand === true || operand === false ? 'date' : undefined;
  if (type === 'date') return new Date();
  if (type === 'timestamp') return new Timestamp({ t: Math.floor(Date.now() / 1000), i: 1 });
  throw new CommandError('BadValue', "$currentDate needs true or {$type: 'date' | 'timestamp'}");
}

function bits(target: Target, operand: Value): void {
  const [[operation, mask] = []] = isDocument(operand) ? Object.entries(operand) : [];
  const before = target.get() ?? 0;
  const integral = (value: Value | undefined): value is number | bigint =>
    value !== undefined && ['int', 'long'].includes(typeName(value));
  if (!integral(mask)) throw new CommandError('BadValue', `The $bit modifier field must be an Integer(32/64 bit)`);
  if (!integral(before))
    throw new CommandError(
      'BadValue',
      `Cannot apply $bit to a value of non-integral type. The field '${target.path}' is of type ${typeName(before)}`,
    );
  const [x, y] = [BigInt(before), BigInt(mask)];
  const result = operation === 'and' ? x & y : operation === 'or' ? x | y : operation === 'xor' ? x ^ y : undefined;
  if (result === undefined)
    throw new CommandError('BadValue', `The $bit modifier only supports 'and', 'or', and 'xor', not '${operation}'`);
  target.set(typeof before === 'bigint' || typeof mask === 'bigint' ? result : Number(result));
}

/** The operators on single fields (MongoDB manual, "Field Update Operators"). */
export const fieldOperators: Readonly<Record<string, Operator>> = {
  $set: (target, operand) => target.set(operand),
  $setOnInsert: (target, operand) => target.set(operand),
  $unset: (target) => target.unset(),
  $inc: arithmetic('$inc', 'add'),
  $mul: arithmetic('$mul', 'multiply'),
  $min: keepIf((difference) => difference < 0),
  $max: keepIf((difference) => difference > 0),
  $currentDate: (target, operand) => target.set(now(operand)),
  $bit: bits,
};
