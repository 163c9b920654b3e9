import type { Value } from '../bson/value.js';
import type { LeafTest } from './comparison.js';
import type { Subject } from './subject.js';

/** A compiled filter. */
export type Matcher = (subject: Subject) => boolean;

/** What the values that one path means are held to. */
export type PathTest = LeavesTest | NotAll;

/** `$not` of several operators: true when one of them does not hold. */
export interface NotAll {
  readonly notAll: readonly PathTest[];
}

/** A test of all the values that one path means. */
export interface LeavesTest {
  readonly test: LeafTest;
  /** Whether the elements of an array are tested too, besides the array itself. */
  readonly unwind: boolean;
  /** `$ne`, `$nin`, `$not`: true when no value passes. */
  readonly negated: boolean;
}

/** Whether a value that stands at the end of a path passes. An element named by its position is not looked into. */
export const passes = ({ test, unwind }: LeavesTest): ((leaf: Value | undefined, byIndex?: boolean) => boolean) =>
  unwind ? (leaf, byIndex) => test(leaf) || (!byIndex && Array.isArray(leaf) && leaf.some(test)) : test;
