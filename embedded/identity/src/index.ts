export { type RunningIdentity, startIdentity } from './server.js';
