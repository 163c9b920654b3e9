/** Where the contracts of this run are written; `run` makes it and takes it away. */
export const pactFolder = process.env.PACT_FOLDER;
if (!pactFolder) throw new Error('PACT_FOLDER is not set: start it with contracts/pact/run');
