import { howToSignIn, issuerOf, listedProcesses } from '@doremi/start';
import { steps } from './steps.js';
import { walk } from './walk.js';

/** `npm run walk`: the way from a menu to a delivered pizza, on the system that runs on DATA_DIR or at GATEWAY_URL. */
const gateway = listedProcesses(process.env.DATA_DIR ?? '.doremi').find(({ name }) => name === 'gateway');
const url = process.env.GATEWAY_URL ?? `http://127.0.0.1:${gateway?.port ?? 8088}`;

let faults = 0;
try {
  const issuer = await issuerOf(url);
  if (issuer !== null) {
    console.error(howToSignIn(url, issuer));
    process.exit(1);
  }
  for await (const { request, status, faults: found } of walk(url, steps)) {
    console.log(`${found.length === 0 ? 'ok  ' : 'FAIL'} ${status} ${request}`);
    for (const fault of found) console.log(`       ${fault}`);
    faults += found.length;
  }
} catch (error) {
  console.error(
    `Nothing answers at ${url}: is \`npm start\` running? (${error instanceof Error ? error.message : 'no'})`,
  );
  faults++;
}
console.log(faults === 0 ? 'The walk is as the contract says.' : `${faults} faults.`);
process.exitCode = faults === 0 ? 0 : 1;
