export { buildOf } from './builds/build-of.js';
export { System } from './whole-system.js';
