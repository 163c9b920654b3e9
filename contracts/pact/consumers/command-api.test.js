/** What command-api asks others for: query-api before an add, the payment provider for money. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { httpPaymentProvider, httpProviderLedger, probeMenuService } from '@doremi/command-api';
import { books, charges, refunds } from '../interactions/payment-provider.js';
import { menuGate } from '../interactions/menu-gate.js';
import { exampleOf, record } from './recording.js';

/** The played provider may be slow on a busy machine, and how long is waited is no part of a contract. */
const patient = { timeoutMs: 10_000 };

describe('command-api → query-api', () => {
  for (const interaction of menuGate)
    test(interaction.description, () =>
      record('command-api', 'query-api', interaction, async (url) => {
        const [, storeId, menuId] = /^\/stores\/(\d+)\/menus\/(\d+)$/.exec(exampleOf(interaction.request.path));
        assert.equal(await probeMenuService(url, patient).ask(Number(storeId), Number(menuId)), null);
      }),
    );
});

describe('command-api → payment-provider', () => {
  const keyOf = ({ headers }) => headers['Idempotency-Key'];
  /** What was requested before there were currencies is asked for as it was then. */
  const moneyIn = ({ amount, currency = null }) => ({ amount, currency });

  for (const interaction of charges)
    test(interaction.description, () =>
      record('command-api', 'payment-provider', interaction, async (url) => {
        const money = moneyIn(interaction.request.body);
        const outcome = await httpPaymentProvider(url, patient).charge(keyOf(interaction.request), money);
        assert.deepEqual(outcome, interaction.outcome);
      }),
    );

  for (const interaction of refunds)
    test(interaction.description, () =>
      record('command-api', 'payment-provider', interaction, async (url) => {
        const { charge, ...body } = exampleOf(interaction.request.body);
        const provider = httpPaymentProvider(url, patient);
        const outcome = await provider.refund(keyOf(interaction.request), charge, moneyIn(body));
        assert.deepEqual(outcome, interaction.outcome);
      }),
    );

  for (const interaction of books)
    test(interaction.description, () =>
      record('command-api', 'payment-provider', interaction, async (url) => {
        const { list, of, page, entries } = interaction;
        const listed = [];
        for await (const entry of httpProviderLedger(url, { ...patient, page })[list](of)) {
          listed.push(entry);
          if (listed.length === entries.length) break;
        }
        assert.deepEqual(listed, entries);
      }),
    );
});
