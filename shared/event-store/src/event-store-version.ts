import { EventStoreDBClient } from '@eventstore/db-client';

/** Milliseconds. */
const ANSWER_WITHIN = 5_000;

interface Features {
  readonly serverVersion: string;
}

/** Asks the event store at `url` for its version; throws the client's own error where none answers within seconds. */
export const eventStoreVersion = async (url: string): Promise<string> => {
  const client = EventStoreDBClient.connectionString(url);
  try {
    // Fails where nobody is. What the client then knows of the server, it keeps to its subclasses.
    for await (const _ of client.readAll({ maxCount: 1, deadline: ANSWER_WITHIN }));
    return (await (client as unknown as { readonly capabilities: Promise<Features> }).capabilities).serverVersion;
  } finally {
    await client.dispose();
  }
};
