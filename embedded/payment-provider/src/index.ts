export { ODD_KINDS } from './odd-answers.js';
export { type RunningPaymentProvider, startPaymentProvider } from './server.js';
