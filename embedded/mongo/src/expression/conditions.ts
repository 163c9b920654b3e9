import type { Value } from '../bson/value.js';
import { isDocument } from '../bson/value.js';
import { CommandError } from '../command-error.js';
import type { Compiler, Expression, Operators } from './operator.js';
import { argumentsOf, compare, isNullish, isTrue, ofValues } from './operator.js';

const comparison = (name: string, holds: (difference: number) => boolean) =>
  ofValues(name, 2, 2, ([a, b], { strings }) => holds(compare(a, b, strings)));

const CONDITION_PARTS = ['if', 'then', 'else'] as const;

function condition(operand: Value, compiler: Compiler): Expression {
  let parts: Value[];
  if (isDocument(operand)) {
    const unknown = Object.keys(operand).find((name) => !CONDITION_PARTS.includes(name as 'if'));
    if (unknown !== undefined) throw new CommandError(17083, `Unrecognized parameter to $cond: ${unknown}`);
    parts = CONDITION_PARTS.map((name, i) => {
      const part = operand[name];
      if (part === undefined) throw new CommandError(17080 + i, `Missing '${name}' parameter to $cond`);
      return part;
    });
  } else parts = argumentsOf('$cond', operand, 3, 3);
  const [when, then, otherwise] = parts.map((part) => compiler.compile(part)) as [Expression, Expression, Expression];
  return (scope) => (isTrue(when(scope)) ? then : otherwise)(scope);
}

function branchOf(branch: Value, compiler: Compiler): [when: Expression, then: Expression] {
  if (!isDocument(branch)) throw new CommandError(40062, '$switch requires each branch to be an object');
  const { case: when, then, ...others } = branch;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw new CommandError(40063, `$switch found an unknown argument to a branch: ${unknown}`);
  if (when === undefined) throw new CommandError(40064, "$switch requires each branch have a 'case' expression");
  if (then === undefined) throw new CommandError(40065, "$switch requires each branch have a 'then' expression.");
  return [compiler.compile(when), compiler.compile(then)];
}

function choice(operand: Value, compiler: Compiler): Expression {
  if (!isDocument(operand)) throw new CommandError(40060, '$switch requires an object as an argument');
  const { branches = [], default: otherwise, ...others } = operand;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw new CommandError(40067, `$switch found an unknown argument: ${unknown}`);
  if (!Array.isArray(branches)) throw new CommandError(40061, "$switch expected an array for 'branches'");
  if (branches.length === 0) throw new CommandError(40068, '$switch requires at least one branch.');
  const compiled = branches.map((branch) => branchOf(branch, compiler));
  const last = otherwise === undefined ? undefined : compiler.compile(otherwise);
  return (scope) => {
    const taken = compiled.find(([when]) => isTrue(when(scope)))?.[1] ?? last;
    if (!taken)
      throw new CommandError(
        40066,
        '$switch could not find a matching branch for an input, and no default was specified.',
      );
    return taken(scope);
  };
}

const MANY = Infinity;

/** Boolean, comparison and conditional operators (MongoDB manual, "Aggregation Operators"). */
export const conditions: Operators = {
  $cmp: ofValues('$cmp', 2, 2, ([a, b], { strings }) => Math.sign(compare(a, b, strings))),
  $eq: comparison('$eq', (difference) => difference === 0),
  $ne: comparison('$ne', (difference) => difference !== 0),
  $gt: comparison('$gt', (difference) => difference > 0),
  $gte: comparison('$gte', (difference) => difference >= 0),
  $lt: comparison('$lt', (difference) => difference < 0),
  $lte: comparison('$lte', (difference) => difference <= 0),
  $and: (operand, compiler) => {
    const parts = argumentsOf('$and', operand, 0, MANY).map((part) => compiler.compile(part));
    return (scope) => parts.every((part) => isTrue(part(scope)));
  },
  $or: (operand, compiler) => {
    const parts = argumentsOf('$or', operand, 0, MANY).map((part) => compiler.compile(part));
    return (scope) => parts.some((part) => isTrue(part(scope)));
  },
  $not: ofValues('$not', 1, 1, ([value]) => !isTrue(value)),
  $cond: condition,
  $switch: choice,
  $ifNull: (operand, compiler) => {
    const given = Array.isArray(operand) ? operand : [operand];
    if (given.length < 2) throw new CommandError(1257300, `$ifNull needs at least two arguments, had: ${given.length}`);
    const parts = given.map((part) => compiler.compile(part));
    return (scope) => {
      let value;
      for (const part of parts) if (!isNullish((value = part(scope)))) return value;
      return value;
    };
  },
};
