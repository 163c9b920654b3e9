/** A request that can't be taken as it came; the error handler answers it as problem+json. */
export class HttpFault extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
  ) {
    super(detail);
  }
}
