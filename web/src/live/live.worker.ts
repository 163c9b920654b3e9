import { LiveHub, type Listener } from './live-hub.js';
import type { ToWindow, ToWorker } from './live-protocol.js';

/**
 * The one of a browser profile that holds the streams, since a browser opens six connections to a host and no more: one stream for
 * each person at its windows, however many windows there are.
 */
interface Person {
  readonly hub: LiveHub;
  readonly windows: Set<Window>;
}

/** A window of these pages, and whoever asked it for headers. */
class Window implements Listener {
  private asking: ((headers: Readonly<Record<string, string>>) => void)[] = [];

  constructor(private readonly port: MessagePort) {}

  readonly tell: Listener['tell'] = (told) => this.say({ say: 'told', told });

  headers(): Promise<Readonly<Record<string, string>>> {
    return new Promise((resolve) => {
      this.asking.push(resolve);
      this.say({ say: 'headers?' });
    });
  }

  said(headers: Readonly<Record<string, string>>): void {
    for (const resolve of this.asking.splice(0)) resolve(headers);
  }

  private say(message: ToWindow): void {
    this.port.postMessage(message);
  }
}

/** One that does not answer is gone or asleep, and another is asked. Milliseconds. */
const ANSWERS_WITHIN = 2_000;

const people = new Map<string, Person>();

const personOf = (id: string): Person => {
  const known = people.get(id);
  if (known) return known;
  const windows = new Set<Window>();
  const person = { windows, hub: new LiveHub({ headers: () => headersOf(windows) }) };
  people.set(id, person);
  return person;
};

/** Of the first window that answers. */
const headersOf = async (windows: ReadonlySet<Window>): Promise<Readonly<Record<string, string>>> => {
  const nobody = new Promise<never>((_, reject) => setTimeout(reject, ANSWERS_WITHIN, new Error('no window answers')));
  return Promise.race([nobody, ...[...windows].map((window) => window.headers())]);
};

const welcome = (port: MessagePort): void => {
  const window = new Window(port);
  let person: Person | null = null;
  const gone = (): void => {
    person?.windows.delete(window);
    person?.hub.leave(window);
    person = null;
  };
  port.onmessage = ({ data }: MessageEvent<ToWorker>): void => {
    switch (data.say) {
      case 'here':
        gone();
        person = personOf(data.person);
        person.windows.add(window);
        return;
      case 'lock':
        // It may end without a word.
        return void navigator.locks.request(data.name, gone);
      case 'watch':
        return person?.hub.watch(window, data.topic, data.position);
      case 'unwatch':
        return person?.hub.unwatch(window, data.topic);
      case 'network':
        return person?.hub.network(data.isThere);
      case 'headers':
        return window.said(data.headers);
      case 'gone':
        return gone();
    }
  };
};

addEventListener('connect', (event) => {
  for (const port of (event as MessageEvent).ports) welcome(port);
});
