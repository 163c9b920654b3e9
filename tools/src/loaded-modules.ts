import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const { options } = ts.parseJsonConfigFileContent(
  ts.readConfigFile(join(ROOT, 'tsconfig.json'), (path) => ts.sys.readFile(path)).config,
  ts.sys,
  ROOT,
);

/** What is loaded with a module, itself included. */
export interface Loaded {
  /** Files of ours, by their path in the repository. */
  readonly modules: ReadonlySet<string>;
  /** Packages of others, by their names; Node's own are none. */
  readonly packages: ReadonlySet<string>;
}

/**
 * All that is loaded when a source is, by its path in the repository: what it imports as a type alone is not, nor what it
 * imports once it needs it.
 */
export const loadedWith = (entry: string): Loaded => {
  const modules = new Set<string>();
  const packages = new Set<string>();
  const waiting = [join(ROOT, entry)];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    const name = relative(ROOT, file);
    if (modules.has(name)) continue;
    modules.add(name);
    for (const specifier of importsOf(file)) {
      const source = sourceOf(specifier, file);
      if (source) waiting.push(source);
      else if (!specifier.startsWith('node:')) packages.add(packageOf(specifier));
    }
  }
  return { modules, packages };
};

const imports = new Map<string, readonly string[]>();

const importsOf = (file: string): readonly string[] => {
  const known = imports.get(file);
  if (known) return known;
  const emitted = ts.transpileModule(readFileSync(file, 'utf8'), { compilerOptions: options, fileName: file });
  const text = emitted.outputText;
  const found = ts
    .preProcessFile(text, true, true)
    .importedFiles.filter(({ pos }) => !/\bimport\($/.test(text.slice(0, pos).trimEnd()))
    .map(({ fileName }) => fileName);
  imports.set(file, found);
  return found;
};

/** The source of a module of ours; null where it is somebody else's. */
const sourceOf = (specifier: string, from: string): string | null => {
  if (specifier.startsWith('.')) return join(dirname(from), specifier).replace(/\.js$/, '.ts');
  const [path] = options.paths?.[specifier] ?? [];
  if (!path) return null;
  const source = join(ROOT, path);
  if (!existsSync(source)) throw new Error(`${specifier}: there is no ${source}`);
  return source;
};

const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
