import { parsePlace, type Place } from '@doremi/event-sourcing';
import type { Reader } from '../read-models.js';

/** How long to wait for the read model to be where a client has been already; milliseconds. */
const WAIT_FOR = 1_000;

/**
 * Where a client that comes back left off, by what its `Last-Event-ID` says; null for one that is new here. So is one whose
 * place lies beyond all there is, or is none: what it knows may be of a log that is gone, so it is told everything.
 */
export const leftOffAt = async (
  text: string | undefined,
  reader: Pick<Reader<object>, 'waitFor'>,
): Promise<Place | null> => {
  const place = parsePlace(text ?? '');
  return place && (await reader.waitFor(place, WAIT_FOR)) ? place : null;
};
