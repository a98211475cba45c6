// esbuild bundles a .lua file as its text; under Jest this does the same
module.exports = {
  process: (text) => ({ code: `module.exports = { __esModule: true, default: ${JSON.stringify(text)} };` }),
};
