import { defineConfig, type Plugin } from 'vite';
import { runbooks } from './runbooks.js';
import { ROUTES } from './src/routes.js';

/** The libraries but the one for charts, and what is common to all areas. */
const SHARED =
  /node_modules\/(preact|@preact|wouter-preact|openapi-fetch|regexparam)\/|web\/src\/(api|session)\/|web\/src\/routes\.|web\/src\/live\/(live|use-live|use-told-stores)\.|web\/src\/texts\/(texts|common|formats|problems|filled)\.|web\/src\/ui\/(button|later|live-state|not-found|page-title|problem)\./;

/** What the shop's menu, its checkout and its orders are made of alike. */
const SHOP =
  /web\/src\/shop\/(texts|times|cart|cart-panel|choice|menu|use-cart|store-terms|use-now|use-store-changes)\./;

/** What the form and the payment are asked with. */
const CHECKOUT = /web\/src\/shop\/checkout\/(checkout|texts|wish)\./;

/** What the gateway serves the pages at, as it reads it: patterns of paths. */
const routes: Plugin = {
  name: 'routes',
  generateBundle() {
    this.emitFile({
      type: 'asset',
      fileName: '.routes.json',
      source: JSON.stringify(ROUTES.map(({ source }) => source)),
    });
  },
};

export default defineConfig({
  plugins: [runbooks(), routes],
  build: {
    target: 'es2023',
    // Nothing inline: the Content-Security-Policy has no exception, and `data:` pictures would be one.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Who looks after a page in the browser sees the sources.
    sourcemap: true,
    reportCompressedSize: false,
    // What every area is made of is one file: many small ones compress badly, and are asked for one by one.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'shared', test: SHARED },
            { name: 'shop-shared', test: SHOP },
            { name: 'checkout', test: CHECKOUT },
          ],
        },
      },
      // What a slow machine took is nothing that whoever starts Doremi should read.
      checks: { pluginTimings: false },
    },
  },
  worker: { format: 'es' },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
});
