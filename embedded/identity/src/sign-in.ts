import express, { Router, type Request, type Response } from 'express';
import type { Provider } from 'oidc-provider';
import { signedIn } from './people.js';
import { faultPage, signInPage } from './pages.js';
import { textsFor } from './texts.js';

/** The sign-in page and what it sends. `provider` is asked each time: it changes when keys rotate. */
export const signIn = (provider: () => Provider): Router =>
  Router()
    .get('/:uid', async (request, response) => {
      await whileOpen(request, response, provider(), () => {
        response.send(signInPage(textsFor(request), request.originalUrl, false));
        return Promise.resolve();
      });
    })
    .post('/:uid', express.urlencoded({ extended: false, limit: '2kb' }), async (request, response) => {
      const issuer = provider();
      await whileOpen(request, response, issuer, async () => {
        const { name, password } = (request.body ?? {}) as Record<string, unknown>;
        const person = signedIn(name, password);
        if (!person) return void response.status(401).send(signInPage(textsFor(request), request.originalUrl, true));
        await issuer.interactionFinished(request, response, { login: { accountId: person.name } });
      });
    });

/** What was begun and not finished in time has to be begun again. */
const whileOpen = async (
  request: Request,
  response: Response,
  provider: Provider,
  go: () => Promise<void>,
): Promise<void> => {
  const { prompt } = await provider.interactionDetails(request, response).catch(() => ({ prompt: null }));
  if (prompt?.name === 'login') return go();
  const say = textsFor(request);
  response.status(400).send(faultPage(say, 'invalid_request', say.tooLate));
};
