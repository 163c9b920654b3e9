import { markdownTable, type Figure } from './quick/figure.js';
import { machine } from './quick/page.js';

/** The parts of a bench by name, each with how it is measured. */
export type Parts<Name extends string> = Readonly<Record<Name, () => Promise<Figure | readonly Figure[]>>>;

/** What a run of a bench came to. */
export interface Run {
  /** When, how long, and on what machine; then the figures as a table. */
  readonly text: string;
  /** Whether every part was measured. */
  readonly isWhole: boolean;
}

/**
 * Measures one part after the other. What a part found is printed at once, and a part that fails keeps none of the others
 * from being measured: then the exit code is 1, and the parts that are missing are named. `about` is said of the run.
 */
export const runParts = async <Name extends string>(
  parts: Parts<Name>,
  only: readonly Name[],
  about = '',
): Promise<Run> => {
  const startedAt = performance.now();
  const seconds = (): string => `${((performance.now() - startedAt) / 1_000).toFixed(0)} s`;
  const figures: Figure[] = [];
  const failed: Name[] = [];
  for (const part of only) {
    console.log(`${seconds()}  ${part}`);
    try {
      const measured = [await unbroken(parts[part])].flat();
      console.log(markdownTable(measured));
      figures.push(...measured);
    } catch (error) {
      failed.push(part);
      console.error(`${part} was not measured:`, error);
    }
  }
  const when = [new Date().toISOString().slice(0, 10), about, `${seconds()} on ${machine()}.`]
    .filter(Boolean)
    .join(', ');
  const text = `${when}\n\n${markdownTable(figures)}`;
  console.log(`\n${text}`);
  if (failed.length > 0) {
    console.error(`not measured: ${failed.join(', ')}; measure them with --only ${failed.join(',')}`);
    process.exitCode = 1;
  }
  return { text, isWhole: failed.length === 0 && only.length === Object.keys(parts).length };
};

/** What an engine's client throws where nobody can catch it fails the part that it happened in, and nothing else. */
const unbroken = async <Result>(measure: () => Promise<Result>): Promise<Result> => {
  let fail: (error: Error) => void = () => undefined;
  const broken = new Promise<never>((_, reject) => (fail = reject));
  process.on('uncaughtException', fail);
  try {
    return await Promise.race([measure(), broken]);
  } finally {
    process.off('uncaughtException', fail);
  }
};
