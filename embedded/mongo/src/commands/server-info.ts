import type { Command, Commands, Context } from './command.js';
import { reply } from './command.js';
import { MAX_MESSAGE_BYTES } from '../wire/connection.js';
import { sessionCommands } from './session-commands.js';
import { SESSION_MINUTES } from './sessions.js';
import { MAX_BATCH } from './write-batch.js';

const VERSION = '7.0.0';
/** The protocol of 7.0. */
const WIRE_VERSION = 21;

/** Says what we are: a standalone server, so drivers ask for neither retryable writes nor transactions. No topologyVersion: drivers poll. */
const hello: Command = {
  fields: [
    'client',
    'compression',
    'saslSupportedMechs',
    'speculativeAuthenticate',
    'topologyVersion',
    'maxAwaitTimeMS',
    'loadBalanced',
    'helloOk',
    'hostInfo',
    'backpressure',
  ],
  run: ({ name }) =>
    reply({
      helloOk: true,
      ...(name === 'hello' ? { isWritablePrimary: true } : { ismaster: true }),
      maxBsonObjectSize: 16 * 1024 * 1024,
      maxMessageSizeBytes: MAX_MESSAGE_BYTES,
      maxWriteBatchSize: MAX_BATCH,
      localTime: new Date(),
      logicalSessionTimeoutMinutes: SESSION_MINUTES,
      connectionId: 1,
      minWireVersion: 0,
      maxWireVersion: WIRE_VERSION,
      readOnly: false,
    }),
};

const done: Command = { fields: [], run: () => reply({}) };

const buildInfo: Command = {
  fields: [],
  run: () =>
    reply({
      version: VERSION,
      versionArray: [7, 0, 0, 0],
      gitVersion: 'embedded',
      modules: [],
      bits: 64,
      debug: false,
      maxBsonObjectSize: 16 * 1024 * 1024,
      storageEngines: ['lmdb'],
    }),
};

const serverStatus: Command = {
  fields: ['repl', 'metrics', 'locks'],
  run: (_, { startedAt }: Context) => {
    const uptimeMillis = Date.now() - startedAt.getTime();
    return reply({
      host: 'localhost',
      version: VERSION,
      process: 'doremi-mongo',
      pid: BigInt(process.pid),
      uptime: Math.floor(uptimeMillis / 1000),
      uptimeMillis: BigInt(uptimeMillis),
      localTime: new Date(),
      storageEngine: { name: 'lmdb', persistent: true },
    });
  },
};

export const serverInfo: Commands = {
  hello,
  isMaster: hello,
  ismaster: hello,
  ping: done,
  ...sessionCommands,
  buildInfo,
  buildinfo: buildInfo,
  serverStatus,
  connectionStatus: {
    fields: ['showPrivileges'],
    run: () => reply({ authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] } }),
  },
};
