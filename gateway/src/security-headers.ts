import type { RequestHandler } from 'express';
import helmet from 'helmet';

/**
 * The pages bring their own scripts and styles, talk to this origin and the issuer's alone, and are framed by nobody. Pictures of menus
 * may come from anywhere, encrypted, and their servers are not told from where.
 */
export const securityHeaders = (issuer?: string): RequestHandler =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'https:'],
        workerSrc: ["'self'"],
        connectSrc: ["'self'", ...(issuer === undefined ? [] : [new URL(issuer).origin])],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    // Encryption is the business of what stands before the gateway, and so is insisting on it.
    strictTransportSecurity: false,
  });
