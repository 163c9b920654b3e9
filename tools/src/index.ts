export { System } from './whole-system.js';
