import type { ServiceDefinition } from '@grpc/proto-loader';
import { service } from 'grpc-health-check';
import { serviceOf } from '../grpc/protos.js';

/** As a client knows them, from their files alone. */
export const ORDERS: ServiceDefinition = serviceOf('doremi/orders/v1/orders.proto', 'doremi.orders.v1.Orders');
export const HEALTH = service as ServiceDefinition;
