import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { who } from '../session/current.js';
import { keyOf, type LiveEvent, type LiveKey } from './live-events.js';
import type { Told } from './live-hub.js';
import { watch } from './live.js';

/** A topic as it is now. */
export interface Live<Document> {
  /** By their keys, in the order in which they were told first; replaced at every change. */
  readonly documents: ReadonlySignal<ReadonlyMap<LiveKey, Document>>;
  /** Whether nothing is missing; while false, what is shown may be of before. */
  readonly isCurrent: ReadonlySignal<boolean>;
  readonly refused: ReadonlySignal<{ readonly code: string; readonly status: number } | null>;
}

interface Options<Document> {
  /** Hears of each document as it is told; `isNews` where it happened now, and is not what was there before. */
  readonly onDocument?: (document: Document, isNews: boolean) => void;
}

/** Watches a topic while the component is there; null watches nothing. */
export const useLive = <Document extends LiveEvent>(
  topic: string | null,
  { onDocument }: Options<Document> = {},
): Live<Document> => {
  const documents = useSignal<ReadonlyMap<LiveKey, Document>>(new Map());
  const isCurrent = useSignal(false);
  const refused = useSignal<{ readonly code: string; readonly status: number } | null>(null);
  const person = who.value?.id;
  useEffect(() => {
    if (topic === null) return;
    let next = new Map<LiveKey, Document>();
    let isTold = false;
    // What comes in one go is shown in one go.
    let drawing = 0;
    const draw = (): void => {
      drawing ||= requestAnimationFrame(() => {
        drawing = 0;
        documents.value = new Map(next);
      });
    };
    const hear = (told: Told): void => {
      switch (told.kind) {
        case 'snapshot':
          next = new Map();
          isCurrent.value = false;
          refused.value = null;
          isTold = false;
          return;
        case 'document':
          next.set(keyOf(told.document), told.document as Document);
          onDocument?.(told.document as Document, isTold);
          if (isTold) draw();
          return;
        case 'current':
          isTold = true;
          isCurrent.value = true;
          return draw();
        case 'refused':
          refused.value = { code: told.code, status: told.status };
          return;
        case 'connection':
          if (!told.isUp) isCurrent.value = false;
          return;
      }
    };
    documents.value = new Map();
    isCurrent.value = false;
    const stop = watch(topic, hear);
    return () => {
      stop();
      cancelAnimationFrame(drawing);
    };
  }, [topic, person]);
  return { documents, isCurrent, refused };
};
