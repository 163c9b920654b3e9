/* global SwaggerUIBundle */
SwaggerUIBundle({
  url: '/docs/openapi.json',
  dom_id: '#ui',
  deepLinking: true,
  displayRequestDuration: true,
  tryItOutEnabled: true,
  // The document is of this system and never leaves it.
  validatorUrl: 'none',
});
