// The framework loads plugins as CommonJS; the plugin itself is TypeScript.
module.exports = require('tsx/cjs/api').require('./plugin.ts', __filename).default;
