#!/usr/bin/env node
process.setSourceMapsEnabled(true);
// Whoever reads our output may stop early, as `head` does.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));

const { run } = await import("./run.ts");
process.exitCode = await run(process.argv);
