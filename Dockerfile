# One image for every process of ours; the command says which one runs.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY . .
# No package needs its install script: the binaries come in the packages.
RUN --mount=type=cache,target=/root/.npm \
    npm ci --ignore-scripts && npm run build && npm prune --omit=dev --ignore-scripts

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app ./
# A volume that is mounted here first takes over this owner.
RUN mkdir /data && chown node:node /data
USER node
CMD ["node", "--enable-source-maps", "gateway/dist/main.js"]
