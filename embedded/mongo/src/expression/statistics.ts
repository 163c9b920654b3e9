import { divide, isDecimal, Sum } from '../bson/arithmetic.js';
import type { NumberValue } from '../bson/numbers.js';
import { double, isNumber, toDouble } from '../bson/numbers.js';
import type { Value } from '../bson/value.js';
import { notImplemented } from '../command-error.js';
import { countOf } from './arrays.js';
import { compare, isNullish, ofFields, ofValues, typeOf } from './operator.js';
import type { Compiler, Maybe, Operator, Operators } from './operator.js';
import { CommandError } from '../command-error.js';

const numbersIn = (values: readonly Maybe[]): NumberValue[] => values.filter(isNumber);

export function sumOf(values: readonly Maybe[]): NumberValue {
  const sum = new Sum();
  for (const number of numbersIn(values)) sum.add(number);
  return sum.total;
}

export function averageOf(values: readonly Maybe[]): Maybe {
  const numbers = numbersIn(values);
  return numbers.length === 0 ? null : divide(sumOf(numbers), numbers.length);
}

/** The greatest value (way 1) or the least (-1) of those that are there; null where there is none. */
export function extremeOf(values: readonly Maybe[], way: 1 | -1, { strings }: Pick<Compiler, 'strings'>): Value {
  let best: Maybe;
  for (const value of values)
    if (!isNullish(value) && (best === undefined || compare(value, best, strings) * way > 0)) best = value;
  return best ?? null;
}

/** The standard deviation of a whole population (`less` 0) or of a sample (1); null where there are too few. */
export function deviationOf(values: readonly Maybe[], less: 0 | 1): Maybe {
  const numbers = numbersIn(values);
  if (numbers.some(isDecimal)) throw notImplemented('the standard deviation of Decimal128');
  if (numbers.length <= less) return null;
  let mean = 0;
  let squares = 0;
  numbers.map(toDouble).forEach((number, i) => {
    const difference = number - mean;
    mean += difference / (i + 1);
    squares += difference * (number - mean);
  });
  return double(Math.sqrt(squares / (numbers.length - less)));
}

/** The greatest or least so many values, in order. */
export const extremesOf = (
  values: readonly Maybe[],
  count: number,
  way: 1 | -1,
  { strings }: Pick<Compiler, 'strings'>,
): Value[] =>
  values
    .filter((value) => !isNullish(value))
    .sort((a, b) => -way * compare(a, b, strings))
    .slice(0, count);

/** As an expression: over its arguments, or over the elements of its only one. */
const over = (name: string, compute: (values: readonly Maybe[], compiler: Compiler) => Maybe): Operator =>
  ofValues(name, 0, Infinity, (values, compiler) => {
    const [only] = values;
    return compute(values.length === 1 && Array.isArray(only) ? only : values, compiler);
  });

const someOf = (name: string, way: 1 | -1): Operator =>
  ofFields(name, ['input', 'n'], [], ({ input, n }, compiler) => {
    const count = countOf(name, n);
    if (!Array.isArray(input))
      throw new CommandError(5788200, `${name} needs an array as its input, not ${typeOf(input)}`);
    return extremesOf(input, count, way, compiler);
  });

/** The accumulators that are expressions as well (MongoDB manual, "Accumulators (in Other Stages)"). */
export const statistics: Operators = {
  $sum: over('$sum', sumOf),
  $avg: over('$avg', averageOf),
  $min: over('$min', (values, compiler) => extremeOf(values, -1, compiler)),
  $max: over('$max', (values, compiler) => extremeOf(values, 1, compiler)),
  $stdDevPop: over('$stdDevPop', (values) => deviationOf(values, 0)),
  $stdDevSamp: over('$stdDevSamp', (values) => deviationOf(values, 1)),
  $maxN: someOf('$maxN', 1),
  $minN: someOf('$minN', -1),
};
