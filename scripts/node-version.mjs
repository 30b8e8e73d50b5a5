/** Ends the process with a clear message where Node is too old. Imported first, and written for any Node with modules. */

const least = [20, 19];
const [major, minor] = process.versions.node.split(".").map(Number);

if (major < least[0] || (major === least[0] && minor < least[1])) {
  console.error(`Jobhub needs Node ${least.join(".")} or newer; this is Node ${process.versions.node}.`);
  console.error("Get a current one from https://nodejs.org, or with a version manager: nvm install 22");
  process.exit(1);
}
