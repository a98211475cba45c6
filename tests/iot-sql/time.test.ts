import { value } from './run.ts';

describe('parse_time', () => {
  const at = Date.UTC(2016, 11, 15, 18, 7, 31, 155);
  test.each([
    ["yyyy-MM-dd'T'HH:mm:ss.SSSZZ", 'Europe/Paris', '2016-12-15T19:07:31.155+01:00'],
    ['yyyyMMddHHmmss', 'UTC', '20161215180731'],
    ['EEE, d MMM yy h:mm a', '+05:30', 'Thu, 15 Dec 16 11:37 PM'],
    ['EEEE MMMM', 'Pacific/Auckland', 'Friday December'],
    ['xxxx-ww-e DDD', 'UTC', '2016-50-4 350'],
    ['C G Y K k H', 'UTC', '20 AD 2016 6 18 18'],
    ['S SS SSSSS', 'UTC', '1 15 15500'],
    ['Z ZZ ZZZ', 'Asia/Kolkata', '+0530 +05:30 Asia/Kolkata'],
    ['z zzzz', 'America/New_York', 'EST Eastern Standard Time'],
    ['z', 'Europe/Paris', 'CET'],
    ["h 'o''clock'", 'UTC', "6 o'clock"],
  ])('%s in %s', (pattern, zone, expected) => {
    expect(value(`parse_time(pattern, ${at}, zone)`, { pattern, zone })).toBe(expected);
  });

  test.each([
    ["parse_time('yyyy', timestamp())", '2016'],
    ["parse_time('yyyy', '0')", '1970'],
    ["parse_time('y G', -99999999999999)", '-1199 BC'],
    ["parse_time('yyyy', 'now')", undefined],
    ["parse_time('yyyy', 1E300)", undefined],
    ["parse_time('yyyy', 0, 'Nowhere/Else')", undefined],
    ["parse_time('yyyy', 0, NULL)", undefined],
    ["parse_time('bb', 0)", undefined],
    ["parse_time('''yyyy', 0)", undefined],
    ["parse_time('H:mm', 951782400000)", '0:00'],
    ["parse_time('D xxxx w', 1104537600000)", '1 2004 53'],
  ])('%s', (expression, expected) => expect(value(expression)).toBe(expected));
});

describe('time_to_epoch', () => {
  test.each([
    ['18 December 2015', 'dd MMMM yyyy', '2015-12-18T00:00:00Z'],
    ['20200403094518123', 'yyyyMMddHHmmssSSS', '2020-04-03T09:45:18.123Z'],
    ['4/3/20 9:05 PM', 'M/d/yy h:mm a', '2020-04-03T21:05:00Z'],
    ['4/3/20 12:05 AM', 'M/d/yy h:mm a', '2020-04-03T00:05:00Z'],
    ['Fri, 3 Apr 2020 09:45:18 +0200', 'EEE, d MMM yyyy HH:mm:ss Z', '2020-04-03T07:45:18Z'],
    ['2020-04-03T09:45:18Z', "yyyy-MM-dd'T'HH:mm:ssX", '2020-04-03T09:45:18Z'],
    ['2020-04-03 24:00', 'yyyy-MM-dd kk:mm', '2020-04-03T00:00:00Z'],
    ['2020 094', 'uuuu DDD', '2020-04-03T00:00:00Z'],
    ['2020-02-31', 'yyyy-MM-dd', '2020-02-29T00:00:00Z'],
    ['2020-04-03 10:00 GMT+8', 'yyyy-MM-dd HH:mm O', '2020-04-03T02:00:00Z'],
    ['2020-07-01 12:00 Europe/Paris', 'yyyy-MM-dd HH:mm VV', '2020-07-01T10:00:00Z'],
    // clocks show 02:30 twice that night, and not at all on the other
    ['2020-10-25 02:30 Europe/Paris', 'yyyy-MM-dd HH:mm VV', '2020-10-25T00:30:00Z'],
    ['2020-03-29 02:30 Europe/Paris', 'yyyy-MM-dd HH:mm VV', '2020-03-29T01:30:00Z'],
  ])('%s by %s', (text, pattern, expected) => {
    expect(value('time_to_epoch(text, pattern)', { text, pattern })).toBe(Date.parse(expected));
  });

  test.each([
    ['2020-13-01', 'yyyy-MM-dd'],
    ['2020-04-32', 'yyyy-MM-dd'],
    ['2020-04-03 25:00', 'yyyy-MM-dd HH:mm'],
    ['2020-04-03 13:00 PM', 'yyyy-MM-dd hh:mm a'],
    ['2020-04-03 01:00', 'yyyy-MM-dd hh:mm'],
    ['2020-04-03 rest', 'yyyy-MM-dd'],
    ['2020-04', 'yyyy-MM'],
    ['03.04.', 'dd.MM.'],
    ['2020-04-03 10:00 Nowhere/Else', 'yyyy-MM-dd HH:mm VV'],
    ['2020', "yyyy'"],
    ['2020', 'Q'],
    ['999999-01-01 Europe/Paris', 'y-MM-dd VV'],
    ['2020-04-03 +19:00', 'yyyy-MM-dd VV'],
    ['2020', 'yM'.repeat(40_000)],
  ])('%s by %s is Undefined', (text, pattern) => {
    expect(value('time_to_epoch(text, pattern)', { text, pattern })).toBeUndefined();
  });
});
