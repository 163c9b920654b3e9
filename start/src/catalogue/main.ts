import { writeFileSync } from 'node:fs';
import { cataloguePage } from './page.js';
import { inRepository } from './program.js';

/** `npm run docs:events`: writes docs/events.md. */
writeFileSync(inRepository('docs/events.md'), cataloguePage());
