import { deserialize, serialize } from 'node:v8';
import type { Server, ServiceDefinition, handleUnaryCall } from '@grpc/grpc-js';
import { asFailure } from '../grpc/failures.js';
import { pathOf } from './messages.js';
import type { Calls } from './messages.js';

/** How a node answers the others. */
export type NodeCalls = {
  readonly [Call in keyof Calls]: (
    request: Calls[Call]['request'],
  ) => Promise<Calls[Call]['reply']> | Calls[Call]['reply'];
};

const method = (call: keyof Calls) => ({
  path: pathOf(call),
  requestStream: false,
  responseStream: false,
  requestSerialize: serialize,
  requestDeserialize: deserialize as (bytes: Buffer) => unknown,
  responseSerialize: serialize,
  responseDeserialize: deserialize as (bytes: Buffer) => unknown,
});

/** What the nodes of a cluster ask each other: a protocol of the stand-in's own, on the port that clients use. */
export const addNodeService = (server: Server, answers: NodeCalls): void => {
  const handle =
    <Request, Reply>(answer: (request: Request) => Promise<Reply> | Reply): handleUnaryCall<Request, Reply> =>
    (call, callback) => {
      Promise.resolve(call.request)
        .then(answer)
        .then(
          (reply) => callback(null, reply),
          (error: unknown) => callback(asFailure(error)),
        );
    };
  const definition: ServiceDefinition = {
    vote: method('vote'),
    append: method('append'),
    propose: method('propose'),
    takeOver: method('takeOver'),
  };
  server.addService(definition, {
    vote: handle(answers.vote),
    append: handle(answers.append),
    propose: handle(answers.propose),
    takeOver: handle(answers.takeOver),
  });
};
