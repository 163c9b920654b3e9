import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { eventually } from '@doremi/event-sourcing/testing';
import { TestIssuer } from '../testing/issuer.js';
import { identifyBearer } from './bearer.js';
import { SigningKeys, type KeysOptions } from './signing-keys.js';

let issuer: TestIssuer;
beforeEach(async () => {
  issuer = await TestIssuer.start();
});
afterEach(() => issuer.end());

const reader = (options: Partial<KeysOptions> = {}) => {
  const keys = new SigningKeys({ issuer: issuer.url, jwksUrl: null, ...options });
  const identify = identifyBearer(issuer.settings, keys);
  const ask = async (token: string) => identify({ get: () => `Bearer ${token}` });
  return { keys, ask };
};

describe('the keys of an issuer', () => {
  test('are found through its discovery document, read once, and used for everybody', async () => {
    const { ask } = reader();
    const tokens = await Promise.all(['alice', 'bob', 'carol'].map((sub) => issuer.token({ sub })));
    expect(await Promise.all(tokens.map(ask))).toMatchObject([{ sub: 'alice' }, { sub: 'bob' }, { sub: 'carol' }]);
    expect(issuer.keysRead).toBe(1);
  });

  test('rotate: a new one is read when the first token comes with it, and the old one goes on while it is published', async () => {
    const { ask } = reader({ cooldownMs: 0 });
    const old = await issuer.token();
    await ask(old);
    await issuer.rotate('key-2');
    await ask(await issuer.token());
    await ask(old);
    expect(issuer.keysRead).toBe(2);
  });

  test('that are made up are asked for once in a while, however many come', async () => {
    const { ask } = reader({ cooldownMs: 60_000 });
    await ask(await issuer.token());
    for (let n = 0; n < 20; n++)
      await expect(ask(await issuer.token({}, { kid: `made-up-${n}` }))).rejects.toMatchObject({ status: 401 });
    expect(issuer.keysRead).toBe(1);
  });

  test('that it took back are forgotten in time', async () => {
    const { ask } = reader({ refreshAfterMs: 0 });
    const old = await issuer.token();
    await ask(old);
    await issuer.rotate('key-2', false);
    await eventually(async () =>
      ask(old).then(
        () => false,
        () => true,
      ),
    );
  });

  test('are kept while it is away', async () => {
    const { keys, ask } = reader({ refreshAfterMs: 0, cooldownMs: 0 });
    await keys.warm();
    issuer.goAway();
    for (let n = 0; n < 3; n++) expect(await ask(await issuer.token())).toMatchObject({ sub: 'alice' });
  });

  test('that were never got keep everybody waiting, until it is back', async () => {
    const { keys, ask } = reader();
    issuer.goAway();
    await keys.warm();
    await expect(ask(await issuer.token())).rejects.toMatchObject({ status: 503, code: 'ISSUER_UNAVAILABLE' });
    issuer.comeBack();
    await eventually(async () =>
      ask(await issuer.token()).then(
        () => true,
        () => false,
      ),
    );
  });

  test('are believed only where the document is of the issuer that was named', async () => {
    const { ask } = reader({ issuer: `${issuer.url}/other` });
    await expect(ask(await issuer.token())).rejects.toMatchObject({ status: 503 });
  });

  test('may be at a place that is named', async () => {
    const { ask } = reader({ issuer: 'http://nowhere.invalid', jwksUrl: `${issuer.url}/jwks` });
    expect(await ask(await issuer.token())).toMatchObject({ sub: 'alice' });
  });
});
