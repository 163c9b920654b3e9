import { fieldOf, newDocument } from '../bson/value.js';
import { CommandError, notImplemented } from '../command-error.js';
import { documentArgument, textArgument } from './arguments.js';
import type { Commands } from './command.js';
import { reply } from './command.js';

/** Only a server that was started for tests has these. */
export const failPointCommands: Commands = {
  configureFailPoint: {
    fields: ['mode', 'data'],
    run({ body, database }, { failPoints }) {
      if (database !== 'admin')
        throw new CommandError('Unauthorized', 'configureFailPoint may only be run against the admin database.');
      const name = textArgument(body, 'configureFailPoint');
      if (name !== 'failCommand') throw notImplemented(`the fail point ${name}`);
      const data = documentArgument(body, 'data') ?? newDocument();
      return reply({ count: failPoints?.configure(fieldOf(body, 'mode'), data) ?? 0n });
    },
  },
};
