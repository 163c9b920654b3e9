import { setTimeout as pause } from 'node:timers/promises';
import { MatchersV3, PactV3 } from '@pact-foundation/pact';
import { pactFolder } from './folder.js';

/** The example of everything in an interaction, as the consumer sends and gets it. */
export const exampleOf = (part) => (part === undefined ? undefined : MatchersV3.reify(part));

/**
 * Records one interaction: the provider that is played expects its request and answers its response while `use` runs the
 * consumer against it. Rejects when the request that came is another one, or none came.
 */
export const record = (consumer, provider, { description, state, request, response }, use, dir = pactFolder) => {
  const pact = new PactV3({ consumer, provider, dir, logLevel: 'error' });
  return pact
    .addInteraction({
      states: state === undefined ? [] : [{ description: state }],
      uponReceiving: description,
      withRequest: request,
      willRespondWith: response,
    })
    .executeTest(async ({ url, port }) => {
      await use(url);
      // The answer may be here a moment before Pact has noted that it was asked for.
      for (const giveUpAt = Date.now() + 1_000; !pact.pact.mockServerMatchedSuccessfully(port); await pause(2))
        if (Date.now() > giveUpAt) return;
    });
};
