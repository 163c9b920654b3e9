import { withSecretFiles } from '@doremi/process/settings';
import { addressOf } from './address.js';

/** Engines start in a moment of their own; what is away for longer is told, and told again. Milliseconds. */
const TELL_AFTER = 2_000;
const TELL_EVERY = 10_000;

/** What a process may wait for that is not ours to start: its name for people, by what readiness calls it. */
interface Waited {
  readonly part: string;
  readonly told: (state: string) => string;
}

const ENGINES = [
  { part: 'eventstore', name: 'EventStoreDB', variables: ['EVENTSTORE_URL'] },
  { part: 'mongodb', name: 'MongoDB', variables: ['MONGODB_URL', 'MONGODB_ADMIN_URL'] },
] as const;

/** A log that is another one is waited for until an operator has accepted it, and that takes running processes. */
const LOG: Waited = { part: 'log', told: (state) => `${state}; docs/runbooks/restore-from-backup.md says what to do` };

/** Tells what a start waits for: engines that others run, however long they take. */
export class Waits {
  private readonly waited: readonly Waited[];
  private readonly since = new Map<string, number>();
  private readonly toldAt = new Map<string, number>();
  private last = 0;

  constructor(
    environment: Readonly<Record<string, string | undefined>>,
    private readonly say: (line: string) => void,
    private readonly now: () => number = Date.now,
  ) {
    const env = withSecretFiles(environment);
    const named = ENGINES.flatMap(({ part, name, variables }) => {
      const where = variables.flatMap((variable) => {
        const url = env[variable];
        return url ? [`${variable}, ${addressOf(url)}`] : [];
      });
      return env[variables[0]] ? [{ part, told: () => `waiting for ${name} (${where.join('; ')})` }] : [];
    });
    this.waited = [...named, LOG];
  }

  /** When something was last waited for; nothing of ours is late before that. Milliseconds, 0 for never. */
  get lastWaited(): number {
    return this.last;
  }

  /** Takes note of what a process says of what it depends on. */
  note(process: string, parts: Readonly<Record<string, string>>): void {
    const now = this.now();
    for (const { part, told } of this.waited) {
      const state = parts[part] ?? 'up';
      const key = `${process} ${part}`;
      if (state === 'up') {
        this.since.delete(key);
        continue;
      }
      this.last = now;
      const since = this.since.get(key) ?? now;
      this.since.set(key, since);
      const isTold = now - (this.toldAt.get(part) ?? -TELL_EVERY) < TELL_EVERY;
      if (isTold || now - since < TELL_AFTER) continue;
      this.toldAt.set(part, now);
      this.say(`  ${told(state)}`);
    }
  }
}
