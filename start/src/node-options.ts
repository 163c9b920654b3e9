import { fileURLToPath } from 'node:url';

/**
 * How a process of ours is run. What V8 compiled is kept beside the packages, so that a second start compiles nothing
 * (Node 22; an older one compiles, and where nothing can be written nothing is kept); stacks show our sources.
 */
export const nodeOptions = {
  // As it is built, whoever starts it.
  words: ['--import', new URL('../dist/source-maps.js', import.meta.url).href],
  env: { NODE_COMPILE_CACHE: fileURLToPath(new URL('../../node_modules/.cache/doremi', import.meta.url)) },
} as const;
