package org.scangate.scanner.icap;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * Bytes to and from a server. Calls wait; closing it, which any thread may do and which never
 * waits, ends them with an {@link IOException}.
 */
sealed interface Wire extends Closeable permits PlainWire, TlsWire {

  /** Writes all of it. */
  void write(ByteBuffer bytes) throws IOException;

  /**
   * @param wait whether to wait until there is something
   * @return how many bytes came: 0 only without waiting, less at the end of the stream
   */
  int read(ByteBuffer into, boolean wait) throws IOException;

  /** Reads from a channel that is otherwise blocking. */
  static int read(SocketChannel channel, ByteBuffer into, boolean wait) throws IOException {
    if (wait) {
      return channel.read(into);
    }
    channel.configureBlocking(false);
    try {
      return channel.read(into);
    } finally {
      channel.configureBlocking(true);
    }
  }
}
