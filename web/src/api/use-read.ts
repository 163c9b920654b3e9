import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { who } from '../session/current.js';
import { type Problem, problemOf } from './problem.js';

/** What was read, and is read again with `reload`. While it is read again, and after a problem, what was read last stays. */
export interface Read<Data> {
  readonly data: ReadonlySignal<Data | undefined>;
  readonly problem: ReadonlySignal<Problem | null>;
  readonly reload: () => Promise<void>;
}

/** Reads when the page is opened, when `key` changes, and when somebody else is here. An answer that was overtaken is dropped. */
export const useRead = <Data>(key: string, read: () => Promise<Data>): Read<Data> => {
  const data = useSignal<Data | undefined>(undefined);
  const problem = useSignal<Problem | null>(null);
  const latest = useRef({ asked: 0, read });
  latest.current.read = read;
  const reload = async (): Promise<void> => {
    const asked = (latest.current.asked += 1);
    try {
      const got = await latest.current.read();
      if (asked !== latest.current.asked) return;
      data.value = got;
      problem.value = null;
    } catch (error) {
      if (asked === latest.current.asked) problem.value = problemOf(error);
    }
  };
  const person = who.value?.id;
  useEffect(() => {
    data.value = undefined;
    void reload();
    return () => void (latest.current.asked += 1);
  }, [key, person]);
  return { data, problem, reload };
};

/** Does it every so many milliseconds while somebody is looking: for what there is no stream of. */
export const useEvery = (everyMs: number, look: () => Promise<void> | void): void => {
  const latest = useRef(look);
  latest.current = look;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const turn = async (): Promise<void> => {
      if (!document.hidden) await latest.current();
      timer = setTimeout(() => void turn(), everyMs);
    };
    timer = setTimeout(() => void turn(), everyMs);
    return () => clearTimeout(timer);
  }, [everyMs]);
};
