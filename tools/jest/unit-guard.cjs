const childProcess = require('node:child_process');
const { Server, Socket } = require('node:net');

/** The spec file that runs now and says by its name that it needs nothing; null while there is none. */
let unit = null;

const refuse = (object, name) => {
  object[name] = new Proxy(object[name], {
    apply(real, self, given) {
      if (unit)
        throw new Error(`${name}: this is no unit test. Name it .integration.spec.ts, or .system.spec.ts: ${unit}`);
      return Reflect.apply(real, self, given);
    },
  });
};

refuse(Server.prototype, 'listen');
refuse(Socket.prototype, 'connect');
for (const name of ['spawn', 'fork', 'exec', 'execFile', 'spawnSync', 'execSync', 'execFileSync'])
  refuse(childProcess, name);

const NEEDS_MORE = /\.(integration|system|long)\.spec\.ts$|\.e2e\.ts$/;

/** From now on a spec file runs: one without a suffix reaches neither sockets nor processes. `null`: none runs. */
module.exports = (spec) => {
  unit = spec === null || NEEDS_MORE.test(spec) ? null : spec;
};
