export { acceptedLanguageOf, acceptedOf } from './accepted.js';
export { AdmissionControl, type AdmissionLimits, leaveAdmission } from './admission-control.js';
export { access, type Access, type AccessKey, accessTo, methodsAt } from './auth/access.js';
export { type AuthSettings, type OidcSettings, readAuth } from './auth/auth-settings.js';
export { guard, identifyBy } from './auth/guard.js';
export { only, problemWith } from './auth/rights.js';
export { type Environment, SettingError } from './auth/setting-error.js';
export { ANSWER_WITHIN, CONNECT_WITHIN, ADMITTED_WITHIN } from './deadlines.js';
export { correlationOf, envelopeOf } from './request-context.js';
export { eventOf, EventStreams, idAlone } from './event-streams.js';
export { problemOfError } from './problem-of-error.js';
export { field, fieldsOf } from './declare-field.js';
export {
  Absent,
  Day,
  Instant,
  LocalTime,
  MAX_STORE_ID,
  Moment,
  Nullable,
  OneOf,
  Price,
  StoreIds,
  Text,
  TimeZone,
  Whole,
} from './fields.js';
export { Allergens, Flag, HttpsUrl, PriceDelta, Slug } from './menu-fields.js';
export { HttpFault } from './http-fault.js';
export { actorOf, type Identify } from './identity.js';
export { BODY_LIMIT_BYTES } from './json-body.js';
export { tellMethods } from './methods.js';
export { ListOf } from './list-of.js';
export { ObjectOf } from './object-of.js';
export { mount } from './mount.js';
export { http } from './node-http.js';
export { PART_PATH } from './openapi/describe.js';
export { merged, type OpenApiDocument } from './openapi/document.js';
export { csv, EVENT_STREAM, inForms, jsonLines, printedForm } from './openapi/media.js';
export type {
  BreakerState,
  LivenessResponse,
  ProcessesResponse,
  ProcessPath,
  ProcessState,
  ReadinessResponse,
} from './openapi/process-routes.js';
export { serverOf } from './server-of.js';
export { mountOperator, operatorGet, operatorPost, type OperatorRequest, type OperatorRoute } from './operator.js';
export type { Texts } from './operator/explained.js';
export { findProcess } from './operator/find-process.js';
export { OperatorClient, OpsAway, OpsError } from './operator/operator-client.js';
export { type Cursor, decodeCursor, encodeCursor, PageQuery } from './paging.js';
export {
  type ParkedDocumentation,
  ParkedMessage,
  type ParkedMessages,
  type ParkedOutcome,
  parkedRoutes,
  type ShownMessage,
} from './parked.js';
export { type Problem, problemOf, problemOfRefusal, retryAfterOf, sendProblem, statusOf } from './problems.js';
export {
  Cart,
  cartFields,
  costFields,
  costResponse,
  cartLineResponse,
  fulfilmentField,
  fulfilmentResponse,
  Hold,
  Line,
  lineOptionsResponse,
  lineResponse,
  NOT_SHOWN,
  type ShownPersonal,
  shownPersonalFields,
  seenResponse,
} from './responses/carts.schemas.js';
export { cardResponse, menuFields } from './responses/menus.schemas.js';
export { orderCostResponse, orderFields, orderStatus, Tax, taxResponse } from './responses/orders.schemas.js';
export { outcomes, paymentFields, Refund, refundFields } from './responses/payments.schemas.js';
export {
  judgedFields,
  RevisedCard,
  soldCardFields,
  soldGroupsResponse,
  storeMenuFields,
} from './responses/store-menus.schemas.js';
export { settingsResponse, Store, StoreSettings, StoreView } from './responses/stores.schemas.js';
export {
  anyOf,
  anything,
  array,
  constant,
  count,
  day,
  describedCount,
  describedText,
  flag,
  id,
  instant,
  measure,
  money,
  named,
  nullable,
  object,
  oneOf,
  optional,
  optionals,
  pageOf,
  type Static,
  text,
  unknown,
} from './responses/schemas.js';
export { correlate, Nothing } from './route-request.js';
export {
  del,
  type Feed,
  type Form,
  type FormResponse,
  get,
  type HandlerResponse,
  type ParamsOf,
  post,
  put,
  type RequestClass,
  type ResponseWith,
  type Route,
  type RouteRequest,
  type RouteResponse,
  sse,
  type StreamClient,
} from './route.js';
export { validated } from './validated.js';
