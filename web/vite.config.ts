import { defineConfig } from 'vite';
import { runbooks } from './runbooks.js';

/** The libraries but the one for charts, and what is common to all areas. */
const SHARED =
  /node_modules\/(preact|@preact|wouter-preact|openapi-fetch|regexparam)\/|web\/src\/(api|session)\/|web\/src\/live\/(live|use-live)[.-]|web\/src\/texts\/(texts|common|formats|problems|filled)\.|web\/src\/ui\/(button|later|live-state|problem)\./;

export default defineConfig({
  plugins: [runbooks()],
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
      output: { codeSplitting: { groups: [{ name: 'shared', test: SHARED }] } },
      // What a slow machine took is nothing that whoever starts Doremi should read.
      checks: { pluginTimings: false },
    },
  },
  worker: { format: 'es' },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
});
