/** The runbooks that there are, in the order in which they are offered. */
export const RUNBOOKS = [
  'something-is-away',
  'open-work',
  'stuck-payment',
  'parked-events',
  'rebuild',
  'restore-from-backup',
  'key-rotation',
] as const;

export type Runbook = (typeof RUNBOOKS)[number];

/** A runbook, or a part of it: `rebuild#a-read-model-looks-wrong`. */
export type RunbookPlace = Runbook | `${Runbook}#${string}`;

/** In docs/runbooks, where it is in such a language. */
export const fileOf = (name: Runbook, language: 'en' | 'ko'): string => `${name}${language === 'en' ? '' : '.ko'}.md`;

export const pathOfRunbook = (place: RunbookPlace): string => `/operations/runbooks/${place}`;

/** What a heading is linked by, as GitHub does it. */
export const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');

/** Where a link of a runbook leads on these pages; null where it leads out of them, into the repository. */
export const pathOfLink = (href: string, from: Runbook): string | null => {
  if (href.startsWith('#')) return `${pathOfRunbook(from)}${href}`;
  const [, name, anchor = ''] = /^([\w-]+)\.md(#.*)?$/.exec(href) ?? [];
  return RUNBOOKS.includes(name as Runbook) ? `/operations/runbooks/${name}${anchor}` : null;
};

/** Which runbook helps where a command was refused. */
const FOR_PROBLEM: Readonly<Record<string, RunbookPlace>> = {
  BUILD_HAS_PARKED: 'parked-events',
  BUILD_STRANDED: 'rebuild#a-stranded-build-its-checkpoint-is-not-of-this-log',
  BUILD_BEHIND: 'rebuild#a-rebuild-does-not-become-live',
  BUILD_INCOMPLETE: 'rebuild#a-rebuild-does-not-become-live',
  EVENT_STORE_MISMATCH: 'restore-from-backup#restoring',
  ENGINE_UNAVAILABLE: 'something-is-away',
  UPSTREAM_UNAVAILABLE: 'something-is-away',
  UPSTREAM_TIMEOUT: 'something-is-away',
  UNREACHABLE: 'something-is-away',
  READ_MODEL_BEHIND: 'rebuild#a-rebuild-does-not-become-live',
  RETRY_FAILED: 'parked-events#what-to-look-at-first',
  EVENT_GONE: 'parked-events',
  PARKED_CHANGED: 'parked-events',
};

export const runbookFor = (code: string): RunbookPlace | null => FOR_PROBLEM[code] ?? null;
