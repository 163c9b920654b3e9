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

  for (const interaction of charges)
    test(interaction.description, () =>
      record('command-api', 'payment-provider', interaction, async (url) => {
        const { amount, currency = null } = interaction.request.body;
        const money = { amount, currency };
        const outcome = await httpPaymentProvider(url, patient).charge(keyOf(interaction.request), money);
        assert.deepEqual(outcome, interaction.outcome);
      }),
    );

  for (const interaction of refunds)
    test(interaction.description, () =>
      record('command-api', 'payment-provider', interaction, async (url) => {
        const { charge, amount, currency = null } = exampleOf(interaction.request.body);
        const money = { amount, currency };
        const outcome = await httpPaymentProvider(url, patient).refund(keyOf(interaction.request), charge, money);
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
