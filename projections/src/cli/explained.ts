import type { Texts } from '@doremi/http';

const listed = (value: unknown): string => (Array.isArray(value) && value.length > 0 ? value.join(', ') : 'none');

/** What the operator's endpoints of projections and policies refuse, in words for the terminal. */
export const texts: Texts = {
  PROJECTION_NOT_FOUND: ({ known }) => `There is no such projection. There are: ${listed(known)}`,
  BUILD_NOT_FOUND: ({ known }) => `There is no such build. There are: ${listed(known)}`,
  BUILD_STRANDED: ({ build }) =>
    `${String(build)} was made from another log, or stands at no place of this one: it is fed no more.`,
  NO_MISMATCH: () => 'There is nothing to accept: the event store is the one that was read.',
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
};
