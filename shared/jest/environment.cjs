const { TestEnvironment } = require('jest-environment-node');

/**
 * Node, with a way out of the sandbox: jest compiles all of a spec file's modules anew, and they run cold in each. The
 * EventStoreDB client was a seventh of the time of all tests. What is asked for here is loaded once per worker, like Node's
 * own modules. Only for packages that keep nothing between tests; the errors that they throw are of another realm, so tell
 * them by the package's own tests (`isCommandError`), not by `instanceof Error`.
 */
module.exports = class extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    this.global.requireOutside = require;
  }
};
