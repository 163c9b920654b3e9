import { relative } from 'node:path';
import ts from 'typescript';
import { inRepository, type Sources } from './program.js';

/** A projection or policy, and the file where it is. */
export interface Handler {
  readonly name: string;
  readonly file: string;
}

export interface HandledBy {
  readonly projections: readonly Handler[];
  readonly policies: readonly Handler[];
}

/** Who handles an event, read off the keys of the handlers: they are what projections and policies subscribe to. */
export const readHandlers = ({ checker, projections, policies }: Sources): ((event: string) => HandledBy) => {
  const folds = projections.flatMap((source) => handlersIn(source, 'projection', 'on', checker));
  const reactions = policies.flatMap((source) => handlersIn(source, 'policy', 'whenever', checker));
  return (event) => ({
    projections: folds.filter(({ events }) => events.has(event)),
    policies: reactions.filter(({ events }) => events.has(event)),
  });
};

/** Every `const name = declare<…>({ [keys]: { EventType: … } })` of a file. */
const handlersIn = (source: ts.SourceFile, declare: string, keys: string, checker: ts.TypeChecker) =>
  source.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => [...declarationList.declarations])
    .flatMap(({ name, initializer }) => {
      if (!initializer || !ts.isCallExpression(initializer) || initializer.expression.getText() !== declare) return [];
      const [definition] = initializer.arguments;
      if (!definition) throw new Error(`${source.fileName}: ${declare} of nothing`);
      const handlers = checker.getTypeAtLocation(definition).getProperty(keys);
      const events = handlers
        ? checker
            .getTypeOfSymbol(handlers)
            .getProperties()
            .map((event) => event.name)
        : [];
      if (events.length === 0) throw new Error(`${source.fileName}: no handlers found`);
      return [{ name: name.getText(), file: relative(inRepository('docs'), source.fileName), events: new Set(events) }];
    });
