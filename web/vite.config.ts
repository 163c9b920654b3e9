import { defineConfig } from 'vite';
import { runbooks } from './runbooks.js';

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
  },
  worker: { format: 'es' },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
});
