import type { Value } from '../bson/value.js';
import { listArgument } from './arguments.js';
import type { Command, Commands } from './command.js';
import { reply } from './command.js';
import type { Sessions } from './sessions.js';

/** A command whose first field is a list of sessions. */
const forEach = (act: (sessions: Sessions, lsid: Value) => void): Command => ({
  fields: [],
  run({ name, body }, { sessions }) {
    for (const lsid of listArgument(body, name)) act(sessions, lsid);
    return reply({});
  },
});

export const sessionCommands: Commands = {
  refreshSessions: forEach((sessions, lsid) => sessions.use(lsid, Date.now())),
  endSessions: forEach((sessions, lsid) => sessions.end(lsid)),
  killSessions: forEach((sessions, lsid) => sessions.end(lsid)),
};
