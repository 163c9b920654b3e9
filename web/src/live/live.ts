import { effect, signal } from '@preact/signals';
import { lastPosition } from '../api/client.js';
import { randomKey } from '../api/intent.js';
import { headersOfSession, who } from '../session/current.js';
import type { Told } from './live-hub.js';
import type { Source, ToWindow, ToWorker } from './live-protocol.js';

/** How the stream of this window is; `idle` while nothing is watched, or was not answered yet. Whether a topic misses nothing, `useLive` says. */
export const connection = signal<'up' | 'lost' | 'idle'>('idle');

const watchers = new Map<string, Set<(told: Told) => void>>();

const hear = (told: Told): void => {
  if (told.kind !== 'connection') {
    for (const watcher of watchers.get(told.topic) ?? []) watcher(told);
    return;
  }
  connection.value = told.isUp ? 'up' : watchers.size > 0 ? 'lost' : 'idle';
  for (const watcher of [...watchers.values()].flatMap((those) => [...those])) watcher(told);
};

const person = (): string => who.value?.id ?? '';

/** Where there are no shared workers; its code is loaded there alone. */
const ownHub = (): Source => {
  const hub = import('./own-hub.js').then(({ hubOf }) => hubOf(hear, person, () => [...watchers.keys()]));
  return {
    watch: (topic, position) => void hub.then((own) => own.watch(topic, position)),
    unwatch: (topic) => void hub.then((own) => own.unwatch(topic)),
    network: (isThere) => void hub.then((own) => own.network(isThere)),
  };
};

/** A lock that this window holds for as long as it lives; says its name once it has it. */
const holdLock = (onHeld: (name: string) => void): void => {
  if (!('locks' in navigator)) return;
  const name = `doremi-window-${randomKey()}`;
  const forGood = (): Promise<never> => {
    onHeld(name);
    return new Promise(() => undefined);
  };
  void navigator.locks.request(name, forGood);
};

const sharedWorker = (): Source => {
  const { port } = new SharedWorker(new URL('./live.worker.ts', import.meta.url), {
    type: 'module',
    name: 'doremi-live',
  });
  const say = (message: ToWorker): void => port.postMessage(message);
  port.onmessage = ({ data }: MessageEvent<ToWindow>) => {
    if (data.say === 'told') hear(data.told);
    // One that can't say asks nothing of the worker, which asks another or comes back.
    else
      headersOfSession().then(
        (headers) => say({ say: 'headers', headers }),
        () => undefined,
      );
  };
  holdLock((name) => say({ say: 'lock', name }));
  const come = (): void => {
    say({ say: 'here', person: person() });
    for (const topic of watchers.keys()) say({ say: 'watch', topic, position: lastPosition() });
  };
  effect(come);
  addEventListener('pagehide', () => say({ say: 'gone' }));
  addEventListener('pageshow', ({ persisted }) => persisted && come());
  return {
    watch: (topic, position) => say({ say: 'watch', topic, position }),
    unwatch: (topic) => say({ say: 'unwatch', topic }),
    network: (isThere) => say({ say: 'network', isThere }),
  };
};

/** Not every browser tells a shared worker of the network: its windows do. */
const toldOfNetwork = (of: Source): Source => {
  addEventListener('offline', () => of.network(false));
  addEventListener('online', () => of.network(true));
  return of;
};

let source: Source | null = null;

/** Hears of a topic (see GET /live) from now on; what it gives back ends it. A topic that is watched already is told anew from what is known. */
export const watch = (topic: string, hearOf: (told: Told) => void): (() => void) => {
  source ??= toldOfNetwork('SharedWorker' in globalThis ? sharedWorker() : ownHub());
  const others = watchers.get(topic) ?? new Set();
  watchers.set(topic, others.add(hearOf));
  source.watch(topic, lastPosition());
  return () => {
    others.delete(hearOf);
    if (others.size > 0) return;
    watchers.delete(topic);
    if (watchers.size === 0) connection.value = 'idle';
    source?.unwatch(topic);
  };
};
