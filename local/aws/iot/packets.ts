import type { Duplex } from 'node:stream';

const LONGEST_LENGTH = 4;

/**
 * Destroys a connection at the header of an MQTT packet that is over its limit, before the parser keeps what comes of it
 * (https://docs.oasis-open.org/mqtt/mqtt/v3.1.1/os/mqtt-v3.1.1-os.html#_Toc398718023). `first` is the limit of the
 * first packet, `later` of all others; bytes without the header.
 */
export function limitPackets<Connection extends Duplex>(
  connection: Connection,
  first: number,
  later: number,
): Connection {
  const read = connection.read.bind(connection);
  const exceeds = packetMeter(first, later);
  connection.read = (size) => {
    const chunk = read(size) as Buffer | null;
    if (chunk === null || !exceeds(chunk)) return chunk;
    connection.destroy(new Error('a packet is larger than AWS IoT takes'));
    return null;
  };
  return connection;
}

/** Follows a stream of packets chunk by chunk; tells whether one in it is over the limit. */
function packetMeter(first: number, later: number): (chunk: Buffer) => boolean {
  let limit = first;
  /** Bytes of the packet that are still to come; before them its type, and its length in up to four bytes. */
  let [left, lengthBytes, length] = [0, -1, 0];
  return (chunk) => {
    for (let at = 0; at < chunk.length; ) {
      if (left > 0) {
        const taken = Math.min(left, chunk.length - at);
        left -= taken;
        at += taken;
      } else if (lengthBytes < 0) {
        [lengthBytes, length] = [0, 0];
        at += 1;
      } else {
        const byte = chunk[at++]!;
        length += (byte & 127) * 128 ** lengthBytes++;
        const isComplete = byte < 128;
        if (length > limit || (!isComplete && lengthBytes === LONGEST_LENGTH)) return true;
        if (isComplete) [left, lengthBytes, limit] = [length, -1, later];
      }
    }
    return false;
  };
}
