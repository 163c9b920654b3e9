import type { Told } from './live-hub.js';

/** What a window says to the shared worker. */
export type ToWorker =
  | { readonly say: 'here'; readonly person: string }
  /** Held by the window for as long as it lives, so that its end is noticed. */
  | { readonly say: 'lock'; readonly name: string }
  | { readonly say: 'watch'; readonly topic: string; readonly position: string | null }
  | { readonly say: 'unwatch'; readonly topic: string }
  | { readonly say: 'network'; readonly isThere: boolean }
  | { readonly say: 'headers'; readonly headers: Readonly<Record<string, string>> }
  | { readonly say: 'gone' };

/** What the worker says to a window: what it was told, or that it needs what to identify itself with. */
export type ToWindow = { readonly say: 'told'; readonly told: Told } | { readonly say: 'headers?' };

/** Where what a window watches comes from: the worker that all windows share, or a hub of its own where there is none. */
export interface Source {
  watch(topic: string, position: string | null): void;
  unwatch(topic: string): void;
  /** What the browser says of the network as that changes. */
  network(isThere: boolean): void;
}
