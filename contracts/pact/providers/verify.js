/**
 * `node verify.js PACT_FILE PROVIDER_URL`: holds a provider to a contract. It runs in a process of its own because Pact says
 * what is wrong on the terminal alone. WORLD names the services in which the states are made.
 */
import { readFileSync } from 'node:fs';
import { Verifier } from '@pact-foundation/pact';
import { statesIn } from './states.js';
import { World } from './world.js';

const [file, providerBaseUrl] = process.argv.slice(2);
const { interactions, provider } = JSON.parse(readFileSync(file, 'utf8'));
const stateHandlers = statesIn(new World(JSON.parse(process.env.WORLD)));

// Pact only warns of a state that nobody makes.
const states = interactions.flatMap(({ providerStates = [] }) => providerStates.map(({ name }) => name));
const unknown = states.filter((name) => !(name in stateHandlers));
if (unknown.length > 0) throw new Error(`no state: ${unknown.join(', ')}`);

const told = { provider: provider.name, pactUrls: [file], providerBaseUrl, stateHandlers, logLevel: 'error' };
await new Verifier(told).verifyProvider().catch(() => (process.exitCode = 1));
