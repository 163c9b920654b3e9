/**
 * Node's own HTTP. An `import` of it loads all that it can give, a whole fetch among it, which is a twentieth of what a
 * process costs to start (Node 24); asked for like this it gives what it is asked for.
 */
export const http = process.getBuiltinModule('node:http');
