/**
 * A sentence with what is known in its `{places}`, as `shown` says it; null is not known. What is in `[brackets]` is left out where it
 * has a place for something that is not known; elsewhere that is "–".
 */
export const filled = (sentence: string, shown: (field: string) => string | null): string =>
  sentence
    .replace(/\[([^\]]*)\]/g, (_, part: string) =>
      [...part.matchAll(/\{(\w+)\}/g)].every(([, field = '']) => shown(field) !== null) ? part : '',
    )
    .replace(/\{(\w+)\}/g, (_, field: string) => shown(field) ?? '–');
