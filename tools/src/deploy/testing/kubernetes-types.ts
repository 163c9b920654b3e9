import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from './repository.js';

/** Where Kubernetes' types are, generated from its own API description: package kubernetes-types. */
const fileOf = (apiVersion: string): string => {
  const [group = '', version = ''] = apiVersion.includes('/') ? apiVersion.split('/') : ['core', apiVersion];
  return `kubernetes-types/${group.replace(/\..*$/, '')}/${version}`;
};

/**
 * Checks manifests against Kubernetes' types: a field that is unknown, missing or of another type is a fault.
 * Returns the faults, each with the manifest's kind and name.
 */
export const faultsOf = (
  manifests: readonly { apiVersion: string; kind: string; metadata: { name: string } }[],
): string[] => {
  const path = join(ROOT, 'start', 'manifests.ts');
  const lines = manifests.map(
    (one, index) => `export const m${index}: import('${fileOf(one.apiVersion)}').${one.kind} = ${JSON.stringify(one)};`,
  );
  const host = ts.createCompilerHost({});
  const own = ts.createCompilerHost({});
  host.fileExists = (file) => file === path || own.fileExists(file);
  host.getSourceFile = (file, options) =>
    file === path ? ts.createSourceFile(file, lines.join('\n'), options) : own.getSourceFile(file, options);
  const program = ts.createProgram(
    [path],
    {
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      types: [],
      lib: ['lib.es5.d.ts'],
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
    },
    host,
  );
  return ts.getPreEmitDiagnostics(program).map(({ messageText, start, file }) => {
    const { line } = file?.getLineAndCharacterOfPosition(start ?? 0) ?? { line: 0 };
    const { kind, metadata } = manifests[line] ?? { kind: '', metadata: { name: '' } };
    return `${kind} ${metadata.name}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
};
