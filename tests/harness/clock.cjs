// A clock that a test can put forward: `new Date()` and `Date.now()` run ahead by as many ms as stand in the file that
// SKEIN_TEST_CLOCK names. For a process by `node --require`, for a test by `require`.
const { readFileSync } = require('node:fs');

const Real = Date;
const now = () => Real.now() + Number(readFileSync(process.env.SKEIN_TEST_CLOCK, 'utf8'));

globalThis.Date = class extends Real {
  static now = now;
  constructor(...given) {
    super(...(given.length > 0 ? given : [now()]));
  }
};
