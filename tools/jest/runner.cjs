const { dirname, join } = require('node:path');
const { default: circus } = require('jest-circus/runner');

/** What jest runs tests with, `expect` and all that comes with it. */
const INSIDE = join(dirname(require.resolve('jest-circus/runner')), 'jestAdapterInit.js');

/**
 * jest-circus as it is, but loaded once per worker: inside the sandbox, all of it was compiled anew for each spec file and run cold,
 * which took longer than most files' tests. What belongs to a spec file is in its first module, and that is made anew.
 */
module.exports = (globalConfig, config, environment, runtime, ...others) => {
  const requireInside = runtime.requireInternalModule.bind(runtime);
  runtime.requireInternalModule = (path) => (path === INSIDE ? anew() : requireInside(path));
  const setGlobals = runtime.setGlobalsForRuntime.bind(runtime);
  runtime.setGlobalsForRuntime = (globals) => {
    globals.expect.any = anyOf(globals.expect.any);
    setGlobals(globals);
  };
  return circus(globalConfig, config, environment, runtime, ...others);
};

const anew = () => {
  delete globalThis[Symbol.for('EVENT_HANDLERS')];
  delete require.cache[INSIDE];
  return require(INSIDE);
};

const OURS = Symbol('any');

/** `expect.any(String)` compares with the String of its own side: whichever the spec names, that one is asked for. */
const anyOf = (any) =>
  any[OURS] ? any : Object.assign((type) => any(isBuiltIn(type) ? globalThis[type.name] : type), { [OURS]: true });

const isBuiltIn = (type) =>
  typeof type === 'function' &&
  type.name in globalThis &&
  /\[native code\]/.test(Function.prototype.toString.call(type));
