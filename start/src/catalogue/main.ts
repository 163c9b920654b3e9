import { writeFileSync } from 'node:fs';
import { asyncApi } from './asyncapi.js';
import { cataloguePage } from './page.js';
import { inRepository } from './program.js';

/** `npm run docs:events`: writes docs/events.md for people and docs/asyncapi.json for programs. */
writeFileSync(inRepository('docs/events.md'), cataloguePage());
writeFileSync(inRepository('docs/asyncapi.json'), `${JSON.stringify(asyncApi(), null, 2)}\n`);
