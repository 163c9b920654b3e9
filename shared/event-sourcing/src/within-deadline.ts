import { EngineUnavailable } from './event-store.js';

/**
 * The answer, or EngineUnavailable once it takes longer than so many milliseconds. What it waited for goes on, and nobody
 * has to hear of how it ends.
 */
export const withinDeadline = async <Answer>(milliseconds: number, answer: Promise<Answer>): Promise<Answer> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new EngineUnavailable('no answer within the deadline')), milliseconds);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
};
