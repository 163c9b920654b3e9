import { mkdirSync, writeFileSync } from 'node:fs';
import { receiptScreens, SCREENS } from './screens.js';

mkdirSync(SCREENS, { recursive: true });
const screens = await receiptScreens();
for (const [name, svg] of screens) writeFileSync(new URL(name, SCREENS), svg);
console.log(`${screens.size} receipts in docs/screens`);
