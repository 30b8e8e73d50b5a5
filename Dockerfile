# One image for every part of the hub: `docker run jobhub manager`, `overseer`, `worker`, `job list` …

FROM node:20-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY clients/typescript/package.json clients/typescript/
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build

# What runs: without what only builds, and without the embedded PostgreSQL, which is optional.
FROM node:20-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY clients/typescript/package.json clients/typescript/
RUN npm ci --omit=dev --omit=optional --no-audit --no-fund && npm cache clean --force

FROM node:20-slim
ENV NODE_ENV=production JOBHUB_DATA=/data
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json LICENSE ./
COPY deploy/secrets.sh deploy/
# A new volume takes the owner of the folder that it covers.
RUN install -d -o node -g node /data /secrets && ln -s /app/dist/src/cli/main.js /usr/local/bin/jobhub
USER node
VOLUME /data
ENTRYPOINT ["node", "/app/dist/src/cli/main.js"]
CMD ["--help"]
