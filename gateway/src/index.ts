export { gateway } from './gateway.js';
export { wholeHealth } from './whole-health.js';
