import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type Problem, UNREACHABLE } from '../api/problem.js';
import { Loading, ProblemNote } from './problem.js';

/** A component whose code is loaded when it is first shown. */
export const later = <Props extends object>(load: () => Promise<{ default: ComponentType<Props> }>) => {
  let loaded: ComponentType<Props> | null = null;
  return (props: Props) => {
    const [Page, setPage] = useState(() => loaded);
    const [problem, setProblem] = useState<Problem | null>(null);
    const [attempt, setAttempt] = useState(0);
    useEffect(() => {
      if (loaded) return;
      load().then(
        (module) => {
          loaded = module.default;
          setPage(() => loaded);
        },
        () => setProblem(UNREACHABLE),
      );
    }, [attempt]);
    const retry = (): void => {
      setProblem(null);
      setAttempt(attempt + 1);
    };
    if (Page) return <Page {...props} />;
    return problem ? <ProblemNote of={problem} onRetry={retry} /> : <Loading />;
  };
};
