import type { DocumentWrite, Loaded } from '@doremi/shared/engines/read-side/documents';
import type { Recorded } from '@doremi/shared/kernel/recorded';
import { expectKnownVersion } from '@doremi/shared/events/upcast';
import { handlerOf, keyOf, type AnyProjection } from './any-projection.js';

export interface Folded {
  /** The document to store; null when nothing changed. */
  readonly write: DocumentWrite | null;
  /** The event that the fold threw on; those after it were not folded. */
  readonly failed: { readonly event: Recorded; readonly error: Error } | null;
}

/** Folds the events of one key, oldest first, into its document. An event at or below its position is skipped. */
export const foldKey = (
  projection: AnyProjection,
  key: string,
  loaded: Loaded | undefined,
  events: readonly Recorded[],
): Folded => {
  const was = loaded?.position ?? null;
  let document = loaded?.document;
  let write: DocumentWrite | null = null;
  for (const event of events) {
    if (was !== null && event.position <= was) continue;
    try {
      expectKnownVersion(event);
      keyOf(projection, event);
      const next = handlerOf(projection, event.type)?.(document, event.data, event.metadata.occurredAt, event);
      if (next === undefined) continue;
      document = next;
      write = { key, document, position: event.position, was };
    } catch (error) {
      return { write, failed: { event, error: error instanceof Error ? error : new Error(String(error)) } };
    }
  }
  return { write, failed: null };
};
