/** Node's own HTTP: an `import` of it would load a whole fetch besides, which takes longer than the rest of this process. */
export const http = process.getBuiltinModule('node:http');
