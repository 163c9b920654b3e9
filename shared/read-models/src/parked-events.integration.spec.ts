import { parkedEventsContract } from './testing/contracts/parked-events.js';
import { withMongoStore } from './testing/with-mongo-store.js';

parkedEventsContract(withMongoStore());
