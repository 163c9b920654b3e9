import { eventLogRecordContract } from './testing/contracts/event-log-record.js';
import { withMongoStore } from './testing/with-mongo-store.js';

eventLogRecordContract(withMongoStore({ forEach: true }));
