import { access, type Access } from '@doremi/http';
import { table } from '../catalogue/table.js';

const OWN: Readonly<Record<NonNullable<Access['own']>, string>> = {
  cart: 'their own cart; any other is 404',
  order: 'their own order, or one of their store; any other is 404',
  store: 'their own store; any other is 403',
  list: 'shows what is their own; head office sees all',
};

const NAMES: Readonly<Record<string, string>> = {
  admin: 'head office',
  store: 'a store',
  customer: 'a customer',
  operator: 'an operator',
};

const rolesOf = ({ roles }: Access): string =>
  roles === 'all' ? 'everybody' : roles.map((role) => NAMES[role] ?? role).join(', ');

/** docs/access.md: who may call what, from the table that the gateway goes by. */
export const accessPage = (): string => {
  const rows = Object.entries<Access>(access).map(([route, entry]) => [
    `\`${route}\``,
    rolesOf(entry),
    entry.own === undefined ? '' : OWN[entry.own],
  ]);
  return `${[INTRODUCTION, table(['route', 'who', 'and then'], rows)].join('\n\n')}\n`;
};

const INTRODUCTION = `# Who may call what

Written by \`npm run docs:access\` from [access.ts](../shared/http/src/auth/access.ts), which is what the gateway goes by;
[access.system.spec.ts](../tools/src/system/access.system.spec.ts) walks all of it as everybody, at the gateway and behind it. Metrics are also
for whoever asks from \`PRIVATE_NETWORKS\`. A star is whatever comes there.`;
