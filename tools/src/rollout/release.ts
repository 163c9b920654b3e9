import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PARTS = ['shared', 'command-api', 'projections', 'query-api', 'gateway', 'web'];

/**
 * The next release in a folder of its own, as an image would be: what is built here, with one projection a version
 * further. Its packages are ours, linked.
 */
export const nextRelease = (root: string, folder: string, projection: string): string => {
  const modules = join(folder, 'node_modules');
  mkdirSync(join(modules, '@doremi'), { recursive: true });
  for (const name of readdirSync(join(root, 'node_modules')))
    if (name !== '@doremi') symlinkSync(join(root, 'node_modules', name), join(modules, name));
  for (const part of PARTS) {
    cpSync(join(root, part), join(folder, part), {
      recursive: true,
      filter: (path) => !/\/(src|node_modules)$/.test(path),
    });
    symlinkSync(join(folder, part), join(modules, '@doremi', part));
  }
  const models = join(folder, 'shared/dist/read-models');
  const named = new RegExp(`(name: '${projection}', version: )(\\d+)`);
  const raised = readdirSync(models).filter((name) => {
    const text = readFileSync(join(models, name), 'utf8');
    const next = text.replace(named, (_, before: string, version: string) => `${before}${Number(version) + 1}`);
    if (next !== text) writeFileSync(join(models, name), next);
    return next !== text;
  });
  if (raised.length !== 1) throw new Error(`${projection} was not found in ${models}`);
  return folder;
};
