/** How long an add may be held before it is dropped. */
const HOLD_SECONDS = 600;

/** Why an add is held, and until when, from `now` on; ISO 8601. */
export const heldUntil = (now: string, reason: string) => ({
  reason,
  expiresAt: new Date(Date.parse(now) + HOLD_SECONDS * 1_000).toISOString(),
});
