import type { Route } from '@doremi/shared/http/route';
import { isRefusal } from '@doremi/shared/kernel/refusal';
import type { LogWatch } from './log-watch.js';

/** The same routes, whose answers say of which generation of the log their positions are. */
export const inGeneration = (routes: readonly Route[], log: Pick<LogWatch, 'generation'>): Route[] =>
  routes.map((route) => ({
    ...route,
    handle: async (asked) => {
      const answer = await route.handle(asked);
      return isRefusal(answer) ? answer : { ...answer, generation: log.generation };
    },
  }));
