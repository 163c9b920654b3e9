export { givenMongo, ownMongo } from './testing/given-mongo.js';
