import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** The sources of ours that ran, by their paths in the repository, each with the names of its functions that were called. */
export type Executed = ReadonlyMap<string, ReadonlySet<string>>;

/** A script in V8's precise coverage; counts are of calls since it was begun. */
interface ScriptCoverage {
  readonly url: string;
  readonly functions: readonly {
    readonly functionName: string;
    readonly ranges: readonly { readonly count: number }[];
  }[];
}

/** Reads what `record-functions.ts` wrote of a process, by the name of its workspace. */
export const executedIn = (folder: string, workspace: string): Executed => {
  const files = readdirSync(folder).filter((name) => name.startsWith(`${workspace}-`) && name.endsWith('.json'));
  const scripts = files.flatMap((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as ScriptCoverage[]);
  const executed = new Map<string, Set<string>>();
  for (const { url, functions } of scripts) {
    const source = sourceOf(url);
    // The first function is the module itself, which ran when it was loaded.
    const called = functions
      .filter(({ ranges }) => (ranges[0]?.count ?? 0) > 0)
      .map(({ functionName }) => functionName);
    if (source && called.length > 0) executed.set(source, new Set([...(executed.get(source) ?? []), ...called]));
  }
  return executed;
};

/** `file:///repository/shared/http/dist/mount.js` → `shared/http/src/mount.ts` */
const sourceOf = (url: string): string | null => {
  if (!url.startsWith('file:')) return null;
  const path = relative(ROOT, fileURLToPath(url));
  const [, workspace, file] = /^((?:shared\/)?[^/]+)\/dist\/(.+)\.js$/.exec(path) ?? [];
  return workspace && file ? `${workspace}/src/${file}.ts` : null;
};
