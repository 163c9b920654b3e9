import type { Problem } from '@doremi/shared/http/problems';

type Told = Pick<Problem, 'code'> & Readonly<Record<string, unknown>>;

const listed = (value: unknown): string => (Array.isArray(value) && value.length > 0 ? value.join(', ') : 'none');

const texts: Readonly<Record<string, (problem: Told) => string>> = {
  PROJECTION_NOT_FOUND: ({ known }) => `There is no such projection. There are: ${listed(known)}`,
  BUILD_NOT_FOUND: ({ known }) => `There is no such build. There are: ${listed(known)}`,
  BUILD_INCOMPLETE: ({ build }) => `${String(build)} has not seen every event yet.`,
  BUILD_HAS_PARKED: ({ build, parked }) =>
    `${String(parked)} events of ${String(build)} are parked: retry or skip them first (parked list).`,
  BUILD_BEHIND: ({ build, live }) => `${String(build)} is behind ${String(live)}, which is read.`,
  BUILD_IS_LIVE: ({ build }) => `${String(build)} is the build that is read.`,
  BUILD_IS_ONLY_ONE: ({ build }) => `${String(build)} is the first of its version: its readers wait for it.`,
  BUILD_UNDER_WAY: ({ build }) => `${String(build)} is being built: cancel it instead.`,
  BUILDS_CHANGED: ({ build }) => `Something else happened to ${String(build)} at the same time. See status.`,
  NO_REBUILD_UNDER_WAY: () => 'No rebuild is under way there.',
  NO_WAY_BACK: ({ name }) => `There is no former build of ${String(name)} to go back to.`,
  NOTHING_TO_COMPARE: ({ build }) => `There is no other build to compare ${String(build)} with.`,
  PARKED_NOT_FOUND: ({ id }) => `Nothing is parked under ${String(id)}.`,
  PARKED_CHANGED: ({ id }) => `Something else of ${String(id)} is parked by now: look at it again.`,
  RETRY_FAILED: ({ id, detail }) => `${String(id)} failed again: ${String(detail)}`,
  ENGINE_UNAVAILABLE: () => 'It waits for its engines.',
  UNAUTHENTICATED: () => 'It wants to know who you are: set DOREMI_TOKEN to an access token of an operator.',
  FORBIDDEN: () => 'That is for operators.',
};

/** A problem in words for the terminal; one that has none of its own is named by its code. */
export const explained = (problem: Told): string => texts[problem.code]?.(problem) ?? `It answered ${problem.code}.`;
