import type { Table, Tables } from '../store/database.js';

const isEmpty = (table: Table): boolean => [...table.getKeys({ limit: 1 })].length === 0;

/**
 * Closes the tables and rejects when they are of another kind of server: what a single server wrote is in no journal that
 * other nodes share, and what a single server would write into a node's folder neither.
 */
export const refuseOtherKind = async (tables: Tables, isOfCluster: boolean): Promise<void> => {
  const hasJournal = !isEmpty(tables.journal);
  if (isOfCluster ? hasJournal || isEmpty(tables.events) : !hasJournal) return;
  await tables.close();
  throw new Error(
    isOfCluster ? 'the folder is of a server that is no node of a cluster' : 'the folder is of a node of a cluster',
  );
};
