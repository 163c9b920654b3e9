import type { Registry } from '@doremi/process';

type Labels = Readonly<Record<string, string>>;

/** Reads single series of a registry, as they would be scraped; one that is not there counts as 0. */
export const seriesOf = (registry: Registry) => {
  const value = async (name: string, labels: Labels = {}): Promise<number> => {
    const lines = (await registry.metrics())
      .split('\n')
      .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
    const wanted = Object.entries(labels).map(([label, text]) => `${label}="${text}"`);
    return lines
      .filter((line) => wanted.every((pair) => line.includes(pair)))
      .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
  };

  /** How much a series grows while something is done. */
  const change = async (name: string, labels: Labels, act: () => Promise<unknown>): Promise<number> => {
    const before = await value(name, labels);
    await act();
    return (await value(name, labels)) - before;
  };

  return { value, change };
};
