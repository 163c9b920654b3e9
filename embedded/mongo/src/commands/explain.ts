import type { Document } from '../bson/value.js';
import { isDocument, newDocument } from '../bson/value.js';
import { notImplemented } from '../command-error.js';
import { planQuery } from '../query/plan.js';
import { parseSort } from '../query/sort.js';
import { namespaceOf } from '../store/catalog.js';
import { collationArgument, documentArgument, textArgument } from './arguments.js';
import type { Commands } from './command.js';
import { reply } from './command.js';

/** The filter of the commands that can be explained. */
function query(command: Document, name: string): Document {
  if (name === 'find') return documentArgument(command, 'filter') ?? newDocument();
  if (name === 'count' || name === 'distinct') return documentArgument(command, 'query') ?? newDocument();
  throw notImplemented(`explaining ${name}`);
}

export const explain: Commands = {
  explain: {
    fields: ['verbosity'],
    run({ body, database }, { catalog }) {
      const command = documentArgument(body, 'explain') ?? newDocument();
      const [name = ''] = Object.keys(command);
      const filter = query(command, name);
      const at = { database, collection: textArgument(command, name) };
      if (catalog.viewAt(at)) throw notImplemented('explaining a view');
      const collection = catalog.find(at);
      const sort = isDocument(command['sort']) ? parseSort(command['sort']) : [];
      const plan =
        collection &&
        planQuery(collection, filter, sort, command['hint'], collationArgument(command, collection.collation));
      const access: Document =
        plan?.stage === 'COLLSCAN' || !plan
          ? { stage: plan ? 'COLLSCAN' : 'EOF' }
          : { stage: plan.stage, indexName: plan.index ?? '' };
      const winningPlan: Document = plan && !plan.sorted ? { stage: 'SORT', inputStage: access } : access;
      return reply({
        queryPlanner: { namespace: namespaceOf(at), parsedQuery: filter, winningPlan, rejectedPlans: [] },
      });
    },
  },
};
