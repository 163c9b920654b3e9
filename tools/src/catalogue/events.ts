import ts from 'typescript';
import { schemaOf, type JsonSchema } from './json-schema.js';
import { aggregateOf, type Sources } from './program.js';

export interface FieldEntry {
  readonly name: string;
  readonly type: string;
  readonly comment: string;
}

export interface EventEntry {
  readonly type: string;
  readonly comment: string;
  readonly fields: readonly FieldEntry[];
  /** Of its data. */
  readonly schema: JsonSchema;
}

export interface AggregateEntry {
  /** The name of its file, e.g. `store-menu`. */
  readonly name: string;
  readonly events: readonly EventEntry[];
}

/** A type that fields are made of: an object by its fields, anything else as it is written. */
export interface TypeEntry {
  readonly name: string;
  readonly comment: string;
  readonly is: string | readonly FieldEntry[];
}

/** Every event of every aggregate, in the order of the types. */
export const readEvents = ({ checker, events }: Sources): AggregateEntry[] =>
  events.map((source) => ({ name: aggregateOf(source), events: eventsOf(source, checker) }));

const eventsOf = (source: ts.SourceFile, checker: ts.TypeChecker): EventEntry[] => {
  const events = eventsIn(source, checker);
  if (events.length === 0) throw new Error(`${source.fileName}: no events found`);
  return events;
};

const eventsIn = (source: ts.SourceFile, checker: ts.TypeChecker): EventEntry[] =>
  source.statements.filter(ts.isTypeAliasDeclaration).flatMap(({ type: union }) => {
    const members = ts.isUnionTypeNode(union) ? [...union.types] : [union];
    return members.flatMap((member, index) => {
      if (!ts.isTypeReferenceNode(member) || member.typeName.getText() !== 'DomainEvent') return [];
      const [name, data] = member.typeArguments ?? [];
      if (!name || !data) throw new Error(`${source.fileName}: an event without a name or data`);
      // A comment stands before the "|", which belongs to the union and not to its member.
      const before = source.text.slice(members[index - 1]?.end ?? union.pos, member.getStart());
      const [type, comment] = [name.getText().slice(1, -1), commentIn(before)];
      const schema = schemaOf(checker.getTypeAtLocation(data), checker);
      return [{ type, comment, fields: fieldsOf(data, checker), schema }];
    });
  });

const commentIn = (text: string): string => {
  const [, comment = ''] = /\/\*\*([\s\S]*?)\*\//.exec(text) ?? [];
  return inOneLine(comment.replaceAll(/^\s*\* ?/gm, ''));
};

const inOneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

const asWritten = (type: ts.TypeNode): string => inOneLine(type.getText().replaceAll('readonly ', ''));

/** The comment right before a declaration; one that an empty line separates from it is about the whole file. */
const commentOf = (declared: ts.Declaration): string => {
  const comment = ts.getJSDocCommentsAndTags(declared).filter(ts.isJSDoc).at(-1);
  if (!comment) return '';
  const between = declared.getSourceFile().text.slice(comment.end, declared.getStart());
  return /\n\s*\n/.test(between) ? '' : inOneLine(ts.getTextOfJSDocComment(comment.comment) ?? '');
};

const fieldsOf = (node: ts.TypeNode | ts.InterfaceDeclaration, checker: ts.TypeChecker): FieldEntry[] =>
  checker
    .getTypeAtLocation(node)
    .getProperties()
    .map((property) => {
      const declared = property.valueDeclaration;
      if (!declared || !ts.isPropertySignature(declared) || !declared.type)
        throw new Error(`what is ${property.name}?`);
      return {
        name: property.name + (declared.questionToken ? '?' : ''),
        type: asWritten(declared.type),
        comment: commentOf(declared),
      };
    });

/** The types that events' fields are made of, and theirs in turn, by name. */
export const readTypes = ({ checker, events }: Sources): TypeEntry[] => {
  const found = new Map<string, TypeEntry>();
  const note = (name: ts.EntityName): void => {
    const symbol = checker.getSymbolAtLocation(name);
    const target = symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    const declared = target?.declarations?.[0];
    if (!target || !declared || found.has(target.name)) return;
    if (!ts.isInterfaceDeclaration(declared) && !ts.isTypeAliasDeclaration(declared)) return;
    if (declared.getSourceFile().hasNoDefaultLib) return;
    const is = ts.isInterfaceDeclaration(declared) ? fieldsOf(declared, checker) : asWritten(declared.type);
    found.set(target.name, { name: target.name, comment: commentOf(declared), is });
    noteFields(declared);
  };
  const noteFields = (node: ts.Node): void => {
    if (ts.isPropertySignature(node)) node.forEachChild(noteNames);
    else node.forEachChild(noteFields);
  };
  const noteNames = (node: ts.Node): void => {
    if (ts.isTypeReferenceNode(node)) note(node.typeName);
    node.forEachChild(noteNames);
  };
  events.forEach(noteFields);
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
};
