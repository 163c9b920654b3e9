import { writeFileSync } from 'node:fs';
import { accessPage } from './page.js';

/** `npm run docs:access`: writes docs/access.md. */
writeFileSync(new URL('../../../docs/access.md', import.meta.url), accessPage());
