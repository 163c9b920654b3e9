import { EngineUnavailable } from '@doremi/event-sourcing';

/** The process that did it is gone. */
export class Died extends EngineUnavailable {}

/** Something that dies at the n-th effect it has, before or after it took effect. */
export const dyingAt = (at: number, when: 'before' | 'after') => {
  let effects = 0;
  return async <Result>(go: () => Promise<Result>): Promise<Result> => {
    const isLast = ++effects === at;
    if (effects > at || (isLast && when === 'before')) throw new Died();
    const result = await go();
    if (isLast) throw new Died();
    return result;
  };
};
