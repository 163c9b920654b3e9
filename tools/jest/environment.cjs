const { types } = require('node:util');
const { TestEnvironment } = require('jest-environment-node');
const guard = require('./unit-guard.cjs');

/**
 * Node, with a way out of the sandbox: jest compiles all of a spec file's modules anew, and they run cold in each. What is
 * asked for here is loaded once per worker, like Node's own modules: the packages that jest.config.js names. They keep nothing
 * between spec files, or it is taken from them.
 */
module.exports = class extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    this.global.requireOutside = require;
    Object.assign(this.global, SHARED);
    recogniseOthers(this.global);
    guard(context.testPath);
  }

  /** What cleans up after a test may ask whether it failed, and show what was seen then. */
  handleTestEvent({ name }) {
    if (name === 'test_start') this.global.testHasFailed = false;
    if (name === 'test_fn_failure') this.global.testHasFailed = true;
  }

  async teardown() {
    forgetAll();
    await super.teardown();
    guard(null);
  }
};

/** What two of them know of a spec file is forgotten with it: which fields its classes have, and who takes its traces. */
const forgetAll = () => {
  globalThis.classValidatorMetadataStorage = undefined;
  const instances = new Map();
  const get = (type) => instances.get(type) ?? instances.set(type, new type()).get(type);
  require('class-validator').useContainer({ get });
  const { context, diag, metrics, propagation, trace } = require('@opentelemetry/api');
  for (const api of [context, diag, metrics, propagation, trace]) api.disable();
};

/** What no literal makes: one class on both sides, so that what the spec makes of it is what it is out here. */
const SHARED = { Date, Map, Set, WeakMap, WeakSet };

/** What is one, wherever it was made. */
const RECOGNISED = {
  Error: types.isNativeError,
  Function: (thing) => typeof thing === 'function',
  Object: (thing) => thing !== null && (typeof thing === 'object' || typeof thing === 'function') && 'valueOf' in thing,
  Promise: types.isPromise,
  RegExp: types.isRegExp,
};

const isInstance = Function.prototype[Symbol.hasInstance];

/** As without a sandbox, an error or a promise is an `instanceof` its class on whichever side it was made. */
const recogniseOthers = (realm) => {
  for (const [name, isOne] of Object.entries(RECOGNISED)) {
    const type = realm[name];
    const value = function (thing) {
      return isInstance.call(this, thing) || (this === type && isOne(thing));
    };
    Object.defineProperty(type, Symbol.hasInstance, { value, configurable: true });
  }
};
recogniseOthers(globalThis);
