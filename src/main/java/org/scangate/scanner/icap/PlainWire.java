package org.scangate.scanner.icap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** TCP. */
record PlainWire(SocketChannel channel) implements Wire {

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  @Override
  public int read(ByteBuffer into, boolean wait) throws IOException {
    return Wire.read(channel, into, wait);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
