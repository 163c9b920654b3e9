import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** A file of the repository, by its path from the root. */
export const inRepository = (path: string): string => join(ROOT, path);

const filesIn = (folder: string): string[] =>
  readdirSync(inRepository(folder))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
    .map((name) => join(folder, name));

/** Whether a text declares something with `declare`: a projection or a policy is known by that, whatever its file is called. */
export const declares = (declare: string, text: string): boolean =>
  new RegExp(`^export const \\w+ = ${declare}\\b[<(]`, 'm').test(text);

const filesThatDeclare = (declare: string, folder: string): string[] =>
  filesIn(folder).filter((path) => declares(declare, readFileSync(inRepository(path), 'utf8')));

/** Where the folds are: those that are also asked how something was are beside what they make. */
const FOLDS = ['projections/src', 'shared/domain/src/folds'];

/** What the catalogue is read from, as the compiler sees it. */
export interface Sources {
  readonly checker: ts.TypeChecker;
  readonly events: readonly ts.SourceFile[];
  readonly projections: readonly ts.SourceFile[];
  readonly policies: readonly ts.SourceFile[];
}

/** Reads the sources, off the disk unless a host of the compiler has them from elsewhere. */
export const readSources = (host?: ts.CompilerHost): Sources => {
  const files = {
    events: filesIn('shared/domain/src/events').filter((path) => path.endsWith('.events.ts')),
    projections: FOLDS.flatMap((folder) => filesThatDeclare('projection', folder)),
    policies: filesThatDeclare('policy', 'policies/src'),
  };
  const config = ts.readConfigFile(inRepository('tsconfig.json'), (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, ROOT);
  const program = ts.createProgram(Object.values(files).flat().map(inRepository), options, host);
  const sources = (paths: readonly string[]): ts.SourceFile[] =>
    paths.map((path) => {
      const source = program.getSourceFile(inRepository(path));
      if (!source) throw new Error(`${path} could not be read`);
      return source;
    });
  return {
    checker: program.getTypeChecker(),
    events: sources(files.events),
    projections: sources(files.projections),
    policies: sources(files.policies),
  };
};

/** `/repository/shared/domain/src/events/cart.events.ts` → `cart` */
export const aggregateOf = ({ fileName }: ts.SourceFile): string => basename(fileName, '.events.ts');
