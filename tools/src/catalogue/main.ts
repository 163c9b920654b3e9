import { writeFileSync } from 'node:fs';
import { catalogueFiles } from './files.js';
import { inRepository, readSources } from './program.js';

/** `npm run docs:events` */
for (const [file, text] of Object.entries(catalogueFiles(readSources()))) writeFileSync(inRepository(file), text);
