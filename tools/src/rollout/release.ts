import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

interface Package {
  readonly name: string;
  readonly workspaces?: readonly string[];
}

const packageIn = (folder: string): Package =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Package;

/** What an image runs: the services, and the packages that they share. */
const isDeployed = (workspace: string): boolean => !/^(embedded|start|tools|bench)\b/.test(workspace);

/**
 * The next release in a folder of its own, as an image would be: what is built here, with one projection a version
 * further. The packages of others are ours, linked.
 */
export const nextRelease = (root: string, folder: string, projection: string): string => {
  const modules = join(folder, 'node_modules');
  mkdirSync(join(modules, '@doremi'), { recursive: true });
  for (const name of readdirSync(join(root, 'node_modules')))
    if (name !== '@doremi') symlinkSync(join(root, 'node_modules', name), join(modules, name));
  const workspaces = (packageIn(root).workspaces ?? []).filter(isDeployed);
  for (const part of [...workspaces, 'web']) {
    mkdirSync(dirname(join(folder, part)), { recursive: true });
    cpSync(join(root, part), join(folder, part), {
      recursive: true,
      filter: (path) => !/\/(src|node_modules)$/.test(path),
    });
  }
  for (const workspace of workspaces)
    symlinkSync(join(folder, workspace), join(modules, packageIn(join(root, workspace)).name));
  raise(projection, join(folder, 'shared/domain/dist/read-models'));
  return folder;
};

/** Raises the version of the one projection whose model is declared among these compiled files. */
const raise = (projection: string, models: string): void => {
  const named = new RegExp(`(name: '${projection}', version: )(\\d+)`);
  const raised = readdirSync(models)
    .filter((name) => name.endsWith('.document.js'))
    .filter((name) => {
      const text = readFileSync(join(models, name), 'utf8');
      const next = text.replace(named, (_, before: string, version: string) => `${before}${Number(version) + 1}`);
      if (next !== text) writeFileSync(join(models, name), next);
      return next !== text;
    });
  if (raised.length !== 1) throw new Error(`${projection} was not found in ${models}`);
};
