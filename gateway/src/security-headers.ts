import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** The page brings its own script and style, talks to this origin and the issuer's alone, and is framed by nobody. */
export const securityHeaders = (issuer?: string): RequestHandler =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'", ...(issuer === undefined ? [] : [new URL(issuer).origin])],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    // Encryption is the business of what stands before the gateway, and so is insisting on it.
    strictTransportSecurity: false,
  });
