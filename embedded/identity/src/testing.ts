export { Browser } from './testing/browser.js';
