/** MD2, which OpenSSL and so Node no longer have. https://www.rfc-editor.org/rfc/rfc1319 */

const BLOCK = 16;
const ROUNDS = 18;

/** The permutation of 0..255 that RFC 1319 takes from the digits of pi. */
const PI = Buffer.from(
  '292e43c9a2d87c013d3654a1ecf0061362a705f3c0c7738c98932bd9bc4c82ca' +
    '1e9b573cfdd4e01667426f188a17e512be4ec4d6da9ede49a0fbf58ebb2fee7a' +
    'a968799115b2073f94c210890b225f21807f5d9a5a903227353ecce7bff79703' +
    'ff1930b348a5b5d1d75e922aac56aac64fb838d296a47db676fc6be29c7404f1' +
    '459d705964718720865bcf65e62da8021b6025adaeb0b9f61c46616934407e0f' +
    '5547a323dd51af3ac35cf9cebac5ea262c530d6e85288409d3dfcdf441814d52' +
    '6adc37c86cc1abfa24e17b080cbdb14a7888958be363e86de9cbd5fe3b001d39' +
    'f2efb70e6658d0e4a67772f8eb754b0a314450b48fed1f1adb998d339f118314',
  'hex',
);

export function md2(message: Uint8Array): Buffer {
  const blocks = checksummed(pad(message));
  const state = new Uint8Array(3 * BLOCK);
  for (let offset = 0; offset < blocks.length; offset += BLOCK) {
    for (let i = 0; i < BLOCK; i++) {
      state[BLOCK + i] = blocks[offset + i]!;
      state[2 * BLOCK + i] = state[i]! ^ blocks[offset + i]!;
    }
    let last = 0;
    for (let round = 0; round < ROUNDS; round++) {
      for (let i = 0; i < state.length; i++) {
        last = state[i]! ^ PI[last]!;
        state[i] = last;
      }
      last = (last + round) % 256;
    }
  }
  return Buffer.from(state.subarray(0, BLOCK));
}

/** To whole blocks, with as many bytes as each of them says. */
function pad(message: Uint8Array): Buffer {
  const missing = BLOCK - (message.length % BLOCK);
  return Buffer.concat([message, Buffer.alloc(missing, missing)]);
}

function checksummed(message: Buffer): Buffer {
  const checksum = Buffer.alloc(BLOCK);
  let last = 0;
  for (const [index, byte] of message.entries()) {
    last = checksum[index % BLOCK]! ^ PI[byte ^ last]!;
    checksum[index % BLOCK] = last;
  }
  return Buffer.concat([message, checksum]);
}
