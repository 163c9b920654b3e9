const KEYWORDS = ['and', 'or', 'unless', 'bool', 'offset'];

/** A metric of an expression and the labels that it is narrowed by. */
export interface Selector {
  readonly metric: string;
  readonly labels: readonly string[];
}

/** What a PromQL expression reads. It knows what our rules and dashboards use of the language, no more. */
export const selectorsOf = (expression: string): Selector[] => {
  const bare = expression
    .replace(/"(?:[^"\\]|\\.)*"/g, '')
    .replace(/\b(by|on|without|ignoring)\s*\([^)]*\)/g, '')
    .replace(/\[[^\]]*\]/g, '');
  return [...bare.matchAll(/([a-zA-Z_:][\w:]*)\s*(\(|\{[^}]*\})?/g)].flatMap(([, metric = '', after = '']) => {
    if (after === '(' || KEYWORDS.includes(metric)) return [];
    return [{ metric, labels: [...after.matchAll(/(\w+)\s*[=!]/g)].map(([, label = '']) => label) }];
  });
};
