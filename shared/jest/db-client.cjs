module.exports = globalThis.requireOutside('@eventstore/db-client');
