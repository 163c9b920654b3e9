export { policies } from './policies.js';
