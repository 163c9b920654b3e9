export { allProjections } from './all.js';
