package org.scangate.pure.local;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import org.scangate.container.ByteSource;

/**
 * The bytes of a file at any place: as many as it was listed with, whatever it becomes.
 *
 * @param channel taken over
 */
record LocalBytes(SeekableByteChannel channel, long size) implements ByteSource {

  @Override
  public int read(long position, byte[] into, int offset, int length) throws IOException {
    int wanted = (int) Math.max(0, Math.min(length, size - position));
    ByteBuffer rest = ByteBuffer.wrap(into, offset, wanted);
    while (rest.hasRemaining()) {
      if (readAt(position + rest.position() - offset, rest) < 0) {
        throw new EOFException("The file became shorter while it was read");
      }
    }
    return wanted;
  }

  /** Of a file on a disk in one system call. */
  private int readAt(long position, ByteBuffer rest) throws IOException {
    return channel instanceof FileChannel file
        ? file.read(rest, position)
        : channel.position(position).read(rest);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
