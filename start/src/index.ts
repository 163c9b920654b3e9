export { addressOf } from './address.js';
export { freePorts, withPorts } from './free-ports.js';
export { namedEngines, type Planned, plannedServices, plannedStandIns } from './plan.js';
export { listedProcesses } from './running-system.js';
export { howToSignIn, issuerOf } from './sign-in.js';
export { Supervised } from './supervised.js';
export { until } from './until.js';
