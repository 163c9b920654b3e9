import { EngineUnavailable } from './event-store.js';

/**
 * The answer, or EngineUnavailable once it takes longer than so many milliseconds. What it waited for goes on, and nobody
 * has to hear of how it ends.
 */
export const withinDeadline = <Answer>(milliseconds: number, answer: Promise<Answer>): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const giveUp = (): void => reject(new EngineUnavailable('no answer within the deadline'));
    const timer = setTimeout(giveUp, milliseconds);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
