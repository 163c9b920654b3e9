import { readdirSync } from 'node:fs';
import { currentVersionOf } from '@doremi/domain';
import {
  readEvents,
  readTypes,
  type AggregateEntry,
  type EventEntry,
  type FieldEntry,
  type TypeEntry,
} from './events.js';
import { readHandlers, type HandledBy, type Handler } from './handlers.js';
import { inRepository, type Sources } from './program.js';
import { STREAMS } from './streams.js';
import { table } from './table.js';

/** docs/events.md: every event with its fields, its version and who handles it, read from the sources. */
export const cataloguePage = (sources: Sources): string => {
  const aggregates = readEvents(sources);
  const handledBy = readHandlers(sources);
  const order = Object.keys(STREAMS);
  const unknown = aggregates.find(({ name }) => !order.includes(name));
  if (unknown) throw new Error(`${unknown.name}.events.ts has no stream in the catalogue`);
  const inOrder = [...aggregates].sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  const sections = [
    INTRODUCTION,
    table(
      ['aggregate', 'stream', 'events'],
      inOrder.map(({ name, events }) => [
        `[${name}](#${name})`,
        `\`${STREAMS[name]?.example ?? ''}\``,
        String(events.length),
      ]),
    ),
    ...inOrder.flatMap((aggregate) => aggregateSections(aggregate, handledBy)),
    '## Types of fields',
    ...readTypes(sources).flatMap(typeSections),
  ];
  return `${sections.join('\n\n')}\n`;
};

const INTRODUCTION = `# Event catalogue

Written by \`npm run docs:events\` from the types in [shared/domain/src/events](../shared/domain/src/events) and the handlers of projections
and policies; a test fails when it is stale. What the events mean for the business is in [domain.md](domain.md), what is
written beside each of them in [recorded.ts](../shared/event-sourcing/src/recorded.ts).`;

const aggregateSections = ({ name, events }: AggregateEntry, handledBy: (event: string) => HandledBy): string[] => [
  `## ${name}`,
  `Stream \`${STREAMS[name]?.example ?? ''}\`; types in [${name}.events.ts](../shared/domain/src/events/${name}.events.ts).`,
  ...events.flatMap((event) => eventSections(event, handledBy(event.type))),
];

const eventSections = ({ type, comment, fields }: EventEntry, { projections, policies }: HandledBy): string[] => [
  `### ${type}`,
  ...(comment ? [comment] : []),
  [
    `- schemaVersion: ${versionsOf(type)}`,
    `- projections: ${linksTo(projections)}`,
    `- policies: ${linksTo(policies)}`,
  ].join('\n'),
  fieldTable(fields),
];

const versionsOf = (type: string): string => {
  const golden = readdirSync(inRepository('shared/domain/src/events/golden')).filter((file) =>
    file.startsWith(`${type}.v`),
  );
  const links = golden.map((file) => `[${file}](../shared/domain/src/events/golden/${file})`);
  return `${currentVersionOf(type)}${links.length > 0 ? `; still read: ${links.join(', ')}` : ''}`;
};

const linksTo = (handlers: readonly Handler[]): string =>
  handlers.length > 0 ? handlers.map(({ name, file }) => `[${name}](${file})`).join(', ') : 'none';

/** Without the last column where nothing is said. */
const fieldTable = (fields: readonly FieldEntry[]): string => {
  const columns = fields.some(({ comment }) => comment !== '') ? ['field', 'type', 'meaning'] : ['field', 'type'];
  const rows = fields.map(({ name, type, comment }) => [name, `\`${type}\``, comment].slice(0, columns.length));
  return table(columns, rows);
};

const typeSections = ({ name, comment, is }: TypeEntry): string[] => [
  `### ${name}`,
  ...(comment ? [comment] : []),
  typeof is === 'string' ? `\`${is}\`` : fieldTable(is),
];
