import type { Value } from '../bson/value.js';
import { isDocument } from '../bson/value.js';
import { notImplemented } from '../command-error.js';
import type { ExpressionContext } from './expression-context.js';

/** Stages that compare nothing themselves. */
const STAGES = new Set(
  '$addFields $set $project $unset $replaceRoot $replaceWith $unwind $documents $sample $listLocalSessions'.split(' '),
);

/** Operators of expressions that compare no strings: they give the same in every language. */
const OPERATORS = new Set(
  (
    '$abs $add $ceil $divide $exp $floor $ln $log $log10 $mod $multiply $pow $round $sqrt $subtract $trunc ' +
    '$concat $toUpper $toLower $split $substrCP $substrBytes $strLenCP $strLenBytes $trim $ltrim $rtrim ' +
    '$arrayElemAt $concatArrays $first $last $isArray $range $reverseArray $size $slice ' +
    '$and $or $not $cond $switch $literal $ifNull $mergeObjects $getField $type $isNumber $map $let ' +
    '$toString $toInt $toLong $toDouble $toBool $toDate $toObjectId $convert ' +
    '$dateAdd $dateDiff $dateSubtract $dateToString $dateTrunc $year $month $dayOfMonth $hour $minute $second'
  ).split(' '),
);

function comparing(expression: Value): string | undefined {
  if (Array.isArray(expression)) return expression.map(comparing).find((name) => name !== undefined);
  if (!isDocument(expression) || '$literal' in expression) return undefined;
  for (const [name, operand] of Object.entries(expression)) {
    if (name.startsWith('$') && !OPERATORS.has(name)) return name;
    const found = comparing(operand);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * Refuses an expression that would compare strings by their bytes where a collation is asked for.
 * @throws CommandError 238
 */
export function refuseComparing({ collation }: ExpressionContext, expression: Value): void {
  const name = collation && comparing(expression);
  if (name !== undefined) throw notImplemented(`${name} under a collation`);
}

/** The same for a stage. @throws CommandError 238 */
export function refuseComparingStage(context: ExpressionContext, stage: string, spec: Value): void {
  if (context.collation && !STAGES.has(stage)) throw notImplemented(`${stage} under a collation`);
  refuseComparing(context, spec);
}
