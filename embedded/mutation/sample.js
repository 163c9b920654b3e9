import { createHash } from 'node:crypto';
import { PluginKind, declareValuePlugin } from '@stryker-mutator/api/plugin';

const oneIn = Number(process.env.ONE_IN ?? 1);

/** What is kept or left out as a whole: a statement of a module, or a member of one of its classes. */
const isUnit = (path) =>
  path.parentPath?.isProgram() || path.parentPath?.isExportNamedDeclaration()
    ? !path.isClassDeclaration() && !path.isExportNamedDeclaration()
    : path.parentPath?.isClassBody();

/** Its place in its file, so that the same code gives the same sample on every machine. */
const isKept = ({ node }) => {
  const { line, column } = node.loc.start;
  const text = `${line}:${column}:${node.id?.name ?? node.key?.name ?? node.declarations?.[0]?.id?.name ?? node.type}`;
  return createHash('sha256').update(text).digest().readUInt32BE() % oneIn === 0;
};

/** `ONE_IN=8` tries one in eight functions, for a stand-in whose every mutant would take hours. */
export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, 'sample', {
    shouldIgnore: (path) => (isUnit(path) && !isKept(path) ? 'not in the sample' : undefined),
  }),
];
