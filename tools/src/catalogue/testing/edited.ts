import ts from 'typescript';

const host = ts.createCompilerHost({});
/** Files that nobody edited are read once. */
const known = new Map<string, ts.SourceFile | undefined>();

/** A host of the compiler that reads the repository, but one file with a text in it put for another. Throws if it has no such text. */
export const edited = (path: string, from: string, to: string): ts.CompilerHost => ({
  ...host,
  getSourceFile: (file, options) => {
    if (file.endsWith(path)) {
      const text = host.readFile(file) ?? '';
      if (!text.includes(from)) throw new Error(`${path} has no ${from}`);
      return ts.createSourceFile(file, text.replace(from, to), options);
    }
    if (!known.has(file)) known.set(file, host.getSourceFile(file, options));
    return known.get(file);
  },
});
