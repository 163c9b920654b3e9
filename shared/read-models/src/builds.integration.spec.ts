import { buildsContract } from './testing/contracts/builds.js';
import { withMongoStore } from './testing/with-mongo-store.js';

buildsContract(withMongoStore());
