import type { Recorded } from '@doremi/event-sourcing';
import { expect } from '@jest/globals';
import type { Answered } from '@doremi/command-api/testing';
import type { Replica } from '../replica.js';

/** What a race is about; the cart is there where somebody has filled one. */
export interface Ids {
  readonly storeId: number;
  readonly menuId: number;
  readonly cartId: number;
}

/** How a race came out. */
export interface Outcome<Name extends string = string> {
  readonly ids: Ids;
  readonly answers: Readonly<Record<Name, Answered>>;
  /** A stream as it is now. */
  readonly stream: (name: string) => Promise<readonly Recorded[]>;
  /** The charges that were made for the cart, one for each key. */
  readonly charges: () => Promise<readonly string[]>;
  /** Who did what in which order, where that is known. */
  readonly trace?: readonly string[];
}

/** Two people who want what cannot both be, or not in either order. */
export interface Race<Name extends string = string> {
  readonly name: string;
  /** What is there before; answers with what it is about. */
  readonly given: (office: Replica, storeId: number) => Promise<Ids>;
  readonly contenders: Readonly<Record<Name, (replica: Replica, ids: Ids) => Promise<Answered>>>;
  /** Every way in which it may come out. */
  readonly endings: readonly string[];
  /** Which of them it was; throws where it was none, or somebody was told something else. */
  readonly verdict: (outcome: Outcome<Name>) => Promise<string>;
}

/** Declares a race with its contenders' names checked. */
export const race = <Name extends string>(definition: Race<Name>): Race => definition;

export const typesOf = (events: readonly Recorded[]): string[] => events.map(({ type }) => type);

/**
 * The one that won, where only one can: it was answered 200, the other one 409 with why, and nothing but the winner's
 * event is on the stream.
 */
export const theOneWinner = async <Name extends string>(
  { answers, stream }: Outcome<Name>,
  name: string,
  wins: Readonly<Record<Name, { readonly event: string; readonly loserIsTold: Readonly<Record<string, unknown>> }>>,
): Promise<string> => {
  const names = Object.keys(wins) as Name[];
  const winners = names.filter((one) => answers[one].status === 200);
  const losers = names.filter((one) => answers[one].status !== 200);
  const [winner] = winners;
  if (winner === undefined || winners.length > 1) throw new Error(`not one winner: ${JSON.stringify(answers)}`);
  for (const loser of losers) expect(answers[loser]).toMatchObject({ status: 409, body: wins[winner].loserIsTold });
  const events = Object.values<{ readonly event: string }>(wins).map(({ event }) => event);
  const happened = typesOf(await stream(name)).filter((type) => events.includes(type));
  expect(happened).toEqual([wins[winner].event]);
  return winner;
};
