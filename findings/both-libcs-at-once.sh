#!/usr/bin/env bash
# @kurrent/bridge 0.2.2.
#
# Its packages for Linux say which system and processor they are for and not which libc. So npm installs the one for glibc and
# the one for musl on every Linux, 10 MB each, of which one is never loaded. Where a package says `libc`, npm installs one.
#
# Seen on 2026-11-28:
#   bridge-linux-x64-gnu: os linux, cpu x64, libc not said, 10.1 MB
#   bridge-linux-x64-musl: os linux, cpu x64, libc not said, 10.0 MB
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --loglevel=error @kurrent/bridge@0.2.2 >/dev/null

node -e '
  const { readdirSync, readFileSync, statSync } = require("node:fs");
  const folder = "node_modules/@kurrent";
  const binaries = readdirSync(folder).filter((name) => name.startsWith("bridge-linux-"));
  for (const name of binaries) {
    const { os, cpu, libc } = JSON.parse(readFileSync(`${folder}/${name}/package.json`, "utf8"));
    const megabytes = (statSync(`${folder}/${name}/index.node`).size / 1e6).toFixed(1);
    console.log(`${name}: os ${os}, cpu ${cpu}, libc ${libc ?? "not said"}, ${megabytes} MB`);
  }
  const kinds = new Set(binaries.map((name) => name.split("-").at(-1)));
  process.exit(process.platform === "linux" && kinds.has("gnu") && kinds.has("musl") ? 0 : 1);
'
echo 'as found: both are installed'
